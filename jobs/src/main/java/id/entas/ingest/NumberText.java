package id.entas.ingest;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of numbers that stand in a file as numbers, as codes and ids want to be read. */
final class NumberText {
  private static final Pattern WHOLE = Pattern.compile("(-?\\d+)\\.0*");

  /** A double holds every whole number of this many digits. */
  private static final int DIGITS_OF_DOUBLE = 15;

  /** A float holds every whole number up to this one. */
  private static final float MOST_OF_FLOAT = 1 << 24;

  private NumberText() {}

  /** A decimal number that is exact, without decimals that are all zero. */
  static String ofDecimal(String text) {
    Matcher matcher = WHOLE.matcher(text);
    return matcher.matches() ? matcher.group(1) : text;
  }

  /** The same of a number. */
  static String ofDecimal(BigDecimal number) {
    return ofDecimal(number.toPlainString());
  }

  /**
   * A floating-point number. A whole one of more digits than it can hold ends in {@code .0}, by
   * which {@link SpreadsheetText#isImprecise} knows it for rounded.
   */
  static String ofDouble(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return Double.toString(number);
    }
    BigDecimal exact = new BigDecimal(number);
    if (exact.stripTrailingZeros().scale() > 0) {
      return BigDecimal.valueOf(number).toPlainString();
    }
    String digits = exact.toBigInteger().toString();
    return exact.precision() - exact.scale() > DIGITS_OF_DOUBLE ? digits + ".0" : digits;
  }

  /** The same of a float: beyond what it can hold, the text is scientific and known for rounded. */
  static String ofFloat(float number) {
    return Math.abs(number) < MOST_OF_FLOAT
        ? ofDecimal(new BigDecimal(Float.toString(number)))
        : Float.toString(number);
  }
}
