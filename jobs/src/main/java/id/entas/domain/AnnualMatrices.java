package id.entas.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The one-year matrices of a kabupaten and its kecamatan, pooled, with intervals that know that
 * years differ (METHODS section 3).
 *
 * <p>Model. Row i of kecamatan r is drawn around the row of the kabupaten in two steps: the chance
 * of the target tier from a Beta, and where the others go from a Dirichlet (a nested or generalised
 * Dirichlet, Connor and Mosimann 1969). A year tilts it by a shock that all kecamatan share and one
 * of its own. Households then move independently. One Dirichlet for the whole row would not do: few
 * fall into the target tier, kecamatan differ in that by factors, and the common destinations, in
 * which they hardly differ, would decide how much that one is smoothed.
 *
 * <p>Estimate. Each region's own row comes from EM over unseen years ({@link
 * AnnualMatrixEstimator}), and counts as many households as it tells ({@link MatrixInformation}),
 * divided by the dispersion that local shocks make ({@link RowDispersion}, the local share of the
 * excess being that of the variances of the shocks). On these counts the rows of all kecamatan are
 * shrunk towards each other by Dirichlet-multinomial empirical Bayes, step by step, and then
 * benchmarked so that the flows they expect in all kecamatan together are those observed, each
 * kecamatan counting as many households as it tells ({@link PooledRows}). The kabupaten's own rows
 * are those of its flows, where years are unseen less what differing kecamatan make one matrix of
 * all be off their average ({@link MixtureBias}).
 *
 * <p>Interval. Shocks of a few years do not average out: every kecamatan's average still carries
 * the mean of the shared ones, which no pooling takes away, and of its own as far as its own flows
 * weigh. They tilt the row, so that the worst tier moves far more than a dispersion that spreads
 * them over all destinations says. So the interval joins two parts, whose distances to the estimate
 * in log odds add up in squares (MOVER, Zou and Donner 2008): the posterior of {@link PooledRows},
 * which knows that alpha is estimated, without the share of its variance that is the region's own
 * local shocks; and the tilt, with estimated shocks a Student t with the degrees of freedom of
 * their variances (Satterthwaite 1946). Years weigh in a row's tilt by its households ({@link
 * YearShares}), and where years are unseen the tilt is what each year's shock leaves in the
 * estimate ({@link YearTraces}).
 *
 * <p>Coverage of the long-run average of the years on panels of known truth (12 kecamatan, shocks
 * of 0.12 and 0.10): 92 to 97 % of the cells of kecamatan and kabupaten over five yearly censuses,
 * and over those of 2005, 2008 and 2011 alone with the true deviations assumed, falls into the
 * worst tier of one in a thousand included.
 *
 * <p>It misleads where kecamatan are not draws from one population (see the test {@code
 * region_homogeneity}), where the tier before the last matters ({@code markov_order}), and, with
 * fewer than three yearly intervals, as far as the assumed shocks are wrong.
 */
public final class AnnualMatrices {
  private static final double LEVEL = 0.95;

  /** Where a row comes from. */
  public enum Method {
    /** The region's own proportions. */
    PROPORTION,
    /** The region's own flows, by EM over unseen years or sets of tiers. */
    EM,
    /** The region's own proportions and those of the other kecamatan. */
    POOLED,
    /** The same with EM. */
    POOLED_EM,
    /** Nobody of the kecamatan was in the row: the mean of the other kecamatan. */
    KABUPATEN,
    /** Nobody was in the row anywhere: assumed to stay. */
    ASSUMED_STAYS
  }

  /**
   * One row of a region's matrix.
   *
   * @param probability over the tiers, ABSENT and GONE
   * @param interval 95 % interval of each; empty where the row is assumed
   * @param ownWeight weight of the region's own flows in each, 0 to 1
   * @param dispersion how much more the region's row varies between intervals than households would
   *     alone, at least 1, by destination: that of the target tier against all others, or of the
   *     others among themselves; empty where nobody was in it
   * @param households households behind the row for those who draw it from a Dirichlet and add the
   *     shocks themselves, at least 0
   * @param benchmarked whether the flows that the rows of all kecamatan expect add up to those
   *     observed ({@link BenchmarkedRows}); true where nothing has to
   */
  public record Row(
      double[] probability,
      Optional<List<RowInterval>> interval,
      double[] ownWeight,
      Optional<double[]> dispersion,
      double households,
      Method method,
      boolean benchmarked) {
    public Row {
      probability = probability.clone();
      interval = interval.map(List::copyOf);
      ownWeight = ownWeight.clone();
      dispersion = dispersion.map(double[]::clone);
      if (!(Math.abs(Matrices.sum(probability) - 1) < 1e-9)) {
        throw new IllegalArgumentException("a row adds up to " + Matrices.sum(probability));
      }
      int destinations = probability.length;
      if (ownWeight.length != destinations
          || interval.filter(all -> all.size() != destinations).isPresent()
          || dispersion.filter(all -> all.length != destinations).isPresent()) {
        throw new IllegalArgumentException("parts of a row differ in their destinations");
      }
      if (!(households >= 0)) {
        throw new IllegalArgumentException("a row of " + households + " households");
      }
    }

    @Override
    public double[] probability() {
      return probability.clone();
    }

    @Override
    public double[] ownWeight() {
      return ownWeight.clone();
    }

    @Override
    public Optional<double[]> dispersion() {
      return dispersion.map(double[]::clone);
    }
  }

  /**
   * A region's matrix.
   *
   * @param own the fit to the region's own flows alone
   * @param information what these flows tell
   * @param rows the rows of the tiers and of ABSENT
   */
  public record Matrix(
      String region, AnnualMatrix own, MatrixInformation information, List<Row> rows) {
    public Matrix {
      rows = List.copyOf(rows);
      if (region.isBlank()) {
        throw new IllegalArgumentException("a matrix of no region");
      }
      for (Row row : rows) {
        if (row.probability().length != rows.size() + 1) {
          throw new IllegalArgumentException(
              rows.size() + " rows with " + row.probability().length + " destinations");
        }
      }
    }

    /** The rows, by place, that do not add up over the kecamatan to the flows observed. */
    public List<Integer> unbenchmarkedRows() {
      return IntStream.range(0, rows.size())
          .filter(row -> !rows.get(row).benchmarked())
          .boxed()
          .toList();
    }
  }

  private final int tiers;
  private final int target;
  private final ShockModel shocks;
  private final int minIntervals;
  private final long seed;
  private final Pooling.Ends ends;
  private final FittedRegion kabupaten;
  private final List<FittedRegion> kecamatan;
  private final Map<String, Optional<YearTraces>> traces = new HashMap<>();

  private AnnualMatrices(
      List<IntervalFlows> kabupaten,
      List<List<IntervalFlows>> kecamatan,
      int target,
      ShockModel shocks,
      int minIntervals,
      long seed,
      Pooling.Ends ends) {
    this.target = target;
    this.tiers = kabupaten.get(0).tiers();
    this.shocks = shocks;
    this.minIntervals = minIntervals;
    this.seed = seed;
    this.ends = ends;
    AnnualMatrixEstimator estimator = AnnualMatrixEstimator.ofFlows(tiers);
    this.kabupaten = FittedRegion.of(estimator, kabupaten, target);
    this.kecamatan =
        kecamatan.parallelStream().map(own -> FittedRegion.of(estimator, own, target)).toList();
  }

  /**
   * Estimates the matrices of a kabupaten and its kecamatan.
   *
   * @param kabupaten the kabupaten's flows, one an interval
   * @param kecamatan the flows of each of its kecamatan
   * @param target the target tier, 0 for the worst
   * @param shocks how years differ
   * @param minIntervals intervals from which on the dispersion is estimated and not assumed
   * @param seed of the bootstrap; the same seed gives the same intervals
   * @return the matrices by region, the kabupaten's first
   */
  public static Map<String, Matrix> of(
      List<IntervalFlows> kabupaten,
      List<List<IntervalFlows>> kecamatan,
      int target,
      ShockModel shocks,
      int minIntervals,
      long seed) {
    return new AnnualMatrices(
            kabupaten, kecamatan, target, shocks, minIntervals, seed, Pooling.Ends.QUANTILES)
        .matrices();
  }

  /**
   * The same to the bit, for those who draw futures and need no intervals: those of kecamatan are 0
   * to 1. It takes a quarter of the time.
   */
  static Map<String, Matrix> withoutIntervals(
      List<IntervalFlows> kabupaten,
      List<List<IntervalFlows>> kecamatan,
      int target,
      ShockModel shocks,
      int minIntervals,
      long seed) {
    return new AnnualMatrices(
            kabupaten, kecamatan, target, shocks, minIntervals, seed, Pooling.Ends.LEFT_OPEN)
        .matrices();
  }

  private Map<String, Matrix> matrices() {
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    rows.put(kabupaten.region(), new ArrayList<>());
    kecamatan.forEach(one -> rows.put(one.region(), new ArrayList<>()));
    for (int i = 0; i <= tiers; i++) {
      List<Row> pooled = kecamatanRows(i, excess(i));
      for (int r = 0; r < kecamatan.size(); r++) {
        rows.get(kecamatan.get(r).region()).add(pooled.get(r));
      }
    }
    double[][] bias = bias(rows);
    for (int i = 0; i <= tiers; i++) {
      rows.get(kabupaten.region()).add(kabupatenRow(i, excess(i), bias[i]));
    }
    Map<String, Matrix> matrices = new LinkedHashMap<>();
    for (FittedRegion one : all()) {
      matrices.put(
          one.region(),
          new Matrix(one.region(), one.own(), one.information(), rows.get(one.region())));
    }
    return matrices;
  }

  /** Of the kabupaten's one matrix, as its kecamatan differ; none where every year was seen. */
  private double[][] bias(Map<String, List<Row>> rows) {
    if (kecamatan.isEmpty() || kabupaten.intervals().stream().allMatch(one -> one.years() == 1)) {
      return new double[tiers + 2][tiers + 2];
    }
    return MixtureBias.of(
        AnnualMatrixEstimator.ofFlows(tiers),
        kecamatan,
        kecamatan.stream()
            .map(
                one -> {
                  double[][] matrix = Matrices.identity(tiers + 2);
                  for (int i = 0; i <= tiers; i++) {
                    matrix[i] = rows.get(one.region()).get(i).probability();
                  }
                  return matrix;
                })
            .toList());
  }

  private List<FittedRegion> all() {
    List<FittedRegion> all = new ArrayList<>(List.of(kabupaten));
    all.addAll(kecamatan);
    return all;
  }

  /** Excess of dispersion per household: of the target tier against the others, and among these. */
  private record Excess(double target, double others) {}

  /** Estimated from three intervals on, else what assumed shocks imply. */
  private Excess excess(int i) {
    int intervals = kecamatan.stream().mapToInt(one -> one.intervals().size()).max().orElse(0);
    if (intervals >= minIntervals) {
      return new Excess(
          RowDispersion.excess(kecamatan.stream().map(one -> one.ofTarget().get(i)).toList()),
          RowDispersion.excess(kecamatan.stream().map(one -> one.ofOthers().get(i)).toList()));
    }
    double[] row = kabupaten.own().findRow(i).orElse(new double[tiers + 2]);
    double[] tierShares = Arrays.copyOf(row, tiers);
    double p = row[target];
    double ofOthers = Matrices.sum(tierShares) - p;
    // Of unseen years households tell less, while the mean shock of all years is no larger for it.
    double anInterval = kabupaten.ofTarget().get(i).households();
    double aYear = kabupaten.effective(i) * kabupaten.years().squares(i);
    double variance = anInterval > 0 ? shocks.variance() * aYear / anInterval : 0;
    double distance = target - meanRank(tierShares);
    tierShares[target] = 0;
    return new Excess(
        p < 1 ? variance * distance * distance * p / (1 - p) : 0,
        ofOthers > 0 ? YearShocks.assumedDispersion(1, variance, tierShares, tiers + 1) - 1 : 0);
  }

  private static double meanRank(double[] tierShares) {
    double mass = Matrices.sum(tierShares);
    double mean = 0;
    for (int j = 0; j < tierShares.length && mass > 0; j++) {
      mean += j * tierShares[j] / mass;
    }
    return mean;
  }

  /** Share of the shocks' variance that is a kecamatan's own. */
  private double localShare() {
    double variance = shocks.variance();
    return variance > 0 ? shocks.sigmaLocal() * shocks.sigmaLocal() / variance : 1;
  }

  /** The dispersion of each destination of a region's row, of some share of the shocks. */
  private double[] dispersions(FittedRegion region, int i, Excess excess, double share) {
    double[] dispersions = new double[tiers + 2];
    Arrays.fill(dispersions, region.ofOthers().get(i).dispersion(share * excess.others()));
    dispersions[target] = region.ofTarget().get(i).dispersion(share * excess.target());
    return dispersions;
  }

  private Row kabupatenRow(int i, Excess excess, double[] bias) {
    Optional<double[]> found = kabupaten.own().findRow(i);
    if (found.isEmpty()) {
      return assumedRow(i);
    }
    double[] row = MixtureBias.corrected(found.get(), bias);
    double n = kabupaten.effective(i);
    // Local shocks of many kecamatan cancel as far as the kecamatan are many and of one size.
    double concentration =
        ShockModel.concentration(kecamatan.stream().mapToDouble(one -> one.effective(i)).toArray());
    double[] local = dispersions(kabupaten, i, excess, localShare() * concentration);
    double[] ones = new double[row.length];
    Arrays.fill(ones, 1);
    List<RowInterval> posterior = new ArrayList<>();
    double[] kept = new double[row.length];
    double[] localVariances = new double[row.length];
    for (int j = 0; j < row.length; j++) {
      double deflated = n / local[j];
      posterior.add(RowInterval.findJeffreys(row[j] * deflated, deflated, LEVEL).orElseThrow());
      kept[j] = 1 / local[j];
      localVariances[j] = concentration;
    }
    return new Row(
        row,
        Optional.of(
            withShocks(
                kabupaten,
                i,
                new ShockedIntervals.Parts(row, kept, ones, localVariances, tiers),
                posterior)),
        ones,
        Optional.of(
            dispersions(kabupaten, i, excess, 1 - localShare() + localShare() * concentration)),
        n,
        kabupaten.isPlain() ? Method.PROPORTION : Method.EM,
        true);
  }

  private Row assumedRow(int i) {
    double[] stays = new double[tiers + 2];
    stays[i] = 1;
    return new Row(
        stays,
        Optional.empty(),
        new double[tiers + 2],
        Optional.empty(),
        0,
        Method.ASSUMED_STAYS,
        true);
  }

  private List<Row> kecamatanRows(int i, Excess excess) {
    int regions = kecamatan.size();
    double[][] counts = new double[regions][tiers + 2];
    double[][] local = new double[regions][];
    for (int r = 0; r < regions; r++) {
      FittedRegion one = kecamatan.get(r);
      double[] own = one.own().findRow(i).orElse(new double[tiers + 2]);
      local[r] = dispersions(one, i, excess, localShare());
      for (int j = 0; j < tiers + 2; j++) {
        counts[r][j] = one.effective(i) * own[j];
      }
    }
    int other = target == 0 ? 1 : 0;
    Optional<PooledRows> ofTarget =
        PooledRows.find(
            Arrays.stream(counts)
                .map(row -> NestedRow.targetOrNot(row, target))
                .toArray(double[][]::new),
            Arrays.stream(local).mapToDouble(row -> row[target]).toArray(),
            Pooling.ofRow(seed, i + " target", ends));
    Optional<PooledRows> ofOthers =
        PooledRows.find(
            Arrays.stream(counts)
                .map(row -> NestedRow.others(row, target))
                .toArray(double[][]::new),
            Arrays.stream(local).mapToDouble(row -> row[other]).toArray(),
            Pooling.ofRow(seed, i + " others", ends));
    if (ofTarget.isEmpty()) {
      return kecamatan.stream().map(any -> assumedRow(i)).toList();
    }
    List<NestedRow> nested = new ArrayList<>();
    for (int r = 0; r < regions; r++) {
      int region = r;
      nested.add(
          NestedRow.of(
              target,
              tiers + 2,
              ofTarget.get().regions().get(r),
              ofOthers.map(all -> all.regions().get(region))));
    }
    BenchmarkedRows benchmark =
        BenchmarkedRows.of(
            nested.stream().map(NestedRow::probability).toArray(double[][]::new),
            Arrays.stream(counts).mapToDouble(Matrices::sum).toArray(),
            totals(counts));
    double[][] benchmarked = benchmark.rows();
    List<Row> rows = new ArrayList<>();
    for (int r = 0; r < regions; r++) {
      NestedRow moved = nested.get(r).movedTo(benchmarked[r]);
      rows.add(row(i, kecamatan.get(r), excess, moved, local[r], benchmark));
    }
    return rows;
  }

  private static double[] totals(double[][] rows) {
    double[] totals = new double[rows[0].length];
    for (double[] row : rows) {
      for (int j = 0; j < totals.length; j++) {
        totals[j] += row[j];
      }
    }
    return totals;
  }

  private Row row(
      int i,
      FittedRegion one,
      Excess excess,
      NestedRow nested,
      double[] local,
      BenchmarkedRows benchmark) {
    double n = one.effective(i);
    double[] kept = new double[tiers + 2];
    double[] localVariances = new double[tiers + 2];
    boolean alone = true;
    for (int j = 0; j < kept.length; j++) {
      double weight = nested.ownWeight()[j];
      kept[j] = 1 - weight * (1 - 1 / local[j]);
      localVariances[j] = weight * weight;
      alone &= weight == 1;
    }
    Method method;
    if (n == 0) {
      method = Method.KABUPATEN;
    } else if (alone) {
      method = one.isPlain() ? Method.PROPORTION : Method.EM;
    } else {
      method = one.isPlain() ? Method.POOLED : Method.POOLED_EM;
    }
    return new Row(
        nested.probability(),
        Optional.of(
            withShocks(
                one,
                i,
                new ShockedIntervals.Parts(
                    nested.probability(), kept, nested.ownWeight(), localVariances, tiers),
                nested.posterior())),
        nested.ownWeight(),
        n == 0 ? Optional.empty() : Optional.of(dispersions(one, i, excess, 1)),
        householdsForFutures(i, excess, one, nested),
        method,
        benchmark.converged());
  }

  /**
   * The Dirichlet households whose variance of the target tier, with the local shocks that futures
   * add to their average, is that of the posterior; at most those of all kecamatan. Futures add
   * these shocks by the row's own weight, as the other kecamatan had shocks of their own.
   */
  private double householdsForFutures(int i, Excess excess, FittedRegion one, NestedRow nested) {
    double n = one.effective(i);
    double own = nested.ownWeight()[target];
    double ofShocks =
        n > 0
            ? own * own * excess.target() * localShare() * one.ofTarget().get(i).households() / n
            : 0;
    double everybody = kecamatan.stream().mapToDouble(other -> other.effective(i)).sum();
    return 1 / Math.max(1 / (nested.posteriorHouseholds() + 1) - ofShocks, 1 / everybody);
  }

  /**
   * Intervals that also hold what the shocks of the observed years left in their average ({@link
   * ShockedIntervals}). A tilt u moves the log odds of destination j by u (m - j) / (1 - p_j), m
   * being the row's mean rank over the tiers; where years are unseen, see {@link YearTraces}.
   */
  private List<RowInterval> withShocks(
      FittedRegion region, int i, ShockedIntervals.Parts parts, List<RowInterval> posterior) {
    double[] row = parts.row();
    double mean = meanRank(Arrays.copyOf(row, tiers));
    double[] told = region.information().cellHouseholds()[i];
    Optional<YearTraces> traces = traces(region);
    double[] unseen = new double[row.length];
    double[] logOdds = new double[row.length];
    double[] chances = new double[row.length];
    for (int j = 0; j < row.length; j++) {
      unseen[j] = told[j] > 0 ? region.effective(i) / told[j] : 1;
      double averaged =
          j < tiers && row[j] < 1
              ? Math.sqrt(region.years().squares(i)) * Math.abs(j - mean) / (1 - row[j])
              : 0;
      if (traces.isPresent()) {
        chances[j] = Math.max(averaged * row[j] * (1 - row[j]), traces.get().perDeviation(i, j));
      } else {
        logOdds[j] = averaged;
      }
    }
    return new ShockedIntervals(shocks, kecamatan.size(), LEVEL)
        .joined(parts, posterior, unseen, new ShockedIntervals.Left(logOdds, chances));
  }

  /** Found once for all rows of a region; intervals alone need it. */
  private Optional<YearTraces> traces(FittedRegion region) {
    return ends == Pooling.Ends.LEFT_OPEN
        ? Optional.empty()
        : traces.computeIfAbsent(region.region(), any -> region.findTraces());
  }
}
