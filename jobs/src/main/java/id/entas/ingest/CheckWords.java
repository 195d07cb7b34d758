package id.entas.ingest;

import id.entas.domain.QualityRule;
import id.entas.domain.Regions;
import id.entas.job.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A check's report as lines for people. */
public final class CheckWords {
  /** So many names of a list are written out. */
  private static final int MOST_NAMES = 8;

  /** Findings that the rest of the report does not say already. */
  private static final Set<String> SAID_ALONE =
      Set.of(
          QualityRule.STRAY_REGION.name(),
          QualityRule.TIER_SHIFT.name(),
          QualityRule.TIER_DISAGREEMENT.name());

  private final CheckReport report;
  private final Regions regions;
  private final List<String> tiers;
  private final List<String> lines = new ArrayList<>();

  private CheckWords(CheckReport report, Settings settings) {
    this.report = report;
    this.regions = settings.regions();
    this.tiers = new ArrayList<>(settings.tiers().codes());
    tiers.add(CheckReport.NO_TIER);
  }

  /** The whole report; the verdict comes last. */
  public static List<String> of(CheckReport report, Settings settings) {
    CheckWords words = new CheckWords(report, settings);
    report.files().forEach(words::addFile);
    words.addRefused();
    words.addDuplicates();
    words.addChanges();
    words.addFindings();
    words.lines.addAll(verdict(report));
    return words.lines;
  }

  /** Whether a run would accept the extracts, and why not. */
  public static List<String> verdict(CheckReport report) {
    List<String> lines = new ArrayList<>();
    if (report.accepted()) {
      lines.add("Yes: a run would accept these extracts.");
    } else {
      lines.add("No: a run would refuse these extracts.");
      report.reasons().forEach(reason -> lines.add("  " + reason));
    }
    return lines;
  }

  private void add(String what, String pattern, Object... values) {
    lines.add(
        String.format(
            Locale.ROOT, "  %-10s %s", what, String.format(Locale.ROOT, pattern, values)));
  }

  private void addFile(CheckReport.ReadFile file) {
    lines.add(file.sourceFile());
    add(
        "format",
        "%s, %s%s%s%s, %s",
        file.format(),
        file.encoding(),
        file.delimiter() == null ? "" : ", separated by " + delimiter(file.delimiter()),
        file.sheet() == null ? "" : ", sheet " + file.sheet(),
        file.headerLine() == null ? "" : ", header in line " + file.headerLine(),
        file.fileYear() == null ? "census by its rows" : "census " + file.fileYear());
    add(
        "columns",
        "%s",
        file.columns().stream()
            .map(
                column ->
                    column.name().equals(column.column())
                        ? column.name()
                        : column.name() + " = " + column.column())
            .collect(Collectors.joining(", ")));
    if (!file.ignoredColumns().isEmpty()) {
      add("not read", "%s", String.join(", ", file.ignoredColumns()));
    }
    add("id", "unique in its %s", file.idScope());
    add(
        "rows",
        "%,d read, %,d accepted, %,d rejected%s",
        file.rowsRead(),
        file.rowsAccepted(),
        file.rowsRejected(),
        file.rowsRead() == 0
            ? ""
            : String.format(
                Locale.ROOT, " (%.1f %%)", 100.0 * file.rowsRejected() / file.rowsRead()));
    for (CheckReport.Census census : file.censuses()) {
      add("" + census.censusYear(), "%s", counts(census.tiers()));
      int covered = census.kecamatan().size();
      add(
          "",
          "%d of %d kecamatan: %s",
          covered,
          covered + census.kecamatanMissing().size(),
          some(
              census.kecamatan().entrySet().stream()
                  .map(
                      entry ->
                          String.format(
                              Locale.ROOT,
                              "%s %,d",
                              regions.nameOf(entry.getKey()),
                              entry.getValue()))
                  .toList()));
      if (!census.kecamatanMissing().isEmpty()) {
        add(
            "",
            "missing: %s",
            some(census.kecamatanMissing().stream().map(regions::nameOf).toList()));
      }
    }
    for (CheckReport.Rejection rejection : file.rejections()) {
      add("rejected", "%s %,d", rejection.reason(), rejection.rows());
      for (CheckReport.Example example : rejection.examples()) {
        add("", "  line %d: %s", example.line(), example.detail());
      }
    }
    lines.add("");
  }

  private static String delimiter(String delimiter) {
    return switch (delimiter) {
      case "," -> "commas";
      case ";" -> "semicolons";
      case "\t" -> "tabs";
      default -> delimiter;
    };
  }

  private String counts(Map<String, Long> byTier) {
    return tiers.stream()
        .filter(byTier::containsKey)
        .map(tier -> String.format(Locale.ROOT, "%s %,d", tier, byTier.get(tier)))
        .collect(Collectors.joining(", "));
  }

  private static String some(List<String> names) {
    return names.size() <= MOST_NAMES
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MOST_NAMES))
            + " and "
            + (names.size() - MOST_NAMES)
            + " more";
  }

  private void addRefused() {
    for (CheckReport.RefusedFile file : report.refusedFiles()) {
      lines.add(file.sourceFile());
      add("refused", "%s", file.reason());
      lines.add("");
    }
  }

  private void addDuplicates() {
    if (report.duplicates().isEmpty()) {
      return;
    }
    lines.add("Households that stand more than once");
    for (CheckReport.Duplicates one : report.duplicates()) {
      String where =
          one.otherFile() == null
              ? "in another kecamatan of the lake"
              : one.otherFile().equals(one.sourceFile())
                  ? "in the same file"
                  : "in " + one.otherFile();
      String values =
          switch (DuplicateRows.Kind.valueOf(one.kind())) {
            case SAME -> " with the same values";
            case CONFLICT -> " with other values";
            case LAKE -> "";
          };
      lines.add(
          String.format(
              Locale.ROOT,
              "  %,d %s of %s: %s%s",
              one.rows(),
              one.rows() == 1 ? "row" : "rows",
              one.sourceFile(),
              where,
              values));
    }
    lines.add("");
  }

  private void addChanges() {
    if (report.changes().isEmpty()) {
      return;
    }
    lines.add("Against the lake");
    report.changes().stream()
        .map(CheckReport.Change::censusYear)
        .distinct()
        .forEach(
            year ->
                addChanges(
                    year,
                    report.changes().stream().filter(one -> one.censusYear() == year).toList()));
    lines.add("");
  }

  private void addChanges(int year, List<CheckReport.Change> ofYear) {
    List<CheckReport.Change> added =
        ofYear.stream().filter(one -> one.householdsBefore() == 0).toList();
    if (!added.isEmpty()) {
      add(
          "" + year,
          "%d kecamatan new, with %,d households",
          added.size(),
          added.stream().mapToLong(CheckReport.Change::householdsAfter).sum());
    }
    long same = ofYear.stream().filter(CheckReport.Change::isNone).count();
    if (same > 0) {
      add("" + year, "%d kecamatan as they are", same);
    }
    for (CheckReport.Change one : ofYear) {
      if (one.householdsBefore() > 0 && !one.isNone()) {
        add(
            "" + year,
            "%s: %,d -> %,d households (%s); %s",
            one.regionName(),
            one.householdsBefore(),
            one.householdsAfter(),
            one.gained() == null
                ? "which are new cannot be told without the lake's key"
                : String.format(Locale.ROOT, "%,d gained, %,d lost", one.gained(), one.lost()),
            tiers(one));
      }
    }
  }

  private String tiers(CheckReport.Change change) {
    Map<String, Long> before = change.tiersBefore();
    Map<String, Long> after = change.tiersAfter();
    return tiers.stream()
        .filter(tier -> before.containsKey(tier) || after.containsKey(tier))
        .map(
            tier ->
                String.format(
                    Locale.ROOT,
                    "%s %,d -> %,d",
                    tier,
                    before.getOrDefault(tier, 0L),
                    after.getOrDefault(tier, 0L)))
        .collect(Collectors.joining(", "));
  }

  private void addFindings() {
    List<CheckReport.Finding> alone =
        report.findings().stream().filter(one -> SAID_ALONE.contains(one.rule())).toList();
    if (!alone.isEmpty()) {
      lines.add("Findings");
      alone.forEach(one -> lines.add("  " + one.rule() + ": " + one.detail()));
      lines.add("");
    }
    report.notes().stream()
        .filter(note -> report.files().stream().noneMatch(file -> isOfIgnored(note, file)))
        .forEach(note -> lines.add("Note: " + note));
  }

  /** The columns that are not read are said with their file. */
  private static boolean isOfIgnored(String note, CheckReport.ReadFile file) {
    return note.startsWith("columns of " + file.sourceFile() + " that are not read");
  }
}
