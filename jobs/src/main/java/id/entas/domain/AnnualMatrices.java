package id.entas.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

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
 * shrunk towards each other by Dirichlet-multinomial empirical Bayes, and then benchmarked so that
 * the flows they expect in all kecamatan together are those observed ({@link PooledRows}).
 *
 * <p>Interval. Shocks of a few years do not average out: every kecamatan's average still carries the
 * mean of the shared ones, which no pooling takes away, and of its own as far as its own flows weigh.
 * They tilt the row, so that the worst tier moves far more than a dispersion that spreads them over
 * all destinations says. So the interval joins two parts, whose distances to the estimate in log
 * odds add up in squares (MOVER, Zou and Donner 2008): the posterior of {@link PooledRows}, which
 * knows that alpha is estimated, without the share of its variance that is the region's own local
 * shocks; and the tilt, with estimated shocks a Student t with the degrees of freedom of their
 * variances (Satterthwaite 1946).
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
   * @param seed of the bootstrap; the same seed gives the same intervals
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
    List<RowInterval> posterior = new ArrayList<>();
    for (double p : row) {
      posterior.add(RowInterval.findJeffreys(p * n / local, n / local, LEVEL).orElseThrow());
    }
    return new Row(
        row,
        Optional.of(withShocks(kabupaten, i, row, posterior, 1 / local, 1, concentration)),
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
    double[][] counts = new double[regions][tiers + 2];
    double[] local = new double[regions];
    for (int r = 0; r < regions; r++) {
      Fitted one = kecamatan.get(r);
      double[] own = one.own.findRow(i).orElse(new double[tiers + 2]);
      local[r] = one.dispersions.get(i).dispersion(excess * localShare());
      for (int j = 0; j < tiers + 2; j++) {
        counts[r][j] = one.effective(i) * own[j];
      }
    }
    Optional<PooledRows> pooled =
        PooledRows.find(counts, local, Pooling.ofRow(seed, String.valueOf(i)));
    List<Row> rows = new ArrayList<>();
    for (int r = 0; r < regions; r++) {
      int region = r;
      rows.add(
          pooled
              .map(all -> pooledRow(i, kecamatan.get(region), excess, all.regions().get(region)))
              .orElseGet(() -> assumedRow(i)));
    }
    return rows;
  }

  private Row pooledRow(int i, Fitted one, double excess, PooledRow pooled) {
    double n = one.effective(i);
    double[] low = pooled.low();
    double[] high = pooled.high();
    List<RowInterval> posterior = new ArrayList<>();
    for (int j = 0; j < low.length; j++) {
      posterior.add(new RowInterval(low[j], high[j]));
    }
    RowDispersion dispersion = one.dispersions.get(i);
    Method method;
    if (n == 0) {
      method = Method.KABUPATEN;
    } else if (pooled.ownWeight() == 1) {
      method = one.isPlain() ? Method.PROPORTION : Method.EM;
    } else {
      method = one.isPlain() ? Method.POOLED : Method.POOLED_EM;
    }
    return new Row(
        pooled.probability(),
        Optional.of(withShocks(
                one,
                i,
                pooled.probability(),
                posterior,
                1 - pooled.ownWeight() * (1 - 1 / dispersion.dispersion(excess * localShare())),
                pooled.ownWeight(),
                pooled.ownWeight() * pooled.ownWeight())),
        pooled.ownWeight(),
        n == 0 ? Optional.empty() : Optional.of(dispersion.dispersion(excess)),
        householdsForFutures(i, excess, one, pooled),
        method);
  }

  /**
   * The Dirichlet households whose variance, with the local shocks that futures add to their
   * average, is that of the posterior; at most those of all kecamatan.
   */
  private double householdsForFutures(int i, double excess, Fitted one, PooledRow pooled) {
    double n = one.effective(i);
    double ofShocks =
        n > 0 ? excess * localShare() * one.dispersions.get(i).households() / n : 0;
    double everybody = kecamatan.stream().mapToDouble(other -> other.effective(i)).sum();
    return 1 / Math.max(1 / (pooled.posteriorHouseholds() + 1) - ofShocks, 1 / everybody);
  }

  /**
   * Intervals that also hold what the shocks of the observed years left in their average. A tilt u
   * moves the log odds of destination j by u (m - j) / (1 - p_j), m being the row's mean rank over
   * the tiers.
   *
   * @param posterior intervals without it
   * @param kept share of their variance that is not the shocks' already
   * @param ownWeight weight of the region's own flows, which tell some cells better than others
   * @param localVariances how many times the variance of the region's own shock is in the average
   */
  private List<RowInterval> withShocks(
      Fitted region,
      int i,
      double[] row,
      List<RowInterval> posterior,
      double kept,
      double ownWeight,
      double localVariances) {
    double[] ofTiers = Arrays.copyOf(row, tiers);
    double mass = Matrices.sum(ofTiers);
    double mean = 0;
    for (int j = 0; j < tiers && mass > 0; j++) {
      mean += j * ofTiers[j] / mass;
    }
    double tilt = tiltQuantile(region, localVariances);
    double[] told = region.information.cellHouseholds()[i];
    List<RowInterval> joined = new ArrayList<>();
    for (int j = 0; j < row.length; j++) {
      RowInterval own = posterior.get(j);
      double p = row[j];
      if (p <= 0 || p >= 1) {
        joined.add(own);
      } else {
        double shift = j < tiers ? tilt * Math.abs(j - mean) / (1 - p) : 0;
        double unseen = told[j] > 0 ? region.effective(i) / told[j] : 1;
        double scale =
            Math.sqrt((j < tiers ? kept : 1) * (1 + ownWeight * Math.max(0, unseen - 1)));
        double centre = logit(p);
        double below = Math.hypot(scale * (centre - logit(own.low())), shift);
        double above = Math.hypot(scale * (logit(own.high()) - centre), shift);
        joined.add(
            new RowInterval(
                own.low() == 0 ? 0 : Math.min(p, logistic(centre - below)),
                own.high() == 1 ? 1 : Math.max(p, logistic(centre + above))));
      }
    }
    return joined;
  }

  /** The mean shock of the observed years is below this with the chance of an upper end. */
  private double tiltQuantile(Fitted region, double localVariances) {
    double shared = shocks.sigmaShared() * shocks.sigmaShared();
    double local = localVariances * shocks.sigmaLocal() * shocks.sigmaLocal();
    double upper = (1 + LEVEL) / 2;
    if (shared + local == 0) {
      return 0;
    }
    if (shocks.source() == ShockSource.ASSUMED) {
      return Math.sqrt((shared + local) / region.years())
          * new NormalDistribution(null, 0, 1).inverseCumulativeProbability(upper);
    }
    double contrasts = shocks.intervals() - 1;
    double degrees =
        (shared + local)
            * (shared + local)
            / (shared * shared / contrasts
                + local * local / (contrasts * Math.max(1, kecamatan.size() - 1)));
    return Math.sqrt((shared + local) / region.years())
        * new TDistribution(null, degrees).inverseCumulativeProbability(upper);
  }

  private static double logit(double p) {
    return Math.log(p / (1 - p));
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
