package id.entas.domain;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The yearly rate at which a tier has shrunk over four or more censuses.
 *
 * <p>Model: the count of census t has mean mu_t = exp(a + b t): quasi-Poisson regression with a log
 * link (McCullagh and Nelder, Generalized Linear Models, 1989, chapter 6). The rate of reduction is
 * 1 - exp(b). The counts' covariance is phi times D^½ R D^½, D being diag(mu): R is the identity
 * where censuses deviate independently, and where a year's shock stays in the counts of later
 * censuses it is that plus their covariance ({@link CarriedShocks}) in units of D. The rate is that
 * of independent censuses, which is right on average whatever R is; phi and the error of b take R
 * into account (generalized estimating equations with a working independence, Liang and Zeger,
 * Biometrika 73, 1986; Zeger, A regression model for time series of counts, Biometrika 75, 1988).
 *
 * <p>With the Pearson residuals r = D^-½ (y - mu) and M the projection that regression leaves of
 * them, X2 = r'r has mean phi tr(MR), so phi = X2 / tr(MR), which is Pearson's X2 / (m - 2) for
 * independent censuses. The interval is b -+ t se, with tr(MR)² / tr(MRMR) degrees of freedom
 * (Satterthwaite 1946; Box 1954), m - 2 for independent censuses, carried over to the rate. Phi is
 * not held at 1 from below: a census is a count of all, so counts on an exact curve leave no doubt
 * about it.
 *
 * <p>Large counts weigh more, and a count of zero enters as it is. In simulations of four to six
 * censuses the interval covers 93 to 96 % where censuses deviate independently; where deviations
 * carry over, taking them for independent covers 75 % at five censuses and yearly steps of 10 %,
 * and with their R 93 to 97 %. A path that bends is no exact exponential, and its bend counts as
 * deviation: there the interval covers more than it says. It misleads where R does, and a straight
 * line hides a fall that has stalled. The lower end may be far below -1 where few households are
 * left.
 *
 * @param annualRate share by which the tier shrinks in a year; negative where it grows
 * @param low lower end of the 95 % interval of the rate
 * @param high upper end
 * @param dispersion phi, 0 for counts exactly on a curve
 * @param censuses m
 */
public record Trend(double annualRate, double low, double high, double dispersion, int censuses) {
  /** Two censuses make the line, and two more are the least to judge it by. */
  public static final int LEAST_CENSUSES = 4;

  private static final double LEVEL = 0.95;

  /** Beyond this slope, a count falls or grows by e^30 a year. */
  private static final double STEEPEST = 30;

  /** They leave 2 · 30 / 2^60, less than a rounding error. */
  private static final int HALVINGS = 60;

  public Trend {
    if (!(low <= annualRate) || !(annualRate <= high) || !(dispersion >= 0)) {
      throw new IllegalArgumentException(
          annualRate + " within " + low + " to " + high + ", dispersion " + dispersion);
    }
  }

  /**
   * Fits the trend.
   *
   * @param householdsByYear households (or people) of the tier by census year, all for the same
   *     area, at least 0
   * @return empty below four censuses or two that found anybody, where no slope is the most likely;
   *     and where the interval has no end
   */
  public static Optional<Trend> find(SortedMap<Integer, Long> householdsByYear) {
    int censuses = householdsByYear.size();
    return find(householdsByYear, new double[censuses][censuses]);
  }

  /**
   * Fits the trend of counts that shocks move together.
   *
   * @param householdsByYear as above
   * @param carried covariance of the counts by shocks, by census, where a count's own variance is
   *     its mean; zero for independent censuses
   * @return as above
   */
  public static Optional<Trend> find(
      SortedMap<Integer, Long> householdsByYear, double[][] carried) {
    if (carried.length != householdsByYear.size()) {
      throw new IllegalArgumentException(
          householdsByYear.size() + " censuses with a covariance of " + carried.length);
    }
    int censuses = householdsByYear.size();
    double[] years = new double[censuses];
    double[] counts = new double[censuses];
    double all = 0;
    double centre = 0;
    int positive = 0;
    int census = 0;
    for (Map.Entry<Integer, Long> entry : householdsByYear.entrySet()) {
      if (entry.getValue() < 0) {
        throw new IllegalArgumentException("a count of " + entry.getValue() + " households");
      }
      years[census] = entry.getKey() - householdsByYear.firstKey();
      counts[census] = entry.getValue();
      all += counts[census];
      centre += counts[census] * years[census];
      positive += counts[census] > 0 ? 1 : 0;
      census++;
    }
    if (censuses < LEAST_CENSUSES || positive < 2) {
      return Optional.empty();
    }
    double slope = slope(years, centre / all);
    double[] shares = shares(years, slope);
    double mean = mean(years, shares);
    double spread = 0;
    for (int t = 0; t < censuses; t++) {
      spread += shares[t] * (years[t] - mean) * (years[t] - mean);
    }
    double[][] correlation = new double[censuses][censuses];
    double[][] left = new double[censuses][censuses];
    double[] ofSlope = new double[censuses];
    double statistic = 0;
    for (int s = 0; s < censuses; s++) {
      double root = Math.sqrt(all * shares[s]);
      ofSlope[s] = root * (years[s] - mean) / (all * spread);
      statistic += root > 0 ? Math.pow(counts[s] / root - root, 2) : 0;
      for (int t = 0; t < censuses; t++) {
        double both = Math.sqrt(shares[s] * shares[t]);
        double own = s == t ? 1 : 0;
        correlation[s][t] = own + (both > 0 ? carried[s][t] / (all * both) : 0);
        left[s][t] = own - both * (1 + (years[s] - mean) * (years[t] - mean) / spread);
      }
    }
    double[][] leftCorrelated = Matrices.product(left, correlation);
    double trace = trace(leftCorrelated);
    double dispersion = statistic / trace;
    double degrees = trace * trace / trace(Matrices.product(leftCorrelated, leftCorrelated));
    if (!(degrees > 0)) {
      return Optional.empty();
    }
    double error = Math.sqrt(dispersion * form(ofSlope, correlation));
    double half =
        error * new TDistribution(null, degrees).inverseCumulativeProbability((1 + LEVEL) / 2);
    double low = 1 - Math.exp(slope + half);
    return Double.isInfinite(low) || Double.isNaN(low)
        ? Optional.empty()
        : Optional.of(
            new Trend(1 - Math.exp(slope), low, 1 - Math.exp(slope - half), dispersion, censuses));
  }

  private static double trace(double[][] matrix) {
    double trace = 0;
    for (int i = 0; i < matrix.length; i++) {
      trace += matrix[i][i];
    }
    return trace;
  }

  private static double form(double[] vector, double[][] matrix) {
    return Matrices.sum(
        Matrices.product(Matrices.product(new double[][] {vector}, matrix), column(vector))[0]);
  }

  private static double[][] column(double[] vector) {
    return Matrices.transposed(new double[][] {vector});
  }

  /**
   * The most likely slope. Given their sum, Poisson counts are multinomial with shares in
   * proportion to exp(b t), and the most likely b gives the years the mean that the counts give
   * them; that mean grows with b.
   */
  private static double slope(double[] years, double centre) {
    double low = -STEEPEST;
    double high = STEEPEST;
    for (int halving = 0; halving < HALVINGS; halving++) {
      double middle = (low + high) / 2;
      if (mean(years, shares(years, middle)) < centre) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  private static double[] shares(double[] years, double slope) {
    double largest = Math.max(0, slope * years[years.length - 1]);
    double[] shares = new double[years.length];
    for (int t = 0; t < years.length; t++) {
      shares[t] = Math.exp(slope * years[t] - largest);
    }
    double all = Matrices.sum(shares);
    for (int t = 0; t < years.length; t++) {
      shares[t] /= all;
    }
    return shares;
  }

  private static double mean(double[] years, double[] shares) {
    double mean = 0;
    for (int t = 0; t < years.length; t++) {
      mean += shares[t] * years[t];
    }
    return mean;
  }
}
