package id.entas.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.when;

import id.entas.domain.ClassificationRule;
import id.entas.job.Settings;
import id.entas.tables.Field;
import id.entas.tables.HouseholdTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Tiers that follow from the 14 criteria: {@link ClassificationRule} as expressions over a row, of
 * which a test shows that they say what the rule says.
 *
 * <p>Only files that have a criterion or an income pay for this: rows of others have none of these
 * columns.
 */
final class DerivedTiers {
  /** The tier that the extract itself gives, which is the one that counts. */
  static final Field RECORDED =
      HouseholdTable.TIER.named("recorded_tier").orNull("Null where the extract gives none.");

  /** The tier that follows from the criteria, whether or not one is recorded. */
  static final Field DERIVED =
      HouseholdTable.TIER
          .named("derived_tier")
          .orNull("Null where the criteria that are known do not tell.");

  private static final Field INCOME_TEXT =
      Field.optional("income_bare", DataTypes.StringType, "Income without Rp and sen.");
  private static final Field INCOME =
      Field.optional("income", DataTypes.IntegerType, "Income, rupiah a month.");
  private static final Field ANSWERED =
      Field.required("answered", DataTypes.IntegerType, "Criteria of the rule that are known.");
  private static final Field LEAST =
      Field.required("least_score", DataTypes.DoubleType, "Score if no unknown one is met.");
  private static final Field MOST =
      Field.required("most_score", DataTypes.DoubleType, "Score if all unknown ones are met.");

  /** Whether each criterion is met; null where that is unknown. */
  private static final List<Field> CRITERIA =
      ExtractColumn.INDICATORS.stream()
          .map(
              column ->
                  Field.optional(
                      column.contractName(), DataTypes.BooleanType, "Whether it is met."))
          .toList();

  private DerivedTiers() {}

  /** Whether rows say anything that a tier could be derived from. */
  static boolean areIn(Dataset<Row> framed) {
    return ExtractColumn.INDICATORS.stream().anyMatch(column -> FramedRows.has(framed, column));
  }

  /** Whether rows went through {@link #of}. */
  static boolean isAddedTo(Dataset<Row> rows) {
    return List.of(rows.columns()).contains(DERIVED.name());
  }

  /** Framed rows with {@link #DERIVED}. */
  static Dataset<Row> of(Dataset<Row> framed, Settings settings) {
    ClassificationRule rule = settings.classification();
    Optional<Settings.IncomeCriterion> income =
        FramedRows.has(framed, ExtractColumn.INCOME)
            ? settings.findIncomeCriterion()
            : Optional.empty();
    Dataset<Row> rows = framed;
    if (income.isPresent()) {
      rows =
          rows.withColumn(
                  INCOME_TEXT.name(),
                  regexp_replace(
                      ExtractColumn.INCOME.text().col(), "(?i)^rp\\.?\\s*|,(?:00|-)$", ""))
              .withColumn(INCOME.name(), SpreadsheetText.wholeNumber(INCOME_TEXT));
    }
    Map<String, Column> criteria = new LinkedHashMap<>();
    for (int i = 0; i < ClassificationRule.CRITERIA; i++) {
      criteria.put(CRITERIA.get(i).name(), criterion(framed, i + 1, income));
    }
    return rows.withColumns(criteria)
        .withColumns(
            Map.of(
                ANSWERED.name(),
                answered(rule),
                LEAST.name(),
                score(rule, lit(false)),
                MOST.name(),
                score(rule, lit(true))))
        .withColumn(
            DERIVED.name(),
            when(
                ANSWERED
                    .col()
                    .geq(rule.minAnswered())
                    .and(tier(rule, MOST, lit(true)).equalTo(tier(rule, LEAST, lit(false)))),
                tier(rule, LEAST, lit(false))));
  }

  private static Column criterion(
      Dataset<Row> framed, int number, Optional<Settings.IncomeCriterion> income) {
    ExtractColumn column = ExtractColumn.INDICATORS.get(number - 1);
    Column said =
        FramedRows.has(framed, column)
            ? SpreadsheetText.flag(column.text().col())
            : lit(null).cast(DataTypes.BooleanType);
    return income
        .filter(one -> one.criterion() == number)
        .map(one -> coalesce(said, INCOME.col().lt(one.rupiah())))
        .orElse(said);
  }

  private static Column answered(ClassificationRule rule) {
    return rule.criteriaUsed().stream()
        .map(criterion -> CRITERIA.get(criterion - 1))
        .map(field -> when(field.col().isNull(), 0).otherwise(1))
        .reduce(Column::plus)
        .orElseThrow();
  }

  /** The score, added up in the rule's own order so that it rounds as the rule's does. */
  private static Column score(ClassificationRule rule, Column unknown) {
    Column score = lit(0.0);
    for (int i = 0; i < ClassificationRule.CRITERIA; i++) {
      score =
          score.plus(
              when(coalesce(CRITERIA.get(i).col(), unknown), rule.weights().get(i)).otherwise(0.0));
    }
    return score;
  }

  private static Column tier(ClassificationRule rule, Field score, Column unknown) {
    List<ClassificationRule.Step> bestFirst = new ArrayList<>(rule.steps());
    Collections.reverse(bestFirst);
    Column tier = lit(rule.bestTier());
    for (ClassificationRule.Step step : bestFirst) {
      Column isMet = score.col().plus(ClassificationRule.ROUNDING).geq(step.leastScore());
      for (int criterion : step.mandatory()) {
        isMet = isMet.and(coalesce(CRITERIA.get(criterion - 1).col(), unknown));
      }
      tier = when(isMet, step.tier()).otherwise(tier);
    }
    return tier;
  }

  /** What keeps a row from having a tier, in words. */
  static Column missing(Settings settings) {
    Column[] blank =
        settings.classification().criteriaUsed().stream()
            .map(criterion -> CRITERIA.get(criterion - 1))
            .map(field -> when(field.col().isNull(), field.name()))
            .toArray(Column[]::new);
    return concat(
        lit("tier and outcome are blank, and the tier cannot be derived without "),
        concat_ws(", ", blank));
  }

  /** Texts that are neither 1 nor 0, or no income: the column, whether it is so, and in words. */
  record Unreadable(ExtractColumn column, Column isSo, String words) {}

  /** What of the criteria and the income cannot be read. */
  static List<Unreadable> unreadable(Dataset<Row> framed) {
    List<Unreadable> all = new ArrayList<>();
    for (ExtractColumn column : ExtractColumn.INDICATORS) {
      if (FramedRows.has(framed, column)) {
        Column text = column.text().col();
        all.add(
            new Unreadable(
                column,
                text.isNotNull().and(SpreadsheetText.flag(text).isNull()),
                "is neither 0 nor 1"));
      }
    }
    if (FramedRows.has(framed, ExtractColumn.INCOME)) {
      Column text = ExtractColumn.INCOME.text().col();
      all.add(
          new Unreadable(
              ExtractColumn.INCOME,
              text.isNotNull().and(coalesce(INCOME.col().lt(0), lit(true))),
              "is no amount of rupiah"));
    }
    return all;
  }
}
