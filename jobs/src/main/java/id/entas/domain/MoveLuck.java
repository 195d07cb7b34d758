package id.entas.domain;

/**
 * The luck of one move in one year, over the futures of a block: a uniform number each, which all
 * scenarios share.
 */
final class MoveLuck {
  private final double[] uniforms;
  private final double[] deviates;
  private final double[] doubts;
  private boolean isExpanded;

  MoveLuck(int most) {
    this.uniforms = new double[most];
    this.deviates = new double[most];
    this.doubts = new double[most];
  }

  /**
   * Forgets what was drawn before.
   *
   * @return one number a future, 0 to below 1, to be filled
   */
  double[] anew() {
    isExpanded = false;
    return uniforms;
  }

  double uniform(int future) {
    return uniforms[future];
  }

  /** {@link StandardNormal#quantile} of each number, up to a future. */
  double[] deviates(int size) {
    expand(size);
    return deviates;
  }

  /** {@link CountQuantile#doubt} of each deviate, up to a future. */
  double[] doubts(int size) {
    expand(size);
    return doubts;
  }

  private void expand(int size) {
    if (!isExpanded) {
      StandardNormal.quantiles(uniforms, size, deviates);
      for (int future = 0; future < size; future++) {
        doubts[future] = CountQuantile.doubt(deviates[future]);
      }
      isExpanded = true;
    }
  }
}
