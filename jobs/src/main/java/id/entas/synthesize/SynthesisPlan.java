package id.entas.synthesize;

import id.entas.domain.Refusal;
import id.entas.domain.Region;
import id.entas.job.Settings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Everything that invented extracts depend on: the same plan gives the same rows.
 *
 * @param name what the files are called after
 * @param seed of every draw
 * @param years census years, rising; households also live in the years between
 * @param unit what a row counts
 * @param frame whom a census visits
 * @param places the kecamatan with the households listed at the first census
 * @param missing censuses that a kecamatan has no extract of
 * @param behaviour how households live and are recorded
 * @param householdsPerFile households, seen or not, whose rows share a file
 */
public record SynthesisPlan(
    String name,
    long seed,
    List<Integer> years,
    Unit unit,
    Settings.Frame frame,
    List<Place> places,
    Set<MissingCensus> missing,
    Behaviour behaviour,
    long householdsPerFile)
    implements Serializable {

  /**
   * Seed of the committed sample: of the first 16,000, the one whose Sumberjambe best shows a
   * target that seems on track until 2010 and is out of reach in 2013.
   */
  public static final long SAMPLE_SEED = 8482;

  /** Households listed in Jember in 2008, a published figure. */
  public static final long JEMBER_HOUSEHOLDS = 237_700;

  /** Largest number of households listed at the first census. */
  public static final long MOST_HOUSEHOLDS = 100_000_000;

  /** What one row counts. */
  public enum Unit {
    /** Rumah tangga. */
    HOUSEHOLD,
    /** Kepala keluarga, KK. */
    FAMILY;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether a kecamatan's matrix and inflow are those of the behaviour or vary about them. */
  enum Variation {
    AS_GIVEN,
    VARIED
  }

  /**
   * A kecamatan.
   *
   * @param villages BPS codes of its desa, possibly none
   * @param households listed at the first census, by listed tier
   */
  record Place(
      String code, String name, List<String> villages, List<Long> households, Variation variation)
      implements Serializable {
    Place {
      villages = List.copyOf(villages);
      households = List.copyOf(households);
      if (households.size() != InventedTier.LISTED || households.stream().anyMatch(n -> n < 0)) {
        throw new IllegalArgumentException(
            "a kecamatan has a count for each listed tier: " + households);
      }
    }

    long listed() {
      return households.stream().mapToLong(n -> n).sum();
    }
  }

  /** A kecamatan without an extract of a census. */
  record MissingCensus(String place, int year) implements Serializable {}

  private static final long DEFAULT_HOUSEHOLDS_PER_FILE = 1_000_000;

  /** The structure of 2008 is the same whatever the seed of what follows. */
  private static final long STRUCTURE_SEED = 35_09;

  private static final String SUMBERJAMBE = "3509260";
  private static final MissingCensus TEMPUREJO_2010 = new MissingCensus("3509060", 2010);

  /** Published: very poor, poor and near-poor households of Sumberjambe in 2008. */
  private static final List<Long> SUMBERJAMBE_2008 = List.of(1_485L, 5_574L, 5_768L);

  /** Invented: all households of the three city kecamatan. */
  private static final Map<String, Long> CITY =
      Map.of("3509710", 31_000L, "3509720", 35_000L, "3509730", 27_000L);

  /** Very poor, poor and near poor as shares of all households of a city kecamatan. */
  private static final double[] CITY_SHARES = {.02, .03, .10};

  public SynthesisPlan {
    years = List.copyOf(years);
    places = List.copyOf(places);
    missing = Set.copyOf(missing);
    if (!name.matches("[a-z0-9-]+")) {
      throw Refusal.mistake(
          "A sample is named by small letters, digits and hyphens, not '"
              + name
              + "'; give it another name.");
    }
    if (years.isEmpty() || !years.equals(List.copyOf(new TreeSet<>(years)))) {
      throw Refusal.mistake("Census years rise, but these are " + years + "; write them in order.");
    }
    Set<String> codes = new HashSet<>();
    places.forEach(place -> codes.add(place.code()));
    if (places.isEmpty() || codes.size() < places.size()) {
      throw Refusal.mistake(
          "Invented households need at least one kecamatan and each only once, but there are "
              + places.stream().map(Place::code).toList()
              + "; correct the regions.");
    }
    long households = places.stream().mapToLong(Place::listed).sum();
    requireHouseholds(households);
    if (householdsPerFile < 1) {
      throw Refusal.mistake(
          "A file holds at least one household, not " + householdsPerFile + "; give it more.");
    }
  }

  private static void requireHouseholds(long households) {
    if (households < 1 || households > MOST_HOUSEHOLDS) {
      throw Refusal.mistake(
          "Households are from 1 to "
              + MOST_HOUSEHOLDS
              + ", not "
              + households
              + "; give another number.");
    }
  }

  /** Households listed at the first census. */
  public long households() {
    return places.stream().mapToLong(Place::listed).sum();
  }

  /**
   * The kabupaten of the settings, Jember's structure of 2008 scaled to a number of households.
   * With Jember's regions and {@value #JEMBER_HOUSEHOLDS} households Sumberjambe has its published
   * counts exactly. Tempurejo has no extract of 2010.
   *
   * @param households listed at the first census, 1 to {@value #MOST_HOUSEHOLDS}
   * @param firstYear first census; there is one every year until the last
   * @throws Refusal if a number is out of its range or the settings' tiers are not the four of 2008
   */
  public static SynthesisPlan jember(
      Settings settings, long households, int firstYear, int lastYear, long seed) {
    requireHouseholds(households);
    if (firstYear > lastYear
        || firstYear < settings.firstCensusYear()
        || lastYear > settings.lastCensusYear()) {
      throw Refusal.mistake(
          "Census years are from "
              + settings.firstCensusYear()
              + " to "
              + settings.lastCensusYear()
              + ", the first not after the last, but these are "
              + firstYear
              + "-"
              + lastYear
              + "; give others with --years.");
    }
    if (!settings.tiers().codes().equals(InventedTier.codes())) {
      throw Refusal.mistake(
          "Invented households live in the tiers "
              + InventedTier.codes()
              + ", but tiers.csv has "
              + settings.tiers().codes()
              + "; use the default tiers for them.");
    }
    List<Integer> years = IntStream.rangeClosed(firstYear, lastYear).boxed().toList();
    boolean hasMissing =
        settings.regions().find(TEMPUREJO_2010.place()).isPresent()
            && firstYear < TEMPUREJO_2010.year()
            && TEMPUREJO_2010.year() <= lastYear;
    return new SynthesisPlan(
        nameOf(settings),
        seed,
        years,
        Unit.HOUSEHOLD,
        Settings.Frame.ALL_RELISTED,
        placesOf(settings, households),
        hasMissing ? Set.of(TEMPUREJO_2010) : Set.of(),
        Behaviour.ofTheSample(),
        DEFAULT_HOUSEHOLDS_PER_FILE);
  }

  /** The same plan with families for households. */
  public SynthesisPlan withUnit(Unit other) {
    return new SynthesisPlan(
        name, seed, years, other, frame, places, missing, behaviour, householdsPerFile);
  }

  /** The same plan in another frame. */
  public SynthesisPlan withFrame(Settings.Frame other) {
    return new SynthesisPlan(
        name, seed, years, unit, other, places, missing, behaviour, householdsPerFile);
  }

  /** The same plan with censuses in other years. */
  public SynthesisPlan withYears(List<Integer> others) {
    return new SynthesisPlan(
        name, seed, others, unit, frame, places, missing, behaviour, householdsPerFile);
  }

  /** The same plan without the extract of a kecamatan and census, besides those missing before. */
  public SynthesisPlan withMissing(String place, int year) {
    Set<MissingCensus> more = new HashSet<>(missing);
    more.add(new MissingCensus(place, year));
    return new SynthesisPlan(
        name, seed, years, unit, frame, places, more, behaviour, householdsPerFile);
  }

  /** The same plan with files of another size. */
  public SynthesisPlan withHouseholdsPerFile(long other) {
    return new SynthesisPlan(name, seed, years, unit, frame, places, missing, behaviour, other);
  }

  private static String nameOf(Settings settings) {
    Optional<Region> kabupaten =
        settings.regions().ofLevel(Region.Level.KABUPATEN).stream().findFirst();
    String letters =
        kabupaten
            .map(region -> region.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"))
            .orElse("");
    return letters.isEmpty() ? "households" : letters;
  }

  private static List<Place> placesOf(Settings settings, long households) {
    List<Region> kecamatan = settings.regions().ofLevel(Region.Level.KECAMATAN);
    List<List<String>> villages = new ArrayList<>();
    for (Region region : kecamatan) {
      villages.add(
          settings.regions().ofLevel(Region.Level.DESA).stream()
              .filter(desa -> desa.parentCode().equals(region.code()))
              .map(Region::code)
              .toList());
    }
    double[] structure = structure(kecamatan, villages);
    long[] scaled = structure.length == 0 ? new long[0] : Apportionment.of(households, structure);
    List<Place> places = new ArrayList<>();
    for (int k = 0; k < kecamatan.size(); k++) {
      Region region = kecamatan.get(k);
      int first = k * InventedTier.LISTED;
      places.add(
          new Place(
              region.code(),
              region.name(),
              villages.get(k),
              List.of(scaled[first], scaled[first + 1], scaled[first + 2]),
              region.code().equals(SUMBERJAMBE) ? Variation.AS_GIVEN : Variation.VARIED));
    }
    return places;
  }

  /**
   * Households of each kecamatan and listed tier at Jember's size: Sumberjambe as published, the
   * city by its shares, the others invented about the mean of what is left.
   */
  private static double[] structure(List<Region> kecamatan, List<List<String>> villages) {
    double[] weights = new double[kecamatan.size()];
    double[][] mixes = new double[kecamatan.size()][];
    double[] structure = new double[kecamatan.size() * InventedTier.LISTED];
    long left = JEMBER_HOUSEHOLDS;
    for (int k = 0; k < kecamatan.size(); k++) {
      String code = kecamatan.get(k).code();
      if (code.equals(SUMBERJAMBE)) {
        mixes[k] = SUMBERJAMBE_2008.stream().mapToDouble(n -> n).toArray();
      } else if (CITY.containsKey(code)) {
        long all = CITY.get(code);
        mixes[k] = new double[] {CITY_SHARES[0] * all, CITY_SHARES[1] * all, CITY_SHARES[2] * all};
      } else {
        UniformRandomProvider random =
            RandomSource.SPLIT_MIX_64.create(Seeds.of(STRUCTURE_SEED, Long.parseLong(code)));
        ZigguratSampler.NormalizedGaussian gauss = ZigguratSampler.NormalizedGaussian.of(random);
        weights[k] = Math.max(villages.get(k).size(), 1) * StrictMath.exp(.2 * gauss.sample());
        double veryPoor = 1 / (1 + StrictMath.exp(2.03 - .35 * gauss.sample()));
        double poorAmongRest = .49 + .04 * gauss.sample();
        mixes[k] =
            new double[] {
              veryPoor, (1 - veryPoor) * poorAmongRest, (1 - veryPoor) * (1 - poorAmongRest)
            };
        continue;
      }
      for (int tier = 0; tier < InventedTier.LISTED; tier++) {
        structure[k * InventedTier.LISTED + tier] = Math.round(mixes[k][tier]);
        left -= Math.round(mixes[k][tier]);
      }
    }
    if (Arrays.stream(weights).sum() > 0) {
      long[] sizes = Apportionment.of(left, weights);
      for (int k = 0; k < sizes.length; k++) {
        if (weights[k] > 0) {
          long[] counts = Apportionment.of(sizes[k], mixes[k]);
          for (int tier = 0; tier < InventedTier.LISTED; tier++) {
            structure[k * InventedTier.LISTED + tier] = counts[tier];
          }
        }
      }
    }
    return structure;
  }
}
