package id.entas.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * How well counts tell the precision of their Dirichlet distribution.
 *
 * <p>The maximum of the likelihood is a poor summary: with thirty regions whose own households
 * weigh less than those lent, it is infinite in many samples although the regions differ. So
 * intervals average over the precision, with the density of its logarithm proportional to
 *
 * <pre>
 * L(precision) · |I(precision)|^(-1/2) · Π_j mean_j^(-1/2) · precision · n0 / (n0 + precision)².
 * </pre>
 *
 * <p>L is the likelihood at the mean most likely for the precision; with the information I on the
 * mean and Jeffreys' prior for it, this is Laplace's approximation of the likelihood with the mean
 * integrated out. The last factor is the uniform shrinkage prior (Christiansen and Morris 1997;
 * Daniels 1999): the weight that a region of mean size n0 lends or borrows, precision / (n0 +
 * precision), may be anything between 0 and 1 beforehand. It is proper, so that even two regions
 * give a proper answer.
 */
final class PrecisionPosterior {
  /** With a precision of this many times the mean region, rows differ too little to matter. */
  private static final double TOP = 300;

  private static final double COARSE_STEP = 0.5;

  /** Neighbours differ by no more than this in log density where there is any density. */
  private static final double FINE_STEP = 0.5;

  /**
   * Neighbours are no nearer than this in log precision: where the most likely mean jumps from one
   * place to another, or rounding shows, the density has a step that no refining makes smooth.
   */
  private static final double LEAST_GAP = 1e-4;

  /** Below the top by this, nothing is left of the density. */
  private static final double NEGLIGIBLE = 12;

  /** One precision with its most likely mean row. */
  record Node(double logPrecision, double[] mean, double logDensity) {}

  /** One of the equally likely precisions that stand for the density, with a mean row near it. */
  record Draw(double precision, double[] mean) {}

  private final DirichletMultinomial data;
  private final double typical;
  private final List<Node> nodes = new ArrayList<>();

  /**
   * @param data the counts
   * @param fit their fit, whose precision is where the density has its peak, however narrow
   */
  PrecisionPosterior(DirichletMultinomial data, DirichletFit fit) {
    this.data = data;
    double[] households = data.households();
    this.typical = Math.max(1, Matrices.sum(households) / households.length);
    double low = Math.log(DirichletMultinomial.LEAST_PRECISION);
    double high = Math.log(TOP * typical);
    double peak = Math.log(fit.precision());
    int steps = (int) Math.ceil((high - low) / COARSE_STEP);
    for (int i = 0; i <= steps; i++) {
      double at = low + (high - low) * i / steps;
      double before = low + (high - low) * (i - 1) / steps;
      if (before < peak && peak < at) {
        nodes.add(node(peak));
      }
      nodes.add(node(at));
    }
    refine();
  }

  private Node node(double logPrecision) {
    double precision = Math.exp(logPrecision);
    DirichletMultinomial.Given given = data.alphaGiven(precision);
    double logDensity =
        data.logLikelihood(given.alpha())
            - given.logDeterminant() / 2
            + logPrecision
            - 2 * Math.log(typical + precision);
    double[] mean = given.alpha();
    for (int j = 0; j < mean.length; j++) {
      mean[j] /= precision;
      logDensity -= Math.log(mean[j]) / 2;
    }
    return new Node(logPrecision, mean, logDensity);
  }

  private void refine() {
    double top = Double.NEGATIVE_INFINITY;
    for (Node node : nodes) {
      top = Math.max(top, node.logDensity());
    }
    for (int i = 1; i < nodes.size(); i++) {
      Node left = nodes.get(i - 1);
      Node right = nodes.get(i);
      while (Math.max(left.logDensity(), right.logDensity()) > top - NEGLIGIBLE
          && Math.abs(left.logDensity() - right.logDensity()) > FINE_STEP
          && right.logPrecision() - left.logPrecision() > LEAST_GAP) {
        right = node((left.logPrecision() + right.logPrecision()) / 2);
        nodes.add(i, right);
        top = Math.max(top, right.logDensity());
      }
    }
  }

  /** Precisions at the middles of equal shares of the density, from small to large. */
  List<Draw> draws(int count) {
    double top = nodes.stream().mapToDouble(Node::logDensity).max().orElseThrow();
    double[] mass = new double[nodes.size()];
    for (int i = 1; i < mass.length; i++) {
      Node left = nodes.get(i - 1);
      Node right = nodes.get(i);
      double rise = right.logDensity() - left.logDensity();
      double fall = Math.max(1e-6, Math.abs(rise));
      mass[i] =
          mass[i - 1]
              + (right.logPrecision() - left.logPrecision())
                  * Math.exp(Math.max(left.logDensity(), right.logDensity()) - top)
                  * -Math.expm1(-fall)
                  / fall;
    }
    List<Draw> draws = new ArrayList<>();
    int i = 1;
    for (int k = 0; k < count; k++) {
      double wanted = (k + 0.5) / count * mass[mass.length - 1];
      while (mass[i] < wanted) {
        i++;
      }
      Node left = nodes.get(i - 1);
      Node right = nodes.get(i);
      double part = (wanted - mass[i - 1]) / (mass[i] - mass[i - 1]);
      double rise = right.logDensity() - left.logDensity();
      double way = Math.abs(rise) < 1e-6 ? part : Math.log1p(part * Math.expm1(rise)) / rise;
      double at = left.logPrecision() + way * (right.logPrecision() - left.logPrecision());
      draws.add(new Draw(Math.exp(at), (way < 0.5 ? left : right).mean()));
    }
    return draws;
  }
}
