package id.entas.publish;

import id.entas.domain.MinCell;
import id.entas.job.Settings;
import id.entas.tables.Table;
import id.entas.tables.TierCountTable;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/** Where the numbers of a sheet or a picture are from, in words. */
final class SheetSource {
  private final String runId;
  private final MinCell least;
  private final String document;
  private final String years;
  private final Texts texts;

  /**
   * @param rows the rows of each table as they may be shown
   * @param least the smallest count shown, which every source names
   */
  SheetSource(
      Function<Table, List<Row>> rows,
      String runId,
      MinCell least,
      Settings settings,
      Texts texts) {
    this.runId = runId;
    this.least = least;
    this.document = settings.targetDocument();
    this.years = years(rows.apply(TierCountTable.TABLE), texts);
    this.texts = texts;
  }

  /** Of which censuses the numbers are: the date of the data, which the hour of a run is not. */
  private static String years(List<Row> counts, Texts texts) {
    IntSummaryStatistics years =
        counts.stream().mapToInt(TierCountTable.CENSUS_YEAR::year).summaryStatistics();
    if (years.getCount() == 0) {
      return texts.ofWorkbook("nocensus");
    }
    return years.getMin() == years.getMax()
        ? Integer.toString(years.getMax())
        : years.getMin() + "–" + years.getMax();
  }

  /** Of a table: the run, the censuses, the document of the target, and what cells leave out. */
  String of(Table table) {
    String source = words(table);
    return texts.findSuppressed(least).map(said -> source + " " + said).orElse(source);
  }

  /** The same for a picture, which marks what it leaves out as the report does. */
  String ofPicture(Table table) {
    return !least.isOn()
        ? words(table)
        : words(table)
            + " "
            + texts.get("least", Map.of("least", Long.toString(least.households())));
  }

  private String words(Table table) {
    return texts.ofWorkbook(
        "source",
        Map.of("table", table.name(), "run", runId, "years", years, "document", document));
  }
}
