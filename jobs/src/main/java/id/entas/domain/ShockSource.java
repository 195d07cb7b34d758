package id.entas.domain;

/** Where the size of the yearly shocks comes from. */
public enum ShockSource {
  /** Estimated from the years observed. */
  ESTIMATED,
  /** Taken from settings, because too few years or regions were observed. */
  ASSUMED
}
