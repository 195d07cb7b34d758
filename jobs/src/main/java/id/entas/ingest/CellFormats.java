package id.entas.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the numbers of a workbook are shown, as far as codes and dates need to know. */
final class CellFormats {
  /** What a number is shown as. */
  enum Shape {
    NUMBER,
    /** The day that it counts to. */
    DATE,
    /** The year of that day alone. */
    YEAR
  }

  /**
   * A way to show a number.
   *
   * @param mask the digits of a code, {@value #DIGIT} for each, and what stands between them; empty
   *     where it is shown as a number
   */
  record Format(Shape shape, String mask) {
    static final Format PLAIN = new Format(Shape.NUMBER, "");
    private static final Format DATE = new Format(Shape.DATE, "");
    private static final Format YEAR = new Format(Shape.YEAR, "");
  }

  /** The place of a digit in a mask. */
  static final char DIGIT = '#';

  /** What may stand between the digits of a code; other words make a number no code. */
  private static final String OF_CODES = "0123456789.-/ ";

  private static final int MOST_OF_MASK = 40;

  /** More styles than any workbook has: spreadsheet programs allow 65,490. */
  private static final int MOST = 1 << 17;

  private final List<Format> byStyle = new ArrayList<>();

  /** The formats of a workbook without styles. */
  static CellFormats none() {
    return new CellFormats();
  }

  /** The formats of a part with styles. */
  static CellFormats of(XmlPart part) throws IOException {
    CellFormats formats = new CellFormats();
    Map<Integer, Format> own = new HashMap<>();
    boolean areCells = false;
    while (part.next()) {
      if (part.isStart("cellXfs")) {
        areCells = true;
      } else if (part.isEnd("cellXfs")) {
        areCells = false;
      } else if (part.isStart("numFmt") && part.attribute("formatCode") != null) {
        own.put(part.number("numFmtId", 0), ofCode(part.attribute("formatCode")));
      } else if (areCells && part.isStart("xf")) {
        int number = part.number("numFmtId", 0);
        formats.byStyle.add(own.containsKey(number) ? own.get(number) : builtIn(number));
      }
      if (own.size() > MOST || formats.byStyle.size() > MOST) {
        throw part.damaged(null);
      }
    }
    part.finish();
    return formats;
  }

  /** The format of a cell's style; an unknown style is plain. */
  Format of(int style) {
    return style < byStyle.size() ? byStyle.get(style) : Format.PLAIN;
  }

  /** The formats that a workbook does not spell out, those of East Asian dates among them. */
  private static Format builtIn(int number) {
    boolean isDate =
        (number >= 14 && number <= 22)
            || (number >= 27 && number <= 36)
            || (number >= 45 && number <= 47)
            || (number >= 50 && number <= 58);
    return isDate ? Format.DATE : Format.PLAIN;
  }

  /** The format of a code such as {@code yyyy-mm-dd}, {@code 0000000} or {@code 00"."00"."00}. */
  static Format ofCode(String code) {
    String lower = code.toLowerCase(Locale.ROOT);
    boolean isElapsed = lower.contains("[h") || lower.contains("[m") || lower.contains("[s");
    // Texts, escaped characters, fillers, colours and locales say nothing of the number.
    String bare =
        lower.replaceAll("\"[^\"]*\"", "").replaceAll("[\\\\_*].|\\[[^\\]]*\\]", "").strip();
    String positive = bare.contains(";") ? bare.substring(0, bare.indexOf(';')) : bare;
    if (positive.equals("yyyy")) {
      return Format.YEAR;
    }
    boolean hasDatePart = positive.chars().anyMatch(c -> "ymdhs".indexOf(c) >= 0);
    return isElapsed || (hasDatePart && !positive.contains("general"))
        ? Format.DATE
        : new Format(Shape.NUMBER, maskOf(code));
  }

  /** The mask of a code's digits, or "" where the format is of a number and not of a code. */
  private static String maskOf(String code) {
    StringBuilder mask = new StringBuilder();
    int digits = 0;
    for (int i = 0; i < code.length() && code.charAt(i) != ';'; i++) {
      char c = code.charAt(i);
      if (c == '0') {
        mask.append(DIGIT);
        digits++;
      } else if (c == '"' || c == '[') {
        int end = code.indexOf(c == '"' ? '"' : ']', i + 1);
        if (end < 0) {
          return "";
        }
        mask.append(c == '"' ? code.substring(i + 1, end) : "");
        i = end;
      } else if (c == '\\' && i + 1 < code.length()) {
        mask.append(code.charAt(++i));
      } else if (c == '_' || c == '*') {
        i++;
      } else if (c == '-' || c == ' ') {
        mask.append(c);
      } else {
        return "";
      }
    }
    String found = mask.toString();
    boolean isOfCode =
        found.chars().allMatch(c -> c == DIGIT || OF_CODES.indexOf(c) >= 0)
            && digits > 0
            && found.length() > 1
            && found.length() <= MOST_OF_MASK;
    return isOfCode ? found : "";
  }
}
