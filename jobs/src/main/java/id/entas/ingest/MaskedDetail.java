package id.entas.ingest;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words on a rejected row, fit to be seen by anybody: an id or a name is cut to its first two
 * characters.
 *
 * <p>A value stands in the words between apostrophes, behind the name of its column. It is shown
 * where it is a number too short for an id (in a column of codes: for one of a person), or where
 * many rows have it in a column of words: then it is a spelling, and no person's name. Whatever
 * else a shifted row may have put there is cut.
 */
final class MaskedDetail {
  private static final Pattern VALUE = Pattern.compile("^(\\w+) '(.*)'([^']*)$", Pattern.DOTALL);
  private static final Pattern SHORT_NUMBER = Pattern.compile("'?[-+.,0-9]{1,5}");
  private static final Pattern CODE = Pattern.compile("'?[-+.,eE0-9]{1,13}");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M} _-]{1,20}|[0-9]{1,2}");
  private static final int SHOWN = 2;

  private static final Set<String> OF_CODES =
      Stream.of(
              ExtractColumn.REGION_CODE,
              ExtractColumn.KDPROP,
              ExtractColumn.KDKAB,
              ExtractColumn.KDKEC,
              ExtractColumn.KDDESA,
              ExtractColumn.VILLAGE_CODE)
          .map(ExtractColumn::contractName)
          .collect(Collectors.toSet());

  private static final Set<String> OF_WORDS =
      Stream.of(ExtractColumn.TIER, ExtractColumn.UNIT, ExtractColumn.OUTCOME)
          .map(ExtractColumn::contractName)
          .collect(Collectors.toSet());

  private MaskedDetail() {}

  /** The words on a row whose value few rows have. */
  static String of(String detail) {
    return masked(detail, Set.of());
  }

  /** The words on a row whose value many rows have, such as a tier's spelling that is not known. */
  static String ofMany(String detail) {
    return masked(detail, OF_WORDS);
  }

  private static String masked(String detail, Set<String> shownColumns) {
    Matcher matcher = VALUE.matcher(detail);
    if (!matcher.matches()) {
      return detail.contains("'") ? detail.substring(0, detail.indexOf('\'')) + "***" : detail;
    }
    String column = matcher.group(1);
    String value = matcher.group(2);
    return column
        + " '"
        + (isShown(column, value, shownColumns) ? value : cut(value))
        + "'"
        + matcher.group(3);
  }

  private static boolean isShown(String column, String value, Set<String> shownColumns) {
    if (column.equals(ExtractColumn.HOUSEHOLD_ID.contractName())) {
      return false;
    }
    return SHORT_NUMBER.matcher(value).matches()
        || OF_CODES.contains(column) && CODE.matcher(value).matches()
        || shownColumns.contains(column) && WORD.matcher(value).matches();
  }

  private static String cut(String value) {
    int end = value.offsetByCodePoints(0, Math.min(SHOWN, value.codePointCount(0, value.length())));
    return value.substring(0, end).replaceAll("\\p{Cntrl}", "?") + "***";
  }
}
