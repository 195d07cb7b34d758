package id.entas.ingest;

import static org.apache.spark.sql.functions.lit;

import id.entas.domain.Region;
import id.entas.domain.RegionName;
import id.entas.domain.Regions;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.api.java.UDF5;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * How extracts may write the regions of a level: by BPS code, by the code of the ministry of home
 * affairs, both with or without dots, or by name. Nothing else is taken for a region: a code is
 * looked up whole, and never cut or filled up to fit. Cut to six digits, the BPS code of Kencong
 * (3509010) is the ministry's code of Jombang, and so {@code 350901} is Jombang and nothing else.
 *
 * <p>Where one text spells several regions, what the row says of the region that holds it decides:
 * a name is looked for only within it, and of two codes the one within it is meant. A region is
 * found only in the census years in which it is one.
 *
 * <p>A function of our own looks them up, one a level: a join with a small table would copy every
 * row once more, Spark searches a map written into a plan from its start to its end, neither
 * compares names, and putting the parts of codes together makes the plan many times larger.
 */
final class RegionSpellings implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Finds a text among those known; null if it is not. */
  private static final class Lookup implements UDF1<String, String> {
    private static final long serialVersionUID = 1L;
    private final HashMap<String, String> known;

    private Lookup(Map<String, String> known) {
      this.known = new HashMap<>(known);
    }

    @Override
    public String call(String text) {
      return known.get(text);
    }
  }

  private final Region.Level level;

  /** Codes that are those of one region in every year: nearly all texts end here. */
  private final HashMap<String, String> sure = new HashMap<>();

  /** All regions of a code, those whose BPS code it is first. */
  private final HashMap<String, List<Region>> byCode = new HashMap<>();

  private final HashMap<String, List<Region>> byName = new HashMap<>();
  private final HashMap<String, String> parents = new HashMap<>();

  private RegionSpellings(Region.Level level) {
    this.level = level;
  }

  /** The spellings of a level's regions. */
  static RegionSpellings of(Regions regions, Region.Level level) {
    RegionSpellings spellings = new RegionSpellings(level);
    List<Region> ofLevel = regions.ofLevel(level);
    for (Region region : ofLevel) {
      spellings.parents.put(region.code(), region.parentCode());
      bpsCodes(region).forEach(code -> add(spellings.byCode, code, region));
    }
    for (Region region : ofLevel) {
      kemendagriCodes(region).forEach(code -> add(spellings.byCode, code, region));
      region.names().forEach(name -> add(spellings.byName, RegionName.key(level, name), region));
    }
    spellings.byCode.forEach(
        (code, meant) -> {
          if (meant.size() == 1 && meant.get(0).validity().isAlways()) {
            spellings.sure.put(code, meant.get(0).code());
          }
        });
    return spellings;
  }

  private static void add(Map<String, List<Region>> regions, String spelling, Region region) {
    List<Region> known = regions.computeIfAbsent(spelling, key -> new ArrayList<>());
    if (!spelling.isEmpty() && !known.contains(region)) {
      known.add(region);
    }
  }

  /** {@code 3509260}, {@code 3509.260} and {@code 35.09.260}, and the same of a desa. */
  private static List<String> bpsCodes(Region region) {
    String code = region.code();
    if (code.length() < Region.Level.KECAMATAN.digits()) {
      return List.of(code);
    }
    String kabupaten = code.substring(0, 4);
    String kecamatan = code.substring(4, 7);
    String inParts = kabupaten.substring(0, 2) + "." + kabupaten.substring(2);
    if (region.level() == Region.Level.KECAMATAN) {
      return List.of(code, kabupaten + "." + kecamatan, inParts + "." + kecamatan);
    }
    String desa = code.substring(7);
    return List.of(
        code,
        kabupaten + kecamatan + "." + desa,
        kabupaten + "." + kecamatan + "." + desa,
        inParts + "." + kecamatan + "." + desa);
  }

  /** {@code 35.09.31} and {@code 350931}; {@code 35.09.31.2001} and {@code 3509312001}. */
  private static List<String> kemendagriCodes(Region region) {
    String code = region.kemendagriCode();
    return code.isEmpty() ? List.of() : List.of(code, code.replace(".", ""));
  }

  /** The BPS code of the kecamatan that a row says; null if it says none that is known. */
  Column kecamatanCode(Column year) {
    UDF5<String, String, String, String, Integer, String> find = this::kecamatanCode;
    return functions
        .udf(find, DataTypes.StringType)
        .withName("region_code")
        .apply(
            ExtractColumn.REGION_CODE.text().col(),
            ExtractColumn.KDPROP.text().col(),
            ExtractColumn.KDKAB.text().col(),
            ExtractColumn.KDKEC.text().col(),
            needed(year));
  }

  /** The same of one row's texts. */
  String kecamatanCode(
      String code, String province, String kabupaten, String kecamatan, Integer census) {
    String known = code == null ? null : sure.get(code);
    return known != null
        ? known
        : codeOf(
            RegionTexts.kecamatan(code, province, kabupaten, kecamatan),
            census,
            RegionTexts.kabupaten(province, kabupaten));
  }

  /**
   * The BPS code of the desa that a row says; null if it says none that is known.
   *
   * @param region BPS code of the row's kecamatan
   */
  Column desaCode(Column year, Column region) {
    UDF4<String, String, Integer, String, String> find = this::desaCode;
    return functions
        .udf(find, DataTypes.StringType)
        .withName("village_code")
        .apply(
            ExtractColumn.VILLAGE_CODE.text().col(),
            ExtractColumn.KDDESA.text().col(),
            needed(year),
            region);
  }

  /** The same of one row's texts. */
  String desaCode(String code, String desa, Integer census, String kecamatan) {
    return codeOf(RegionTexts.desa(code, desa, kecamatan), census, kecamatan);
  }

  /** The year, where some region of the level is none in some years. */
  private Column needed(Column year) {
    boolean isNeeded =
        byCode.values().stream()
            .flatMap(List::stream)
            .anyMatch(region -> !region.validity().isAlways());
    return isNeeded ? year : lit(null).cast(DataTypes.IntegerType);
  }

  /** Why a text that spells no region does not, as the end of a sentence that began with it. */
  Column trouble(Column text, Column year, Column within) {
    UDF3<String, Integer, String, String> words = this::troubleWith;
    return functions
        .udf(words, DataTypes.StringType)
        .withName("region_trouble")
        .apply(text, year, within);
  }

  /** The BPS code of the region that holds a region; null where it is not known. */
  String parentOf(String code) {
    return parents.get(code);
  }

  /** The BPS code of the region that holds a region. */
  Column parent(Column code) {
    return functions
        .udf(new Lookup(parents), DataTypes.StringType)
        .withName("parent_code")
        .apply(code);
  }

  /**
   * The BPS code of the region that a text spells.
   *
   * @param year census year; null where it is not known, when no region that ever changed is found
   * @param within BPS code of the region that holds it; null where it is not known
   */
  Optional<String> find(String text, Integer year, String within) {
    return Optional.ofNullable(codeOf(text, year, within));
  }

  private String codeOf(String text, Integer year, String within) {
    String code = sure.get(text);
    if (code != null || text == null) {
      return code;
    }
    List<Region> meant = meant(text, within).stream().filter(one -> isValid(one, year)).toList();
    if (meant.size() <= 1) {
      return meant.isEmpty() ? null : meant.get(0).code();
    }
    // Of two codes the one within is meant; where neither is, BPS's shows that the row is wrong.
    return !isCode(text)
        ? null
        : meant.stream()
            .filter(one -> one.parentCode().equals(within))
            .findFirst()
            .orElse(meant.get(0))
            .code();
  }

  String troubleWith(String text, Integer year, String within) {
    List<Region> meant = meant(text, within);
    List<Region> valid = meant.stream().filter(one -> isValid(one, year)).toList();
    if (valid.size() > 1) {
      return "is the name of "
          + valid.stream().map(Region::code).collect(Collectors.joining(" and of "))
          + "; a code would tell which";
    }
    if (!meant.isEmpty()) {
      return "is no "
          + level.code()
          + " in "
          + year
          + " ("
          + meant.stream().map(one -> one.validity().inWords()).collect(Collectors.joining(", or "))
          + ")";
    }
    return "is no known " + level.code() + (isCode(text) || within == null ? "" : " in " + within);
  }

  /** The regions that a text may mean in some year. */
  private List<Region> meant(String text, String within) {
    if (isCode(text)) {
      return byCode.getOrDefault(dotted(text), List.of());
    }
    if (within == null && level == Region.Level.DESA) {
      return List.of();
    }
    return byName.getOrDefault(RegionName.key(level, text), List.of()).stream()
        .filter(one -> within == null || one.parentCode().equals(within))
        .toList();
  }

  private static boolean isValid(Region region, Integer year) {
    return region.validity().isAlways() || year != null && region.validity().holds(year);
  }

  private static boolean isCode(String text) {
    return !text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9';
  }

  /** A code whose parts may be parted by blanks instead of dots. */
  private static String dotted(String code) {
    return code.strip().replaceAll("[\\s\\u00A0]*\\.[\\s\\u00A0]*|[\\s\\u00A0]+", ".");
  }
}
