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
   * A number: whole ones without decimal part or exponent, and where their format shows them as a
   * code, with its zeros and what stands between its digits. A whole one of more than 15 digits,
   * which has lost its last ones, ends in {@code .0}, by which {@link SpreadsheetText#isImprecise}
   * knows it.
   *
   * @param mask the code's digits (see {@link CellFormats.Format}), or ""
   */
  static String number(String stored, String mask) {
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
    return whole.length() > MOST_DIGITS ? sign + whole + ".0" : sign + masked(whole, mask);
  }

  /** Digits in a mask from its end; those that it has no place for stand before its first. */
  private static String masked(String digits, String mask) {
    int places = (int) mask.chars().filter(c -> c == CellFormats.DIGIT).count();
    if (places == 0) {
      return digits;
    }
    String filled = "0".repeat(Math.max(0, places - digits.length())) + digits;
    int next = filled.length() - places;
    StringBuilder shown = new StringBuilder();
    boolean isFirst = true;
    for (char c : mask.toCharArray()) {
      if (c != CellFormats.DIGIT) {
        shown.append(c);
        continue;
      }
      shown.append(filled, isFirst ? 0 : next, next + 1);
      next++;
      isFirst = false;
    }
    return shown.toString();
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
