package id.entas.ingest;

import id.entas.domain.Refusal;
import id.entas.job.Settings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the wanted columns stand in a file, by the names in its header.
 *
 * @param slots slot (ordinal of the {@link ExtractColumn}) of each column of the file, or {@link
 *     FieldSplit#UNWANTED}
 * @param idScope within what the household id is unique: kabupaten, kecamatan or desa
 * @param ignored names of the columns that are not read, as written
 */
record ExtractHeader(int[] slots, String idScope, List<String> ignored) implements Serializable {
  /** Where a row's census year may come from. */
  enum YearSource {
    /** Only from a column, which the file must have. */
    COLUMN,
    /** From the file's name or {@code --year}; a column is welcome. */
    FILE
  }

  static final String KABUPATEN = "kabupaten";
  static final String KECAMATAN = "kecamatan";
  static final String DESA = "desa";

  /** The widest scope first: where a file has several ids, the one that holds furthest is taken. */
  private static final List<String> SCOPES = List.of(KABUPATEN, KECAMATAN, DESA);

  /**
   * Finds the columns by their accepted names, whatever their case, spaces, underscores and dots.
   * Where several columns of the file are accepted for one, the first in the settings is read.
   *
   * @param names the header's fields
   * @param yearSource where a row's census year may come from
   * @throws Refusal if a name stands twice or a required column is missing
   */
  static ExtractHeader of(
      InputFile file, List<String> names, YearSource yearSource, Settings settings) {
    Map<String, Integer> places = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = normal(names.get(i));
      if (!name.isEmpty() && places.putIfAbsent(name, i) != null) {
        throw Refusal.data(
            "The header of "
                + file.sourceFile()
                + " has the column "
                + printable(names.get(i))
                + " twice; rename or remove one of them.");
      }
    }
    if (names.size() > QuotedSplit.MOST_COLUMNS) {
      throw Refusal.data(
          "The header of "
              + file.sourceFile()
              + " has "
              + names.size()
              + " columns, of which Entas reads at most "
              + QuotedSplit.MOST_COLUMNS
              + "; remove some.");
    }
    int[] slots = new int[names.size()];
    Arrays.fill(slots, FieldSplit.UNWANTED);
    Map<ExtractColumn, List<String>> accepted = accepted(settings);
    Set<ExtractColumn> found = new HashSet<>();
    accepted.forEach(
        (column, aliases) ->
            aliases.stream()
                .map(alias -> places.get(normal(alias)))
                .filter(place -> place != null)
                .findFirst()
                .ifPresent(
                    place -> {
                      slots[place] = column.ordinal();
                      found.add(column);
                    }));
    String scope = SCOPES.get(0);
    for (String candidate : SCOPES) {
      Integer place =
          settings.householdIdHeaders().getOrDefault(candidate, List.of()).stream()
              .map(alias -> places.get(normal(alias)))
              .filter(one -> one != null)
              .findFirst()
              .orElse(null);
      if (place != null) {
        slots[place] = ExtractColumn.HOUSEHOLD_ID.ordinal();
        found.add(ExtractColumn.HOUSEHOLD_ID);
        scope = candidate;
        break;
      }
    }
    refuseMissing(file, names, found, yearSource, scope, accepted, settings);
    List<String> ignored = new ArrayList<>();
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] == FieldSplit.UNWANTED && !normal(names.get(i)).isEmpty()) {
        ignored.add(names.get(i));
      }
    }
    return new ExtractHeader(slots, scope, List.copyOf(ignored));
  }

  /** Whether the file has a column. */
  boolean has(ExtractColumn column) {
    return Arrays.stream(slots).anyMatch(slot -> slot == column.ordinal());
  }

  /** A header name without what spreadsheets and people vary: case, blanks, underscores, dots. */
  private static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_.\\u00A0\\uFEFF]", "");
  }

  private static Map<ExtractColumn, List<String>> accepted(Settings settings) {
    Map<String, List<String>> configured = settings.headers();
    Map<ExtractColumn, List<String>> accepted = new EnumMap<>(ExtractColumn.class);
    for (ExtractColumn column : ExtractColumn.values()) {
      if (column != ExtractColumn.HOUSEHOLD_ID && isRead(column, settings)) {
        List<String> names = new ArrayList<>(List.of(column.contractName()));
        names.addAll(configured.getOrDefault(column.contractName(), List.of()));
        accepted.put(column, names);
      }
    }
    return accepted;
  }

  /** Income is read only where the settings compare it with something. */
  private static boolean isRead(ExtractColumn column, Settings settings) {
    return column != ExtractColumn.INCOME || settings.findIncomeCriterion().isPresent();
  }

  /**
   * What a file without a tier lacks: that, or the criteria of which the classification could
   * derive it. It lacks nothing where it has all of these.
   */
  private static Optional<String> findMissingTier(
      Set<ExtractColumn> found, Map<ExtractColumn, List<String>> accepted, Settings settings) {
    if (found.contains(ExtractColumn.TIER)) {
      return Optional.empty();
    }
    List<ExtractColumn> used =
        settings.classification().criteriaUsed().stream()
            .map(criterion -> ExtractColumn.INDICATORS.get(criterion - 1))
            .toList();
    Set<ExtractColumn> answered = new HashSet<>(found);
    if (found.contains(ExtractColumn.INCOME)) {
      settings
          .findIncomeCriterion()
          .ifPresent(income -> answered.add(ExtractColumn.INDICATORS.get(income.criterion() - 1)));
    }
    if (answered.containsAll(used)) {
      return Optional.empty();
    }
    String or = expected(ExtractColumn.TIER, accepted) + " or, to derive it, ";
    if (used.stream().noneMatch(answered::contains)) {
      return Optional.of(
          or
              + expected(used.get(0), accepted)
              + " and so on to "
              + expected(used.get(used.size() - 1), accepted));
    }
    return Optional.of(
        or
            + used.stream()
                .filter(column -> !answered.contains(column))
                .map(column -> expected(column, accepted))
                .collect(Collectors.joining(" and ")));
  }

  private static void refuseMissing(
      InputFile file,
      List<String> names,
      Set<ExtractColumn> found,
      YearSource yearSource,
      String scope,
      Map<ExtractColumn, List<String>> accepted,
      Settings settings) {
    List<String> missing = new ArrayList<>();
    if (yearSource == YearSource.COLUMN && !found.contains(ExtractColumn.CENSUS_YEAR)) {
      missing.add(
          expected(ExtractColumn.CENSUS_YEAR, accepted)
              + " or a year in the file's name (_2008.csv) or --year");
    }
    if (!found.contains(ExtractColumn.REGION_CODE)
        && !found.containsAll(
            Set.of(ExtractColumn.KDPROP, ExtractColumn.KDKAB, ExtractColumn.KDKEC))) {
      missing.add(expected(ExtractColumn.REGION_CODE, accepted) + " or KDPROP, KDKAB and KDKEC");
    }
    if (!found.contains(ExtractColumn.HOUSEHOLD_ID)) {
      List<String> ids = new ArrayList<>();
      SCOPES.forEach(one -> ids.addAll(settings.householdIdHeaders().getOrDefault(one, List.of())));
      missing.add("household_id (" + String.join(", ", ids) + ")");
    } else if (scope.equals(DESA)
        && !found.contains(ExtractColumn.VILLAGE_CODE)
        && !found.contains(ExtractColumn.KDDESA)) {
      missing.add(
          expected(ExtractColumn.VILLAGE_CODE, accepted)
              + " or KDDESA"
              + ", as the household id is unique only within its desa");
    }
    findMissingTier(found, accepted, settings).ifPresent(missing::add);
    if (!missing.isEmpty()) {
      throw Refusal.data(
          "The header of "
              + file.sourceFile()
              + " lacks "
              + String.join("; ", missing)
              + " (found "
              + String.join(", ", names.stream().map(ExtractHeader::printable).toList())
              + "); rename its columns or add their names to ingest.headers in the settings.");
    }
  }

  private static String expected(ExtractColumn column, Map<ExtractColumn, List<String>> accepted) {
    List<String> names = accepted.get(column);
    return names.size() == 1
        ? names.get(0)
        : names.get(0) + " (" + String.join(", ", names.subList(1, names.size())) + ")";
  }

  /** A found name as it can be shown, since a file that is no text may hold anything. */
  private static String printable(String name) {
    String shown = name.replaceAll("\\p{Cntrl}", "?");
    return shown.length() > 60 ? shown.substring(0, 60) + "…" : shown;
  }
}
