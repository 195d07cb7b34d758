package id.entas.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import id.entas.domain.Outcome;
import id.entas.domain.Region;
import id.entas.domain.Tier;
import id.entas.job.Settings;
import id.entas.tables.Field;
import id.entas.tables.HouseholdTable;
import id.entas.tables.RejectedRowTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Framed rows with the meaning of their texts, and the first reason to reject each, if any. */
final class ParsedRows {
  /** Reason to reject the row by itself; null where there is none. */
  static final Field REASON = RejectedRowTable.REASON.orNull("Null where the row is accepted.");

  static final Field DETAIL = RejectedRowTable.DETAIL.orNull("Null where the row is accepted.");

  private static final Field CENSUS_YEAR = RejectedRowTable.CENSUS_YEAR;
  private static final Field UNIT = HouseholdTable.UNIT;
  private static final Field REGION_CODE = HouseholdTable.REGION_CODE;
  private static final Field VILLAGE_CODE = HouseholdTable.VILLAGE_CODE;
  private static final Field ROW_YEAR =
      Field.optional("row_year", DataTypes.IntegerType, "Census year in the row.");
  private static final Field KABUPATEN = text("kabupaten_code");
  private static final Field VILLAGE_REGION = text("village_region");

  private static final int FIRST_YEAR_OF_FOUR_DIGITS = 1000;
  private static final String INSTRUMENT_NAME = "^[A-Z0-9]{1,40}$";

  static final Map<String, List<String>> OUTCOMES =
      Map.of(
          Outcome.GRADUATED.name(), List.of(Outcome.GRADUATED.name(), "LULUS"),
          Outcome.DIED.name(), List.of(Outcome.DIED.name(), "MENINGGAL"),
          Outcome.MOVED.name(), List.of(Outcome.MOVED.name(), "PINDAH"),
          Outcome.MERGED.name(), List.of(Outcome.MERGED.name(), "GABUNG"),
          Outcome.NOT_FOUND.name(), List.of(Outcome.NOT_FOUND.name(), "TIDAK_DITEMUKAN"));

  static final Map<String, List<String>> UNITS =
      Map.of(
          "household", List.of("household", "rumah tangga", "rt"),
          "family", List.of("family", "keluarga", "kk"));

  /** One way in which a row can be wrong. */
  private record Check(RejectionReason reason, Column isWrong, Column detail) {}

  private ParsedRows() {}

  private static Field text(String name) {
    return Field.optional(name, DataTypes.StringType, "Step of reading a row.");
  }

  /**
   * The rows with the columns of {@code household} except its key, {@link #REASON} and {@link
   * #DETAIL}. The year and unit of a rejected row are kept where they could be read.
   */
  static Dataset<Row> of(Dataset<Row> framed, Settings settings) {
    RegionSpellings kecamatan = RegionSpellings.of(settings.regions(), Region.Level.KECAMATAN);
    RegionSpellings desa = RegionSpellings.of(settings.regions(), Region.Level.DESA);
    Column year = coalesce(year(), FramedRows.FILE_YEAR.col());
    Column region = kecamatan.kecamatanCode(year);
    Column village = desa.desaCode(year, region);
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put(ROW_YEAR.name(), year());
    columns.put(CENSUS_YEAR.name(), year);
    columns.put(REGION_CODE.name(), region);
    columns.put(KABUPATEN.name(), kecamatan.parent(region));
    columns.put(VILLAGE_CODE.name(), village);
    columns.put(VILLAGE_REGION.name(), desa.parent(village));
    columns.put(UNIT.name(), unit(settings));
    columns.put(HouseholdTable.INSTRUMENT.name(), instrument(framed, settings));
    columns.putAll(tiers(framed, settings));
    columns.put(
        HouseholdTable.MEMBERS.name(), SpreadsheetText.wholeNumber(ExtractColumn.MEMBERS.text()));
    columns.put(
        HouseholdTable.OUTCOME.name(),
        SpreadsheetText.spelled(given(ExtractColumn.OUTCOME), OUTCOMES));
    for (Field cluster : HouseholdTable.CLUSTERS) {
      columns.put(cluster.name(), SpreadsheetText.flag(given(columnOf(cluster))));
    }
    Dataset<Row> parsed =
        (DerivedTiers.areIn(framed) ? DerivedTiers.of(framed, settings) : framed)
            .withColumns(columns);
    List<Check> checks = checks(framed, settings, kecamatan, desa);
    return parsed.withColumns(
        Map.of(
            REASON.name(),
            first(
                checks,
                FramedRows.PROBLEM.col(),
                checks.stream().map(check -> lit(check.reason().name())).toList()),
            DETAIL.name(),
            first(
                checks,
                FramedRows.PROBLEM_DETAIL.col(),
                checks.stream().map(Check::detail).toList())));
  }

  /** The code of the region within which the row's household id is unique. */
  static Column scopeCode() {
    return when(FramedRows.ID_SCOPE.col().equalTo(ExtractHeader.DESA), VILLAGE_CODE.col())
        .when(FramedRows.ID_SCOPE.col().equalTo(ExtractHeader.KECAMATAN), REGION_CODE.col())
        .otherwise(KABUPATEN.col());
  }

  private static Column first(List<Check> checks, Column framing, List<Column> results) {
    Column chosen = when(FramedRows.PROBLEM.col().isNotNull(), framing);
    for (int i = 0; i < checks.size(); i++) {
      chosen = chosen.when(checks.get(i).isWrong(), results.get(i));
    }
    return chosen;
  }

  private static Column given(ExtractColumn column) {
    return column.text().col();
  }

  private static ExtractColumn columnOf(Field cluster) {
    return ExtractColumn.CLUSTERS.get(HouseholdTable.CLUSTERS.indexOf(cluster));
  }

  private static Column isRegionGiven() {
    return given(ExtractColumn.REGION_CODE)
        .isNotNull()
        .or(
            given(ExtractColumn.KDPROP)
                .isNotNull()
                .and(given(ExtractColumn.KDKAB).isNotNull())
                .and(given(ExtractColumn.KDKEC).isNotNull()));
  }

  private static Column isVillageGiven() {
    return given(ExtractColumn.VILLAGE_CODE)
        .isNotNull()
        .or(given(ExtractColumn.KDDESA).isNotNull());
  }

  private static Column year() {
    Column number = SpreadsheetText.wholeNumber(ExtractColumn.CENSUS_YEAR.text());
    return when(number.between(FIRST_YEAR_OF_FOUR_DIGITS, 9999), number);
  }

  private static Column unit(Settings settings) {
    Column text = given(ExtractColumn.UNIT);
    return when(text.isNull(), ofCensus(settings, Settings.Census::unit))
        .otherwise(SpreadsheetText.spelled(text, UNITS));
  }

  /** A name of letters and digits, so that one instrument is not two by a blank; else null. */
  private static Column instrument(Dataset<Row> framed, Settings settings) {
    Column ofSettings = ofCensus(settings, census -> SpreadsheetText.word(census.instrument()));
    if (!FramedRows.has(framed, ExtractColumn.INSTRUMENT)) {
      return ofSettings;
    }
    Column word = SpreadsheetText.word(given(ExtractColumn.INSTRUMENT));
    return when(given(ExtractColumn.INSTRUMENT).isNull(), ofSettings)
        .when(word.rlike(INSTRUMENT_NAME), word);
  }

  /** What the settings say of the row's census. */
  private static Column ofCensus(Settings settings, Function<Settings.Census, String> what) {
    Column said = lit(what.apply(settings.otherCensuses()));
    Column year = coalesce(year(), FramedRows.FILE_YEAR.col());
    for (Map.Entry<Integer, Settings.Census> named : settings.namedCensuses().entrySet()) {
      said = when(year.equalTo(named.getKey()), what.apply(named.getValue())).otherwise(said);
    }
    return said;
  }

  /**
   * The tier, which is the recorded one. Where the row has neither that nor an outcome, it is the
   * one that the criteria make.
   */
  private static Map<String, Column> tiers(Dataset<Row> framed, Settings settings) {
    Column recorded = tier(settings);
    if (!DerivedTiers.areIn(framed)) {
      return Map.of(HouseholdTable.TIER.name(), recorded);
    }
    Column isDerived =
        given(ExtractColumn.TIER).isNull().and(given(ExtractColumn.OUTCOME).isNull());
    return Map.of(
        DerivedTiers.RECORDED.name(),
        recorded,
        HouseholdTable.TIER.name(),
        when(isDerived, DerivedTiers.DERIVED.col()).otherwise(recorded));
  }

  private static Column tier(Settings settings) {
    return SpreadsheetText.spelled(
        SpreadsheetText.code(given(ExtractColumn.TIER)), tierSpellings(settings));
  }

  /** How extracts may write each tier: its code, and what the settings add. */
  static Map<String, List<String>> tierSpellings(Settings settings) {
    Map<String, List<String>> spellings = new LinkedHashMap<>();
    for (Tier tier : settings.tiers().tiers()) {
      List<String> own = new ArrayList<>(List.of(tier.code()));
      own.addAll(tier.spellings());
      spellings.put(tier.code(), own);
    }
    return spellings;
  }

  private static List<Check> checks(
      Dataset<Row> framed, Settings settings, RegionSpellings kecamatan, RegionSpellings desa) {
    List<Check> checks = new ArrayList<>();
    for (ExtractColumn column :
        List.of(
            ExtractColumn.HOUSEHOLD_ID,
            ExtractColumn.REGION_CODE,
            ExtractColumn.KDPROP,
            ExtractColumn.KDKAB,
            ExtractColumn.KDKEC,
            ExtractColumn.KDDESA,
            ExtractColumn.VILLAGE_CODE)) {
      checks.add(
          new Check(
              RejectionReason.IMPRECISE_NUMBER,
              SpreadsheetText.isImprecise(given(column)),
              said(column, "was rounded by a spreadsheet")));
    }
    checks.add(unreadable(ExtractColumn.CENSUS_YEAR, ROW_YEAR, "is no year of four digits"));
    checks.add(unreadable(ExtractColumn.MEMBERS, HouseholdTable.MEMBERS, "is no whole number"));
    checks.add(unreadable(ExtractColumn.UNIT, UNIT, "is neither household nor family"));
    checks.add(unreadable(ExtractColumn.OUTCOME, HouseholdTable.OUTCOME, "is no known outcome"));
    for (Field cluster : HouseholdTable.CLUSTERS) {
      checks.add(unreadable(columnOf(cluster), cluster, "is neither 0 nor 1"));
    }
    if (FramedRows.has(framed, ExtractColumn.INSTRUMENT)) {
      checks.add(
          unreadable(
              ExtractColumn.INSTRUMENT,
              HouseholdTable.INSTRUMENT,
              "is no name of an instrument, 1 to 40 letters and digits"));
    }
    if (DerivedTiers.areIn(framed)) {
      for (DerivedTiers.Unreadable one : DerivedTiers.unreadable(framed)) {
        checks.add(
            new Check(
                RejectionReason.UNREADABLE_VALUE, one.isSo(), said(one.column(), one.words())));
      }
    }
    checks.add(missing(given(ExtractColumn.HOUSEHOLD_ID).isNull(), "household_id is blank"));
    checks.add(missing(not(isRegionGiven()), "region_code is blank"));
    checks.add(missing(CENSUS_YEAR.col().isNull(), "census_year is blank"));
    Column hasNoTier =
        given(ExtractColumn.TIER).isNull().and(given(ExtractColumn.OUTCOME).isNull());
    checks.add(
        DerivedTiers.areIn(framed)
            ? new Check(
                RejectionReason.MISSING_VALUE,
                hasNoTier.and(DerivedTiers.DERIVED.col().isNull()),
                DerivedTiers.missing(settings))
            : missing(hasNoTier, "tier and outcome are blank"));
    checks.add(
        missing(
            FramedRows.ID_SCOPE.col().equalTo(ExtractHeader.DESA).and(not(isVillageGiven())),
            "village_code is blank, and household_id is unique only within its desa"));
    checks.add(
        new Check(
            RejectionReason.UNKNOWN_TIER,
            given(ExtractColumn.TIER).isNotNull().and(HouseholdTable.TIER.col().isNull()),
            said(ExtractColumn.TIER, "is no tier of the scheme")));
    checks.add(
        new Check(
            RejectionReason.UNKNOWN_REGION,
            REGION_CODE.col().isNull(),
            said(
                "region_code",
                RegionTexts.kecamatan(),
                kecamatan.trouble(
                    RegionTexts.kecamatan(), CENSUS_YEAR.col(), RegionTexts.kabupaten()))));
    checks.add(
        new Check(
            RejectionReason.UNKNOWN_REGION,
            isVillageGiven().and(VILLAGE_CODE.col().isNull()),
            said(
                "village_code",
                RegionTexts.desa(REGION_CODE.col()),
                desa.trouble(
                    RegionTexts.desa(REGION_CODE.col()), CENSUS_YEAR.col(), REGION_CODE.col()))));
    checks.add(
        new Check(
            RejectionReason.VILLAGE_OUTSIDE_REGION,
            VILLAGE_REGION.col().notEqual(REGION_CODE.col()),
            concat(
                said("village_code", RegionTexts.desa(REGION_CODE.col()), "lies in kecamatan "),
                VILLAGE_REGION.col(),
                lit(", not in "),
                REGION_CODE.col())));
    checks.add(
        new Check(
            RejectionReason.YEAR_OUT_OF_RANGE,
            CENSUS_YEAR
                .col()
                .lt(settings.firstCensusYear())
                .or(CENSUS_YEAR.col().gt(settings.lastCensusYear())),
            said(
                "census_year",
                CENSUS_YEAR.col().cast(DataTypes.StringType),
                "lies outside "
                    + settings.firstCensusYear()
                    + " to "
                    + settings.lastCensusYear())));
    checks.add(
        new Check(
            RejectionReason.YEAR_MISMATCH,
            ROW_YEAR.col().notEqual(FramedRows.FILE_YEAR.col()),
            concat(
                said(ExtractColumn.CENSUS_YEAR, "is not the year of the file, "),
                FramedRows.FILE_YEAR.col().cast(DataTypes.StringType))));
    checks.add(
        new Check(
            RejectionReason.VALUE_OUT_OF_RANGE,
            HouseholdTable.MEMBERS
                .col()
                .lt(HouseholdTable.LEAST_MEMBERS)
                .or(HouseholdTable.MEMBERS.col().gt(HouseholdTable.MOST_MEMBERS)),
            said(
                ExtractColumn.MEMBERS,
                "lies outside "
                    + HouseholdTable.LEAST_MEMBERS
                    + " to "
                    + HouseholdTable.MOST_MEMBERS)));
    return checks;
  }

  private static Check unreadable(ExtractColumn column, Field parsed, String words) {
    return new Check(
        RejectionReason.UNREADABLE_VALUE,
        given(column).isNotNull().and(parsed.col().isNull()),
        said(column, words));
  }

  private static Check missing(Column isMissing, String words) {
    return new Check(RejectionReason.MISSING_VALUE, isMissing, lit(words));
  }

  private static Column said(ExtractColumn column, String words) {
    return said(column.contractName(), given(column), words);
  }

  private static Column said(String column, Column value, String words) {
    return said(column, value, lit(words));
  }

  private static Column said(String column, Column value, Column words) {
    return concat(lit(column + " '"), SpreadsheetText.shown(value), lit("' "), words);
  }
}
