package id.entas.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
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
  private static final int HEADINGS_AT = 3;

  /** Three lines of words, in points. */
  private static final double HEADINGS_HEIGHT = 46;

  private static final int NARROWEST = 10;
  private static final int WIDEST = 60;

  /** When the first census of the field was; the writer would put the hour of writing. */
  private static final String CREATED = "2008-01-01T00:00:00Z";

  private ResultWorkbook() {}

  static byte[] of(List<ResultSheet> sheets) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Workbook workbook = new Workbook(bytes, "Entas", "1.0");
      for (ResultSheet sheet : sheets) {
        write(sheet, workbook.newWorksheet(sheet.name()));
      }
      workbook.finish();
      return withoutTimes(bytes.toByteArray());
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
    page.fitToWidth((short) 1);
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

  /** The same parts in the same order, without the hour at which they were written. */
  private static byte[] withoutTimes(byte[] workbook) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipFile in = new ZipFile(new SeekableInMemoryByteChannel(workbook));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipArchiveEntry part : Collections.list(in.getEntriesInPhysicalOrder())) {
        byte[] content = in.getInputStream(part).readAllBytes();
        if (part.getName().equals("docProps/core.xml")) {
          content =
              new String(content, StandardCharsets.UTF_8)
                  .replaceAll(
                      "(<dcterms:created[^>]*>)[^<]*(</dcterms:created>)", "$1" + CREATED + "$2")
                  .getBytes(StandardCharsets.UTF_8);
        }
        ZipEntry timeless = new ZipEntry(part.getName());
        timeless.setTime(0);
        out.putNextEntry(timeless);
        out.write(content);
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
