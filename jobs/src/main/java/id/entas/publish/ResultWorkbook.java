package id.entas.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.HyperLink;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Sheets as an Excel workbook (Office Open XML): the question, the source, headings that stay in
 * view and filter, and numbers as numbers. The same sheets give the same bytes.
 */
final class ResultWorkbook {
  /** Thousands with points whatever language the reader's program speaks, as 1.485. */
  private static final String COUNT = "[>=1000000]0\\.000\\.000;[>=1000]0\\.000;0";

  private static final String NUMBER = "#,##0.0";
  private static final String SHARE = "0.0%";
  private static final String YEAR = "0";

  private static final String HEADING_COLOUR = "1F4E79";
  private static final String LINK_COLOUR = "0563C1";
  private static final int HEADINGS_AT = 3;

  /** Three lines of words, in points. */
  private static final double HEADINGS_HEIGHT = 46;

  private static final int NARROWEST = 10;
  private static final int WIDEST = 60;

  /**
   * Where pictures begin, and how wide a block of columns each has: it is as wide as the picture.
   */
  private static final int PICTURES_AT = HEADINGS_AT + 1;

  private static final double PICTURE_COLUMN = 10;
  private static final int PICTURE_COLUMN_PIXELS = 75;

  /** Rows beside pictures have one height in every program, in points and in pixels. */
  private static final double PICTURE_ROW = 15;

  private static final int PICTURE_ROW_PIXELS = 20;

  /** What a landscape page of A4 holds below the headings: a taller picture would be cut. */
  private static final int MOST_PICTURE_ROWS = 28;

  /** When the first census of the field was; the writer would put the hour of writing. */
  private static final String CREATED = "2008-01-01T00:00:00Z";

  private ResultWorkbook() {}

  static byte[] of(List<ResultSheet> sheets) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Workbook workbook = new Workbook(bytes, "Entas", "1.0");
      Map<Integer, List<WorkbookPictures.Placed>> placed = new LinkedHashMap<>();
      Map<Integer, String> printed = new LinkedHashMap<>();
      for (int i = 0; i < sheets.size(); i++) {
        ResultSheet sheet = sheets.get(i);
        Worksheet page = workbook.newWorksheet(sheet.name());
        write(sheet, page);
        if (!sheet.pictures().isEmpty()) {
          List<WorkbookPictures.Placed> own = placed(sheet);
          own.forEach(one -> makeRoom(page, one));
          link(page, own);
          placed.put(i + 1, own);
          printed.put(i + 1, printed(sheet, own));
        }
      }
      workbook.finish();
      return packed(WorkbookPictures.into(partsWithoutTimes(bytes.toByteArray()), placed, printed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(ResultSheet sheet, Worksheet page) {
    page.value(0, 0, sheet.question());
    page.style(0, 0).bold().fontSize(14).set();
    page.value(1, 0, sheet.source());
    page.style(1, 0).italic().set();
    int columns = sheet.columns().size();
    for (int c = 0; c < columns; c++) {
      page.value(HEADINGS_AT, c, sheet.columns().get(c).heading());
      page.style(HEADINGS_AT, c)
          .bold()
          .fontColor("FFFFFF")
          .fillColor(HEADING_COLOUR)
          .wrapText(true)
          .verticalAlignment("top")
          .set();
      page.width(c, width(sheet, c));
    }
    for (int r = 0; r < sheet.rows().size(); r++) {
      for (int c = 0; c < columns; c++) {
        value(page, HEADINGS_AT + 1 + r, c, sheet.rows().get(r).get(c));
        format(page, HEADINGS_AT + 1 + r, c, sheet.columns().get(c).kind());
      }
    }
    page.rowHeight(HEADINGS_AT, HEADINGS_HEIGHT);
    page.freezePane(1, HEADINGS_AT + 1);
    if (!sheet.rows().isEmpty()) {
      page.setAutoFilter(HEADINGS_AT, 0, HEADINGS_AT + sheet.rows().size(), columns - 1);
    }
    // As many pages as it takes, each as wide as the table.
    page.fitToWidth((short) 1);
    page.fitToHeight((short) 0);
    page.pageOrientation("landscape");
    page.paperSize(PaperSize.A4_PAPER);
    page.repeatRows(HEADINGS_AT);
  }

  private static void value(Worksheet page, int row, int column, Object value) {
    if (value instanceof Number number) {
      page.value(row, column, number);
    } else if (value != null) {
      page.value(row, column, value.toString());
    }
  }

  private static void format(Worksheet page, int row, int column, ResultSheet.Kind kind) {
    String format =
        switch (kind) {
          case TEXT -> null;
          case YEAR -> YEAR;
          case COUNT -> COUNT;
          case NUMBER -> NUMBER;
          case SHARE -> SHARE;
        };
    if (format != null) {
      page.style(row, column).format(format).set();
    }
  }

  private static double width(ResultSheet sheet, int column) {
    int widest = Math.min(sheet.columns().get(column).heading().length(), 16);
    if (sheet.columns().get(column).kind() == ResultSheet.Kind.TEXT) {
      for (List<Object> row : sheet.rows()) {
        widest =
            Math.max(widest, row.get(column) == null ? 0 : row.get(column).toString().length());
      }
    }
    return Math.max(NARROWEST, Math.min(WIDEST, widest + 2));
  }

  /** The pictures of a sheet, one beside the other to the right of its table. */
  private static List<WorkbookPictures.Placed> placed(ResultSheet sheet) {
    List<WorkbookPictures.Placed> placed = new ArrayList<>();
    int column = sheet.columns().size() + 1;
    for (SheetPicture whole : sheet.pictures()) {
      SheetPicture picture = whole.within(MOST_PICTURE_ROWS * PICTURE_ROW_PIXELS);
      placed.add(new WorkbookPictures.Placed(picture, column, PICTURES_AT));
      column += columns(picture) + 1;
    }
    return placed;
  }

  private static int columns(SheetPicture picture) {
    return ceil(picture.width(), PICTURE_COLUMN_PIXELS);
  }

  private static int rows(SheetPicture picture) {
    return ceil(picture.height(), PICTURE_ROW_PIXELS);
  }

  private static void makeRoom(Worksheet page, WorkbookPictures.Placed placed) {
    for (int r = 0; r < rows(placed.picture()); r++) {
      page.rowHeight(placed.row() + r, PICTURE_ROW);
    }
    for (int c = 0; c < columns(placed.picture()); c++) {
      page.width(placed.column() + c, PICTURE_COLUMN);
    }
  }

  /** Above the table a way to the pictures, which a wide table pushes out of sight. */
  private static void link(Worksheet page, List<WorkbookPictures.Placed> placed) {
    String words =
        placed.stream().map(one -> "→ " + one.picture().title()).collect(Collectors.joining("   "));
    page.hyperlink(
        2,
        0,
        HyperLink.internal(
            quoted(page.getName()) + "!" + corner(placed.get(0)).replace("$", ""), words));
    page.style(2, 0).fontColor(LINK_COLOUR).underlined().set();
  }

  /** The table, and each picture on pages of its own. */
  private static String printed(ResultSheet sheet, List<WorkbookPictures.Placed> placed) {
    List<String> areas = new ArrayList<>();
    areas.add(
        "$A$1:" + cell(sheet.columns().size() - 1, HEADINGS_AT + Math.max(1, sheet.rows().size())));
    for (WorkbookPictures.Placed one : placed) {
      areas.add(
          corner(one)
              + ":"
              + cell(
                  one.column() + columns(one.picture()) - 1, one.row() + rows(one.picture()) - 1));
    }
    return areas.stream()
        .map(area -> quoted(sheet.name()) + "!" + area)
        .collect(Collectors.joining(","));
  }

  private static int ceil(int whole, int part) {
    return (whole + part - 1) / part;
  }

  private static String quoted(String sheet) {
    return "'" + sheet.replace("'", "''") + "'";
  }

  private static String corner(WorkbookPictures.Placed placed) {
    return cell(placed.column(), placed.row());
  }

  private static String cell(int column, int row) {
    return "$" + letters(column) + "$" + (row + 1);
  }

  /** A column as A to Z, AA to ZZ and so on. */
  private static String letters(int column) {
    String last = String.valueOf((char) ('A' + column % 26));
    return column < 26 ? last : letters(column / 26 - 1) + last;
  }

  /**
   * The parts in the order that they were written in, without the hour of it. The builder that
   * takes this constructor's place is younger than the library that Spark brings to a cluster.
   */
  @SuppressWarnings("deprecation")
  private static Map<String, byte[]> partsWithoutTimes(byte[] workbook) throws IOException {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    try (ZipFile in = new ZipFile(new SeekableInMemoryByteChannel(workbook))) {
      for (ZipArchiveEntry part : Collections.list(in.getEntriesInPhysicalOrder())) {
        byte[] content = in.getInputStream(part).readAllBytes();
        if (part.getName().equals("docProps/core.xml")) {
          content =
              new String(content, StandardCharsets.UTF_8)
                  .replaceAll(
                      "(<dcterms:created[^>]*>)[^<]*(</dcterms:created>)", "$1" + CREATED + "$2")
                  .getBytes(StandardCharsets.UTF_8);
        }
        parts.put(part.getName(), content);
      }
    }
    return parts;
  }

  private static byte[] packed(Map<String, byte[]> parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        ZipEntry timeless = new ZipEntry(part.getKey());
        timeless.setTime(0);
        out.putNextEntry(timeless);
        out.write(part.getValue());
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
