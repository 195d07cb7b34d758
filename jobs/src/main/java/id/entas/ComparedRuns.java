package id.entas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.entas.domain.StandardScenario;
import id.entas.job.RunIdentity;
import id.entas.job.Settings;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.PublishedRun;
import id.entas.tables.RegionTable;
import id.entas.tables.TargetReachabilityTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * What changed between two published runs: what each was made of, and the verdicts.
 *
 * <p>Where more than one of extracts, settings and program differ, the runs alone cannot say which
 * of them changed a verdict; that is said, and not guessed.
 */
final class ComparedRuns {
  /** The entry of a run's settings that holds the keys; the others are the files beside them. */
  private static final String KEYS = "entas.conf";

  private final PublishedRun before;
  private final PublishedRun after;
  private final List<String> lines = new ArrayList<>();
  private final List<String> causes = new ArrayList<>();

  private ComparedRuns(PublishedRun before, PublishedRun after) {
    this.before = before;
    this.after = after;
  }

  /** The comparison in lines for people. */
  static List<String> of(PublishedRun before, PublishedRun after) {
    ComparedRuns compared = new ComparedRuns(before, after);
    compared.lines.add("Run " + before.runId() + " and run " + after.runId());
    compared.extracts();
    compared.settings();
    compared.program();
    compared.verdicts();
    return compared.lines;
  }

  private void extracts() {
    Map<String, String> old = digests(before);
    Map<String, String> now = digests(after);
    List<String> changes = new ArrayList<>();
    for (String file : union(old, now)) {
      if (!old.containsKey(file)) {
        changes.add("new " + file);
      } else if (!now.containsKey(file)) {
        changes.add("no longer " + file);
      } else if (!old.get(file).equals(now.get(file))) {
        changes.add("corrected " + file);
      }
    }
    say("Extracts", "extracts", changes);
  }

  /** The content of every file as it was read last. */
  private static Map<String, String> digests(PublishedRun run) {
    Map<String, String> latest = new TreeMap<>();
    run.rows(ExtractFileTable.TABLE).stream()
        .sorted(Comparator.comparing(ExtractFileTable.INGEST_ORDER::count))
        .forEach(
            row ->
                latest.put(
                    ExtractFileTable.SOURCE_FILE.text(row), ExtractFileTable.SHA256.text(row)));
    return latest;
  }

  private void settings() {
    Map<String, String> old = texts(before.settings());
    Map<String, String> now = texts(after.settings());
    List<String> changes = new ArrayList<>();
    for (String file : union(old, now)) {
      String was = old.getOrDefault(file, "");
      String is = now.getOrDefault(file, "");
      if (file.equals(KEYS)) {
        changes.addAll(keys(was, is));
      } else if (!was.equals(is)) {
        changes.add(file);
      }
    }
    say("Settings", "settings", changes);
  }

  private static List<String> keys(String before, String after) {
    Map<String, String> old = Settings.values(before);
    Map<String, String> now = Settings.values(after);
    return union(old, now).stream()
        .filter(key -> !Objects.equals(old.get(key), now.get(key)))
        .map(
            key ->
                key
                    + " "
                    + old.getOrDefault(key, "not known")
                    + " -> "
                    + now.getOrDefault(key, "not known"))
        .toList();
  }

  private static Map<String, String> texts(String settings) {
    try {
      return new ObjectMapper()
          .readValue(settings, new TypeReference<TreeMap<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no settings: " + settings, e);
    }
  }

  private void program() {
    List<String> changes = new ArrayList<>();
    if (!before.programVersion().equals(after.programVersion())) {
      changes.add(before.programVersion() + " -> " + after.programVersion());
    } else {
      Optional<String> was = findBuild(before);
      Optional<String> is = findBuild(after);
      if (was.isPresent() && is.isPresent() && !was.equals(is)) {
        changes.add(before.programVersion() + ", build " + was.get() + " -> build " + is.get());
      }
    }
    say("Program", "program", changes);
  }

  /** The build that counted the verdicts; runs of older programs do not say it. */
  private static Optional<String> findBuild(PublishedRun run) {
    return run.findMark(TargetReachabilityTable.TABLE).flatMap(RunIdentity::findBuild);
  }

  private void say(String what, String cause, List<String> changes) {
    if (changes.isEmpty()) {
      lines.add(String.format(Locale.ROOT, "  %-9s the same", what));
      return;
    }
    causes.add(cause);
    for (int i = 0; i < changes.size(); i++) {
      lines.add(String.format(Locale.ROOT, "  %-9s %s", i == 0 ? what : "", changes.get(i)));
    }
  }

  private void verdicts() {
    Map<String, Row> old = headlines(before);
    Map<String, Row> now = headlines(after);
    Map<String, String> names =
        after.rows(RegionTable.TABLE).stream()
            .collect(
                Collectors.toMap(RegionTable.REGION_CODE::text, RegionTable.REGION_NAME::text));
    List<String> changed = new ArrayList<>();
    for (String region : union(old, now)) {
      String was = words(old.get(region));
      String is = words(now.get(region));
      if (!was.equals(is)) {
        changed.add(
            String.format(
                Locale.ROOT, "  %-22s %s  ->  %s", names.getOrDefault(region, region), was, is));
      }
    }
    lines.add(
        changed.isEmpty()
            ? "No verdict, chance or latest count changed."
            : "Changed in " + changed.size() + " of " + now.size() + " regions" + because());
    lines.addAll(changed);
  }

  private String because() {
    return switch (causes.size()) {
      case 0 ->
          ", though extracts, settings and the version of the program are the same: it was changed"
              + " within a version, or has a fault.";
      case 1 -> ", because of the " + causes.get(0) + ".";
      default ->
          "; " + String.join(" and ", causes) + " differ, and these runs do not say which did it.";
    };
  }

  /** The verdict at the headline tolerance of the run's own settings, by region. */
  private static Map<String, Row> headlines(PublishedRun run) {
    String written =
        Settings.values(texts(run.settings()).get(KEYS)).get("target.headline-tolerance");
    double headline =
        written == null ? Settings.defaults().headlineTolerance() : Double.parseDouble(written);
    return run.rows(TargetReachabilityTable.TABLE).stream()
        .filter(
            row ->
                TargetReachabilityTable.SCENARIO.text(row).equals(StandardScenario.OBSERVED.code())
                    && TargetReachabilityTable.TOLERANCE_SHARE.number(row) == headline)
        .collect(
            Collectors.toMap(
                TargetReachabilityTable.REGION_CODE::text,
                Function.identity(),
                (one, other) -> one,
                TreeMap::new));
  }

  private static String words(Row row) {
    if (row == null) {
      return "not there";
    }
    String latest =
        TargetReachabilityTable.LATEST_YEAR.isNull(row)
            ? ""
            : String.format(
                Locale.ROOT,
                " (%,d in %d%s)",
                TargetReachabilityTable.LATEST_HOUSEHOLDS.count(row),
                TargetReachabilityTable.LATEST_YEAR.year(row),
                chance(row));
    return TargetReachabilityTable.VERDICT.text(row) + latest;
  }

  /** A chance to the whole per cent, as less of a difference is the luck of the futures. */
  private static String chance(Row row) {
    return TargetReachabilityTable.PROBABILITY_REACHED.isNull(row)
        ? ""
        : String.format(
            Locale.ROOT,
            ", %.0f %%",
            100 * TargetReachabilityTable.PROBABILITY_REACHED.number(row));
  }

  private static SortedSet<String> union(Map<String, ?> one, Map<String, ?> other) {
    SortedSet<String> all = new TreeSet<>(one.keySet());
    all.addAll(other.keySet());
    return all;
  }
}
