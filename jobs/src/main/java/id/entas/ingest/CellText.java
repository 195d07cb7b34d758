package id.entas.ingest;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;

/** The numbers of a workbook as text, as they would be read in it. */
final class CellText {
  /** A floating-point number holds this many digits. */
  private static final int MOST_DIGITS = 15;

  /** No number in a workbook is written with more characters. */
  private static final int LONGEST = 400;

  /** No floating-point number has more digits before its decimal point. */
  private static final int MOST_PLACES = 310;

  private static final int SECONDS_A_DAY = 86_400;

  /** The day behind 9999-12-31, as a number. */
  private static final int END_OF_DAYS = 2_958_466;

  private CellText() {}

  /**
   * A number: whole ones without decimal part or exponent, filled up with zeros where their format
   * shows them so. A whole one of more than 15 digits, which has lost its last ones, ends in {@code
   * .0}, by which {@link SpreadsheetText#isImprecise} knows it.
   *
   * @param digits digits to fill up to, or 0
   */
  static String number(String stored, int digits) {
    if (stored.length() > LONGEST) {
      return stored;
    }
    BigDecimal number;
    try {
      number = new BigDecimal(stored.strip());
    } catch (NumberFormatException e) {
      return stored;
    }
    long places = (long) number.precision() - number.scale();
    if (number.signum() == 0) {
      number = BigDecimal.ZERO;
    } else if (places > MOST_PLACES || places < -MOST_PLACES) {
      return number.toString();
    } else {
      number = number.stripTrailingZeros();
    }
    if (number.scale() > 0) {
      return number.toPlainString();
    }
    String whole = number.abs().toPlainString();
    String sign = number.signum() < 0 ? "-" : "";
    String filled = "0".repeat(Math.max(0, digits - whole.length())) + whole;
    return sign + filled + (whole.length() > MOST_DIGITS ? ".0" : "");
  }

  /**
   * A date as {@code 2012-03-31}, with its time where it has one; none where the number is no day.
   *
   * @param first the day that the number 0 stands for
   */
  static Optional<String> findDate(String stored, LocalDate first) {
    double days;
    try {
      days = Double.parseDouble(stored.strip());
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    if (!(days >= 0 && days < END_OF_DAYS)) {
      return Optional.empty();
    }
    // A spreadsheet knows a 29 February 1900, which never was: days before it are one less.
    boolean isEarly = first.getYear() < 1904 && days < 61;
    LocalDateTime moment =
        first
            .plusDays(isEarly ? 1 : 0)
            .atStartOfDay()
            .plusSeconds(Math.round(days * SECONDS_A_DAY));
    return Optional.of(
        moment.toLocalTime().toSecondOfDay() == 0
            ? moment.toLocalDate().toString()
            : moment.toString());
  }
}
