package id.entas.domain;

/** The answer to whether a target is met. */
public enum Verdict {
  /** The target year's census is covered, and it was met: a fact. */
  REACHED,
  /** The target year's census is covered, and it was not met: a fact. */
  MISSED,
  /** The chance is high. */
  ON_TRACK,
  /** The chance is fair. */
  POSSIBLE,
  /** The chance is small. */
  UNLIKELY,
  /** The chance is next to none. */
  OUT_OF_REACH,
  /** There is no base or no comparable interval to judge from. */
  NOT_ASSESSED;

  /**
   * The verdict where the target year has its census.
   *
   * @param households target-tier households in it
   * @param met most households that count as met
   */
  public static Verdict ofCensus(long households, long met) {
    return households <= met ? REACHED : MISSED;
  }

  /**
   * The verdict by a chance.
   *
   * @param chance share of the futures that meet the target, 0 to 1; the plain share, also where it
   *     is too uncertain to be published ({@link PublishedChance})
   */
  public static Verdict ofChance(double chance, VerdictThresholds thresholds) {
    if (!(chance >= 0 && chance <= 1)) {
      throw new IllegalArgumentException("no chance: " + chance);
    }
    if (chance >= thresholds.onTrack()) {
      return ON_TRACK;
    }
    if (chance >= thresholds.possible()) {
      return POSSIBLE;
    }
    return chance >= thresholds.unlikely() ? UNLIKELY : OUT_OF_REACH;
  }
}
