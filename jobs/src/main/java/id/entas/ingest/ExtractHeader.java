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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where the wanted columns stand in a file, by the names in its header.
 *
 * @param slots slot (ordinal of the {@link ExtractColumn}) of each column of the file, or {@link
 *     FieldSplit#UNWANTED}
 * @param idScope within what the household id is unique: kabupaten, kecamatan or desa
 * @param ignored names of the columns that are not read, as written
 * @param choices which of several columns that could be read for one is read, a sentence each
 */
record ExtractHeader(int[] slots, String idScope, List<String> ignored, List<String> choices)
    implements Serializable {
  /** Where a row's census year may come from. */
  enum YearSource {
    /** Only from a column, which the file must have. */
    COLUMN,
    /** From the file's name or {@code --year}; a column is welcome. */
    FILE
  }

  private static final Pattern HEADER_FIELD = Pattern.compile("\\s*\\p{L}[\\p{L}\\d_./() -]*");
  private static final Pattern DIGIT_AMONG_WORDS = Pattern.compile("(?=.*\\d).*\\S +\\S.*");

  static final String KABUPATEN = "kabupaten";
  static final String KECAMATAN = "kecamatan";
  static final String DESA = "desa";

  /** A refusal names at most this many of the columns that were found. */
  private static final int MOST_SHOWN = 60;

  /** Settings of the headers of names, which stand in for codes. */
  private static final String REGION_NAME = "region_name";

  private static final String VILLAGE_NAME = "village_name";

  private static final Set<ExtractColumn> KECAMATAN_PARTS =
      Set.of(ExtractColumn.KDPROP, ExtractColumn.KDKAB, ExtractColumn.KDKEC);

  /** The widest scope first: where a file has several ids, the one that holds furthest is taken. */
  private static final List<String> SCOPES = List.of(KABUPATEN, KECAMATAN, DESA);

  /**
   * Finds the columns by their accepted names, whatever their case, spaces, underscores and dots.
   * Where several columns of the file are accepted for one, the first in the settings is read. A
   * column of names of kecamatan or desa is read only where no column has their codes.
   *
   * @param names the header's fields
   * @param yearSource where a row's census year may come from
   * @throws Refusal if a name stands twice or a required column is missing
   */
  static ExtractHeader of(
      InputFile file, List<String> names, YearSource yearSource, Settings settings) {
    Map<String, Integer> places = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = HeaderNames.normal(names.get(i));
      if (!name.isEmpty() && places.putIfAbsent(name, i) != null) {
        throw Refusal.data(
            "The header of "
                + file.sourceFile()
                + " has the column "
                + String.join(", ", shown(List.of(names.get(i)), names, settings))
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
    if (file.kind() == FileKind.DBF) {
      addCutNames(places, names, accepted, settings);
    }
    Set<ExtractColumn> found = new HashSet<>();
    List<String> choices = new ArrayList<>();
    Taking taking =
        (column, aliases) -> {
          List<Integer> candidates =
              aliases.stream()
                  .map(alias -> places.get(HeaderNames.normal(alias)))
                  .filter(place -> place != null)
                  .distinct()
                  .toList();
          if (!candidates.isEmpty()) {
            slots[candidates.get(0)] = column.ordinal();
            found.add(column);
          }
          if (candidates.size() > 1) {
            choices.add(choice(column, candidates.stream().map(names::get).toList()));
          }
        };
    accepted.forEach(taking::of);
    if (!found.contains(ExtractColumn.REGION_CODE) && !found.containsAll(KECAMATAN_PARTS)) {
      taking.of(ExtractColumn.REGION_CODE, namesForCodes(settings).get(ExtractColumn.REGION_CODE));
    }
    if (!found.contains(ExtractColumn.VILLAGE_CODE) && !found.contains(ExtractColumn.KDDESA)) {
      taking.of(
          ExtractColumn.VILLAGE_CODE, namesForCodes(settings).get(ExtractColumn.VILLAGE_CODE));
    }
    List<String> ids = new ArrayList<>();
    String scope = null;
    for (String candidate : SCOPES) {
      List<String> aliases = settings.householdIdHeaders().getOrDefault(candidate, List.of());
      ids.addAll(aliases);
      if (scope == null
          && aliases.stream().anyMatch(alias -> places.containsKey(HeaderNames.normal(alias)))) {
        scope = candidate;
      }
    }
    taking.of(ExtractColumn.HOUSEHOLD_ID, ids);
    refuseMissing(file, names, found, yearSource, scope, accepted, settings);
    List<String> ignored = new ArrayList<>();
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] == FieldSplit.UNWANTED && !HeaderNames.normal(names.get(i)).isEmpty()) {
        ignored.add(names.get(i));
      }
    }
    return new ExtractHeader(slots, scope, List.copyOf(ignored), List.copyOf(choices));
  }

  /** Takes the first of the accepted names that the file has for a column. */
  private interface Taking {
    void of(ExtractColumn column, List<String> aliases);
  }

  private static String choice(ExtractColumn column, List<String> names) {
    List<String> shown = names.stream().map(ExtractHeader::printable).toList();
    return column.contractName()
        + " is read from "
        + shown.get(0)
        + ", not from "
        + String.join(" or ", shown.subList(1, shown.size()));
  }

  /** The accepted names of columns that hold names and stand in for the codes of regions. */
  static Map<ExtractColumn, List<String>> namesForCodes(Settings settings) {
    return Map.of(
        ExtractColumn.REGION_CODE,
        settings.headers().getOrDefault(REGION_NAME, List.of()),
        ExtractColumn.VILLAGE_CODE,
        settings.headers().getOrDefault(VILLAGE_NAME, List.of()));
  }

  /**
   * Lets the names that dBASE cut to ten characters stand for the accepted names that begin with
   * them, unless these are of several columns.
   */
  private static void addCutNames(
      Map<String, Integer> places,
      List<String> names,
      Map<ExtractColumn, List<String>> accepted,
      Settings settings) {
    Map<String, Set<ExtractColumn>> columns = new LinkedHashMap<>();
    accepted.forEach(
        (column, aliases) ->
            aliases.forEach(
                alias -> columns.computeIfAbsent(alias, one -> new HashSet<>()).add(column)));
    namesForCodes(settings)
        .forEach(
            (column, aliases) ->
                aliases.forEach(
                    alias -> columns.computeIfAbsent(alias, one -> new HashSet<>()).add(column)));
    settings
        .householdIdHeaders()
        .values()
        .forEach(
            aliases ->
                aliases.forEach(
                    alias ->
                        columns
                            .computeIfAbsent(alias, one -> new HashSet<>())
                            .add(ExtractColumn.HOUSEHOLD_ID)));
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Set<ExtractColumn> meant = new HashSet<>();
      List<String> whole = new ArrayList<>();
      columns.forEach(
          (alias, of) -> {
            if (name.length() == DbfHeader.LONGEST_NAME
                && alias.length() > DbfHeader.LONGEST_NAME
                && alias.substring(0, DbfHeader.LONGEST_NAME).equalsIgnoreCase(name)) {
              meant.addAll(of);
              whole.add(alias);
            }
          });
      if (meant.size() == 1) {
        int place = i;
        whole.forEach(alias -> places.putIfAbsent(HeaderNames.normal(alias), place));
      }
    }
  }

  /** Whether the file has a column. */
  boolean has(ExtractColumn column) {
    return Arrays.stream(slots).anyMatch(slot -> slot == column.ordinal());
  }

  /** The accepted names of each column but the household id, the contract's name first. */
  static Map<ExtractColumn, List<String>> accepted(Settings settings) {
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
    if (!found.contains(ExtractColumn.REGION_CODE) && !found.containsAll(KECAMATAN_PARTS)) {
      missing.add(
          expected(ExtractColumn.REGION_CODE, accepted)
              + " or KDPROP, KDKAB and KDKEC, or its name ("
              + String.join(", ", namesForCodes(settings).get(ExtractColumn.REGION_CODE))
              + ")");
    }
    if (!found.contains(ExtractColumn.HOUSEHOLD_ID)) {
      List<String> ids = new ArrayList<>();
      SCOPES.forEach(one -> ids.addAll(settings.householdIdHeaders().getOrDefault(one, List.of())));
      missing.add("household_id (" + String.join(", ", ids) + ")");
    } else if (DESA.equals(scope)
        && !found.contains(ExtractColumn.VILLAGE_CODE)
        && !found.contains(ExtractColumn.KDDESA)) {
      missing.add(
          expected(ExtractColumn.VILLAGE_CODE, accepted)
              + " or KDDESA, or its name ("
              + String.join(", ", namesForCodes(settings).get(ExtractColumn.VILLAGE_CODE))
              + "), as the household id is unique only within its desa");
    }
    findMissingTier(found, accepted, settings).ifPresent(missing::add);
    if (!missing.isEmpty()) {
      throw Refusal.data(
          "The header of "
              + file.sourceFile()
              + " lacks "
              + String.join("; ", missing)
              + " (found "
              + found(shown(names, names, settings))
              + "); rename its columns or add their names to ingest.headers in the settings.");
    }
  }

  private static String expected(ExtractColumn column, Map<ExtractColumn, List<String>> accepted) {
    List<String> names = accepted.get(column);
    return names.size() == 1
        ? names.get(0)
        : names.get(0) + " (" + String.join(", ", names.subList(1, names.size())) + ")";
  }

  /**
   * Names of a header for a sentence. A file may have lost its header, and then its first line is a
   * household's; or its end, and then the first household's stands behind what is left. Where the
   * line holds no name that is accepted, or a field that is none of a header (a number, a tier, a
   * text with a digit in one of several words), only accepted names are shown.
   */
  private static List<String> shown(List<String> some, List<String> line, Settings settings) {
    Set<String> known = HeaderNames.of(settings).columnOf().keySet();
    boolean isHeader =
        line.stream().anyMatch(name -> known.contains(HeaderNames.normal(name)))
            && line.stream().allMatch(name -> isOfAHeader(name, settings));
    return some.stream()
        .map(
            name ->
                isHeader || known.contains(HeaderNames.normal(name))
                    ? printable(name)
                    : "a text that is not shown, as it may be a household's")
        .distinct()
        .toList();
  }

  private static boolean isOfAHeader(String field, Settings settings) {
    return field.isBlank()
        || HEADER_FIELD.matcher(field).matches()
            && !DIGIT_AMONG_WORDS.matcher(field).matches()
            && settings.tiers().tiers().stream()
                .noneMatch(
                    tier ->
                        tier.code().equalsIgnoreCase(field.strip())
                            || tier.spellings().stream().anyMatch(field.strip()::equalsIgnoreCase));
  }

  private static String found(List<String> names) {
    return String.join(", ", names.stream().limit(MOST_SHOWN).toList())
        + (names.size() > MOST_SHOWN ? " and " + (names.size() - MOST_SHOWN) + " more" : "");
  }

  /** A found name as it can be shown, since a file that is no text may hold anything. */
  static String printable(String name) {
    String shown = name.replaceAll("\\p{Cntrl}", "?");
    return shown.length() > 60 ? shown.substring(0, 60) + "…" : shown;
  }
}
