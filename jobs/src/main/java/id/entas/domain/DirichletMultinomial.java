package id.entas.domain;

import java.util.Arrays;
import java.util.Optional;

/**
 * Counts of several regions over the same destinations, each region's drawn from its own row, the
 * rows drawn from one Dirichlet distribution (Mosimann 1962).
 *
 * <p>With alpha = precision · mean, and without the multinomial coefficients, the likelihood of the
 * counts y of regions r with n_r households each is the product over r of
 *
 * <pre>Γ(A) / Γ(n_r + A) · Π_j Γ(y_rj + alpha_j) / Γ(alpha_j),   A = Σ_j alpha_j = precision.</pre>
 *
 * <p>Counts may be fractions, as counts deflated by a dispersion are; the likelihood is then a
 * quasi-likelihood, whose score at full pooling still has expectation zero when the variance is
 * that of independent households.
 *
 * <p>Assumed: regions are exchangeable, their households independent once counts are deflated, and
 * one precision holds for all destinations. It misleads where the regions fall into groups (each is
 * drawn to the mean of both) and where all of them share a good or bad year: that moves the mean
 * row, and no comparison between regions shows it.
 */
public final class DirichletMultinomial {
  /**
   * The smallest precision. Where in every region all went one way, and not the same way in all,
   * the likelihood rises until the precision is 0, which says that nobody will ever go any other
   * way. Rows of a Dirichlet with less than one household's weight lie in the corners only, as
   * those of kecamatan do not.
   */
  public static final double LEAST_PRECISION = 1;

  private static final int MOST_STEPS = 200;

  /** A gain in log-likelihood that is none: a Newton step that expects less is the last one. */
  private static final double LEAST_GAIN = 1e-9;

  /** Longest step in the logarithm of a parameter. */
  private static final double LONGEST_STEP = 2;

  private static final double SHORTEST_STEP = 1e-9;

  /** With a precision of this many times the largest region, no region has any say of its own. */
  private static final double POOLED_FROM = 1e6;

  /** Distance of the precisions at which a second maximum is looked for. */
  private static final double SEARCH_FACTOR = 4;

  private final double[][] counts;
  private final double[] households;
  private final double[] totals;
  private final double all;

  /** Takes counts by destination and region that leave no region and no destination empty. */
  private DirichletMultinomial(double[][] counts) {
    this.counts = counts;
    this.households = new double[counts[0].length];
    this.totals = new double[counts.length];
    for (int j = 0; j < counts.length; j++) {
      for (int r = 0; r < households.length; r++) {
        households[r] += counts[j][r];
        totals[j] += counts[j][r];
      }
    }
    this.all = Matrices.sum(totals);
  }

  /**
   * Fits the distribution by maximum marginal likelihood.
   *
   * <p>Newton's method in the logarithms of alpha, started from the moments; the Hessian is a
   * diagonal plus a rank-one matrix (Minka 2000), so a step costs no more than a gradient. The
   * likelihood may instead rise for ever with the precision. The derivative by 1 / precision at
   * full pooling, half of Σ_r [Σ_j y_rj (y_rj - 1) / mean_j - n_r (n_r - 1)], shows it: it is a
   * test of homogeneity (Tarone 1979; Kim and Margolin 1992), and where it is not positive the
   * likelihood rises at least from some precision on. Where regions are of very unequal size there
   * may still be a higher maximum at a small precision, so the likelihood is then looked at on a
   * coarse ladder of precisions, and climbed from there if it turns.
   *
   * @param counts households by region and destination, fractions allowed; regions without
   *     households are ignored, destinations that nobody reached get a mean of 0
   * @return empty when no region has any household
   * @throws IllegalArgumentException if a count is negative or no number, or rows differ in length
   */
  public static Optional<DirichletFit> findFit(double[][] counts) {
    return Reached.find(counts).map(reached -> reached.widened(of(reached).fit()));
  }

  /** The same counts without their empty regions and destinations. */
  static DirichletMultinomial of(Reached reached) {
    return new DirichletMultinomial(reached.counts());
  }

  double[] households() {
    return households.clone();
  }

  DirichletFit fit() {
    DirichletFit pooled = pooled(0);
    if (households.length < 2 || totals.length < 2) {
      return pooled;
    }
    if (scoreAtPooling() > 0) {
      return climbed(momentPrecision());
    }
    double turn = turningPrecision();
    if (turn == Double.POSITIVE_INFINITY) {
      return pooled;
    }
    DirichletFit apart = climbed(turn);
    return apart.logLikelihood() > pooled.logLikelihood() + LEAST_GAIN ? apart : pooled;
  }

  private DirichletFit pooled(int steps) {
    double[] mean = new double[totals.length];
    double logLikelihood = 0;
    for (int j = 0; j < mean.length; j++) {
      mean[j] = totals[j] / all;
      logLikelihood += totals[j] * Math.log(mean[j]);
    }
    return new DirichletFit(
        mean,
        Double.POSITIVE_INFINITY,
        logLikelihood,
        steps,
        true,
        DirichletFit.State.FULLY_POOLED);
  }

  /** Derivative of the log-likelihood by 1 / precision, at precision infinite. */
  private double scoreAtPooling() {
    double score = 0;
    for (double n : households) {
      score -= n * (n - 1);
    }
    for (int j = 0; j < totals.length; j++) {
      for (double y : counts[j]) {
        score += y * (y - 1) * all / totals[j];
      }
    }
    return score / 2;
  }

  /** The precision at which Pearson's X2 of homogeneity is what it was found to be. */
  private double momentPrecision() {
    double statistic = 0;
    for (int j = 0; j < totals.length; j++) {
      for (int r = 0; r < households.length; r++) {
        double expected = households[r] * totals[j] / all;
        statistic += (counts[j][r] - expected) * (counts[j][r] - expected) / expected;
      }
    }
    double degrees = households.length - 1;
    double pairs = -degrees;
    for (double n : households) {
      pairs += n * (1 - n / all);
    }
    double correlation = (statistic / (totals.length - 1) - degrees) / pairs;
    double precision = pairs > 0 && correlation > 0 ? 1 / correlation - 1 : all;
    return Math.max(LEAST_PRECISION, Math.min(all, precision));
  }

  /** Where the likelihood, looked at from small precisions up, stops rising; else infinity. */
  private double turningPrecision() {
    double top = SEARCH_FACTOR * SEARCH_FACTOR * Arrays.stream(households).max().orElseThrow();
    double before = Double.NEGATIVE_INFINITY;
    for (double precision = LEAST_PRECISION;
        precision / SEARCH_FACTOR <= top;
        precision *= SEARCH_FACTOR) {
      double here = logLikelihood(weightedAlpha(precision));
      if (here < before - LEAST_GAIN) {
        return precision / SEARCH_FACTOR;
      }
      before = here;
    }
    return Double.POSITIVE_INFINITY;
  }

  /** A precision with the mean of the regions' proportions, weighted as it asks for. */
  private double[] weightedAlpha(double precision) {
    double weights = 0;
    for (double n : households) {
      weights += n / (n + precision);
    }
    double[] alpha = new double[totals.length];
    for (int j = 0; j < alpha.length; j++) {
      for (int r = 0; r < households.length; r++) {
        alpha[j] += counts[j][r] / (households[r] + precision);
      }
      alpha[j] *= precision / weights;
    }
    return alpha;
  }

  double logLikelihood(double[] alpha) {
    double precision = Matrices.sum(alpha);
    double logLikelihood = 0;
    for (double n : households) {
      logLikelihood -= GammaRatio.logarithm(precision, n);
    }
    for (int j = 0; j < alpha.length; j++) {
      for (double y : counts[j]) {
        if (y > 0) {
          logLikelihood += GammaRatio.logarithm(alpha[j], y);
        }
      }
    }
    return logLikelihood;
  }

  private DirichletFit climbed(double startPrecision) {
    double[] alpha = weightedAlpha(startPrecision);
    double value = logLikelihood(alpha);
    double pooledFrom = POOLED_FROM * Arrays.stream(households).max().orElseThrow();
    int steps = 0;
    boolean converged = false;
    while (!converged && steps < MOST_STEPS && Matrices.sum(alpha) > LEAST_PRECISION / 10) {
      if (Matrices.sum(alpha) > pooledFrom) {
        return pooled(steps);
      }
      steps++;
      Step step = step(alpha);
      converged = step.gain() < LEAST_GAIN;
      double length = Math.min(1, LONGEST_STEP / step.longest());
      double[] next = step.from(alpha, length);
      double reached = logLikelihood(next);
      // What the rounding of the sum may hide is no loss.
      double rounding = 1e-13 * Math.abs(value);
      while (!converged
          && reached < value + 1e-4 * length * step.gain() - rounding
          && length > SHORTEST_STEP) {
        length /= 2;
        next = step.from(alpha, length);
        reached = logLikelihood(next);
      }
      alpha = next;
      value = reached;
    }
    double precision = Matrices.sum(alpha);
    if (precision < LEAST_PRECISION) {
      precision = LEAST_PRECISION;
      alpha = alphaGiven(precision).alpha();
      value = logLikelihood(alpha);
      converged = true;
    }
    for (int j = 0; j < alpha.length; j++) {
      alpha[j] /= precision;
    }
    return new DirichletFit(
        alpha, precision, value, steps, converged, DirichletFit.State.ESTIMATED);
  }

  /**
   * A Newton step.
   *
   * @param change change of the logarithm of each alpha
   * @param longest largest of them in size
   * @param gain gradient times change
   */
  private record Step(double[] change, double longest, double gain) {
    double[] from(double[] alpha, double length) {
      double[] next = new double[alpha.length];
      for (int j = 0; j < next.length; j++) {
        next[j] = alpha[j] * Math.exp(length * change[j]);
      }
      return next;
    }
  }

  /**
   * A step uphill: Newton's where the log-likelihood is concave; where it is not, the curvature
   * that has the wrong sign is turned round, which keeps its scale.
   */
  private Step step(double[] alpha) {
    double precision = Matrices.sum(alpha);
    double shared = 0;
    double sharedCurve = 0;
    for (double n : households) {
      shared += GammaRatio.first(precision, n);
      sharedCurve -= GammaRatio.second(precision, n);
    }
    double[] slope = new double[alpha.length];
    double[] curve = new double[alpha.length];
    double along = 0;
    double across = 0;
    for (int j = 0; j < alpha.length; j++) {
      double own = 0;
      double ownCurve = 0;
      for (double y : counts[j]) {
        if (y > 0) {
          own += GammaRatio.first(alpha[j], y);
          ownCurve -= GammaRatio.second(alpha[j], y);
        }
      }
      slope[j] = alpha[j] * (own - shared);
      curve[j] = alpha[j] * alpha[j] * ownCurve - slope[j];
      if (!(curve[j] > 0)) {
        curve[j] = Math.max(-curve[j], alpha[j] * shared);
      }
      along += alpha[j] * alpha[j] / curve[j];
      across += alpha[j] * slope[j] / curve[j];
    }
    double rest = 1 - sharedCurve * along;
    if (!(rest > 0)) {
      rest = Math.max(-rest, 1e-12);
      sharedCurve = (1 - rest) / along;
    }
    double[] change = new double[alpha.length];
    double longest = 0;
    double gain = 0;
    for (int j = 0; j < alpha.length; j++) {
      change[j] = (slope[j] + sharedCurve * alpha[j] * across / rest) / curve[j];
      longest = Math.max(longest, Math.abs(change[j]));
      gain += slope[j] * change[j];
    }
    return new Step(change, longest, gain);
  }

  /**
   * The most likely alpha of a given precision.
   *
   * @param alpha alpha, adding up to the precision
   * @param logDeterminant logarithm of the determinant of the information on the mean row, all its
   *     destinations but one
   */
  record Given(double[] alpha, double logDeterminant) {}

  /**
   * Newton's method under the constraint; the log-likelihood is a sum of concave functions of one
   * alpha each.
   */
  Given alphaGiven(double precision) {
    double[] alpha = weightedAlpha(precision);
    int destinations = alpha.length;
    double[] slope = new double[destinations];
    double[] spread = new double[destinations];
    double spreads = 0;
    double gain = Double.POSITIVE_INFINITY;
    for (int steps = 0; steps < MOST_STEPS && gain > LEAST_GAIN; steps++) {
      spreads = 0;
      double slopes = 0;
      for (int j = 0; j < destinations; j++) {
        slope[j] = 0;
        double curve = 0;
        for (double y : counts[j]) {
          if (y > 0) {
            slope[j] += GammaRatio.first(alpha[j], y);
            curve -= GammaRatio.second(alpha[j], y);
          }
        }
        spread[j] = 1 / curve;
        spreads += spread[j];
        slopes += slope[j] * spread[j];
      }
      gain = 0;
      double length = 1;
      for (int j = 0; j < destinations; j++) {
        slope[j] -= slopes / spreads;
        double change = slope[j] * spread[j];
        gain += slope[j] * change;
        // A destination that few reached may be far from its place, but never reaches 0.
        length = change < 0 ? Math.min(length, -0.8 * alpha[j] / change) : length;
      }
      double sum = 0;
      for (int j = 0; j < destinations; j++) {
        alpha[j] += length * slope[j] * spread[j];
        sum += alpha[j];
      }
      for (int j = 0; j < destinations; j++) {
        alpha[j] *= precision / sum;
      }
    }
    double logDeterminant = 2 * (destinations - 1) * Math.log(precision) + Math.log(spreads);
    for (double one : spread) {
      logDeterminant -= Math.log(one);
    }
    return new Given(alpha, logDeterminant);
  }

  /**
   * Counts without their empty regions and destinations.
   *
   * @param counts counts by destination and region
   * @param destinations the place that each destination had
   * @param places destinations there were
   */
  record Reached(double[][] counts, int[] destinations, int places) {
    /**
     * Fewer households are none. EM over unseen years leaves such traces of moves that it has found
     * to be impossible; their alphas lie so far below all others that no method reaches them, and
     * they say nothing.
     */
    private static final double LEAST_HOUSEHOLDS = 1e-6;

    static Optional<Reached> find(double[][] counts) {
      int places = counts.length == 0 ? 0 : counts[0].length;
      double[] totals = new double[places];
      int[] regions = new int[counts.length];
      int filled = 0;
      for (int r = 0; r < counts.length; r++) {
        if (counts[r].length != places) {
          throw new IllegalArgumentException(
              counts[r].length + " destinations in one region, " + places + " in another");
        }
        double n = 0;
        for (int j = 0; j < places; j++) {
          if (!(counts[r][j] >= 0) || Double.isInfinite(counts[r][j])) {
            throw new IllegalArgumentException("no count: " + counts[r][j]);
          }
          n += counts[r][j];
          totals[j] += counts[r][j];
        }
        if (n >= LEAST_HOUSEHOLDS) {
          regions[filled++] = r;
        }
      }
      int[] destinations = new int[places];
      int reached = 0;
      for (int j = 0; j < places; j++) {
        if (totals[j] >= LEAST_HOUSEHOLDS) {
          destinations[reached++] = j;
        }
      }
      if (filled == 0) {
        return Optional.empty();
      }
      double[][] compact = new double[reached][filled];
      for (int j = 0; j < reached; j++) {
        for (int r = 0; r < filled; r++) {
          compact[j][r] = counts[regions[r]][destinations[j]];
        }
      }
      return Optional.of(new Reached(compact, Arrays.copyOf(destinations, reached), places));
    }

    DirichletFit widened(DirichletFit fit) {
      return new DirichletFit(
          widened(fit.mean()),
          fit.precision(),
          fit.logLikelihood(),
          fit.iterations(),
          fit.converged(),
          fit.state());
    }

    double[] widened(double[] mean) {
      double[] wide = new double[places];
      for (int j = 0; j < mean.length; j++) {
        wide[destinations[j]] = mean[j];
      }
      return wide;
    }
  }
}
