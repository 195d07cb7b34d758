package id.entas.domain;

/**
 * Why a household that was listed before is in no tier of this census, as the extract says
 * (keterangan).
 *
 * <p>Its order is part of the packed histories: append, never insert.
 */
public enum Outcome {
  /** In a better tier than the last seen, which one unknown: a set-censored observation. */
  GRADUATED,
  DIED,
  /** Left the kabupaten. */
  MOVED,
  /** Joined another household. */
  MERGED,
  /** Looked for and not found; the reason is unknown, so estimates count it as absent. */
  NOT_FOUND;

  /** Whether the household is known to be no longer in the population. */
  public boolean isGone() {
    return this == DIED || this == MOVED || this == MERGED;
  }
}
