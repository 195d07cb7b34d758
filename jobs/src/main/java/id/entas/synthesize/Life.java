package id.entas.synthesize;

import id.entas.domain.Outcome;
import id.entas.job.Settings;
import id.entas.synthesize.Behaviour.Programme;
import id.entas.synthesize.Truth.PlaceTruth;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The life of one invented household and what the censuses record of it. One object draws many
 * lives, one after the other; each depends on the household's own seed alone, and a life drawn to a
 * later step begins like the one drawn to an earlier.
 */
final class Life {
  /** No row in this census. */
  static final int NO_RECORD = -1;

  /** Records from here on are outcomes, in their order; below are tiers. */
  static final int FIRST_OUTCOME = InventedTier.COUNT;

  /** Not in the population: not yet listed, or gone. */
  static final int NO_TIER = -1;

  /** Households of one person, two persons and so on, per hundred, up to twelve. */
  private static final double[] MEMBERS = memberEnds(8, 17, 23, 22, 14, 8, 4, 2, 1, .5, .3, .2);

  private static final Outcome[] GONE = {Outcome.DIED, Outcome.MOVED, Outcome.MERGED};

  private enum Visits {
    NEVER_YET,
    VISITED,
    MISSED_ONCE,
    LOST
  }

  private final Truth truth;
  private final Behaviour behaviour;
  private final int[] tier;
  private final int[] place;
  private final int[] village;
  private final int[] served;
  private final int[] record;
  private int members;
  private UniformRandomProvider random;
  private Visits visits;
  private int lastSeenTier;
  private int pendingOutcome;

  Life(Truth truth) {
    this.truth = truth;
    this.behaviour = truth.plan().behaviour();
    this.tier = new int[truth.steps()];
    this.place = new int[truth.steps()];
    this.village = new int[truth.steps()];
    this.served = new int[truth.steps()];
    this.record = new int[truth.steps()];
  }

  private static double[] memberEnds(double... weights) {
    double sum = Arrays.stream(weights).sum();
    double[] ends = new double[weights.length];
    double end = 0;
    for (int i = 0; i < weights.length; i++) {
      end += weights[i] / sum;
      ends[i] = end;
    }
    return ends;
  }

  /** Draws the life of a household from the first census to a step. */
  void draw(long household, int lastStep) {
    random = RandomSource.SPLIT_MIX_64.create(truth.seedOf(household));
    int home = truth.homeOf(household);
    PlaceTruth at = truth.place(home);
    long number = truth.numberAtHome(household, home);
    int entry = at.entryStep(number);
    members = 1 + indexOf(MEMBERS, random.nextDouble());
    visits = Visits.NEVER_YET;
    lastSeenTier = NO_TIER;
    pendingOutcome = NO_RECORD;
    Arrays.fill(tier, NO_TIER);
    Arrays.fill(record, NO_RECORD);
    Arrays.fill(served, 0);
    for (int step = entry; step <= lastStep; step++) {
      if (step == entry) {
        place[step] = home;
        village[step] = at.homeVillage(number);
        tier[step] = entry == 0 ? at.firstTier(number) : drawn(behaviour.entrantTiers());
      } else {
        place[step] = place[step - 1];
        village[step] = village[step - 1];
        if (tier[step - 1] != NO_TIER) {
          live(step);
        }
      }
      if (tier[step] != NO_TIER) {
        served[step] = drawnProgrammes(tier[step]);
      }
      if (truth.place(place[step]).isCovered(step)) {
        record[step] = recorded(step);
        lastSeenTier = record[step] < FIRST_OUTCOME ? record[step] : NO_TIER;
      }
    }
  }

  private void live(int step) {
    if (random.nextDouble() < behaviour.gone()) {
      int reason = drawn(behaviour.diedMovedMerged());
      // An outcome is said of those that the census before saw in a tier.
      pendingOutcome = lastSeenTier == NO_TIER ? NO_RECORD : outcome(GONE[reason]);
      return;
    }
    int from = tier[step - 1];
    double[] row = truth.place(place[step]).shockedMatrix(step)[from];
    tier[step] = nextTier(row, from, truth.exit(place[step], step, from, served[step - 1]));
    if (random.nextDouble() < behaviour.moving()) {
      place[step] = truth.otherPlaceAt(place[step], random.nextDouble());
      village[step] = truth.place(place[step]).villageAt(random.nextDouble());
    }
  }

  /**
   * Programmes scale the chance of any better tier; which one, and what else, stays in proportion.
   */
  private int nextTier(double[] row, int from, double ownExit) {
    double exit = Truth.exit(row, from);
    double u = random.nextDouble();
    boolean leaves = u < ownExit;
    double v = leaves ? u / ownExit * exit : (u - ownExit) / (1 - ownExit) * (1 - exit);
    int to = leaves ? from + 1 : 0;
    int last = leaves ? row.length - 1 : from;
    while (to < last && v >= row[to]) {
      v -= row[to];
      to++;
    }
    return to;
  }

  private int recorded(int step) {
    int now = tier[step];
    if (now == NO_TIER) {
      int outcome = pendingOutcome;
      pendingOutcome = NO_RECORD;
      return outcome;
    }
    switch (visits) {
      case LOST:
        return NO_RECORD;
      case NEVER_YET:
        return firstRecord(step, now);
      case MISSED_ONCE:
        visits = Visits.VISITED;
        return inFrame(noisy(now, InventedTier.COUNT));
      default:
        return laterRecord(now);
    }
  }

  /** A household comes onto the list as one of the poor; the first census records it as it is. */
  private int firstRecord(int step, int now) {
    if (now >= InventedTier.LISTED) {
      return NO_RECORD;
    }
    visits = Visits.VISITED;
    return step == 0 ? now : noisy(now, InventedTier.LISTED);
  }

  private int laterRecord(int now) {
    if (random.nextDouble() < truth.absence(now)) {
      visits = random.nextDouble() < behaviour.returning() ? Visits.MISSED_ONCE : Visits.LOST;
      boolean said = random.nextDouble() < behaviour.notFound() && lastSeenTier != NO_TIER;
      return said ? outcome(Outcome.NOT_FOUND) : NO_RECORD;
    }
    int seen = noisy(now, InventedTier.COUNT);
    if (lastSeenTier != NO_TIER
        && seen > lastSeenTier
        && random.nextDouble() < behaviour.graduatedWithoutTier()) {
      return outcome(Outcome.GRADUATED);
    }
    return inFrame(seen);
  }

  private int inFrame(int seen) {
    boolean listedOnly = truth.plan().frame() == Settings.Frame.LISTED_ONLY;
    return listedOnly && seen >= InventedTier.LISTED ? NO_RECORD : seen;
  }

  /** The tier that the census writes down, among the first so many. */
  private int noisy(int now, int tiers) {
    if (random.nextDouble() >= behaviour.misrecorded()) {
      return now;
    }
    if (now == 0) {
      return 1;
    }
    if (now == tiers - 1) {
      return now - 1;
    }
    return random.nextDouble() < .5 ? now - 1 : now + 1;
  }

  private int drawnProgrammes(int now) {
    int set = 0;
    List<Programme> programmes = behaviour.programmes();
    for (int cluster = 0; cluster < Behaviour.CLUSTERS; cluster++) {
      if (random.nextDouble() < programmes.get(cluster).coverage().get(now)) {
        set |= 1 << cluster;
      }
    }
    return set;
  }

  private int drawn(List<Double> shares) {
    double u = random.nextDouble();
    int index = 0;
    while (index < shares.size() - 1 && u >= shares.get(index)) {
      u -= shares.get(index);
      index++;
    }
    return index;
  }

  private static int indexOf(double[] ends, double u) {
    int index = 0;
    while (index < ends.length - 1 && u >= ends[index]) {
      index++;
    }
    return index;
  }

  private static int outcome(Outcome outcome) {
    return FIRST_OUTCOME + outcome.ordinal();
  }

  /** The true tier at a step, {@link #NO_TIER} outside the population. */
  int tier(int step) {
    return tier[step];
  }

  /** The kecamatan at a step from the household's entry on. */
  int place(int step) {
    return place[step];
  }

  /** The village within the kecamatan, -1 where the kecamatan has none. */
  int village(int step) {
    return village[step];
  }

  /** The clusters that served the household in the year of a step, one bit each. */
  int served(int step) {
    return served[step];
  }

  /** What the census of a step records: a tier, an outcome or {@link #NO_RECORD}. */
  int record(int step) {
    return record[step];
  }

  /** Persons in the household, 1 to 12. */
  int members() {
    return members;
  }
}
