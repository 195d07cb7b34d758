package id.entas.ingest;

import id.entas.domain.Refusal;
import id.entas.tables.Fields;
import id.entas.tables.HouseholdTable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** A kecamatan's census is made with one instrument, or its tiers are of two kinds. */
final class InstrumentsMixed {
  private record Place(int year, String region) {}

  private InstrumentsMixed() {}

  /**
   * Refuses rows of one kecamatan and census that were made with two instruments. Where no file has
   * a column for it, the settings give each census one.
   *
   * @param sound rows that nothing is wrong with by themselves
   * @throws Refusal naming the kecamatan, the census and the instruments
   */
  static void refuse(Dataset<Row> sound, List<ExtractFormat> formats) {
    if (formats.stream().noneMatch(one -> one.header().has(ExtractColumn.INSTRUMENT))) {
      return;
    }
    Map<Place, Map<String, Long>> rows =
        new TreeMap<>(Comparator.comparingInt(Place::year).thenComparing(Place::region));
    sound
        .groupBy(
            HouseholdTable.CENSUS_YEAR.col(),
            HouseholdTable.REGION_CODE.col(),
            HouseholdTable.INSTRUMENT.col())
        .agg(functions.count(functions.lit(1)).as(Fields.HOUSEHOLDS.name()))
        .collectAsList()
        .forEach(
            row ->
                rows.computeIfAbsent(
                        new Place(
                            HouseholdTable.CENSUS_YEAR.year(row),
                            HouseholdTable.REGION_CODE.text(row)),
                        any -> new TreeMap<>())
                    .put(HouseholdTable.INSTRUMENT.text(row), Fields.HOUSEHOLDS.count(row)));
    rows.forEach(
        (place, byInstrument) -> {
          if (byInstrument.size() > 1) {
            throw Refusal.data(
                "Kecamatan "
                    + place.region()
                    + " has rows of more than one instrument in census "
                    + place.year()
                    + " ("
                    + byInstrument.entrySet().stream()
                        .map(one -> one.getKey() + ": " + one.getValue() + " rows")
                        .collect(Collectors.joining(", "))
                    + "), so its tiers are not of one kind; correct the column instrument of its"
                    + " extracts, or leave one of them out.");
          }
        });
  }
}
