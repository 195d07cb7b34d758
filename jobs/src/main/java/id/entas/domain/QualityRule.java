package id.entas.domain;

import java.util.Arrays;
import java.util.List;

/** What {@code quality_finding} looks for: each rule with its severity and its meaning in words. */
public enum QualityRule {
  REJECTED_COLUMN_COUNT(
      Stage.INGEST, Severity.WARNING, "Rows with more or fewer columns than the header."),
  REJECTED_UNCLOSED_QUOTE(
      Stage.INGEST, Severity.WARNING, "Rows with a quoted field that does not close."),
  REJECTED_INVALID_ENCODING(
      Stage.INGEST, Severity.WARNING, "Rows with bytes that the file's encoding does not know."),
  REJECTED_IMPRECISE_NUMBER(
      Stage.INGEST, Severity.WARNING, "Rows with a code or id that a spreadsheet rounded."),
  REJECTED_UNREADABLE_VALUE(
      Stage.INGEST, Severity.WARNING, "Rows with a value that cannot be read."),
  REJECTED_MISSING_VALUE(Stage.INGEST, Severity.WARNING, "Rows without a value that is needed."),
  REJECTED_UNKNOWN_TIER(
      Stage.INGEST, Severity.WARNING, "Rows with a tier that the scheme does not know."),
  REJECTED_UNKNOWN_REGION(
      Stage.INGEST, Severity.WARNING, "Rows of a kecamatan or desa that is not known."),
  REJECTED_VILLAGE_OUTSIDE_REGION(
      Stage.INGEST, Severity.WARNING, "Rows with a desa of another kecamatan."),
  REJECTED_YEAR_OUT_OF_RANGE(
      Stage.INGEST, Severity.WARNING, "Rows of a census year that settings do not allow."),
  REJECTED_YEAR_MISMATCH(
      Stage.INGEST, Severity.WARNING, "Rows of a census year other than the file's."),
  REJECTED_VALUE_OUT_OF_RANGE(
      Stage.INGEST, Severity.WARNING, "Rows with more or fewer persons than a household has."),
  REJECTED_MIXED_UNIT(
      Stage.INGEST, Severity.WARNING, "Rows of families among households, or the reverse."),
  REJECTED_DUPLICATE_HOUSEHOLD(
      Stage.INGEST, Severity.WARNING, "Rows of households that stand more than once."),
  STRAY_REGION(
      Stage.INGEST,
      Severity.WARNING,
      "A kecamatan of which an extract has so few rows that they are likely strays; they count as"
          + " its whole census and replace what was there."),
  TIER_SHIFT(
      Stage.INGEST,
      Severity.WARNING,
      "A kecamatan whose listed households differ much from what the lake held of the census."),
  COVERAGE_MISSING(
      Stage.INGEST, Severity.WARNING, "A kecamatan that no extract of the census covers."),
  TIER_DISAGREEMENT(
      Stage.INGEST,
      Severity.WARNING,
      "Rows of a kecamatan whose recorded tier is not the one that follows from the criteria."),
  TIER_DERIVED(
      Stage.INGEST,
      Severity.INFO,
      "Rows of a kecamatan that record no tier, so that it follows from the criteria."),
  IGNORED_COLUMNS(Stage.INGEST, Severity.INFO, "Columns of an extract that are not read."),
  OTHER_ENCODING(Stage.INGEST, Severity.INFO, "An extract that is not written in UTF-8."),
  LINKAGE(
      Stage.LINKAGE,
      Severity.INFO,
      "How many households of a kecamatan were found again in the next census, and how many are"
          + " new in it."),
  LINKAGE_BROKEN(
      Stage.LINKAGE,
      Severity.ERROR,
      "Too few households of a kecamatan were found again: their ids were likely written anew."),
  VILLAGE_SWAP(
      Stage.LINKAGE,
      Severity.WARNING,
      "Two desa exchange their listed totals while their households do not stay: their codes were"
          + " likely swapped."),
  RECONCILIATION_DIFFERENCE(
      Stage.RECONCILIATION,
      Severity.WARNING,
      "A published figure that differs from the lake by more than the tolerance."),
  PUBLISHED_NOT_ADDITIVE(
      Stage.RECONCILIATION,
      Severity.WARNING,
      "A published figure that is not the sum of its published parts.");

  /** How much a finding matters. */
  public enum Severity {
    /** Good to know. */
    INFO,
    /** Results may be wrong in this place. */
    WARNING,
    /** Results are most likely wrong in this place. */
    ERROR
  }

  /** Which step of a run looks for it, and so replaces what it found before. */
  public enum Stage {
    INGEST,
    LINKAGE,
    RECONCILIATION
  }

  private static final String REJECTED = "REJECTED_";

  private final Stage stage;
  private final Severity severity;
  private final String meaning;

  QualityRule(Stage stage, Severity severity, String meaning) {
    this.stage = stage;
    this.severity = severity;
    this.meaning = meaning;
  }

  public Stage stage() {
    return stage;
  }

  public Severity severity() {
    return severity;
  }

  /** What the rule finds, as a sentence. */
  public String meaning() {
    return meaning;
  }

  /** The rule that counts the rows rejected for a reason. */
  public static QualityRule ofRejection(String reason) {
    return valueOf(REJECTED + reason);
  }

  public static List<QualityRule> ofStage(Stage stage) {
    return Arrays.stream(values()).filter(rule -> rule.stage == stage).toList();
  }
}
