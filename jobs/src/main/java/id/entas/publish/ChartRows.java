package id.entas.publish;

import id.entas.domain.FlowState;
import id.entas.domain.MinCell;
import id.entas.domain.Region;
import id.entas.domain.StandardScenario;
import id.entas.domain.Tier;
import id.entas.job.Settings;
import id.entas.tables.Field;
import id.entas.tables.RegionTable;
import id.entas.tables.Table;
import id.entas.tables.TargetReachabilityTable;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** The published tables as charts of one kabupaten take them, with its regions and words. */
final class ChartRows {
  private static final String OBSERVED = StandardScenario.OBSERVED.code();

  private final Function<Table, List<Row>> rows;
  private final Settings settings;
  private final MinCell least;
  private final Texts texts;
  private final Numerals numerals;
  private final String target;
  private final String kabupaten;
  private final Map<String, String> names = new LinkedHashMap<>();

  /**
   * Of the first kabupaten by name.
   *
   * @param rows the rows of each table as they may be shown
   * @param least the smallest count shown
   */
  ChartRows(Function<Table, List<Row>> rows, Settings settings, MinCell least, Texts texts) {
    this.rows = rows;
    this.settings = settings;
    this.least = least;
    this.texts = texts;
    this.numerals = Numerals.of(texts.language());
    this.target = settings.tiers().target().code();
    List<Row> regions = rows.apply(RegionTable.TABLE);
    this.kabupaten =
        regions.stream()
            .filter(row -> isOf(RegionTable.REGION_LEVEL, Region.Level.KABUPATEN.code(), row))
            .sorted(Comparator.comparing(RegionTable.REGION_NAME::text))
            .map(RegionTable.REGION_CODE::text)
            .findFirst()
            .orElse("");
    regions.stream()
        .sorted(Comparator.comparing(RegionTable.REGION_NAME::text))
        .filter(
            row ->
                RegionTable.REGION_CODE.text(row).equals(kabupaten)
                    || isOf(RegionTable.PARENT_CODE, kabupaten, row))
        .forEach(
            row -> names.put(RegionTable.REGION_CODE.text(row), RegionTable.REGION_NAME.text(row)));
  }

  /** The rows of a table. */
  List<Row> rows(Table table) {
    return rows.apply(table);
  }

  Settings settings() {
    return settings;
  }

  /** The smallest count shown. */
  MinCell least() {
    return least;
  }

  Texts texts() {
    return texts;
  }

  Numerals numerals() {
    return numerals;
  }

  /** Code of the target's tier. */
  String target() {
    return target;
  }

  /** Code of the kabupaten; empty where there is none. */
  String kabupaten() {
    return kabupaten;
  }

  /** Names of the kabupaten and its kecamatan by code, in the order of the names. */
  Map<String, String> names() {
    return names;
  }

  static boolean isOf(Field field, String text, Row row) {
    return text.equals(row.getAs(field.name()));
  }

  static boolean has(Row row, Field... fields) {
    return Stream.of(fields).noneMatch(field -> field.isNull(row));
  }

  Stream<Row> of(Table table, Field region, String code) {
    return rows.apply(table).stream().filter(row -> isOf(region, code, row));
  }

  /** Values of a row of a chart by name; those that are null have no place in it. */
  static Map<String, Object> values(Row row, Field... fields) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Field field : fields) {
      if (has(row, field)) {
        values.put(field.name(), row.getAs(field.name()));
      }
    }
    return values;
  }

  static ChartKey key(ChartKey.Mark mark, String colour, String words) {
    return new ChartKey(mark, Look.colour(colour), words);
  }

  String tierLabel(String code) {
    boolean isIndonesian = texts.language().equals(Texts.LANGUAGES.get(0));
    return settings
        .tiers()
        .findByCode(code)
        .map(tier -> isIndonesian ? tier.labelId() : tier.labelEn())
        .orElseGet(() -> texts.get("state." + code));
  }

  String targetLabel() {
    return tierLabel(target).toLowerCase(Locale.ROOT);
  }

  /** The same where a sentence begins with it. */
  String targetLabelAtStart() {
    String label = targetLabel();
    return label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
  }

  /** The place of a tier from 1, and of other ends of a flow after all tiers. */
  int order(String code) {
    int source = FlowState.SOURCES.indexOf(code);
    return settings
        .tiers()
        .findByCode(code)
        .map(Tier::ordinal)
        .orElse(9 + (source >= 0 ? source : FlowState.GOALS.indexOf(code)));
  }

  Optional<Row> findReach(String region) {
    return of(TargetReachabilityTable.TABLE, TargetReachabilityTable.REGION_CODE, region)
        .filter(row -> isOf(TargetReachabilityTable.SCENARIO, OBSERVED, row))
        .filter(this::isHeadline)
        .findFirst();
  }

  boolean isHeadline(Row reach) {
    return TargetReachabilityTable.TOLERANCE_SHARE.number(reach) == settings.headlineTolerance();
  }

  /** Most households that count as met. */
  static long met(Row reach) {
    return TargetReachabilityTable.TARGET_HOUSEHOLDS.count(reach)
        + (has(reach, TargetReachabilityTable.TOLERANCE_HOUSEHOLDS)
            ? TargetReachabilityTable.TOLERANCE_HOUSEHOLDS.count(reach)
            : 0);
  }

  String title(String panel) {
    return texts.get("kabupaten", Map.of("name", names.get(kabupaten)))
        + " – "
        + texts.get("panel." + panel);
  }
}
