package id.entas.job;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigRenderOptions;
import id.entas.domain.ClassificationRule;
import id.entas.domain.IntervalMethod;
import id.entas.domain.MinCell;
import id.entas.domain.Programme;
import id.entas.domain.ProgrammePlan;
import id.entas.domain.PublishedFigure;
import id.entas.domain.QualityLimits;
import id.entas.domain.ReferenceFigure;
import id.entas.domain.Refusal;
import id.entas.domain.Region;
import id.entas.domain.RegionPopulation;
import id.entas.domain.Regions;
import id.entas.domain.Target;
import id.entas.domain.TierScheme;
import id.entas.domain.VerdictThresholds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The effective settings of a run: the defaults packed into the jar, a file over them, and the
 * command line over both.
 *
 * <p>{@code tiers.csv}, {@code regions.csv} and the other small files lie beside the settings file;
 * where one does not, the jar's is taken.
 */
public final class Settings {
  private static final String PSEUDONYM = "pseudonym";
  private static final String REPORT = "report";
  private static final String LANGUAGE = REPORT + ".language";
  private static final String LAKE = "lake";
  private static final String DISCLOSURE = "disclosure";
  private static final String NO_STOP = "none";
  private static final int MOST_MIN_CELL = 1000;

  /**
   * What is known of a census.
   *
   * @param instrument the census instrument, where an extract does not say it
   * @param frame who the census visits
   * @param unit household or family, where an extract does not say it
   */
  public record Census(String instrument, Frame frame, String unit) {}

  /**
   * The criterion that a household's income answers where the extract does not.
   *
   * @param criterion number of the criterion, 1 to 14
   * @param rupiah the criterion is met by a lower income; rupiah a month
   */
  public record IncomeCriterion(int criterion, long rupiah) {}

  /**
   * A setting as it is in effect.
   *
   * @param key its path, such as {@code target.year}
   * @param value as it would be written in the file
   * @param origin "default", a file with the line, a variable of the environment, or an option
   * @param meaning what the file of the defaults says of it
   */
  public record Line(String key, String value, String origin, String meaning) {}

  /** Who a census visits (METHODS, frame). */
  public enum Frame {
    /**
     * Everyone listed before is visited again; graduates appear in the tiers that are not listed.
     */
    ALL_RELISTED,
    /** Only the listed tiers appear, so that a graduate is absent by design. */
    LISTED_ONLY
  }

  private final Config config;
  private final CheckedValues values;
  private final CensusSettings censuses;
  private final CriteriaSettings criteria;
  private final TierScheme tiers;
  private final Regions regions;
  private final List<PublishedFigure> publishedFigures;
  private final List<ScenarioSetting> scenarios;
  private final List<Programme> programmes;
  private final List<ProgrammePlan> programmePlans;
  private final List<RegionPopulation> populations;
  private final List<ReferenceFigure> referenceFigures;
  private final String text;

  private Settings(SettingFiles read) {
    this.config = read.config();
    this.values = new CheckedValues(config);
    this.censuses = new CensusSettings(config);
    this.criteria = new CriteriaSettings(config);
    this.tiers = ReferenceFiles.tiers(read.beside(ReferenceFiles.TIERS));
    this.regions = ReferenceFiles.regions(read.beside(ReferenceFiles.REGIONS));
    this.publishedFigures = ReferenceFiles.publishedFigures(read.beside(ReferenceFiles.PUBLISHED));
    this.scenarios = ScenarioSetting.parse(read.beside(SettingFiles.SCENARIOS), tiers);
    this.programmes = ProgrammeFiles.programmes(read.beside(ProgrammeFiles.PROGRAMMES), tiers);
    this.programmePlans =
        ProgrammeFiles.plans(read.beside(ProgrammeFiles.PLANS), programmes, tiers, regions);
    this.populations = OutsideFiles.populations(read.beside(OutsideFiles.POPULATION), regions);
    this.referenceFigures = OutsideFiles.figures(read.beside(OutsideFiles.SERIES), regions);
    // Where the key lies and who may read are matters of the machine, how results are shown and
    // what is left out of them are matters of who reads them: none is part of the result.
    this.text = read.text(List.of(PSEUDONYM, REPORT, DISCLOSURE, LAKE, ServeSettings.SECTION));
  }

  /**
   * Reads every value once, so that one that cannot be is refused before anything is done, and with
   * where it is written. Whether the rule of the criteria fits the tiers is asked where it is used.
   */
  private Settings checked() {
    Map<String, List<Supplier<?>>> uses = new LinkedHashMap<>();
    uses.put("target", List.of(this::target, this::headlineTolerance, this::findBaseYear));
    uses.put("verdict", List.of(this::verdictThresholds));
    uses.put(
        "ingest",
        List.of(
            this::maxRejectedShare,
            this::lastCensusYear,
            this::unit,
            this::maxUnpackedBytes,
            this::keepRejectedDays));
    uses.put(
        "quality",
        List.of(
            this::qualityLimits,
            this::findStopAtUnlinkedShare,
            this::findStopAtMissingKecamatan,
            this::findStopAtReconciliationDifference));
    uses.put("classification", List.of(criteria::steps, criteria::findIncome));
    uses.put("census", List.of(this::namedCensuses, this::otherCensuses));
    uses.put("transition", List.of(this::intervalMethod));
    uses.put(
        "projection",
        List.of(
            this::futures,
            this::horizonYear,
            this::assumedSharedShock,
            this::assumedLocalShock,
            this::minIntervals,
            this::prior));
    uses.put(
        "requirement",
        List.of(
            this::requirementChance,
            this::requirementFutures,
            this::costOfExit,
            this::costOfInflow,
            this::extraPlaces,
            this::placeEffect));
    uses.put(LAKE, List.of(this::keepVersions));
    uses.put(DISCLOSURE, List.of(this::publicMinCell));
    uses.put(REPORT, List.of(this::language));
    uses.put(ServeSettings.SECTION, List.of(this::serve));
    uses.forEach(
        (section, values) -> {
          try {
            values.forEach(Supplier::get);
          } catch (ConfigException e) {
            throw Refusal.mistake(
                "The settings cannot be used: " + e.getMessage() + "; correct them.", e);
          } catch (Refusal | IllegalArgumentException e) {
            throw Refusal.mistake(
                e.getMessage().replaceAll("\\.$", "")
                    + " ("
                    + SettingSources.written(
                        config, SettingFiles.defaults(), section, e.getMessage())
                    + ").",
                e);
          }
        });
    return this;
  }

  /**
   * The settings that another run had.
   *
   * @param text as given by {@link #text}
   * @throws Refusal if this program's settings have other keys or files
   */
  public static Settings of(String text) {
    return new Settings(SettingFiles.ofRun(text)).checked();
  }

  /** The defaults alone. */
  public static Settings defaults() {
    return load(Optional.empty(), Map.of());
  }

  /**
   * The settings of a file over the defaults, and values over both.
   *
   * @param file a HOCON file
   * @param overrides values by key, such as {@code target.year -> 2014}
   * @throws Refusal if the file is missing, not HOCON, or holds an unknown key or a value that
   *     cannot be
   */
  public static Settings load(Optional<Path> file, Map<String, ?> overrides) {
    return new Settings(SettingFiles.of(file, overrides)).checked();
  }

  /**
   * The settings of a file over the defaults, of the environment over these, and of the command
   * line over all.
   *
   * @param file a HOCON file
   * @param environment in which {@code ENTAS_SET_TARGET_YEAR} is the key {@code target.year}
   * @param options values as text by key
   * @throws Refusal if one of them holds an unknown key or a value that cannot be
   */
  public static Settings load(
      Optional<Path> file, Map<String, String> environment, Map<String, String> options) {
    return new Settings(SettingFiles.of(file, environment, options)).checked();
  }

  public TierScheme tiers() {
    return tiers;
  }

  public Regions regions() {
    return regions;
  }

  /** The programmes that the clusters have. */
  public List<Programme> programmes() {
    return programmes;
  }

  /** What the programmes were to reach. */
  public List<ProgrammePlan> programmePlans() {
    return programmePlans;
  }

  /** Households and people of regions, poor or not. */
  public List<RegionPopulation> populations() {
    return populations;
  }

  /** Series that others publish, for what the lake counts to be compared with. */
  public List<ReferenceFigure> referenceFigures() {
    return referenceFigures;
  }

  /** Figures that others published, to be held against the lake. */
  public List<PublishedFigure> publishedFigures() {
    return publishedFigures;
  }

  /**
   * The effective settings and the files beside them, as a JSON object of texts by file name; where
   * the pseudonym key lies and what holds for the door are left out.
   */
  public String text() {
    return text;
  }

  /** SHA-256 of {@link #text}, as hex. */
  public String sha256() {
    return Hashes.sha256(text);
  }

  /**
   * The values that stand in the text of settings, by key, as they would be written in the file;
   * also of settings that this program does not know.
   *
   * @param text of the entry {@code entas.conf} of {@link #text}
   */
  public static Map<String, String> values(String text) {
    Map<String, String> values = new TreeMap<>();
    ConfigFactory.parseString(text)
        .entrySet()
        .forEach(
            entry ->
                values.put(entry.getKey(), entry.getValue().render(ConfigRenderOptions.concise())));
    return values;
  }

  /**
   * Every setting with its value, its meaning and where it was written, in the order of the file.
   */
  public List<Line> lines() {
    return SettingSources.lines(config, SettingFiles.defaults());
  }

  public Target target() {
    return new Target(targetYear(), values.atLeast("target.households", 0));
  }

  public int targetYear() {
    return config.getInt("target.year");
  }

  public String targetDocument() {
    return config.getString("target.document");
  }

  /** Tolerances as shares of the listed households of the base census, rising. */
  public List<Double> tolerances() {
    List<Double> tolerances =
        config.getDoubleList("target.tolerances").stream().sorted().distinct().toList();
    tolerances.forEach(share -> CheckedValues.share("target.tolerances", share));
    return tolerances;
  }

  public double headlineTolerance() {
    double headline = config.getDouble("target.headline-tolerance");
    if (!tolerances().contains(headline)) {
      throw Refusal.mistake(
          "target.headline-tolerance is "
              + headline
              + ", which target.tolerances does not hold; add it there.");
    }
    return headline;
  }

  /** The kecamatan whose way to the verdict the summary explains, if these regions have it. */
  public Optional<Region> findExplainedKecamatan() {
    return regions
        .find(config.getString("target.explained-kecamatan"))
        .filter(region -> region.level() == Region.Level.KECAMATAN);
  }

  /** The base census where settings name one; the first census of the region otherwise. */
  public Optional<Integer> findBaseYear() {
    String text = config.getString("target.base-year");
    return text.equals("first")
        ? Optional.empty()
        : Optional.of(CsvFile.wholeNumber("target.base-year", text));
  }

  public VerdictThresholds verdictThresholds() {
    return new VerdictThresholds(
        config.getDouble("verdict.on-track"),
        config.getDouble("verdict.possible"),
        config.getDouble("verdict.unlikely"));
  }

  public double maxRejectedShare() {
    return values.share("ingest.max-rejected-share");
  }

  /** From where on something about the data is worth a finding. */
  public QualityLimits qualityLimits() {
    return new QualityLimits(
        qualityShare("max-unlinked-share"),
        values.atLeast("quality.stray-rows", 0),
        qualityShare("stray-share"),
        values.notNegative("quality.tier-shift"),
        qualityShare("village-swap-tolerance"),
        qualityShare("village-swap-linked-share"),
        values.notNegative("quality.reconciliation-tolerance"));
  }

  private double qualityShare(String name) {
    return values.share("quality." + name);
  }

  /** The share of unlinked households of a kecamatan above which a run stops, if any does. */
  public Optional<Double> findStopAtUnlinkedShare() {
    return findStop("quality.stop.max-unlinked-share");
  }

  /** How many kecamatan a census may lack before a run stops, if it ever does. */
  public Optional<Double> findStopAtMissingKecamatan() {
    return findStop("quality.stop.max-missing-kecamatan");
  }

  /** The difference from a published figure, as a share, above which a run stops, if any does. */
  public Optional<Double> findStopAtReconciliationDifference() {
    return findStop("quality.stop.max-reconciliation-difference");
  }

  private Optional<Double> findStop(String key) {
    String text = config.getString(key);
    if (text.equals(NO_STOP)) {
      return Optional.empty();
    }
    try {
      return Optional.of(CheckedValues.notNegative(key, Double.parseDouble(text)));
    } catch (NumberFormatException e) {
      throw Refusal.mistake(
          key + " is none or a number, not '" + text + "'; correct the settings.", e);
    }
  }

  public int firstCensusYear() {
    return config.getInt("ingest.first-year");
  }

  public int lastCensusYear() {
    int last = config.getInt("ingest.last-year");
    if (last < firstCensusYear()) {
      throw Refusal.mistake(
          "ingest.last-year is "
              + last
              + ", before ingest.first-year, which is "
              + firstCensusYear()
              + "; correct the settings.");
    }
    return last;
  }

  public String unit() {
    return censuses.unit();
  }

  public String encoding() {
    return config.getString("ingest.encoding");
  }

  public String delimiter() {
    return config.getString("ingest.delimiter");
  }

  /** Name of the sheet to read of a workbook; {@code ""} is the first. */
  public String sheet() {
    return config.getString("ingest.sheet");
  }

  /** Bytes that a packed file, or a part of a workbook, may unpack to. */
  public long maxUnpackedBytes() {
    return (long) values.within("ingest.max-unpacked-mb", 1, 1_000_000) << 20;
  }

  public int keepRejectedDays() {
    return values.wholeAtLeast("ingest.keep-rejected-days", 0);
  }

  /**
   * What holds for the door for BI tools.
   *
   * @throws Refusal if a value is outside its range
   */
  public ServeSettings serve() {
    return ServeSettings.of(config);
  }

  /** Accepted header names by the contract's column, besides the column's own name. */
  public Map<String, List<String>> headers() {
    return lists("ingest.headers");
  }

  /** Accepted header names of the household id by the scope in which the id is unique. */
  public Map<String, List<String>> householdIdHeaders() {
    return lists("ingest.household-id-headers");
  }

  private Map<String, List<String>> lists(String path) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    config
        .getObject(path)
        .forEach(
            (key, value) ->
                lists.put(
                    key,
                    ((ConfigList) value)
                        .stream()
                            .map(one -> one.unwrapped().toString())
                            .collect(Collectors.toList())));
    return lists;
  }

  /** What the settings say of a census, by its own year or by the default. */
  public Census census(int year) {
    return censuses.of(year);
  }

  /** What the settings say of the censuses that they name. */
  public SortedMap<Integer, Census> namedCensuses() {
    return censuses.named();
  }

  /** What the settings say of every census that they do not name. */
  public Census otherCensuses() {
    return censuses.others();
  }

  /**
   * The rule that makes a tier of the 14 criteria.
   *
   * @throws Refusal if it does not fit the tiers
   */
  public ClassificationRule classification() {
    return criteria.rule(tiers);
  }

  /** The criterion that income answers; none where settings compare no income. */
  public Optional<IncomeCriterion> findIncomeCriterion() {
    return criteria.findIncome();
  }

  public int futures() {
    return values.within("projection.futures", 1000, 1_000_000);
  }

  public long seed() {
    return config.getLong("projection.seed");
  }

  /** Last year projected, at least the target year. */
  public int horizonYear() {
    return Math.max(values.within("projection.horizon-year", 1900, 2200), targetYear());
  }

  /** Scenarios beside those that every run has, by code. */
  public List<ScenarioSetting> scenarios() {
    return scenarios;
  }

  /** Futures that it is solved on what the target would take. */
  public int requirementFutures() {
    return values.within("requirement.futures", 100, futures());
  }

  /** The chance of meeting the target that is asked for. */
  public double requirementChance() {
    double chance = config.getDouble("requirement.chance");
    if (!(chance > 0 && chance < 1)) {
      throw Refusal.mistake(
          "requirement.chance is " + chance + "; give a chance above 0 and below 1.");
    }
    return chance;
  }

  public double costOfExit() {
    return values.notNegative("requirement.cost-of-exit");
  }

  public double costOfInflow() {
    return values.notNegative("requirement.cost-of-inflow");
  }

  /** Extra places of a programme to give out over kecamatan. */
  public long extraPlaces() {
    return values.atLeast("requirement.extra-places", 0);
  }

  /** Growth of a helped household's yearly chance to leave the target tier. */
  public double placeEffect() {
    return values.share("requirement.place-effect");
  }

  public double assumedSharedShock() {
    return values.notNegative("projection.assumed-shared-shock");
  }

  public double assumedLocalShock() {
    return values.notNegative("projection.assumed-local-shock");
  }

  public int minIntervals() {
    return values.wholeAtLeast("projection.min-intervals", 2);
  }

  /** How the interval of a realised probability is made. */
  public IntervalMethod intervalMethod() {
    return IntervalMethod.valueOf(
        values.oneOf(
            "transition.interval",
            Arrays.stream(IntervalMethod.values()).map(Enum::name).toList()));
  }

  public double prior() {
    return values.positive("projection.prior");
  }

  /** How long past versions of tables are kept. */
  public Duration keepVersions() {
    return Duration.ofDays(365 * values.within("lake.keep-years", 1, 100));
  }

  /** The smallest count of households shown inside government. */
  public MinCell minCell() {
    return new MinCell(values.within("disclosure.min-cell", 0, MOST_MIN_CELL));
  }

  /** The smallest count of households shown to everybody; at least that of the government. */
  public MinCell publicMinCell() {
    return new MinCell(
        Math.max(
            minCell().households(), values.within("disclosure.public-min-cell", 2, MOST_MIN_CELL)));
  }

  /** The GeoJSON file whose borders the report's map shows, if the settings name one. */
  public Optional<Path> findBorders() {
    String file = config.getString(SettingFiles.BORDERS);
    return file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file));
  }

  /** The language of the workbook and the notebooks: {@code id} or {@code en}. */
  public String language() {
    return values.oneOf(LANGUAGE, List.of("id", "en"));
  }

  public Optional<Path> findKeyFile() {
    String file = config.getString(SettingFiles.KEY_FILE);
    return file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file));
  }
}
