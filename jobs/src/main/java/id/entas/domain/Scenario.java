package id.entas.domain;

import java.io.Serializable;

/**
 * A question "what if" about the futures of a kecamatan: a change of what they start from, or of
 * the matrix of a year. All scenarios use the same random numbers, so that they differ by what they
 * change and not by luck.
 */
public interface Scenario extends Serializable {
  /** The code written in the tables, in lower case. */
  String code();

  /** What the futures start from. */
  default FutureInputs prepared(FutureInputs inputs) {
    return inputs;
  }

  /** What absent households are taken for. */
  default AbsenceTreatment absence() {
    return AbsenceTreatment.OWN_STATE;
  }

  /**
   * Changes a year's matrix in place, after the year's shock. It must leave every row's sum as it
   * was, and may look at no row but the one that it changes, of those that {@link #changes}.
   *
   * @param matrix one row a tier and one for ABSENT; columns are the tiers, ABSENT and GONE
   * @param year the census at the end of the year
   * @param target the target tier, 0 for the worst
   */
  default void adjust(double[][] matrix, int year, int target) {}

  /**
   * Whether it may change a row in a year; a row of which that is denied is as drawn.
   *
   * @param row place of a tier, or of ABSENT behind them
   * @param tiers how many there are
   * @param year the census at the end of the year
   */
  default boolean changes(int row, int tiers, int year) {
    return true;
  }
}
