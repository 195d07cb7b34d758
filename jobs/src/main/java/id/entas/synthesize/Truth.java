package id.entas.synthesize;

import id.entas.synthesize.Behaviour.Programme;
import id.entas.synthesize.SynthesisPlan.MissingCensus;
import id.entas.synthesize.SynthesisPlan.Place;
import id.entas.synthesize.SynthesisPlan.Variation;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * What is true of the invented kabupaten, drawn once from a plan: matrices, inflow factors, yearly
 * shocks and entrants of every kecamatan. Given this, households are independent of each other.
 *
 * <p>A step is a year counted from the first census, 0 for that census itself. Households are
 * numbered by kecamatan: first those listed at the first census, by village, then the entrants of
 * each step.
 */
final class Truth implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What a stream of draws is for. */
  private static final long SHARED = 1;

  private static final long LOCAL = 2;
  private static final long PLACE = 3;
  private static final long TIERS = 4;
  private static final long HOUSEHOLD = 5;

  private static final int SERVED_SETS = 1 << Behaviour.CLUSTERS;

  private final SynthesisPlan plan;
  private final int steps;
  private final double[] sharedShock;
  private final double[] absence;
  private final double[][] risk;
  private final double[][][][] exits;
  private final double[] leastEffect;
  private final double[] placeShares;
  private final PlaceTruth[] places;
  private final long[] firstHousehold;

  /** What is true of one kecamatan; arrays by step, tier or village. */
  static final class PlaceTruth implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Place place;
    private final double inflow;
    private final double exitLogit;
    private final double[][] matrix;
    private final double[] localShock;
    private final double[][][] shocked;
    private final long[] entrants;
    private final boolean[] covered;
    private final double[] villageShares;
    private final Shuffle shuffle;
    private final long[] tierEnds;
    private final long[] cohortEnds;

    private PlaceTruth(SynthesisPlan plan, int steps, Place place, double[] sharedShock) {
      this.place = place;
      long code = Long.parseLong(place.code());
      Behaviour behaviour = plan.behaviour();
      UniformRandomProvider random = stream(plan.seed(), PLACE, code);
      ZigguratSampler.NormalizedGaussian gauss = ZigguratSampler.NormalizedGaussian.of(random);
      double logFactor = behaviour.inflowLogMean() + behaviour.inflowLogSd() * gauss.sample();
      double logit = behaviour.exitLogitSd() * gauss.sample();
      boolean varied = place.variation() == Variation.VARIED;
      this.inflow = varied ? Math.min(StrictMath.exp(logFactor), behaviour.mostInflow()) : 1;
      this.exitLogit = varied ? logit : 0;
      this.matrix = matrixOf(behaviour.matrix(), inflow, exitLogit);
      this.villageShares = new double[place.villages().size()];
      double villages = 0;
      for (int v = 0; v < villageShares.length; v++) {
        villages += .6 + .8 * random.nextDouble();
        villageShares[v] = villages;
      }
      for (int v = 0; v < villageShares.length; v++) {
        villageShares[v] /= villages;
      }
      this.localShock = new double[steps];
      this.shocked = new double[steps][][];
      this.covered = new boolean[steps];
      for (int step = 0; step < steps; step++) {
        int year = plan.years().get(0) + step;
        covered[step] =
            plan.years().contains(year)
                && !plan.missing().contains(new MissingCensus(place.code(), year));
        if (step > 0) {
          localShock[step] =
              behaviour.localShock() * gaussian(stream(plan.seed(), LOCAL, code, year));
          shocked[step] = tilted(matrix, sharedShock[step] + localShock[step]);
        }
      }
      this.entrants = entrantsOf(behaviour, steps);
      this.shuffle = new Shuffle(place.listed(), Seeds.of(plan.seed(), TIERS, code));
      this.tierEnds = runningSums(place.households().stream().mapToLong(n -> n).toArray());
      this.cohortEnds = entrants.clone();
      cohortEnds[0] = place.listed();
      for (int step = 1; step < steps; step++) {
        cohortEnds[step] += cohortEnds[step - 1];
      }
    }

    /**
     * Entrants follow the list that the true matrices lead to in expectation, so that their number
     * is known before any household is drawn.
     */
    private long[] entrantsOf(Behaviour behaviour, int steps) {
      long[] counts = new long[steps];
      double[] stock = new double[InventedTier.COUNT];
      for (int tier = 0; tier < InventedTier.LISTED; tier++) {
        stock[tier] = place.households().get(tier);
      }
      for (int step = 1; step < steps; step++) {
        double listed = 0;
        for (int tier = 0; tier < InventedTier.LISTED; tier++) {
          listed += stock[tier];
        }
        counts[step] = Math.round(behaviour.entrantRate() * inflow * listed);
        double[] next = new double[InventedTier.COUNT];
        for (int to = 0; to < InventedTier.COUNT; to++) {
          for (int from = 0; from < InventedTier.COUNT; from++) {
            next[to] += stock[from] * shocked[step][from][to] * (1 - behaviour.gone());
          }
          if (to < InventedTier.LISTED) {
            next[to] += counts[step] * behaviour.entrantTiers().get(to);
          }
        }
        stock = next;
      }
      return counts;
    }

    Place place() {
      return place;
    }

    double inflow() {
      return inflow;
    }

    double exitLogit() {
      return exitLogit;
    }

    /** The matrix of an ordinary year, for a household that stays in the population. */
    double[][] matrix() {
      return matrix;
    }

    double localShock(int step) {
      return localShock[step];
    }

    /** The matrix that the year before this step had, shocks included. */
    double[][] shockedMatrix(int step) {
      return shocked[step];
    }

    /** Households first listed at a step; 0 at the first, where all are. */
    long entrants(int step) {
      return entrants[step];
    }

    /** Whether the kecamatan has an extract at a step. */
    boolean isCovered(int step) {
      return covered[step];
    }

    /** Households of the kecamatan that are listed at the first census or enter later. */
    long households() {
      return cohortEnds[cohortEnds.length - 1];
    }

    /**
     * The step at which a household of the kecamatan, by its number there, is first on the list.
     */
    int entryStep(long number) {
      int step = 0;
      while (number >= cohortEnds[step]) {
        step++;
      }
      return step;
    }

    /** The tier at the first census of a household listed there: exact counts in random places. */
    int firstTier(long number) {
      long placed = shuffle.placeOf(number);
      int tier = 0;
      while (placed >= tierEnds[tier]) {
        tier++;
      }
      return tier;
    }

    /** The village of a household that is from here; each cohort is numbered village by village. */
    int homeVillage(long number) {
      int step = entryStep(number);
      long start = step == 0 ? 0 : cohortEnds[step - 1];
      return villageAt((double) (number - start) / (cohortEnds[step] - start));
    }

    /** The village at a share, 0 to 1, of the kecamatan's households; -1 where none is known. */
    int villageAt(double share) {
      for (int village = 0; village < villageShares.length; village++) {
        if (share < villageShares[village]) {
          return village;
        }
      }
      return villageShares.length - 1;
    }
  }

  private Truth(SynthesisPlan plan) {
    this.plan = plan;
    List<Integer> years = plan.years();
    this.steps = years.get(years.size() - 1) - years.get(0) + 1;
    Behaviour behaviour = plan.behaviour();
    this.sharedShock = new double[steps];
    for (int step = 1; step < steps; step++) {
      sharedShock[step] =
          behaviour.sharedShock() * gaussian(stream(plan.seed(), SHARED, years.get(0) + step));
    }
    this.places =
        plan.places().stream()
            .map(place -> new PlaceTruth(plan, steps, place, sharedShock))
            .toArray(PlaceTruth[]::new);
    this.firstHousehold = new long[places.length + 1];
    this.placeShares = new double[places.length];
    long listed = 0;
    for (int place = 0; place < places.length; place++) {
      firstHousehold[place + 1] = firstHousehold[place] + places[place].households();
      listed += places[place].place().listed();
      placeShares[place] = (double) listed / plan.households();
    }
    long veryPoor = plan.places().stream().mapToLong(place -> place.households().get(0)).sum();
    this.absence =
        absenceOf(
            behaviour.absent(),
            behaviour.absentOddsOfWorst(),
            (double) veryPoor / plan.households());
    this.risk = riskOf(behaviour.programmes());
    this.exits = new double[places.length][steps][InventedTier.COUNT][SERVED_SETS];
    this.leastEffect = new double[places.length];
    for (int place = 0; place < places.length; place++) {
      leastEffect[place] = fillExits(place);
    }
  }

  /** Draws what is true. */
  static Truth of(SynthesisPlan plan) {
    return new Truth(plan);
  }

  private static UniformRandomProvider stream(long seed, long... subjects) {
    return RandomSource.SPLIT_MIX_64.create(Seeds.of(seed, subjects));
  }

  private static double gaussian(UniformRandomProvider random) {
    return ZigguratSampler.NormalizedGaussian.of(random).sample();
  }

  private static long[] runningSums(long[] counts) {
    long[] sums = counts.clone();
    for (int i = 1; i < sums.length; i++) {
      sums[i] += sums[i - 1];
    }
    return sums;
  }

  /**
   * A kecamatan's own matrix: the logit of leaving the worst tier shifted, the better tiers keeping
   * their proportions; moves into the worst tier multiplied, the diagonal giving what they take.
   */
  private static double[][] matrixOf(List<List<Double>> given, double inflow, double exitLogit) {
    double[][] matrix = new double[InventedTier.COUNT][InventedTier.COUNT];
    double exit = 1 - given.get(0).get(0);
    double shifted =
        exitLogit == 0 ? exit : 1 / (1 + (1 - exit) / exit * StrictMath.exp(-exitLogit));
    matrix[0][0] = 1 - shifted;
    for (int to = 1; to < InventedTier.COUNT; to++) {
      matrix[0][to] = given.get(0).get(to) * shifted / exit;
    }
    for (int from = 1; from < InventedTier.COUNT; from++) {
      for (int to = 0; to < InventedTier.COUNT; to++) {
        matrix[from][to] = given.get(from).get(to);
      }
      double most = matrix[from][0] + matrix[from][from];
      matrix[from][0] = Math.min(matrix[from][0] * inflow, most);
      matrix[from][from] = most - matrix[from][0];
    }
    return matrix;
  }

  /** The matrix of a year whose shock is u: p_ij exp(-u (j - i)), each row adding up to 1 again. */
  static double[][] tilted(double[][] matrix, double shock) {
    double[][] tilted = new double[matrix.length][matrix.length];
    for (int from = 0; from < matrix.length; from++) {
      double sum = 0;
      for (int to = 0; to < matrix.length; to++) {
        tilted[from][to] = matrix[from][to] * StrictMath.exp(-shock * (to - from));
        sum += tilted[from][to];
      }
      for (int to = 0; to < matrix.length; to++) {
        tilted[from][to] /= sum;
      }
    }
    return tilted;
  }

  /**
   * Probabilities of being missed by tier: the worst tier's odds are a multiple of the others', and
   * all tiers together are missed as often as given when the worst has its share of 2008.
   */
  private static double[] absenceOf(double all, double odds, double worstShare) {
    double low = 0;
    double high = all;
    double others = all;
    for (int i = 0; i < 100; i++) {
      others = (low + high) / 2;
      double missed = worstShare * withOdds(others, odds) + (1 - worstShare) * others;
      if (missed > all) {
        high = others;
      } else {
        low = others;
      }
    }
    double[] absence = new double[InventedTier.COUNT];
    Arrays.fill(absence, others);
    absence[0] = withOdds(others, odds);
    return absence;
  }

  private static double withOdds(double probability, double odds) {
    return odds * probability / (1 - probability + odds * probability);
  }

  /**
   * By tier and set of programmes served, how many times the tier's exit probability a household
   * has. The mean over the sets is 1, so that programmes move exits between households and leave
   * the matrix the true one.
   */
  private static double[][] riskOf(List<Programme> programmes) {
    double[][] risk = new double[InventedTier.COUNT][SERVED_SETS];
    for (int tier = 0; tier < InventedTier.COUNT; tier++) {
      for (int served = 0; served < SERVED_SETS; served++) {
        double product = 1;
        for (int cluster = 0; cluster < Behaviour.CLUSTERS; cluster++) {
          Programme programme = programmes.get(cluster);
          double coverage = programme.coverage().get(tier);
          product /= 1 + coverage * (programme.exitRisk() - 1);
          if ((served >> cluster & 1) == 1) {
            product *= programme.exitRisk();
          }
        }
        risk[tier][served] = product;
      }
    }
    return risk;
  }

  /**
   * How much of the programmes' effect a kecamatan's year leaves room for: 1 unless the households
   * that most programmes serve would leave the tier with more than certainty. Drawing every risk as
   * far towards 1 keeps their mean, and with it the matrix.
   */
  private static double effectKept(double exit, double[] risks) {
    double most = Arrays.stream(risks).max().orElse(1);
    return most * exit <= 1 ? 1 : (1 / exit - 1) / (most - 1);
  }

  private double fillExits(int place) {
    double least = 1;
    for (int step = 1; step < steps; step++) {
      for (int tier = 0; tier < InventedTier.COUNT; tier++) {
        double exit = exit(places[place].shockedMatrix(step)[tier], tier);
        double kept = effectKept(exit, risk[tier]);
        least = Math.min(least, kept);
        for (int served = 0; served < SERVED_SETS; served++) {
          exits[place][step][tier][served] = exit * (1 + kept * (risk[tier][served] - 1));
        }
      }
    }
    return least;
  }

  /** The probability of a better tier in a row of a matrix. */
  static double exit(double[] row, int tier) {
    double exit = 0;
    for (int to = tier + 1; to < row.length; to++) {
      exit += row[to];
    }
    return exit;
  }

  SynthesisPlan plan() {
    return plan;
  }

  /** Years from the first census to the last, both counted. */
  int steps() {
    return steps;
  }

  int yearOf(int step) {
    return plan.years().get(0) + step;
  }

  double sharedShock(int step) {
    return sharedShock[step];
  }

  /** Probability that a census misses a household of a tier that was seen before. */
  double absence(int tier) {
    return absence[tier];
  }

  /** The probability that a household these clusters served is in a better tier at a step. */
  double exit(int place, int step, int tier, int served) {
    return exits[place][step][tier][served];
  }

  /** The smallest share of the programmes' effect that a year of a kecamatan left room for. */
  double leastEffect(int place) {
    return leastEffect[place];
  }

  List<PlaceTruth> places() {
    return List.of(places);
  }

  PlaceTruth place(int place) {
    return places[place];
  }

  /** All households of the plan, listed at the first census or entering later. */
  long households() {
    return firstHousehold[places.length];
  }

  /** The kecamatan that a household is numbered in. */
  int homeOf(long household) {
    int found = Arrays.binarySearch(firstHousehold, household);
    int place = found >= 0 ? found : -found - 2;
    // A kecamatan without households starts where the next one starts.
    while (firstHousehold[place + 1] <= household) {
      place++;
    }
    return place;
  }

  /** The number within its kecamatan of a household. */
  long numberAtHome(long household, int home) {
    return household - firstHousehold[home];
  }

  /**
   * The kecamatan at a share, 0 to 1, of the households that all other kecamatan list at the first
   * census; the same kecamatan where there is no other.
   */
  int otherPlaceAt(int own, double share) {
    double start = own == 0 ? 0 : placeShares[own - 1];
    double width = placeShares[own] - start;
    double at = share * (1 - width);
    double target = at < start ? at : at + width;
    int place = 0;
    while (place < places.length - 1 && target >= placeShares[place]) {
      place++;
    }
    return place;
  }

  /** The seed of a household's own draws. */
  long seedOf(long household) {
    return Seeds.of(plan.seed(), HOUSEHOLD, household);
  }
}
