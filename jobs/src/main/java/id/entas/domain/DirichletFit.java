package id.entas.domain;

/**
 * The Dirichlet distribution that the rows of all regions come from, as estimated from their
 * counts.
 *
 * <p>The weights of Dirichlet's usual parameters, alpha_j = precision · mean_j, are households that
 * the other regions lend to each: a region with n of its own has n / (n + precision) of the say.
 *
 * @param mean mean row of the regions; 0 for a destination that nobody reached in any of them
 * @param precision how alike the regions are, from {@link DirichletMultinomial#LEAST_PRECISION} up;
 *     infinite where they are fully pooled
 * @param logLikelihood natural logarithm of the likelihood of the counts, without the multinomial
 *     coefficients
 * @param iterations Newton steps used; 0 where none were needed to see that the regions are alike
 * @param converged whether the steps had come to rest by then
 * @param state whether the precision was estimated or the regions are fully pooled
 */
public record DirichletFit(
    double[] mean,
    double precision,
    double logLikelihood,
    int iterations,
    boolean converged,
    State state) {
  /** What the counts tell of how alike the regions are. */
  public enum State {
    /** The precision is finite. */
    ESTIMATED,
    /**
     * The regions differ by no more than their households' chance would make them, or fewer than
     * two have households, or all households went one way: every row is the mean row.
     */
    FULLY_POOLED
  }

  public DirichletFit {
    mean = mean.clone();
    if (!(precision > 0) || Double.isInfinite(precision) != (state == State.FULLY_POOLED)) {
      throw new IllegalArgumentException("precision " + precision + " of a fit " + state);
    }
  }

  @Override
  public double[] mean() {
    return mean.clone();
  }

  /** Dirichlet's parameters; infinite, but for the zeros of the mean, where fully pooled. */
  public double[] alpha() {
    double[] alpha = new double[mean.length];
    for (int j = 0; j < mean.length; j++) {
      alpha[j] = mean[j] > 0 ? precision * mean[j] : 0;
    }
    return alpha;
  }

  /**
   * Weight of a region's own data in its row, n / (n + precision).
   *
   * @param households households n of the region, deflated like those of the fit
   */
  public double ownWeight(double households) {
    return households / (households + precision);
  }

  /**
   * The row of a region, (y + alpha) / (n + precision): its own proportions and the mean row, by
   * the weight of each.
   *
   * @param counts households y of the region by destination, deflated like those of the fit
   */
  public double[] shrunk(double[] counts) {
    double households = Matrices.sum(counts);
    double own = ownWeight(households);
    double[] row = new double[mean.length];
    for (int j = 0; j < row.length; j++) {
      row[j] = (own > 0 ? own * counts[j] / households : 0) + (1 - own) * mean[j];
    }
    return row;
  }
}
