package id.entas.domain;

/**
 * Households whose state at the end of an interval is known only to be one of a set.
 *
 * @param from state at the start, counted from 0
 * @param within the censoring set, one flag a state
 * @param households how many, at least 0; fractions are allowed
 */
public record CensoredCount(int from, boolean[] within, double households) {
  public CensoredCount {
    within = within.clone();
    boolean empty = true;
    for (boolean member : within) {
      empty &= !member;
    }
    if (from < 0 || from >= within.length || !(households >= 0) || Double.isInfinite(households)) {
      throw new IllegalArgumentException(
          households + " censored households from state " + from + " of " + within.length);
    }
    if (empty && households > 0) {
      throw new IllegalArgumentException(
          households + " households from state " + from + " are in none of the states");
    }
  }

  /**
   * Graduates (GRADUATED): in a better tier than the one they started from, which one unknown.
   *
   * @param from tier at the start, 0 for the worst
   * @param tiers tiers of the scheme; they are the first of the states
   * @param states all states, such as the tiers, ABSENT and GONE
   * @param households how many
   */
  public static CensoredCount graduates(int from, int tiers, int states, double households) {
    boolean[] better = new boolean[states];
    for (int j = from + 1; j < tiers; j++) {
      better[j] = true;
    }
    return new CensoredCount(from, better, households);
  }

  @Override
  public boolean[] within() {
    return within.clone();
  }
}
