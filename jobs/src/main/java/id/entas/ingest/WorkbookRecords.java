package id.entas.ingest;

import java.io.IOException;
import java.util.List;

/**
 * The rows of a sheet below its header. Rows without any text are no rows; what is kept of a row as
 * its raw bytes is its cells as they show, in one line of CSV.
 */
final class WorkbookRecords implements RecordSource {
  private static final ExtractColumn[] COLUMNS = ExtractColumn.values();

  private final Workbook book;
  private final SheetRows rows;
  private final long headerRow;
  private final int[] slots;

  /**
   * @param book closed with this
   * @param sheet name of the sheet to read
   * @param headerRow number of the row of the header, behind which the rows begin
   * @param slots slot of each column of the header, or {@link FieldSplit#UNWANTED}
   */
  WorkbookRecords(Workbook book, String sheet, long headerRow, int[] slots) throws IOException {
    this.book = book;
    this.rows = book.rows(sheet);
    this.headerRow = headerRow;
    this.slots = slots.clone();
  }

  @Override
  public FramedRecord next() throws IOException {
    for (SheetRow row = rows.next(); row != null; row = rows.next()) {
      if (row.number() > headerRow && row.width() > 0) {
        return framed(row);
      }
    }
    return null;
  }

  private FramedRecord framed(SheetRow row) {
    if (row.width() > slots.length) {
      return problem(
          row,
          RejectionReason.COLUMN_COUNT,
          "the row has " + row.width() + " columns, the header " + slots.length);
    }
    String[] values = new String[COLUMNS.length];
    List<SheetCell> cells = row.cells();
    for (int i = 0; i < row.width(); i++) {
      SheetCell cell = cells.get(i);
      if (cell != null && slots[i] != FieldSplit.UNWANTED) {
        if (cell.fault() != null) {
          return problem(
              row,
              RejectionReason.UNREADABLE_VALUE,
              "the cell of " + COLUMNS[slots[i]].contractName() + " " + cell.fault());
        }
        values[slots[i]] = Blanks.strip(cell.text(), 0, cell.text().length());
      }
    }
    return new FramedRecord(row.number(), row.raw(), values, null, null);
  }

  private static FramedRecord problem(SheetRow row, RejectionReason reason, String detail) {
    return new FramedRecord(row.number(), row.raw(), new String[COLUMNS.length], reason, detail);
  }

  @Override
  public void close() throws IOException {
    try {
      rows.close();
    } finally {
      book.close();
    }
  }
}
