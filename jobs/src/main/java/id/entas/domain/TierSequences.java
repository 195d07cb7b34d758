package id.entas.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The tiers that households were recorded in, census by census: equal sequences are counted once.
 *
 * <p>Only sightings in a tier count. A census that did not see a household in a tier says nothing
 * of it, as if the household were missing at random; outcomes such as GRADUATED are not used. Where
 * absence depends on the tier, as with lists of the poor alone (LISTED_ONLY), whatever is estimated
 * from these sequences is biased.
 *
 * <p>The sequences are kept as a tree of their beginnings. Beginnings that many households share
 * are then gone through once, which is what makes the E-step over thousands of them cheap. The
 * order of the tree depends on the sequences alone, so results do not depend on the order in which
 * histories come.
 */
public final class TierSequences {
  private static final int NOT_SEEN = -1;
  private static final int NOWHERE = -1;

  /** Two censuses show change, three show whether it lasts, which noise does not. */
  private static final int CENSUSES_TO_TELL_NOISE = 3;

  private final int tiers;
  private final int[] years;
  private final int distinct;
  private final long households;
  private final int mostSightings;
  private final int yearsBetween;
  private final boolean[] recorded;
  private final boolean[] seenAgain;

  private final int[] cohorts;
  private final int[] parent;
  private final int[] census;
  private final int[] tier;
  private final double[] ends;
  private final double[] passing;
  private final int[] atNextCensus;
  private final long[] seenAlways;

  private TierSequences(int tiers, int[] years, Tree tree) {
    this.tiers = tiers;
    this.years = years;
    this.distinct = tree.distinct;
    this.mostSightings = tree.mostSightings;
    this.yearsBetween = tree.yearsBetween;
    this.recorded = tree.recorded;
    this.seenAgain = tree.seenAgain;
    this.cohorts = array(tree.firstSeen);
    this.parent = array(tree.parent);
    this.census = array(tree.census);
    this.tier = array(tree.tier);
    this.households = tree.ends.stream().mapToLong(Long::longValue).sum();
    this.ends = tree.ends.stream().mapToDouble(Long::doubleValue).toArray();
    this.passing = ends.clone();
    this.seenAlways = new long[parent.length];
    this.atNextCensus = new int[parent.length * tiers];
    Arrays.fill(atNextCensus, NOWHERE);
    for (int node = parent.length - 1; node >= 0; node--) {
      int before = parent[node];
      if (census[node] == years.length - 1) {
        seenAlways[node] = tree.ends.get(node);
      }
      if (before != NOWHERE) {
        passing[before] += passing[node];
      }
      if (before != NOWHERE && census[before] == census[node] - 1) {
        atNextCensus[before * tiers + tier[node]] = node;
        seenAlways[before] += seenAlways[node];
      }
    }
  }

  private static int[] array(Collection<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The beginnings of sequences while they are read, each after the one it prolongs. */
  private static final class Tree {
    private final int[] years;
    private final boolean[] recorded;
    private final boolean[] seenAgain;
    private final Map<List<Integer>, Integer> known = new HashMap<>();
    private final List<Integer> parent = new ArrayList<>();
    private final List<Integer> census = new ArrayList<>();
    private final List<Integer> tier = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private final TreeSet<Integer> firstSeen = new TreeSet<>();
    private int distinct;
    private int mostSightings;
    private int yearsBetween;

    Tree(int tiers, int[] years) {
      this.years = years;
      this.recorded = new boolean[tiers];
      this.seenAgain = new boolean[tiers];
    }

    void add(int[] sequence, long households) {
      int node = NOWHERE;
      int first = NOWHERE;
      int sightings = 0;
      for (int t = 0; t < years.length; t++) {
        if (sequence[t] != NOT_SEEN) {
          if (sightings == 0) {
            first = sequence[t];
            firstSeen.add(t);
          } else {
            yearsBetween = divisor(yearsBetween, years[t] - years[census.get(node)]);
          }
          node = below(node, t, sequence[t]);
          recorded[sequence[t]] = true;
          sightings++;
        }
      }
      ends.set(node, ends.get(node) + households);
      seenAgain[first] |= sightings > 1;
      mostSightings = Math.max(mostSightings, sightings);
      distinct++;
    }

    private int below(int before, int at, int recordedThere) {
      return known.computeIfAbsent(
          List.of(before, at, recordedThere),
          none -> {
            parent.add(before);
            census.add(at);
            tier.add(recordedThere);
            ends.add(0L);
            return parent.size() - 1;
          });
    }

    private static int divisor(int left, int right) {
      return right == 0 ? left : divisor(right, left % right);
    }
  }

  /**
   * The sequences of all histories, wherever their households were seen.
   *
   * @param tiers tiers of the scheme, 2 to {@link TierScheme#MOST_TIERS}
   */
  public static TierSequences of(Iterable<History> histories, int tiers) {
    return of(histories, any -> true, tiers);
  }

  /**
   * The sequences of some sightings: those of one kecamatan, say, where a household that moved away
   * is not seen any more, or those since the second census.
   *
   * @param which sightings that count, of those in a tier
   * @param tiers tiers of the scheme, 2 to {@link TierScheme#MOST_TIERS}
   */
  public static TierSequences of(
      Iterable<History> histories, Predicate<Sighting> which, int tiers) {
    Predicate<Sighting> counts = which.and(Sighting::hasTier);
    if (tiers < 2 || tiers > TierScheme.MOST_TIERS) {
      throw new IllegalArgumentException("sequences over " + tiers + " tiers");
    }
    TreeSet<Integer> censuses = new TreeSet<>();
    for (History history : histories) {
      for (Sighting sighting : history.sightings()) {
        if (sighting.tier() >= tiers) {
          throw new IllegalArgumentException("tier " + sighting.tier() + " of " + tiers);
        }
        if (counts.test(sighting)) {
          censuses.add(sighting.year());
        }
      }
    }
    int[] years = censuses.stream().mapToInt(Integer::intValue).toArray();
    TreeMap<int[], Long> households = new TreeMap<>(Arrays::compare);
    for (History history : histories) {
      int[] sequence = new int[years.length];
      Arrays.fill(sequence, NOT_SEEN);
      boolean seen = false;
      for (Sighting sighting : history.sightings()) {
        if (counts.test(sighting)) {
          sequence[Arrays.binarySearch(years, sighting.year())] = sighting.tier();
          seen = true;
        }
      }
      if (seen) {
        households.merge(sequence, history.households(), Long::sum);
      }
    }
    Tree tree = new Tree(tiers, years);
    households.forEach(tree::add);
    return new TierSequences(tiers, years, tree);
  }

  /** Tiers of the scheme, recorded or not. */
  public int tiers() {
    return tiers;
  }

  /** Years of the censuses that saw some household in a tier, oldest first. */
  public int[] years() {
    return years.clone();
  }

  public int censuses() {
    return years.length;
  }

  /** Households seen in a tier at least once. */
  public long households() {
    return households;
  }

  /** Most censuses that saw one household in a tier; below two there is no change to model. */
  public int mostSightings() {
    return mostSightings;
  }

  /** Sequences that differ. */
  public int distinct() {
    return distinct;
  }

  /**
   * Greatest number of years that divides every interval between a household's sightings. Above 1,
   * only the matrix over so many years shows in the data, and the one-year matrix is a root of it.
   */
  public int yearsBetween() {
    return yearsBetween;
  }

  /**
   * Why noise cannot be told from change, in a sentence.
   *
   * @return empty when it can
   */
  public Optional<String> findObstacleToNoise() {
    if (mostSightings >= CENSUSES_TO_TELL_NOISE) {
      return Optional.empty();
    }
    return Optional.of(
        "Measurement noise cannot be told from change with households seen in a tier at "
            + mostSightings
            + " censuses at most, because a chain without noise then fits any table; add a third"
            + " census.");
  }

  /** Households that can show change; without any there is no chain to fit. */
  void requireChange() {
    if (mostSightings < 2) {
      throw Refusal.data(
          "No household was seen in a tier at two censuses, but "
              + mostSightings
              + " at most, so there is no change to model; add a census.");
    }
  }

  void requireIdentifiedNoise() {
    findObstacleToNoise()
        .ifPresent(
            obstacle -> {
              throw Refusal.data(obstacle);
            });
  }

  boolean isRecorded(int somewhere) {
    return recorded[somewhere];
  }

  /** Tiers that some household was recorded in. */
  int recordedTiers() {
    int count = 0;
    for (boolean some : recorded) {
      count += some ? 1 : 0;
    }
    return count;
  }

  /** Whether some household first seen in the tier was seen again. */
  boolean isSeenAgain(int first) {
    return seenAgain[first];
  }

  /** Whether some household first seen at a cohort's census was recorded in the tier then. */
  boolean isRecordedFirst(int cohort, int somewhere) {
    boolean found = false;
    for (int node = 0; node < parent.length && !found; node++) {
      found = isFirstSighting(node) && tier[node] == somewhere && cohort(node) == cohort;
    }
    return found;
  }

  /** Tiers recorded at the first sightings of each cohort, counted over the cohorts. */
  int firstRecords() {
    int count = 0;
    for (int before : parent) {
      count += before == NOWHERE ? 1 : 0;
    }
    return count;
  }

  /** Groups of households first seen at the same census. */
  int cohorts() {
    return cohorts.length;
  }

  int cohort(int node) {
    return Arrays.binarySearch(cohorts, census[node]);
  }

  int nodes() {
    return parent.length;
  }

  /** The beginning that a beginning prolongs by a sighting, always of a smaller number. */
  int parent(int node) {
    return parent[node];
  }

  boolean isFirstSighting(int node) {
    return parent[node] == NOWHERE;
  }

  /** The tier recorded at the end of a beginning. */
  int tier(int node) {
    return tier[node];
  }

  int yearsSinceParent(int node) {
    return years[census[node]] - years[census[parent[node]]];
  }

  /** Households whose whole sequence a beginning is. */
  double ends(int node) {
    return ends[node];
  }

  /** Households that begin like this. */
  double passing(int node) {
    return passing[node];
  }

  /** Households that begin like this and were seen at all censuses. */
  long seenAlways(int node) {
    return node == NOWHERE ? 0 : seenAlways[node];
  }

  /** Whether a beginning is of households that all were seen at the first census. */
  boolean isFromFirstCensus(int node) {
    return isFirstSighting(node) && census[node] == 0;
  }

  /** The beginning prolonged by a tier at the next census, for {@link #seenAlways}. */
  int atNextCensus(int node, int recordedThere) {
    return node == NOWHERE ? NOWHERE : atNextCensus[node * tiers + recordedThere];
  }
}
