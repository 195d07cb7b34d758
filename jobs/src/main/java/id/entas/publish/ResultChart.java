package id.entas.publish;

import id.entas.tables.Table;
import java.util.List;
import java.util.Map;

/**
 * A chart of a sheet, with what is said of it.
 *
 * @param sheet the key of the sheet that it belongs to, as in the texts
 * @param name of its specification
 * @param title what it shows, in a few words
 * @param lead the same in sentences
 * @param table that its numbers are from
 * @param data rows by the name of their data set
 * @param key what its marks mean
 */
record ResultChart(
    String sheet,
    String name,
    String title,
    String lead,
    Table table,
    Map<String, List<Map<String, Object>>> data,
    List<ChartKey> key) {
  ResultChart {
    data = Map.copyOf(data);
    key = List.copyOf(key);
  }
}
