package id.entas.domain;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Households by year, state and future, of a kecamatan or of several together.
 *
 * <p>A future has the same number everywhere: future 7 of one kecamatan shares its shocks with
 * future 7 of every other, so kabupaten counts are sums future by future.
 */
public final class FutureCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Expected households are summed in these parts of one: whole numbers add up in any order. */
  private static final double PARTS = 1 << 16;

  private final int latestYear;
  private final int tiers;
  private final int futures;

  /**
   * By year, then tiers, ABSENT, GONE since the latest census, newcomers since then, or tiers
   * alone; by future.
   */
  private final int[][][] households;

  /**
   * By year: households of the target tier that stayed, fell and came new since the latest census,
   * over all futures, in parts of a household; null where some were counted in that year.
   */
  private final long[][] origins;

  /**
   * The same in the first projected year, which of several regions may be another for each; null
   * where one of them has none.
   */
  private final long[] first;

  FutureCounts(int latestYear, int tiers, int[][][] households, long[][] origins) {
    this(latestYear, tiers, households, origins, origins[0]);
  }

  private FutureCounts(
      int latestYear, int tiers, int[][][] households, long[][] origins, long[] first) {
    this.latestYear = latestYear;
    this.tiers = tiers;
    this.futures = households[0][0].length;
    this.households = households;
    this.origins = origins;
    this.first = first;
  }

  /**
   * Years in which a region was counted, as futures that all have what was counted.
   *
   * @param census year before the first
   * @param horizonYear the last
   * @param tiers how many there are
   * @param futures how many to have
   * @param counted households of the tiers and ABSENT, by year; each of these years among them
   */
  public static FutureCounts ofCensuses(
      int census, int horizonYear, int tiers, int futures, Map<Integer, long[]> counted) {
    int[][][] households = new int[horizonYear - census][tiers + 3][futures];
    for (int y = 0; y < households.length; y++) {
      long[] stock = counted.get(census + 1 + y);
      if (stock == null) {
        throw new IllegalArgumentException("no census of " + (census + 1 + y));
      }
      for (int state = 0; state <= tiers; state++) {
        Arrays.fill(households[y][state], Math.toIntExact(stock[state]));
      }
    }
    return new FutureCounts(census, tiers, households, new long[households.length][], null);
  }

  /**
   * The same futures told from an earlier census on, with what was counted since then.
   *
   * @param census its year; these futures themselves if it is not earlier
   * @param counted households of the tiers and ABSENT by year; each year after it among them, to
   *     the census that these futures start from
   */
  public FutureCounts since(int census, Map<Integer, long[]> counted) {
    if (census >= latestYear) {
      return this;
    }
    FutureCounts before = ofCensuses(census, latestYear, tiers, futures, counted);
    return new FutureCounts(
        census,
        tiers,
        Stream.of(before.households, households).flatMap(Arrays::stream).toArray(int[][][]::new),
        Stream.of(before.origins, origins).flatMap(Arrays::stream).toArray(long[][]::new),
        first);
  }

  /** The census that the futures start from; the first projected year is the next. */
  public int latestYear() {
    return latestYear;
  }

  /** The last year projected. */
  public int horizonYear() {
    return latestYear + households.length;
  }

  public int futures() {
    return futures;
  }

  public int tiers() {
    return tiers;
  }

  /** Households of a tier at the end of a year, one value a future. */
  public int[] households(int year, int tier) {
    if (tier < 0 || tier >= tiers) {
      throw new IllegalArgumentException("tier " + tier + " of " + tiers);
    }
    return households[place(year)][tier].clone();
  }

  /** Households of several tiers together, such as the listed ones, one value a future. */
  public int[] households(int year, boolean[] which) {
    int[] sum = new int[futures];
    for (int tier = 0; tier < tiers; tier++) {
      if (which[tier]) {
        add(sum, households[place(year)][tier]);
      }
    }
    return sum;
  }

  /** Households known but absent at the end of a year, one value a future. */
  public int[] absent(int year) {
    return besideTiers(year, 0);
  }

  /** Households gone since the latest census, one value a future. */
  public int[] gone(int year) {
    return besideTiers(year, 1);
  }

  /** Entrants and arrivals since the latest census, one value a future. */
  public int[] newcomers(int year) {
    return besideTiers(year, 2);
  }

  private int[] besideTiers(int year, int state) {
    int[][] states = households[place(year)];
    if (states.length == tiers) {
      throw new IllegalStateException("only the tiers of these futures are kept");
    }
    return states[tiers + state].clone();
  }

  /** The same futures with the tiers alone, which is all that is told of several regions. */
  public FutureCounts ofTiers() {
    return new FutureCounts(
        latestYear,
        tiers,
        Arrays.stream(households)
            .map(states -> Arrays.copyOf(states, tiers))
            .toArray(int[][][]::new),
        origins,
        first);
  }

  /**
   * Where the expected households of the target tier were at the latest census, of several regions
   * at the latest of each; none where one of them was counted in that year.
   */
  public Optional<TargetOrigins> findOrigins(int year) {
    return Optional.ofNullable(origins[place(year)]).map(this::told);
  }

  /**
   * Households expected to come into the target tier in the first projected year, of several
   * regions in the first of each; none where one of them has no projected year.
   */
  public Optional<Double> findYearlyInflow() {
    return Optional.ofNullable(first).map(all -> told(all).inflow());
  }

  private TargetOrigins told(long[] all) {
    double one = PARTS * futures;
    return new TargetOrigins(all[0] / one, all[1] / one, all[2] / one);
  }

  static long parts(double households) {
    return Math.round(households * PARTS);
  }

  public FutureSummary summary(int year, int tier) {
    return FutureSummary.of(households[place(year)][tier]);
  }

  /**
   * How many households more a tier holds than under other futures of the same region, number by
   * number.
   */
  public FutureSummary difference(FutureCounts from, int year, int tier) {
    int[] difference = households(year, tier);
    int[] other = from.households[from.place(year)][tier];
    for (int f = 0; f < difference.length; f++) {
      difference[f] -= other[f];
    }
    return FutureSummary.of(difference);
  }

  /** Whether a tier holds no more than some households, 1 or 0, one value a future. */
  public int[] reached(int year, int tier, long met) {
    int[] reached = households(year, tier);
    for (int f = 0; f < reached.length; f++) {
      reached[f] = reached[f] <= met ? 1 : 0;
    }
    return reached;
  }

  /** Futures in which a tier holds no more than some households at the end of a year. */
  public int hits(int year, int tier, long met) {
    int hits = 0;
    for (int count : households[place(year)][tier]) {
      hits += count <= met ? 1 : 0;
    }
    return hits;
  }

  /**
   * The futures of several regions together, over the years projected for all of them.
   *
   * @param parts at least one, all with the same horizon, tiers and number of futures; tiers alone,
   *     or none so
   */
  public static FutureCounts sum(List<FutureCounts> parts) {
    FutureCounts first = parts.get(0);
    int latest = parts.stream().mapToInt(FutureCounts::latestYear).max().orElseThrow();
    int years = first.horizonYear() - latest;
    int states = first.households[0].length;
    int[][][] sum = new int[years][states][first.futures];
    // Whole numbers, so that the sum does not depend on the order of its parts.
    long[][] origins = new long[years][3];
    long[] inFirst = new long[3];
    for (FutureCounts part : parts) {
      if (part.horizonYear() != first.horizonYear()
          || part.tiers != first.tiers
          || part.households[0].length != states
          || part.futures != first.futures) {
        throw new IllegalArgumentException("futures of different horizon, tiers or number");
      }
      for (int y = 0; y < years; y++) {
        int place = part.place(latest + 1 + y);
        for (int state = 0; state < sum[y].length; state++) {
          add(sum[y][state], part.households[place][state]);
        }
        origins[y] = sum(origins[y], part.origins[place]);
      }
      inFirst = sum(inFirst, part.first);
    }
    return new FutureCounts(latest, first.tiers, sum, origins, inFirst);
  }

  /** None where one of them is none. */
  private static long[] sum(long[] one, long[] other) {
    if (one == null || other == null) {
      return null;
    }
    long[] sum = one.clone();
    for (int origin = 0; origin < sum.length; origin++) {
      sum[origin] += other[origin];
    }
    return sum;
  }

  private static void add(int[] sum, int[] more) {
    for (int f = 0; f < sum.length; f++) {
      sum[f] = Math.addExact(sum[f], more[f]);
    }
  }

  private int place(int year) {
    if (year <= latestYear || year > horizonYear()) {
      throw new IllegalArgumentException(
          year + " is not projected; only " + (latestYear + 1) + " to " + horizonYear());
    }
    return year - latestYear - 1;
  }
}
