package id.entas.ingest;

import static java.util.stream.Collectors.groupingBy;

import id.entas.tables.Fields;
import id.entas.tables.HouseholdTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * One cell of the cross-table of recorded and derived tiers of a file.
 *
 * @param sourceFile the file
 * @param year census year
 * @param region BPS code of the kecamatan
 * @param recorded tier that the extract gives, or null where it gives none and the derived one is
 *     taken
 * @param derived tier that follows from the criteria, or null where those known do not tell
 * @param rows rows with both, at least 1
 */
record TierAgreement(
    String sourceFile, int year, String region, String recorded, String derived, long rows) {
  /**
   * What the cross-table says of a file, census and kecamatan.
   *
   * @param derived rows without a recorded tier
   * @param differing rows whose recorded tier is not the derived one
   * @param comparison the two against each other, in words
   */
  record Kecamatan(
      String sourceFile,
      int year,
      String region,
      long derived,
      long differing,
      String comparison) {}

  private record Extract(String sourceFile, int year) {}

  private record Pair(String recorded, String derived) {}

  /** Whether both tiers are known and differ; the recorded one is kept. */
  boolean isDisagreement() {
    return isCompared() && !recorded.equals(derived);
  }

  private boolean isCompared() {
    return recorded != null && derived != null;
  }

  private boolean isDerived() {
    return recorded == null;
  }

  /**
   * The cross-table of every file, census and kecamatan; empty where no file has criteria.
   *
   * @param sound judged rows that nothing is wrong with by themselves
   */
  static List<TierAgreement> of(Dataset<Row> sound, List<String> sourceFiles) {
    if (!DerivedTiers.isAddedTo(sound)) {
      return List.of();
    }
    return sound
        .filter(HouseholdTable.TIER.col().isNotNull())
        .groupBy(
            JudgedRows.FILE.is(FramedRows.fileOf(FramedRows.PLACE)),
            HouseholdTable.CENSUS_YEAR.col(),
            HouseholdTable.REGION_CODE.col(),
            DerivedTiers.RECORDED.col(),
            DerivedTiers.DERIVED.col())
        .agg(functions.count(functions.lit(1)).as(Fields.HOUSEHOLDS.name()))
        .collectAsList()
        .stream()
        .map(
            row ->
                new TierAgreement(
                    sourceFiles.get(JudgedRows.FILE.year(row)),
                    HouseholdTable.CENSUS_YEAR.year(row),
                    HouseholdTable.REGION_CODE.text(row),
                    DerivedTiers.RECORDED.text(row),
                    DerivedTiers.DERIVED.text(row),
                    Fields.HOUSEHOLDS.count(row)))
        .toList();
  }

  /** What the cross-tables say of each file, census and kecamatan. */
  static List<Kecamatan> byKecamatan(List<TierAgreement> cells) {
    record Place(String sourceFile, int year, String region) {}
    Comparator<Place> order =
        Comparator.comparing(Place::sourceFile)
            .thenComparing(Place::year)
            .thenComparing(Place::region);
    Map<Place, List<TierAgreement>> places =
        cells.stream()
            .collect(
                groupingBy(
                    cell -> new Place(cell.sourceFile(), cell.year(), cell.region()),
                    () -> new TreeMap<>(order),
                    Collectors.toList()));
    List<Kecamatan> all = new ArrayList<>();
    places.forEach(
        (place, own) -> {
          List<TierAgreement> differing =
              own.stream().filter(TierAgreement::isDisagreement).toList();
          all.add(
              new Kecamatan(
                  place.sourceFile(),
                  place.year(),
                  place.region(),
                  rows(own.stream().filter(TierAgreement::isDerived).toList()),
                  rows(differing),
                  compared(
                      rows(own.stream().filter(TierAgreement::isCompared).toList()), differing)));
        });
    return all;
  }

  /** What the cross-tables say of each file and census, largest disagreement first. */
  static List<String> sentences(List<TierAgreement> cells) {
    Map<Extract, List<TierAgreement>> extracts =
        cells.stream()
            .collect(
                groupingBy(
                    cell -> new Extract(cell.sourceFile(), cell.year()),
                    () ->
                        new TreeMap<>(
                            Comparator.comparing(Extract::sourceFile).thenComparing(Extract::year)),
                    Collectors.toList()));
    List<String> sentences = new ArrayList<>();
    extracts.forEach(
        (extract, own) -> {
          String where = extract.sourceFile() + ", census " + extract.year() + ": ";
          long derived = rows(own.stream().filter(TierAgreement::isDerived).toList());
          long compared = rows(own.stream().filter(TierAgreement::isCompared).toList());
          List<TierAgreement> differing =
              own.stream().filter(TierAgreement::isDisagreement).toList();
          if (derived > 0) {
            sentences.add(
                where
                    + String.format(
                        Locale.ROOT,
                        "%,d rows have no tier recorded, and theirs is derived from the indicators",
                        derived));
          }
          if (compared > 0) {
            sentences.add(where + compared(compared, differing));
          }
        });
    return sentences;
  }

  private static String compared(long compared, List<TierAgreement> differing) {
    if (differing.isEmpty()) {
      return String.format(
          Locale.ROOT,
          "the recorded tier of all %,d rows with tier and indicators is the derived one",
          compared);
    }
    Map<Pair, Long> pairs =
        differing.stream()
            .collect(
                groupingBy(
                    cell -> new Pair(cell.recorded(), cell.derived()),
                    Collectors.summingLong(TierAgreement::rows)));
    return String.format(
            Locale.ROOT,
            "of %,d rows with tier and indicators %,d disagree, and the recorded tier is kept: ",
            compared,
            rows(differing))
        + pairs.entrySet().stream()
            .sorted(
                Map.Entry.<Pair, Long>comparingByValue()
                    .reversed()
                    .thenComparing(pair -> pair.getKey().recorded() + pair.getKey().derived()))
            .map(
                pair ->
                    String.format(
                        Locale.ROOT,
                        "recorded %s, derived %s %,d",
                        pair.getKey().recorded(),
                        pair.getKey().derived(),
                        pair.getValue()))
            .collect(Collectors.joining("; "));
  }

  private static long rows(List<TierAgreement> cells) {
    return cells.stream().mapToLong(TierAgreement::rows).sum();
  }
}
