package id.entas.domain;

/** What a test measures the difference between counts and their expectation by. */
public enum ChainStatistic {
  /** The likelihood ratio, 2 sum o ln(o / e) (Kullback, Kupperman and Ku 1962). */
  LR,
  /** Pearson's X2, sum (o - e)² / e. */
  PEARSON
}
