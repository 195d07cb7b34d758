package id.entas.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the numbers of a workbook are shown, as far as codes and dates need to know. */
final class CellFormats {
  /**
   * A way to show a number.
   *
   * @param isDate whether it counts days
   * @param digits digits to which it is filled up with zeros, or 0
   */
  record Format(boolean isDate, int digits) {
    static final Format PLAIN = new Format(false, 0);
    private static final Format DATE = new Format(true, 0);
  }

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

  /** The format of a code such as {@code yyyy-mm-dd} or {@code 0000000}. */
  static Format ofCode(String code) {
    String lower = code.toLowerCase(Locale.ROOT);
    boolean isElapsed = lower.contains("[h") || lower.contains("[m") || lower.contains("[s");
    // Texts, escaped characters, fillers, colours and locales say nothing of the number.
    String bare =
        lower.replaceAll("\"[^\"]*\"", "").replaceAll("[\\\\_*].|\\[[^\\]]*\\]", "").strip();
    String positive = bare.contains(";") ? bare.substring(0, bare.indexOf(';')) : bare;
    if (positive.matches("0{2,40}")) {
      return new Format(false, positive.length());
    }
    boolean hasDatePart = positive.chars().anyMatch(c -> "ymdhs".indexOf(c) >= 0);
    return isElapsed || (hasDatePart && !positive.contains("general")) ? Format.DATE : Format.PLAIN;
  }
}
