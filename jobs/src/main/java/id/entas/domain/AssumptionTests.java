package id.entas.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tests of what the one-year matrix takes for granted, among households seen in a tier: that
 * intervals are alike, that kecamatan are alike, and that the tier before the last does not matter
 * (METHODS section 3, gate).
 *
 * <p>Raw p-values reject nearly always, as years differ. The robust ones ask for more than ordinary
 * years: a kecamatan's intervals are held against the dispersion that all others show, the
 * kabupaten's intervals and the kecamatan against that of local shocks alone. With its own years
 * among those it is held against, a kecamatan of twelve would be found unusual half as often as
 * asked for: a part over the mean of all is not F. Second order is compared within one kecamatan
 * and one pair of intervals, where a year's shock is the same for all, so that nothing is to be
 * divided by.
 *
 * <p>The statistics are LR and Pearson's X2 (Anderson and Goodman 1957; Bickenbach and Bode 2003),
 * against the law of {@link ShockedStatistic}, with Benjamini and Hochberg over kecamatan. The
 * dispersion of a kecamatan's years has as many degrees of freedom as a chi-square of its relative
 * variance: that of the same law over the kecamatan that it was read off (Satterthwaite 1946).
 * Local shocks alone rest on one contrast less than there are years in each kecamatan. The tests
 * speak of the seen alone, so they mislead where a census lists only the poor and where two
 * instruments meet in one series; and the pooled excess assumes that all kecamatan have shocks of
 * one size.
 */
public final class AssumptionTests {

  /** What is taken for granted. */
  public enum Assumption {
    /** One matrix for all intervals of a length. */
    TIME_HOMOGENEITY,
    /** One matrix for all kecamatan. */
    REGION_HOMOGENEITY,
    /** The tier before the last does not matter. */
    MARKOV_ORDER;

    /** The name in {@code transition_test}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One test.
   *
   * @param region BPS code of a kabupaten or kecamatan
   * @param tier the row, 0 for the worst; empty for all rows together
   * @param gate statistics and p-values
   * @param adjusted robust p-values adjusted over the kecamatan of the kabupaten, by statistic;
   *     empty for the kabupaten itself
   */
  public record Result(
      String region,
      Region.Level level,
      Assumption assumption,
      Optional<Integer> tier,
      Gate gate,
      Map<ChainStatistic, Double> adjusted) {
    public Result {
      adjusted = Map.copyOf(adjusted);
    }

    /** Whether the assumption is given up by this statistic. */
    public boolean rejects(ChainStatistic kind) {
      return gate.rejects(adjusted.getOrDefault(kind, gate.p(kind).robust()));
    }
  }

  private final int tiers;
  private final long seed;
  private final int minIntervals;

  /**
   * @param tiers tiers of the scheme
   * @param seed of Monte Carlo p-values
   * @param minIntervals intervals from which on the dispersion is estimated and not assumed
   */
  public AssumptionTests(int tiers, long seed, int minIntervals) {
    this.tiers = tiers;
    this.seed = seed;
    this.minIntervals = minIntervals;
  }

  /** A region's flows between tiers of households seen at both ends. */
  private final class Seen {
    private final IntervalFlows last;
    private final List<IntervalCounts> intervals;
    private final List<RowDispersion> dispersions;
    private final double[][] totals;

    Seen(List<IntervalFlows> flows) {
      last = flows.get(flows.size() - 1);
      intervals =
          flows.stream()
              .map(one -> new IntervalCounts(one.interval().years(), one.movedCounts()))
              .toList();
      AnnualMatrix matrix = AnnualMatrixEstimator.ofTiers(tiers).estimate(intervals);
      dispersions = RowDispersion.ofRows(matrix.probability(), intervals);
      totals = new double[tiers][tiers];
      for (IntervalCounts interval : intervals) {
        add(totals, interval.counts());
      }
    }

    /** The most frequent length of its intervals, the shorter of two. */
    int commonLength() {
      SortedMap<Integer, Integer> byLength = new TreeMap<>();
      intervals.forEach(interval -> byLength.merge(interval.years(), 1, Integer::sum));
      return byLength.entrySet().stream()
          .reduce((one, other) -> other.getValue() > one.getValue() ? other : one)
          .orElseThrow()
          .getKey();
    }

    /** Intervals of one length, as only these should be alike. */
    List<double[][]> ofCommonLength() {
      int years = commonLength();
      return intervals.stream()
          .filter(interval -> interval.years() == years)
          .map(IntervalCounts::counts)
          .toList();
    }
  }

  /**
   * All tests of a kabupaten and its kecamatan.
   *
   * @param kabupaten its flows by interval
   * @param kecamatan the flows of each kecamatan
   * @param sightings triples of both
   * @param shocks how years differ
   */
  public List<Result> of(
      List<IntervalFlows> kabupaten,
      List<List<IntervalFlows>> kecamatan,
      SightingCounts sightings,
      ShockModel shocks) {
    Seen whole = new Seen(kabupaten);
    List<Seen> parts = kecamatan.parallelStream().map(Seen::new).toList();
    double local = localShare(shocks);
    Ordinary years = ordinary(whole, parts, shocks, 0);

    List<Result> results = new ArrayList<>();
    double contrasts = contrasts(parts);
    results.addAll(time(whole, years.local(local * concentration(parts), contrasts)));
    results.addAll(regions(whole, parts, years.local(local, contrasts)));
    results.addAll(order(whole.last, parts.stream().map(one -> one.last).toList(), sightings));
    // Draws are named by what they are for, so that they are the same on any number of threads.
    results.addAll(
        adjusted(
            parts.parallelStream()
                .flatMap(part -> ofKecamatan(part, whole, parts, sightings, shocks, local).stream())
                .toList()));
    return results;
  }

  private List<Result> ofKecamatan(
      Seen part,
      Seen whole,
      List<Seen> parts,
      SightingCounts sightings,
      ShockModel shocks,
      double local) {
    List<Seen> others = parts.stream().filter(other -> other != part).toList();
    double given = isEstimated(others) ? 1 - local : 0;
    List<Result> results = new ArrayList<>(time(part, ordinary(whole, others, shocks, given)));
    results.addAll(order(part.last, List.of(part.last), sightings));
    return results;
  }

  /**
   * How much years ordinarily differ.
   *
   * @param excess of dispersion per household, by row, among the seen
   * @param given share of it by shocks that those tested had too
   * @param degrees of freedom of its estimate, by row; infinite where it is assumed
   * @param degreesOfAll those of all rows together
   */
  private record Ordinary(double[] excess, double given, double[] degrees, double degreesOfAll) {
    /** The part of local shocks, and how many contrasts these were told from shared ones by. */
    Ordinary local(double share, double contrasts) {
      double[] each = new double[degrees.length];
      Arrays.fill(each, contrasts);
      return new Ordinary(
          Arrays.stream(excess).map(one -> share * one).toArray(), given, each, contrasts);
    }

    double degreesOf(Optional<Integer> row) {
      return row.map(one -> degrees[one]).orElse(degreesOfAll);
    }
  }

  /**
   * @param from the kecamatan to read it off
   * @param given share of it by shocks that those tested had too
   */
  private Ordinary ordinary(Seen whole, List<Seen> from, ShockModel shocks, double given) {
    double[] excess = new double[tiers];
    double[] degrees = new double[tiers];
    Arrays.fill(degrees, Double.POSITIVE_INFINITY);
    if (!isEstimated(from)) {
      for (int i = 0; i < tiers; i++) {
        excess[i] = assumedExcess(whole.totals[i], shocks);
      }
      return new Ordinary(excess, given, degrees, Double.POSITIVE_INFINITY);
    }
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < tiers; i++) {
      int row = i;
      all.add(i);
      excess[i] =
          RowDispersion.excess(from.stream().map(part -> part.dispersions.get(row)).toList());
    }
    for (int i = 0; i < tiers; i++) {
      degrees[i] = degrees(from, excess, List.of(i), given);
    }
    return new Ordinary(excess, given, degrees, degrees(from, excess, all, given));
  }

  private double assumedExcess(double[] row, ShockModel shocks) {
    double n = Matrices.sum(row);
    return n > 0
        ? YearShocks.assumedDispersion(
                1, shocks.variance(), Arrays.stream(row).map(some -> some / n).toArray(), tiers)
            - 1
        : 0;
  }

  /**
   * Two over the relative variance of the statistics that the excess is read off: twice the sum of
   * their degrees of freedom times their concentration, over the square of that sum.
   */
  private double degrees(List<Seen> from, double[] excess, List<Integer> rows, double given) {
    double sum = 0;
    double concentrated = 0;
    for (Seen part : from) {
      int strata = part.intervals.size();
      double[][] households = new double[rows.size()][strata];
      double[][] added = new double[rows.size()][strata];
      int[] destinations = new int[rows.size()];
      double degrees = 0;
      for (int i = 0; i < rows.size(); i++) {
        RowDispersion dispersion = part.dispersions.get(rows.get(i));
        for (int s = 0; s < strata; s++) {
          households[i][s] = Matrices.sum(part.intervals.get(s).counts()[rows.get(i)]);
          added[i][s] = excess[rows.get(i)] * households[i][s];
        }
        degrees += dispersion.degreesOfFreedom();
        destinations[i] = reached(part.totals[rows.get(i)]);
      }
      sum += degrees;
      concentrated +=
          degrees * ShockedStatistic.of(households, added, destinations, given).concentration();
    }
    return sum > 0 ? Math.max(1, sum * sum / concentrated) : 1;
  }

  private static int reached(double[] row) {
    return (int) Arrays.stream(row).filter(n -> n > 0).count();
  }

  /** Whether there are enough intervals to estimate a dispersion and not assume it. */
  private boolean isEstimated(List<Seen> parts) {
    return parts.stream().mapToInt(part -> part.intervals.size()).max().orElse(0) >= minIntervals;
  }

  /** Years less one, over the kecamatan; infinite where shocks are assumed. */
  private double contrasts(List<Seen> parts) {
    int contrasts = 0;
    for (Seen part : parts) {
      contrasts += Math.max(0, part.intervals.size() - 1);
    }
    return isEstimated(parts) ? Math.max(1, contrasts) : Double.POSITIVE_INFINITY;
  }

  private static double localShare(ShockModel shocks) {
    double variance = shocks.variance();
    return variance > 0 ? shocks.sigmaLocal() * shocks.sigmaLocal() / variance : 1;
  }

  /** How far local shocks fail to cancel in the kabupaten. */
  private static double concentration(List<Seen> parts) {
    return ShockModel.concentration(
        parts.stream()
            .mapToDouble(part -> Arrays.stream(part.totals).mapToDouble(Matrices::sum).sum())
            .toArray());
  }

  private List<Result> time(Seen seen, Ordinary ordinary) {
    List<double[][]> years = seen.ofCommonLength();
    return tested(
        Assumption.TIME_HOMOGENEITY,
        seen.last,
        ChainTables.ofMatrices(years),
        (i, s) -> ordinary.excess()[i] * Matrices.sum(years.get(s)[i]),
        ordinary);
  }

  private List<Result> regions(Seen whole, List<Seen> parts, Ordinary ordinary) {
    // Over intervals of another length a kecamatan would differ by that alone.
    int years = whole.commonLength();
    List<double[][]> totals = new ArrayList<>();
    int[] intervals = new int[parts.size()];
    for (int s = 0; s < intervals.length; s++) {
      double[][] total = new double[tiers][tiers];
      for (IntervalCounts interval : parts.get(s).intervals) {
        if (interval.years() == years) {
          intervals[s]++;
          add(total, interval.counts());
        }
      }
      totals.add(total);
    }
    return tested(
        Assumption.REGION_HOMOGENEITY,
        whole.last,
        ChainTables.ofMatrices(totals),
        (i, s) ->
            intervals[s] == 0
                ? 0
                : ordinary.excess()[i] * Matrices.sum(totals.get(s)[i]) / intervals[s],
        ordinary);
  }

  /** What shocks add to the mean of a row's part of the statistic in a stratum. */
  private interface Added {
    double of(int row, int stratum);
  }

  /** A test of every row, and of all together. */
  private List<Result> tested(
      Assumption assumption,
      IntervalFlows region,
      ChainTables tables,
      Added added,
      Ordinary ordinary) {
    List<Result> all = new ArrayList<>();
    List<double[][]> rows = tables.tables();
    for (int i = 0; i < rows.size(); i++) {
      addTested(all, assumption, region, Optional.of(i), List.of(i), tables, added, ordinary);
    }
    List<Integer> every = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      every.add(i);
    }
    addTested(all, assumption, region, Optional.empty(), every, tables, added, ordinary);
    return all;
  }

  private void addTested(
      List<Result> all,
      Assumption assumption,
      IntervalFlows region,
      Optional<Integer> tier,
      List<Integer> rows,
      ChainTables tables,
      Added added,
      Ordinary ordinary) {
    List<double[][]> some = rows.stream().map(i -> tables.tables().get(i)).toList();
    int strata = some.isEmpty() ? 0 : some.get(0).length;
    double[][] households = new double[rows.size()][strata];
    double[][] excess = new double[rows.size()][strata];
    int[] destinations = new int[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      for (int s = 0; s < strata; s++) {
        households[i][s] = Matrices.sum(some.get(i)[s]);
        excess[i][s] = added.of(rows.get(i), s);
      }
      for (int j = 0; j < tiers; j++) {
        boolean reached = false;
        for (double[] stratum : some.get(i)) {
          reached |= stratum[j] > 0;
        }
        destinations[i] += reached ? 1 : 0;
      }
    }
    ShockedStatistic law = ShockedStatistic.of(households, excess, destinations, ordinary.given());
    Gate.find(
            new ChainTables(some),
            new Overdispersion(law.phi(), ordinary.degreesOf(tier), law.concentration()),
            seed,
            List.of(assumption.code(), region.region(), tier.map(String::valueOf).orElse("all")))
        .ifPresent(gate -> all.add(result(region, assumption, tier, gate)));
  }

  private List<Result> order(
      IntervalFlows region, List<IntervalFlows> parts, SightingCounts sightings) {
    List<double[][][]> strata = new ArrayList<>();
    for (IntervalFlows part : parts) {
      sightings
          .triples()
          .forEach(
              (triple, counts) -> {
                if (triple.region().equals(part.region())) {
                  strata.add(counts);
                }
              });
    }
    List<Result> all = new ArrayList<>();
    for (int middle = 0; middle < tiers; middle++) {
      Optional<Integer> tier = Optional.of(middle);
      Gate.find(
              ChainTables.ofTriplesThrough(strata, middle),
              Overdispersion.NONE,
              seed,
              List.of(Assumption.MARKOV_ORDER.code(), region.region(), String.valueOf(middle)))
          .ifPresent(gate -> all.add(result(region, Assumption.MARKOV_ORDER, tier, gate)));
    }
    Gate.find(
            ChainTables.ofTriples(strata),
            Overdispersion.NONE,
            seed,
            List.of(Assumption.MARKOV_ORDER.code(), region.region(), "all"))
        .ifPresent(
            gate -> all.add(result(region, Assumption.MARKOV_ORDER, Optional.empty(), gate)));
    return all;
  }

  private static Result result(
      IntervalFlows region, Assumption assumption, Optional<Integer> tier, Gate gate) {
    return new Result(region.region(), region.level(), assumption, tier, gate, Map.of());
  }

  private record Family(Assumption assumption, Optional<Integer> tier) {}

  /** The same with robust p-values adjusted over kecamatan, within each assumption and row. */
  private static List<Result> adjusted(List<Result> kecamatan) {
    Map<Family, List<Result>> families = new LinkedHashMap<>();
    for (Result one : kecamatan) {
      families
          .computeIfAbsent(new Family(one.assumption(), one.tier()), any -> new ArrayList<>())
          .add(one);
    }
    List<Result> adjusted = new ArrayList<>();
    for (List<Result> family : families.values()) {
      Map<ChainStatistic, double[]> p = new EnumMap<>(ChainStatistic.class);
      for (ChainStatistic kind : ChainStatistic.values()) {
        p.put(
            kind,
            BenjaminiHochberg.adjusted(
                family.stream().mapToDouble(one -> one.gate().p(kind).robust()).toArray()));
      }
      for (int f = 0; f < family.size(); f++) {
        Result one = family.get(f);
        Map<ChainStatistic, Double> own = new EnumMap<>(ChainStatistic.class);
        for (ChainStatistic kind : ChainStatistic.values()) {
          own.put(kind, p.get(kind)[f]);
        }
        adjusted.add(
            new Result(one.region(), one.level(), one.assumption(), one.tier(), one.gate(), own));
      }
    }
    return adjusted;
  }

  private static void add(double[][] sum, double[][] counts) {
    for (int i = 0; i < sum.length; i++) {
      for (int j = 0; j < sum.length; j++) {
        sum[i][j] += counts[i][j];
      }
    }
  }
}
