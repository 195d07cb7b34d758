package id.entas.publish;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * Numbers as the readers of a language write them: 1.485 and 0,25 in Bahasa Indonesia, 1,485 and
 * 0.25 in English, whatever the language of the machine.
 */
final class Numerals {
  private static final String PERCENT = "\u00a0%";
  private static final String MINUS = "\u2212";

  /** Of a chance below it the futures tell nothing but that it is below. */
  private static final double LEAST_PERCENT = 0.001;

  private final DecimalFormatSymbols symbols;

  private Numerals(DecimalFormatSymbols symbols) {
    this.symbols = symbols;
  }

  /**
   * @param language one of {@link Texts#LANGUAGES}
   */
  static Numerals of(String language) {
    DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ROOT);
    if (language.equals(Texts.LANGUAGES.get(0))) {
      symbols.setGroupingSeparator('.');
      symbols.setDecimalSeparator(',');
    }
    return new Numerals(symbols);
  }

  /** A number in a pattern of {@link DecimalFormat}. */
  String format(String pattern, Number value) {
    return new DecimalFormat(pattern, symbols).format(value);
  }

  /** A number rounded to digits behind the decimal separator, halves away from zero. */
  String number(double value, int digits) {
    DecimalFormat format = new DecimalFormat("#,##0", symbols);
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    format.setRoundingMode(RoundingMode.HALF_UP);
    String written = format.format(value);
    return written.matches("-[0.,]*") ? written.substring(1) : written.replace("-", MINUS);
  }

  /** A number rounded to a whole one. */
  String whole(double value) {
    return number(value, 0);
  }

  /** A share of one in per cent. */
  String percent(double share, int digits) {
    return number(100 * share, digits) + PERCENT;
  }

  /** A chance with the digits that the futures can tell, as the report writes it. */
  String chance(double chance) {
    double percent = 100 * chance;
    if (percent > 0 && percent < LEAST_PERCENT) {
      return number(LEAST_PERCENT, 3) + PERCENT;
    }
    String written = number(percent, percent < 0.1 ? 3 : percent < 10 ? 1 : 0);
    return chance < 1 && written.equals("100") ? ">99" + PERCENT : written + PERCENT;
  }

  /** The locale of numbers for Vega, whatever program shows the chart. */
  ObjectNode locale() {
    ObjectNode locale = JsonNodeFactory.instance.objectNode();
    ObjectNode number = locale.putObject("number");
    number
        .put("decimal", String.valueOf(symbols.getDecimalSeparator()))
        .put("thousands", String.valueOf(symbols.getGroupingSeparator()));
    number.putArray("grouping").add(3);
    number.putArray("currency").add("").add("");
    return locale;
  }
}
