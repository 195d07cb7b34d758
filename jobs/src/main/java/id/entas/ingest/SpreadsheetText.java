package id.entas.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.translate;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;

import id.entas.tables.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/** Reads what spreadsheets make of codes and numbers. */
final class SpreadsheetText {
  /** {@code 3,50926E+06}: what is left of a code that was shown as a number. */
  private static final String SCIENTIFIC = "^'?\\d+(?:[.,]\\d+[eE]\\+?|[eE]\\+)\\d+$";

  /**
   * More than 15 digits with a decimal part: it was stored as a number and lost its last digits.
   */
  private static final String LONG_NUMBER = "^\\d{16,}[.,]0+$";

  private static final Pattern IS_SCIENTIFIC = Pattern.compile(SCIENTIFIC);
  private static final Pattern IS_LONG_NUMBER = Pattern.compile(LONG_NUMBER);

  private static final String DECIMALS = "^(\\d+)[.,]00?$";

  /** A floating-point number holds this many digits. */
  private static final int MOST_DIGITS = 15;

  private static final String WHOLE_DRESSED = "^'?(-?\\d{1,9})(?:[.,]0{1,2})?$";

  /** Indonesian thousands: {@code 1.485}. */
  private static final String THOUSANDS = "^'?-?\\d{1,3}(?:\\.\\d{3}){1,2}$";

  private SpreadsheetText() {}

  /**
   * A code without the apostrophe that marks text in a spreadsheet and, where it is shown as a
   * number with decimals ({@code 3509260.0}, {@code 3509260,00}), without these. Parts of a dotted
   * code are no decimals.
   */
  static Column code(Column text) {
    Column bare = when(text.startsWith("'"), text.substr(lit(2), length(text))).otherwise(text);
    Column mayHaveDecimals =
        bare.endsWith(".0")
            .or(bare.endsWith(",0"))
            .or(bare.endsWith(".00"))
            .or(bare.endsWith(",00"));
    return when(mayHaveDecimals, regexp_replace(bare, DECIMALS, "$1")).otherwise(bare);
  }

  /** The same of one text; null of null. */
  static String code(String text) {
    if (text == null) {
      return null;
    }
    String bare = text.startsWith("'") ? text.substring(1) : text;
    boolean mayHaveDecimals =
        bare.endsWith(".0") || bare.endsWith(",0") || bare.endsWith(".00") || bare.endsWith(",00");
    return mayHaveDecimals ? bare.replaceAll(DECIMALS, "$1") : bare;
  }

  /** Whether a code or id was rounded by a spreadsheet, so that it is no longer known. */
  static Column isImprecise(Column text) {
    // Nearly all texts are settled by the cheap half of each condition.
    return text.contains("E")
        .or(text.contains("e"))
        .and(text.rlike(SCIENTIFIC))
        .or(length(text).gt(MOST_DIGITS + 2).and(text.rlike(LONG_NUMBER)));
  }

  /** The same of one text. */
  static boolean isImprecise(String text) {
    return (text.indexOf('E') >= 0 || text.indexOf('e') >= 0) && IS_SCIENTIFIC.matcher(text).find()
        || text.length() > MOST_DIGITS + 2 && IS_LONG_NUMBER.matcher(text).find();
  }

  /** A whole number: {@code 5}, {@code 5.0}, {@code 5,00} or {@code 1.485}; null if unreadable. */
  static Column wholeNumber(Field field) {
    Column text = field.col();
    return coalesce(
        expr("try_cast(" + field.name() + " AS INT)"),
        when(
                text.rlike(WHOLE_DRESSED),
                regexp_extract(text, WHOLE_DRESSED, 1).cast(DataTypes.IntegerType))
            .when(text.rlike(THOUSANDS), translate(text, ".'", "").cast(DataTypes.IntegerType)));
  }

  /** A yes or no written as 1 or 0; null if unreadable. */
  static Column flag(Column text) {
    return when(text.isin("1", "1.0", "1,0", "'1"), true)
        .when(text.isin("0", "0.0", "0,0", "'0"), false);
  }

  /**
   * The code that a text spells, by the accepted spellings of each code; null if none. A spelling
   * as it stands in the settings is found without taking the word apart.
   */
  static Column spelled(Column text, Map<String, List<String>> spellings) {
    Column word = word(text);
    Column chosen = lit(null).cast(DataTypes.StringType);
    List<String> codes = new ArrayList<>(spellings.keySet());
    Collections.reverse(codes);
    for (String code : codes) {
      Object[] words = spellings.get(code).stream().map(SpreadsheetText::word).toArray();
      chosen = when(word.isin(words), code).otherwise(chosen);
    }
    for (String code : codes) {
      chosen = when(text.isin(spellings.get(code).toArray()), code).otherwise(chosen);
    }
    return chosen;
  }

  /** The same of one text; null of null. */
  static String spelled(String text, Map<String, List<String>> spellings) {
    if (text == null) {
      return null;
    }
    for (Map.Entry<String, List<String>> one : spellings.entrySet()) {
      if (one.getValue().contains(text)) {
        return one.getKey();
      }
    }
    String word = word(text);
    for (Map.Entry<String, List<String>> one : spellings.entrySet()) {
      if (one.getValue().stream().anyMatch(spelling -> word(spelling).equals(word))) {
        return one.getKey();
      }
    }
    return null;
  }

  /** A word whatever its case, blanks, underscores and hyphens. */
  static Column word(Column text) {
    return upper(translate(text, " _-\t\u00A0", ""));
  }

  /** The same of a spelling in the settings. */
  static String word(String text) {
    return text.replaceAll("[ _\\-\t\u00A0]", "").toUpperCase(Locale.ROOT);
  }

  /** The start of a value, long enough to recognise it in a sentence. */
  static Column shown(Column text) {
    return substring(text, 1, 80);
  }
}
