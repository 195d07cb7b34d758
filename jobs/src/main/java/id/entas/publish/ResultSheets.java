package id.entas.publish;

import id.entas.domain.ForecastModel;
import id.entas.domain.MinCell;
import id.entas.domain.Region;
import id.entas.domain.StandardScenario;
import id.entas.domain.Tier;
import id.entas.job.ScenarioSetting;
import id.entas.job.Settings;
import id.entas.publish.ResultSheet.Kind;
import id.entas.tables.BacktestTable;
import id.entas.tables.Field;
import id.entas.tables.ForecastBasis;
import id.entas.tables.ProgrammeCoverageTable;
import id.entas.tables.QualityFindingTable;
import id.entas.tables.ReconciliationTable;
import id.entas.tables.ReductionRateTable;
import id.entas.tables.RequirementTable;
import id.entas.tables.RunTable;
import id.entas.tables.ScenarioEffectTable;
import id.entas.tables.Table;
import id.entas.tables.TargetReachabilityTable;
import id.entas.tables.TierTransitionTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * The results of a run as sheets, one a question, and a dictionary of their columns. Every number
 * is one of a published table.
 */
final class ResultSheets {
  /** Values that are codes and are said in words. */
  private static final List<Field> CODED =
      List.of(ForecastBasis.SHOCK_SOURCE, RequirementTable.HELP, ReductionRateTable.METHOD);

  private static final List<Field> VERDICTS =
      List.of(TargetReachabilityTable.VERDICT, TargetReachabilityTable.VERDICT_IF_ABSENT_WORSE);

  private static final String WORDS_OF_A_CODE = "value.";

  private final Function<Table, List<Row>> rows;
  private final SheetSource source;
  private final Settings settings;
  private final Texts texts;
  private final Map<String, String> tiers = new HashMap<>();
  private final Map<String, String> scenarios = new HashMap<>();
  private final List<ResultSheet> sheets = new ArrayList<>();
  private final List<List<Object>> dictionary = new ArrayList<>();

  private ResultSheets(
      Function<Table, List<Row>> rows,
      String runId,
      MinCell least,
      Settings settings,
      Texts texts) {
    this.rows = rows;
    this.source = new SheetSource(rows, runId, least, settings, texts);
    this.settings = settings;
    this.texts = texts;
    boolean isIndonesian = texts.language().equals(Texts.LANGUAGES.get(0));
    for (Tier tier : settings.tiers().tiers()) {
      tiers.put(tier.code(), isIndonesian ? tier.labelId() : tier.labelEn());
    }
    for (StandardScenario scenario : StandardScenario.values()) {
      scenarios.put(scenario.code(), texts.get("scenario." + scenario.code()));
    }
    for (ScenarioSetting scenario : settings.scenarios()) {
      scenarios.put(scenario.code(), isIndonesian ? scenario.labelId() : scenario.labelEn());
    }
  }

  /**
   * All sheets, in the order in which they are read.
   *
   * @param rows the rows of each table as they may be shown
   * @param least the smallest count shown, which every sheet names
   */
  static List<ResultSheet> of(
      Function<Table, List<Row>> rows,
      String runId,
      MinCell least,
      Settings settings,
      Texts texts) {
    ResultSheets all = new ResultSheets(rows, runId, least, settings, texts);
    all.addSheets();
    return all.sheets;
  }

  /** A column of a sheet: the table's, and what its numbers are. */
  private record Part(Field field, Kind kind) {}

  private static Part text(Field field) {
    return new Part(field, Kind.TEXT);
  }

  private static Part year(Field field) {
    return new Part(field, Kind.YEAR);
  }

  private static Part count(Field field) {
    return new Part(field, Kind.COUNT);
  }

  private static Part number(Field field) {
    return new Part(field, Kind.NUMBER);
  }

  private static Part share(Field field) {
    return new Part(field, Kind.SHARE);
  }

  private void addSheets() {
    String target = settings.tiers().target().code();
    double headline = settings.headlineTolerance();
    add(
        "reachability",
        TargetReachabilityTable.TABLE,
        row ->
            TargetReachabilityTable.SCENARIO.text(row).equals(StandardScenario.OBSERVED.code())
                && (TargetReachabilityTable.TOLERANCE_SHARE.number(row) == headline
                    || TargetReachabilityTable.TOLERANCE_SHARE.number(row) == 0),
        text(TargetReachabilityTable.REGION_CODE),
        share(TargetReachabilityTable.TOLERANCE_SHARE),
        count(TargetReachabilityTable.TOLERANCE_HOUSEHOLDS),
        year(TargetReachabilityTable.BASE_YEAR),
        count(TargetReachabilityTable.BASE_HOUSEHOLDS),
        year(TargetReachabilityTable.LATEST_YEAR),
        count(TargetReachabilityTable.LATEST_HOUSEHOLDS),
        share(TargetReachabilityTable.OBSERVED_ANNUAL_RATE),
        share(TargetReachabilityTable.REQUIRED_ANNUAL_RATE),
        count(TargetReachabilityTable.REQUIRED_HOUSEHOLDS_PER_YEAR),
        count(TargetReachabilityTable.EXPECTED_HOUSEHOLDS),
        count(TargetReachabilityTable.P05),
        count(TargetReachabilityTable.P95),
        count(TargetReachabilityTable.YEARLY_INFLOW),
        share(TargetReachabilityTable.PROBABILITY_REACHED),
        share(TargetReachabilityTable.PROBABILITY_UPPER),
        year(TargetReachabilityTable.FIRST_YEAR_REACHED),
        text(TargetReachabilityTable.VERDICT),
        text(TargetReachabilityTable.VERDICT_IF_ABSENT_WORSE),
        text(ForecastBasis.COMPARABLE),
        text(ForecastBasis.SHOCK_SOURCE));
    add(
        "transition",
        TierTransitionTable.TABLE,
        row -> true,
        text(TierTransitionTable.REGION_CODE),
        year(TierTransitionTable.FROM_YEAR),
        year(TierTransitionTable.TO_YEAR),
        text(TierTransitionTable.FROM_TIER),
        text(TierTransitionTable.TO_TIER),
        count(TierTransitionTable.HOUSEHOLDS),
        share(TierTransitionTable.PROBABILITY),
        share(TierTransitionTable.CI_LOW),
        share(TierTransitionTable.CI_HIGH),
        share(TierTransitionTable.BOUND_LOW),
        share(TierTransitionTable.BOUND_HIGH));
    add(
        "rate",
        ReductionRateTable.TABLE,
        row -> ReductionRateTable.TIER.text(row).equals(target),
        text(ReductionRateTable.REGION_CODE),
        text(ReductionRateTable.METHOD),
        year(ReductionRateTable.FROM_YEAR),
        year(ReductionRateTable.TO_YEAR),
        count(ReductionRateTable.HOUSEHOLDS_FROM),
        count(ReductionRateTable.HOUSEHOLDS_TO),
        share(ReductionRateTable.ANNUAL_RATE),
        share(ReductionRateTable.ANNUAL_RATE_LOW),
        share(ReductionRateTable.ANNUAL_RATE_HIGH),
        count(ReductionRateTable.PEOPLE_FROM),
        count(ReductionRateTable.PEOPLE_TO),
        share(ReductionRateTable.PEOPLE_ANNUAL_RATE),
        count(ReductionRateTable.EXITS_BETTER),
        count(ReductionRateTable.ABSENT),
        count(ReductionRateTable.ENTRIES_WORSE),
        count(ReductionRateTable.ENTRANTS),
        count(ReductionRateTable.RETURNED),
        count(ReductionRateTable.RELAPSES));
    add(
        "scenario",
        ScenarioEffectTable.TABLE,
        row ->
            ScenarioEffectTable.TIER.text(row).equals(target)
                && ScenarioEffectTable.CENSUS_YEAR.year(row) == settings.targetYear(),
        text(ScenarioEffectTable.REGION_CODE),
        text(ScenarioEffectTable.SCENARIO),
        year(ScenarioEffectTable.CENSUS_YEAR),
        number(ScenarioEffectTable.MEAN_DIFFERENCE),
        number(ScenarioEffectTable.P05),
        number(ScenarioEffectTable.P95));
    add(
        "requirement",
        RequirementTable.TABLE,
        row -> RequirementTable.TOLERANCE_SHARE.number(row) == headline,
        text(RequirementTable.REGION_CODE),
        year(RequirementTable.CENSUS_YEAR),
        text(RequirementTable.HELP),
        text(RequirementTable.INFEASIBLE),
        share(RequirementTable.EXIT_PROBABILITY),
        share(RequirementTable.INFLOW_CUT),
        count(RequirementTable.EXITS_PER_YEAR),
        count(RequirementTable.HELPED_OUT_PER_YEAR),
        count(RequirementTable.KEPT_OUT_PER_YEAR));
    add(
        "programme",
        ProgrammeCoverageTable.TABLE,
        row -> true,
        text(ProgrammeCoverageTable.REGION_CODE),
        year(ProgrammeCoverageTable.CENSUS_YEAR),
        count(ProgrammeCoverageTable.CLUSTER),
        text(ProgrammeCoverageTable.PROGRAMME),
        text(ProgrammeCoverageTable.AGENCY),
        text(ProgrammeCoverageTable.TIER),
        count(ProgrammeCoverageTable.PLANNED),
        count(ProgrammeCoverageTable.HOUSEHOLDS_KNOWN),
        count(ProgrammeCoverageTable.RECEIVED),
        number(ProgrammeCoverageTable.BUDGET_IDR));
    add(
        "backtest",
        BacktestTable.TABLE,
        row ->
            BacktestTable.TIER.text(row).equals(target)
                && BacktestTable.MODEL.text(row).equals(ForecastModel.FUTURES.code()),
        text(BacktestTable.REGION_CODE),
        year(BacktestTable.ORIGIN_YEAR),
        count(BacktestTable.HORIZON),
        count(BacktestTable.OBSERVED),
        count(BacktestTable.MEAN),
        count(BacktestTable.P05),
        count(BacktestTable.P95),
        text(BacktestTable.IN_90),
        number(BacktestTable.CRPS));
    add(
        "quality",
        QualityFindingTable.TABLE,
        row -> true,
        text(QualityFindingTable.RULE),
        text(QualityFindingTable.SEVERITY),
        year(QualityFindingTable.CENSUS_YEAR),
        text(QualityFindingTable.REGION_CODE),
        count(QualityFindingTable.ROWS),
        text(QualityFindingTable.DETAIL));
    add(
        "reconciliation",
        ReconciliationTable.TABLE,
        row -> true,
        text(ReconciliationTable.FIGURE),
        year(ReconciliationTable.CENSUS_YEAR),
        text(ReconciliationTable.REGION_CODE),
        text(ReconciliationTable.TIER),
        count(ReconciliationTable.PUBLISHED),
        count(ReconciliationTable.OBSERVED),
        count(ReconciliationTable.DIFFERENCE),
        share(ReconciliationTable.DIFFERENCE_SHARE),
        text(ReconciliationTable.WITHIN_TOLERANCE),
        text(ReconciliationTable.SOURCE));
    addDictionary();
  }

  private void add(String key, Table table, Predicate<Row> wanted, Part... parts) {
    List<Row> rows =
        this.rows.apply(table).stream()
            .filter(wanted)
            .sorted(Comparator.comparing(row -> keyOf(row, table)))
            .toList();
    String name = texts.ofWorkbook("sheet." + key);
    List<ResultSheet.Column> columns = new ArrayList<>();
    for (Part part : parts) {
      String heading = texts.ofWorkbook("column." + part.field().name());
      columns.add(new ResultSheet.Column(heading, part.kind()));
      dictionary.add(
          List.of(name, heading, table.name(), part.field().name(), part.field().meaning()));
    }
    sheets.add(
        new ResultSheet(
            name,
            texts.ofWorkbook("question." + key),
            source.of(table),
            columns,
            rows.stream()
                .map(row -> List.of(parts).stream().map(p -> value(row, p)).toList())
                .map(values -> (List<Object>) new ArrayList<Object>(values))
                .toList()));
  }

  /** Rows of a table in the order of its key, whatever order they were read in. */
  private static String keyOf(Row row, Table table) {
    return table.key().stream()
        .map(field -> String.valueOf(row.<Object>getAs(field.name())))
        .collect(Collectors.joining("\u0001"));
  }

  private Object value(Row row, Part part) {
    Object value = row.getAs(part.field().name());
    if (value == null || part.kind() != Kind.TEXT) {
      return value;
    }
    if (value instanceof Boolean flag) {
      return texts.get(flag ? "yes" : "no");
    }
    String code = value.toString();
    String name = part.field().name();
    if (name.equals(TargetReachabilityTable.REGION_CODE.name())) {
      return regionName(code);
    }
    if (tiers.containsKey(code)) {
      return tiers.get(code);
    }
    if (name.equals(ScenarioEffectTable.SCENARIO.name())) {
      return scenarios.getOrDefault(code, code);
    }
    if (VERDICTS.stream().anyMatch(field -> field.name().equals(name))) {
      return capital(texts.get("verdict." + code));
    }
    if (name.equals(QualityFindingTable.SEVERITY.name())) {
      return capital(texts.get("severity." + code));
    }
    return CODED.stream().anyMatch(field -> field.name().equals(name))
        ? texts.ofWorkbook(WORDS_OF_A_CODE + code.toLowerCase(Locale.ROOT))
        : code;
  }

  private static String capital(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private String regionName(String code) {
    return settings
        .regions()
        .find(code)
        .map(
            region ->
                region.level() == Region.Level.KABUPATEN
                    ? texts.get("kabupaten", Map.of("name", region.name()))
                    : region.name())
        .orElse(code);
  }

  private void addDictionary() {
    sheets.add(
        new ResultSheet(
            texts.ofWorkbook("sheet.dictionary"),
            texts.ofWorkbook("question.dictionary"),
            source.of(RunTable.TABLE),
            List.of(
                new ResultSheet.Column(texts.ofWorkbook("column.sheet"), Kind.TEXT),
                new ResultSheet.Column(texts.ofWorkbook("column.heading"), Kind.TEXT),
                new ResultSheet.Column(texts.ofWorkbook("column.table"), Kind.TEXT),
                new ResultSheet.Column(texts.ofWorkbook("column.column"), Kind.TEXT),
                new ResultSheet.Column(texts.ofWorkbook("column.meaning"), Kind.TEXT)),
            dictionary));
  }
}
