package id.entas.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * The one-year matrices of a kabupaten and its kecamatan, pooled, with intervals that know that
 * years differ (METHODS section 3).
 *
 * <p>Model. Row i of kecamatan r is drawn around the row of the kabupaten (Dirichlet). A year tilts
 * it by a shock that all kecamatan share and one of its own. Households then move independently.
 *
 * <p>Estimate. Each region's own row comes from EM over unseen years ({@link
 * AnnualMatrixEstimator}), and counts as many households as it tells ({@link MatrixInformation}),
 * divided by the dispersion that local shocks make ({@link RowDispersion}, the local share of the
 * excess being that of the variances of the shocks). On these counts the rows of all kecamatan are
 * shrunk towards each other by Dirichlet-multinomial empirical Bayes ({@link DirichletMultinomial}),
 * and then raked so that the flows they expect in all kecamatan together are those observed.
 *
 * <p>Interval. Draws of the posterior, each with its own alpha (parametric bootstrap, Laird and
 * Louis 1987) and with one shared shock: the mean of the observed years' shared shocks, which every
 * kecamatan's average still carries and no pooling takes away. With estimated shocks it is a Student
 * t with one degree of freedom less than the yearly intervals.
 *
 * <p>It misleads where kecamatan are not draws from one population (see the test {@code
 * region_homogeneity}), where the tier before the last matters ({@code markov_order}), and, with
 * fewer than three yearly intervals, as far as the assumed shocks are wrong.
 */
public final class AnnualMatrices {
  private static final int DRAWS = 1_000;
  private static final int BOOTSTRAPS = 200;
  private static final double LEVEL = 0.95;
  private static final double LARGEST_TILT = 5;
  private static final double LEAST_CHI_SQUARE = 1e-9;

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
   * @param ownWeight weight of the region's own flows, 0 to 1
   * @param dispersion how much more the region's row varies between intervals than households would
   *     alone, at least 1; empty where nobody was in it
   * @param households households behind the row for those who draw it from a Dirichlet and add the
   *     shocks themselves, at least 0
   */
  public record Row(
      double[] probability,
      Optional<List<RowInterval>> interval,
      double ownWeight,
      Optional<Double> dispersion,
      double households,
      Method method) {}

  /**
   * A region's matrix.
   *
   * @param own the fit to the region's own flows alone
   * @param information what these flows tell
   * @param rows the rows of the tiers and of ABSENT
   */
  public record Matrix(
      String region, AnnualMatrix own, MatrixInformation information, List<Row> rows) {}

  /** A region before pooling. */
  private static final class Fitted {
    private final String region;
    private final List<IntervalCounts> intervals;
    private final AnnualMatrix own;
    private final MatrixInformation information;
    private final List<RowDispersion> dispersions;

    Fitted(AnnualMatrixEstimator estimator, List<IntervalFlows> flows) {
      region = flows.get(0).region();
      intervals = flows.stream().map(AnnualFlows::of).toList();
      own = estimator.estimate(intervals);
      information = MatrixInformation.of(own, intervals);
      dispersions = RowDispersion.ofRows(own.probability(), intervals);
    }

    int years() {
      return intervals.stream().mapToInt(IntervalCounts::years).sum();
    }

    double effective(int row) {
      return own.findRow(row).isPresent() ? information.effectiveHouseholds()[row] : 0;
    }

    boolean isPlain() {
      return intervals.stream().allMatch(one -> one.years() == 1 && one.censored().isEmpty());
    }
  }

  private final int tiers;
  private final ShockModel shocks;
  private final int minIntervals;
  private final long seed;
  private final Fitted kabupaten;
  private final List<Fitted> kecamatan;

  private AnnualMatrices(
      List<IntervalFlows> kabupaten,
      List<List<IntervalFlows>> kecamatan,
      ShockModel shocks,
      int minIntervals,
      long seed) {
    this.tiers = kabupaten.get(0).tiers();
    this.shocks = shocks;
    this.minIntervals = minIntervals;
    this.seed = seed;
    AnnualMatrixEstimator estimator = AnnualMatrixEstimator.ofTiersAbsentGone(tiers);
    this.kabupaten = new Fitted(estimator, kabupaten);
    this.kecamatan = kecamatan.stream().map(own -> new Fitted(estimator, own)).toList();
  }

  /**
   * Estimates the matrices of a kabupaten and its kecamatan.
   *
   * @param kabupaten the kabupaten's flows, one an interval
   * @param kecamatan the flows of each of its kecamatan
   * @param shocks how years differ
   * @param minIntervals intervals from which on the dispersion is estimated and not assumed
   * @param seed of the draws; the same seed gives the same intervals
   * @return the matrices by region, the kabupaten's first
   */
  public static Map<String, Matrix> of(
      List<IntervalFlows> kabupaten,
      List<List<IntervalFlows>> kecamatan,
      ShockModel shocks,
      int minIntervals,
      long seed) {
    return new AnnualMatrices(kabupaten, kecamatan, shocks, minIntervals, seed).matrices();
  }

  private Map<String, Matrix> matrices() {
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    rows.put(kabupaten.region, new ArrayList<>());
    kecamatan.forEach(one -> rows.put(one.region, new ArrayList<>()));
    for (int i = 0; i <= tiers; i++) {
      double excess = excess(i);
      rows.get(kabupaten.region).add(kabupatenRow(i, excess));
      List<Row> pooled = kecamatanRows(i, excess);
      for (int r = 0; r < kecamatan.size(); r++) {
        rows.get(kecamatan.get(r).region).add(pooled.get(r));
      }
    }
    Map<String, Matrix> matrices = new LinkedHashMap<>();
    for (Fitted one : all()) {
      matrices.put(
          one.region, new Matrix(one.region, one.own, one.information, rows.get(one.region)));
    }
    return matrices;
  }

  private List<Fitted> all() {
    List<Fitted> all = new ArrayList<>(List.of(kabupaten));
    all.addAll(kecamatan);
    return all;
  }

  /** Excess of dispersion per household of the row, estimated from three intervals on. */
  private double excess(int i) {
    if (kabupaten.intervals.size() >= minIntervals) {
      return RowDispersion.excess(
          kecamatan.stream().map(one -> one.dispersions.get(i)).toList());
    }
    double[] row = kabupaten.own.findRow(i).orElse(new double[tiers + 2]);
    double[] tierShares = Arrays.copyOf(row, tiers);
    if (!(Matrices.sum(tierShares) > 0)) {
      return 0;
    }
    double yearsAnInterval = (double) kabupaten.years() / kabupaten.intervals.size();
    return yearsAnInterval
        * (YearShocks.assumedDispersion(1, shocks.variance(), tierShares, tiers + 2) - 1);
  }

  /** Share of the shocks' variance that is a kecamatan's own. */
  private double localShare() {
    double variance = shocks.variance();
    return variance > 0 ? shocks.sigmaLocal() * shocks.sigmaLocal() / variance : 1;
  }

  private Row kabupatenRow(int i, double excess) {
    Optional<double[]> found = kabupaten.own.findRow(i);
    if (found.isEmpty()) {
      return assumedRow(i);
    }
    double[] row = found.get();
    double n = kabupaten.effective(i);
    RowDispersion dispersion = kabupaten.dispersions.get(i);
    // Local shocks of many kecamatan cancel as far as the kecamatan are many and of one size.
    double all = 0;
    double squares = 0;
    for (Fitted one : kecamatan) {
      double own = one.effective(i);
      all += own;
      squares += own * own;
    }
    double concentration = all > 0 ? squares / (all * all) : 1;
    double local = dispersion.dispersion(excess * localShare() * concentration);
    double total =
        dispersion.dispersion(excess * (1 - localShare() + localShare() * concentration));
    double[] weights = new double[row.length];
    for (int j = 0; j < row.length; j++) {
      weights[j] = n / local * row[j] + 0.5;
    }
    double[][] draws = draws(kabupaten, i, weights, List.of());
    return new Row(
        row,
        Optional.of(intervals(row, row, draws, n / total)),
        1,
        Optional.of(total),
        n,
        kabupaten.isPlain() ? Method.PROPORTION : Method.EM);
  }

  private Row assumedRow(int i) {
    double[] stays = new double[tiers + 2];
    stays[i] = 1;
    return new Row(stays, Optional.empty(), 0, Optional.empty(), 0, Method.ASSUMED_STAYS);
  }

  private List<Row> kecamatanRows(int i, double excess) {
    int regions = kecamatan.size();
    double[][] deflated = new double[regions][tiers + 2];
    double[][] own = new double[regions][];
    double[] household = new double[regions];
    int withHouseholds = 0;
    for (int r = 0; r < regions; r++) {
      Fitted one = kecamatan.get(r);
      own[r] = one.own.findRow(i).orElse(new double[tiers + 2]);
      household[r] = one.own.rowHouseholds(i);
      double n = one.effective(i) / one.dispersions.get(i).dispersion(excess * localShare());
      withHouseholds += n > 0 ? 1 : 0;
      for (int j = 0; j < tiers + 2; j++) {
        deflated[r][j] = n * own[r][j];
      }
    }
    if (withHouseholds == 0) {
      return kecamatan.stream().map(any -> assumedRow(i)).toList();
    }
    PooledRows pooled =
        PooledRows.of(deflated, BOOTSTRAPS, StreamRandom.name(StreamRandom.name(seed, "pool"), i));
    double[][] shrunk = pooled.rows();
    double[][] raked = Raking.rake(shrunk, household, totals(own, household));
    List<Row> rows = new ArrayList<>();
    for (int r = 0; r < regions; r++) {
      rows.add(pooledRow(i, r, excess, pooled, shrunk[r], raked[r], deflated[r]));
    }
    return rows;
  }

  private static double[] totals(double[][] rows, double[] households) {
    double[] totals = new double[rows[0].length];
    for (int r = 0; r < rows.length; r++) {
      for (int j = 0; j < totals.length; j++) {
        totals[j] += households[r] * rows[r][j];
      }
    }
    return totals;
  }

  private Row pooledRow(
      int i,
      int r,
      double excess,
      PooledRows pooled,
      double[] shrunk,
      double[] raked,
      double[] deflated) {
    Fitted one = kecamatan.get(r);
    double n = one.effective(i);
    double[][] draws = draws(one, i, deflated, pooled.alphas());
    RowDispersion dispersion = one.dispersions.get(i);
    double weight = pooled.ownWeight(r);
    Method method;
    if (n == 0) {
      method = Method.KABUPATEN;
    } else if (weight == 1) {
      method = one.isPlain() ? Method.PROPORTION : Method.EM;
    } else {
      method = one.isPlain() ? Method.POOLED : Method.POOLED_EM;
    }
    return new Row(
        raked,
        Optional.of(intervals(raked, shrunk, draws, n / dispersion.dispersion(excess))),
        weight,
        n == 0 ? Optional.empty() : Optional.of(dispersion.dispersion(excess)),
        householdsForFutures(i, excess, one, pooled, deflated),
        method);
  }

  /**
   * The Dirichlet households whose variance, with the local shocks that futures add to their
   * average, is that of the posterior.
   */
  private double householdsForFutures(
      int i, double excess, Fitted one, PooledRows pooled, double[] deflated) {
    double n = one.effective(i);
    double variance = 1 / (Matrices.sum(deflated) + pooled.precision());
    double ofShocks =
        n > 0 ? excess * localShare() * one.dispersions.get(i).households() / n : 0;
    double everybody = kecamatan.stream().mapToDouble(other -> other.effective(i)).sum();
    return 1 / Math.max(variance - ofShocks, 1 / everybody);
  }

  /**
   * Draws of a row: Dirichlet, tilted by the mean of the shared shocks of the observed years.
   *
   * @param counts deflated households by destination
   * @param alphas priors of the bootstrap, one a draw by turns; none adds nothing
   */
  private double[][] draws(Fitted region, int i, double[] counts, List<double[]> alphas) {
    StreamRandom random = new StreamRandom();
    ContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
    boolean estimated = shocks.source() == ShockSource.ESTIMATED;
    ContinuousSampler chiSquare =
        estimated
            ? AhrensDieterMarsagliaTsangGammaSampler.of(random, (shocks.intervals() - 1) / 2.0, 2)
            : null;
    // All rows and regions share the shock of a draw, as all had the same years.
    long sharedName = StreamRandom.name(seed, "average shock");
    long rowName =
        StreamRandom.name(
            StreamRandom.name(StreamRandom.name(seed, "matrix"), region.region), i);
    ContinuousSampler[][] gammas =
        new ContinuousSampler[Math.max(1, alphas.size())][counts.length];
    for (int b = 0; b < gammas.length; b++) {
      for (int j = 0; j < counts.length; j++) {
        double weight = counts[j] + (alphas.isEmpty() ? 0 : alphas.get(b)[j]);
        if (weight > 0) {
          gammas[b][j] = AhrensDieterMarsagliaTsangGammaSampler.of(random, weight, 1);
        }
      }
    }
    double[][] draws = new double[DRAWS][counts.length];
    for (int d = 0; d < DRAWS; d++) {
      random.start(StreamRandom.name(sharedName, d));
      double years = estimated ? shocks.intervals() : region.years();
      double tilt = shocks.sigmaShared() / Math.sqrt(years) * normal.sample();
      if (estimated) {
        tilt *=
            Math.sqrt(
                (shocks.intervals() - 1) / Math.max(chiSquare.sample(), LEAST_CHI_SQUARE));
      }
      tilt = Math.max(-LARGEST_TILT, Math.min(LARGEST_TILT, tilt));
      random.start(StreamRandom.name(rowName, d));
      double[] row = draws[d];
      double mass = 0;
      double tilted = 0;
      for (int j = 0; j < row.length; j++) {
        ContinuousSampler gamma = gammas[d % gammas.length][j];
        row[j] = gamma == null ? 0 : gamma.sample();
        if (j < tiers) {
          mass += row[j];
          row[j] *= Math.exp(-tilt * (j - Math.min(i, tiers - 1)));
          tilted += row[j];
        }
      }
      double sum = mass;
      for (int j = tiers; j < row.length; j++) {
        sum += row[j];
      }
      for (int j = 0; j < row.length; j++) {
        row[j] *= (j < tiers ? (tilted > 0 ? mass / tilted : 0) : 1) / sum;
      }
    }
    return draws;
  }

  /**
   * Equal-tailed intervals of draws around one row, moved in proportion to the raked row. A
   * destination that nobody reached has the upper end of Jeffreys' interval, as draws of it are all
   * zero.
   */
  private static List<RowInterval> intervals(
      double[] point, double[] centre, double[][] draws, double households) {
    List<RowInterval> intervals = new ArrayList<>();
    double[] cell = new double[draws.length];
    for (int j = 0; j < point.length; j++) {
      double ratio = centre[j] > 0 ? point[j] / centre[j] : 1;
      for (int d = 0; d < draws.length; d++) {
        cell[d] = Math.min(1, draws[d][j] * ratio);
      }
      Arrays.sort(cell);
      double low = cell[(int) Math.floor((1 - LEVEL) / 2 * draws.length)];
      double high = cell[(int) Math.ceil((1 + LEVEL) / 2 * draws.length) - 1];
      if (high == 0) {
        high =
            RowInterval.findJeffreys(0, households, LEVEL).map(RowInterval::high).orElse(1.0);
      }
      intervals.add(new RowInterval(Math.min(low, point[j]), Math.max(high, point[j])));
    }
    return intervals;
  }
}
