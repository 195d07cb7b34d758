package id.entas.domain;

/** Where the distribution of a test's statistic comes from, when nothing differs. */
public enum PValueMethod {
  /** Chi-square, or F where an estimated dispersion divides the statistic. */
  CHI_SQUARE,
  /** Tables drawn from the pooled rows, as an expected count is too small for chi-square. */
  MONTE_CARLO
}
