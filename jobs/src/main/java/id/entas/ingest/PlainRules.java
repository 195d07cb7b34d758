package id.entas.ingest;

import id.entas.domain.Region;
import id.entas.job.Settings;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the settings say of values, for {@link PlainJudge}; the same as {@link ParsedRows} says in
 * expressions.
 */
final class PlainRules implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What a census is where the extract does not say it. */
  private record Census(String unit, String instrument) implements Serializable {
    static Census of(Settings.Census census) {
      return new Census(census.unit(), SpreadsheetText.word(census.instrument()));
    }
  }

  private final RegionSpellings kecamatan;
  private final RegionSpellings desa;
  private final Map<String, List<String>> tiers;
  private final HashMap<String, List<String>> outcomes = new HashMap<>(ParsedRows.OUTCOMES);
  private final HashMap<String, List<String>> units = new HashMap<>(ParsedRows.UNITS);
  private final TreeMap<Integer, Census> censuses = new TreeMap<>();
  private final Census otherCensuses;
  private final int firstYear;
  private final int lastYear;
  private final Pseudonym pseudonym;
  private final PlainWords words;

  PlainRules(Settings settings, Pseudonym pseudonym) {
    this.kecamatan = RegionSpellings.of(settings.regions(), Region.Level.KECAMATAN);
    this.desa = RegionSpellings.of(settings.regions(), Region.Level.DESA);
    this.tiers = ParsedRows.tierSpellings(settings);
    settings.namedCensuses().forEach((year, census) -> censuses.put(year, Census.of(census)));
    this.otherCensuses = Census.of(settings.otherCensuses());
    this.firstYear = settings.firstCensusYear();
    this.lastYear = settings.lastCensusYear();
    this.pseudonym = pseudonym;
    this.words =
        new PlainWords(
            List.copyOf(tiers.keySet()),
            List.copyOf(new TreeSet<>(outcomes.keySet())),
            List.copyOf(new TreeSet<>(units.keySet())));
  }

  Pseudonym pseudonym() {
    return pseudonym;
  }

  /** The words that rows hold. */
  PlainWords words() {
    return words;
  }

  /** The tier that a text spells, null if none. */
  String tier(String text) {
    return SpreadsheetText.spelled(SpreadsheetText.code(text), tiers);
  }

  /** The outcome that a text spells, null if none. */
  String outcome(String text) {
    return SpreadsheetText.spelled(text, outcomes);
  }

  /** The unit that a text spells, null if none. */
  String unit(String text) {
    return SpreadsheetText.spelled(text, units);
  }

  /**
   * The census and place of a row.
   *
   * @param fileYear census year of the file, or null
   * @param scope within what the household id is unique
   * @param texts values by {@link ExtractColumn}, null where blank
   * @return null where one of them is for {@link ParsedRows} to judge
   */
  PlainPlace place(Integer fileYear, String scope, String[] texts) {
    for (ExtractColumn column : PlainJudge.OF_PLACE) {
      String text = texts[column.ordinal()];
      if (column != ExtractColumn.CENSUS_YEAR
          && text != null
          && SpreadsheetText.isImprecise(text)) {
        return null;
      }
    }
    String said = text(texts, ExtractColumn.CENSUS_YEAR);
    if (said != null && !said.matches("[1-9][0-9]{3}")) {
      return null;
    }
    Integer rowYear = said == null ? null : Integer.valueOf(said);
    Integer year = rowYear == null ? fileYear : rowYear;
    if (year == null
        || rowYear != null && fileYear != null && !rowYear.equals(fileYear)
        || year < firstYear
        || year > lastYear) {
      return null;
    }
    String region =
        kecamatan.kecamatanCode(
            text(texts, ExtractColumn.REGION_CODE),
            text(texts, ExtractColumn.KDPROP),
            text(texts, ExtractColumn.KDKAB),
            text(texts, ExtractColumn.KDKEC),
            year);
    String village =
        desa.desaCode(
            text(texts, ExtractColumn.VILLAGE_CODE),
            text(texts, ExtractColumn.KDDESA),
            year,
            region);
    boolean isVillageGiven =
        text(texts, ExtractColumn.VILLAGE_CODE) != null
            || text(texts, ExtractColumn.KDDESA) != null;
    if (region == null
        || isVillageGiven != (village != null)
        || village != null && !region.equals(desa.parentOf(village))) {
      return null;
    }
    String within =
        switch (scope) {
          case ExtractHeader.DESA -> village;
          case ExtractHeader.KECAMATAN -> region;
          default -> kecamatan.parentOf(region);
        };
    Census census = censuses.getOrDefault(year, otherCensuses);
    return within == null
        ? null
        : new PlainPlace(
            year,
            region,
            village,
            census.unit(),
            census.instrument(),
            Pseudonym.before(scope, within));
  }

  private static String text(String[] texts, ExtractColumn column) {
    return texts[column.ordinal()];
  }
}
