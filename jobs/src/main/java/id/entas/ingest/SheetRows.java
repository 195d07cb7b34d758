package id.entas.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The rows of one sheet, one after another, the sheet never being in memory as a whole. */
final class SheetRows implements Closeable {
  /** A sheet has at most this many columns (XFD being the last). */
  private static final int MOST_COLUMNS = 1 << 14;

  private final XmlPart part;
  private final SharedTexts texts;
  private final CellFormats formats;
  private final LocalDate firstDay;
  private boolean inRows;
  private int lastRow;

  /**
   * @param part the part that holds the sheet
   * @param firstDay the day that the number 0 stands for
   */
  SheetRows(XmlPart part, SharedTexts texts, CellFormats formats, LocalDate firstDay) {
    this.part = part;
    this.texts = texts;
    this.formats = formats;
    this.firstDay = firstDay;
  }

  /**
   * The next row that the sheet holds, blank or not, or null at its end.
   *
   * @throws UnfitFile if the sheet is damaged or holds more than Entas reads
   */
  SheetRow next() throws IOException {
    while (part.next()) {
      if (part.isStart("sheetData")) {
        inRows = true;
      } else if (part.isEnd("sheetData")) {
        inRows = false;
      } else if (inRows && part.isStart("row")) {
        return row();
      }
    }
    part.finish();
    return null;
  }

  private SheetRow row() throws IOException {
    int number = part.number("r", lastRow + 1);
    if (number <= lastRow) {
      throw part.damaged(null);
    }
    lastRow = number;
    List<SheetCell> cells = new ArrayList<>();
    int size = 0;
    while (part.next() && !part.isEnd("row")) {
      if (part.isStart("c")) {
        int column = column(cells.size());
        while (cells.size() < column) {
          cells.add(null);
        }
        SheetCell cell = cell();
        cells.add(cell);
        size += cell == null ? 0 : cell.text().length();
        if (size > LineReader.LONGEST_LINE) {
          throw part.tooLong();
        }
      }
    }
    return new SheetRow(number, cells);
  }

  /** The column of the cell at hand, from 0; cells stand in their order, each once. */
  private int column(int next) throws UnfitFile {
    String place = part.attribute("r");
    int column = 0;
    for (int i = 0; place != null && i < place.length() && column <= MOST_COLUMNS; i++) {
      char c = place.charAt(i);
      if (c < 'A' || c > 'Z') {
        break;
      }
      column = column * 26 + c - 'A' + 1;
    }
    column = place == null ? next : column - 1;
    if (column < next || column >= MOST_COLUMNS) {
      throw part.damaged(null);
    }
    return column;
  }

  /** The cell at hand, or null where it holds nothing. */
  private SheetCell cell() throws IOException {
    String type = part.attribute("t") == null ? "n" : part.attribute("t");
    CellFormats.Format format = formats.of(part.number("s", 0));
    String value = null;
    String formula = null;
    while (part.next() && !part.isEnd("c")) {
      if (part.isStart("v")) {
        value = part.text("v");
      } else if (part.isStart("is")) {
        value = part.richText("is");
      } else if (part.isStart("f")) {
        formula = part.text("f");
      }
    }
    // An empty text is what a formula may well give, an empty number is none.
    boolean isEmpty = value == null || (value.isEmpty() && !type.equals("str"));
    if (isEmpty && formula != null) {
      return new SheetCell("=" + formula, "is a formula without a stored value");
    }
    return isEmpty ? null : cell(type, value, format);
  }

  private SheetCell cell(String type, String value, CellFormats.Format format) throws UnfitFile {
    return switch (type) {
      case "s" -> new SheetCell(shared(value), null);
      case "n" -> number(value, format);
      case "e" -> new SheetCell(value, "is an error of the spreadsheet");
      case "d" -> date(value);
      // Booleans are stored as 1 and 0, other texts as they are.
      default -> new SheetCell(value, null);
    };
  }

  private SheetCell number(String value, CellFormats.Format format) {
    if (format.shape() != CellFormats.Shape.NUMBER) {
      String date = CellText.findDate(value, firstDay).orElse(null);
      if (date != null) {
        return format.shape() == CellFormats.Shape.DATE
            ? date(date)
            : new SheetCell(date.substring(0, date.indexOf('-')), null);
      }
    }
    return new SheetCell(CellText.number(value, format.mask()), null);
  }

  private static SheetCell date(String date) {
    return new SheetCell(date, "is a date");
  }

  private String shared(String value) throws UnfitFile {
    int number = part.number(value);
    if (number >= texts.size()) {
      throw part.damaged(null);
    }
    return texts.get(number);
  }

  @Override
  public void close() throws IOException {
    part.close();
  }
}
