package id.entas.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * The most likely member of a family of hidden chains.
 *
 * <p>EM creeps where much is hidden, so its steps are extrapolated by squared iterative methods
 * (SQUAREM, scheme S3; Varadhan and Roland 2008). A point that was extrapolated is kept only if it
 * is at least as likely as the EM step before it, so the likelihood never falls. EM finds a local
 * maximum, so it climbs from several points.
 *
 * @param parameters as the family reads them
 * @param logLikelihood natural logarithm of the likelihood, without the multinomial constant
 * @param passes passes over the sequences in the best climb
 * @param converged whether the best climb's parameters had settled
 * @param climbs climbs made
 * @param atMaximum climbs that ended as likely, to a tenth in the logarithm
 * @param spread greatest difference between the one-year matrices of these climbs, in rows that
 *     households went through; more than rounding says that the data do not settle the matrix
 */
record ChainFit(
    double[] parameters,
    double logLikelihood,
    int passes,
    boolean converged,
    int climbs,
    int atMaximum,
    double spread) {
  /** An EM step that changes no probability by more has settled: standard errors are above 1e-4. */
  private static final double SETTLED = 1e-7;

  /** The same while it is open which climb is the best; the best one goes on. */
  private static final double NEARLY_SETTLED = 1e-6;

  private static final int MOST_PASSES = 4_000;

  /**
   * Two climbs that differ by less in the logarithm of the likelihood are equally likely for all
   * that the data can say; unsettled ones of the same maximum differ by less than half of it.
   */
  private static final double SAME = 0.1;

  /** A probability is extrapolated to this share of its value at least, for zero is for ever. */
  private static final double LEAST_SHARE = 0.01;

  /** Longest extrapolation, in EM steps. */
  private static final double FARTHEST = 64;

  /** Climbs from so many points and keeps the highest. */
  static ChainFit best(ChainFamily family, long seed, int climbs) {
    if (climbs < 1) {
      throw new IllegalArgumentException(climbs + " climbs");
    }
    List<ChainFit> fits = new ArrayList<>();
    StreamRandom random = new StreamRandom();
    for (int climb = 0; climb < climbs; climb++) {
      random.start(StreamRandom.name(StreamRandom.name(seed, "climb"), climb));
      fits.add(climb(family, family.guess(random), NEARLY_SETTLED, MOST_PASSES));
    }
    ChainFit best = fits.get(0);
    for (ChainFit fit : fits) {
      best = fit.logLikelihood > best.logLikelihood ? fit : best;
    }
    ChainFit settled = climb(family, best.parameters, SETTLED, MOST_PASSES);
    family.pass(settled.parameters);
    double[][] moves = family.chain().expectedMoves();
    int atMaximum = 0;
    double spread = 0;
    for (ChainFit fit : fits) {
      if (fit.logLikelihood >= settled.logLikelihood - SAME) {
        atMaximum++;
        for (int i = 0; i < family.tiers(); i++) {
          boolean visited = Matrices.sum(moves[i]) >= 1;
          for (int at = family.matrixAt(i); visited && at < family.matrixAt(i + 1); at++) {
            spread = Math.max(spread, Math.abs(fit.parameters[at] - settled.parameters[at]));
          }
        }
      }
    }
    return new ChainFit(
        settled.parameters,
        settled.logLikelihood,
        best.passes + settled.passes,
        settled.converged,
        climbs,
        atMaximum,
        spread);
  }

  /**
   * Climbs from one point.
   *
   * @param settled change of a probability by an EM step at which to stop
   * @param mostPasses passes over the sequences at which to stop
   */
  static ChainFit climb(ChainFamily family, double[] from, double settled, int mostPasses) {
    double[] here = from;
    double height = family.pass(here);
    int passes = 1;
    boolean converged = false;
    while (passes < mostPasses) {
      double[] first = family.improved(here);
      converged = farthest(here, first) < settled;
      if (converged) {
        break;
      }
      double firstHeight = family.pass(first);
      double[] second = family.improved(first);
      here = extrapolated(family, here, first, second);
      height = family.pass(here);
      passes += 2;
      // Written so that a likelihood that is no number is turned down too.
      if (!(height >= firstHeight)) {
        here = second;
        height = family.pass(here);
        passes++;
      }
    }
    return new ChainFit(here, height, passes, converged, 1, 1, 0);
  }

  private static double farthest(double[] left, double[] right) {
    double farthest = 0;
    for (int i = 0; i < left.length; i++) {
      farthest = Math.max(farthest, Math.abs(left[i] - right[i]));
    }
    return farthest;
  }

  private static double[] extrapolated(
      ChainFamily family, double[] here, double[] first, double[] second) {
    double steps = 0;
    double bends = 0;
    for (int i = 0; i < here.length; i++) {
      double step = first[i] - here[i];
      double bend = second[i] - first[i] - step;
      steps += step * step;
      bends += bend * bend;
    }
    double length = bends > 0 ? Math.min(Math.max(Math.sqrt(steps / bends), 1), FARTHEST) : 1;
    double[] there = new double[here.length];
    int at = 0;
    for (int row : family.rows()) {
      double all = 0;
      for (int i = at; i < at + row; i++) {
        double step = first[i] - here[i];
        double bend = second[i] - first[i] - step;
        there[i] =
            Math.max(here[i] + 2 * length * step + length * length * bend, LEAST_SHARE * second[i]);
        all += there[i];
      }
      for (int i = at; i < at + row; i++) {
        there[i] /= all;
      }
      at += row;
    }
    family.confine(there);
    return there;
  }
}
