package id.entas.publish;

import id.entas.domain.MinCell;
import id.entas.job.Settings;
import id.entas.tables.Table;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * The charts that the report draws of a kabupaten, with the data of the published tables, for the
 * sheets of the workbook. A chart without anything to draw is left out.
 */
final class ResultCharts {
  private ResultCharts() {}

  /**
   * The charts of the first kabupaten by name, those of a sheet in the order in which they are
   * looked at.
   *
   * @param rows the rows of each table as they may be shown
   * @param least the smallest count shown
   */
  static List<ResultChart> of(
      Function<Table, List<Row>> rows, Settings settings, MinCell least, Texts texts) {
    ChartRows on = new ChartRows(rows, settings, least, texts);
    return on.kabupaten().isEmpty()
        ? List.of()
        : Stream.concat(ForecastCharts.of(on).stream(), CensusCharts.of(on).stream()).toList();
  }
}
