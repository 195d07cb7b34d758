package id.entas.domain;

/**
 * The smallest count of households that is shown. Smaller ones are suppressed, zero is not: that
 * nobody is very poor is what the target asks for, and says nothing of anybody.
 *
 * @param households 0 where every count is shown
 */
public record MinCell(long households) {
  /** Every count is shown. */
  public static final MinCell OFF = new MinCell(0);

  public MinCell {
    if (households < 0) {
      throw new IllegalArgumentException("no smallest count: " + households);
    }
  }

  /** Whether anything is suppressed. */
  public boolean isOn() {
    return households > 0;
  }

  /** Whether a count tells of so few households that it is suppressed. */
  public boolean isSmall(long count) {
    return count > 0 && count < households;
  }
}
