package id.entas.tables;

import static id.entas.tables.Field.optional;
import static id.entas.tables.Field.required;

import id.entas.domain.QualityFinding;
import id.entas.domain.QualityRule;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * What is known to be odd about the data. Each step of a run replaces the findings of its rules.
 */
public final class QualityFindingTable {
  public static final Field CENSUS_YEAR =
      Fields.CENSUS_YEAR.orNull(
          "Of an interval its end. Null where the finding is about no one census.");
  public static final Field REGION_CODE =
      Fields.REGION_CODE.orNull("Null where the finding is about no one region.");
  public static final Field SOURCE_FILE =
      Fields.SOURCE_FILE.orNull("Null where the finding is about no one extract.");
  public static final Field RULE = required("rule", Fields.TEXT, "Code of the rule.");
  public static final Field SEVERITY =
      required(
          "severity",
          Fields.TEXT,
          "INFO (good to know), WARNING (results may be wrong here) or ERROR (most likely are).");
  public static final Field ROWS =
      optional(
          "rows", Fields.COUNT, "Rows or households it is about; null where it counts nothing.");
  public static final Field DETAIL =
      required("detail", Fields.TEXT, "What was found, in words, without personal data.");
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published("quality_finding", "What is known to be odd about the data, by rule.")
          .fields(CENSUS_YEAR, REGION_CODE, SOURCE_FILE, RULE, SEVERITY, ROWS, DETAIL, RUN_ID)
          .key(RULE, CENSUS_YEAR, REGION_CODE, SOURCE_FILE, DETAIL)
          .check("known_severity", "severity IN ('INFO', 'WARNING', 'ERROR')")
          .build();

  private QualityFindingTable() {}

  /** The findings of the rules of one step. */
  public static List<QualityFinding> findings(Lake lake, QualityRule.Stage stage) {
    return lake.rows(TABLE).stream()
        .filter(row -> QualityRule.valueOf(RULE.text(row)).stage() == stage)
        .map(
            row ->
                new QualityFinding(
                    QualityRule.valueOf(RULE.text(row)),
                    CENSUS_YEAR.isNull(row) ? null : CENSUS_YEAR.year(row),
                    REGION_CODE.text(row),
                    SOURCE_FILE.text(row),
                    ROWS.isNull(row) ? null : ROWS.count(row),
                    DETAIL.text(row)))
        .toList();
  }

  /** Whether a finding is about what was laid against what the lake held of it before. */
  public static boolean isAgainstLake(Row row) {
    QualityRule rule = QualityRule.valueOf(RULE.text(row));
    return rule == QualityRule.TIER_SHIFT
        || (rule == QualityRule.STRAY_REGION && SOURCE_FILE.isNull(row));
  }

  /** Replaces the findings of the rules of one step. */
  public static void replace(
      Lake lake, QualityRule.Stage stage, List<QualityFinding> findings, String runId) {
    List<Row> rows = new ArrayList<>();
    for (Row row : lake.rows(TABLE)) {
      if (QualityRule.valueOf(RULE.text(row)).stage() != stage) {
        rows.add(row);
      }
    }
    findings.stream().distinct().map(finding -> row(finding, runId)).forEach(rows::add);
    lake.replaceSmall(List.of(new Lake.SmallTable(TABLE, rows)));
  }

  private static Row row(QualityFinding finding, String runId) {
    return TABLE
        .row()
        .set(CENSUS_YEAR, finding.censusYear())
        .set(REGION_CODE, finding.regionCode())
        .set(SOURCE_FILE, finding.sourceFile())
        .set(RULE, finding.rule().name())
        .set(SEVERITY, finding.rule().severity().name())
        .set(ROWS, finding.rows())
        .set(DETAIL, finding.detail())
        .set(RUN_ID, runId)
        .build();
  }
}
