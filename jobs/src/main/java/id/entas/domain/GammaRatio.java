package id.entas.domain;

/**
 * Differences of the logarithm of the gamma function and of its derivatives between {@code a + y}
 * and {@code a}.
 *
 * <p>Own code, because the likelihood of pooled rows needs millions of them, and needs them for an
 * {@code a} of millions, where the difference of two library values has lost its digits; and the
 * library's digamma takes up to 49 divisions and has ten digits only. Both arguments are raised to
 * 10 by the recurrence of the gamma function; from there on Stirling's series has an error below
 * 1e-13 (Abramowitz and Stegun 1964, 6.1.15 and 6.1.41).
 */
final class GammaRatio {
  private static final double SERIES_FROM = 10;

  /**
   * ln Γ(a + y) - ln Γ(a).
   *
   * @param a above 0
   * @param y at least 0
   */
  static double logarithm(double a, double y) {
    double from = a;
    double to = a + y;
    double raised = 1;
    while (from < SERIES_FROM) {
      raised *= from / to;
      from++;
      to++;
    }
    double series =
        (from - 0.5) * Math.log1p(y / from)
            + y * (Math.log(to) - 1)
            + stirlingError(to)
            - stirlingError(from);
    return raised == 1 ? series : series + Math.log(raised);
  }

  /** ψ(a + y) - ψ(a), the derivative of {@link #logarithm} by a. */
  static double first(double a, double y) {
    double from = a;
    double to = a + y;
    double raised = 0;
    while (from < SERIES_FROM) {
      raised += y / (from * to);
      from++;
      to++;
    }
    return raised
        + Math.log1p(y / from)
        + 0.5 * y / (from * to)
        - stirlingSlope(to)
        + stirlingSlope(from);
  }

  /** ψ'(a + y) - ψ'(a), the second derivative of {@link #logarithm} by a. */
  static double second(double a, double y) {
    double from = a;
    double to = a + y;
    double raised = 0;
    while (from < SERIES_FROM) {
      raised -= y * (from + to) / (from * from * to * to);
      from++;
      to++;
    }
    return raised
        - y / (from * to)
        - 0.5 * y * (from + to) / (from * from * to * to)
        + stirlingCurve(to)
        - stirlingCurve(from);
  }

  /** ln Γ(x) less Stirling's formula. */
  private static double stirlingError(double x) {
    double s = 1 / (x * x);
    return (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s / 1188)))) / x;
  }

  /** ln x - 1 / 2x - ψ(x). */
  private static double stirlingSlope(double x) {
    double s = 1 / (x * x);
    return s * (1.0 / 12 - s * (1.0 / 120 - s * (1.0 / 252 - s * (1.0 / 240 - s / 132))));
  }

  /** ψ'(x) - 1 / x - 1 / 2x². */
  private static double stirlingCurve(double x) {
    double s = 1 / (x * x);
    return s * (1.0 / 6 - s * (1.0 / 30 - s * (1.0 / 42 - s * (1.0 / 30 - s * 5 / 66)))) / x;
  }

  private GammaRatio() {}
}
