package id.entas.ingest;

import id.entas.domain.Region;
import id.entas.domain.Regions;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * How extracts may write the regions of a level: by BPS code, or by the code of the ministry of
 * home affairs with or without dots. Nothing else is taken for a region, and no code is ever cut to
 * fit: cut to six digits, the BPS code of Kencong (3509010) is the ministry's code of Jombang
 * (35.09.01).
 *
 * <p>A function of our own looks them up: a join with a small table would copy every row once more,
 * and Spark searches a map written into a plan from its start to its end.
 */
final class RegionSpellings {
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

  private final Map<String, String> codes = new HashMap<>();
  private final Map<String, String> parents = new HashMap<>();

  private RegionSpellings() {}

  /** The spellings of a level's regions; where two regions claim one, its BPS code wins. */
  static RegionSpellings of(Regions regions, Region.Level level) {
    RegionSpellings spellings = new RegionSpellings();
    for (Region region : regions.ofLevel(level)) {
      spellings.codes.put(region.code(), region.code());
      spellings.parents.put(region.code(), region.parentCode());
    }
    for (Region region : regions.ofLevel(level)) {
      if (!region.kemendagriCode().isEmpty()) {
        spellings.codes.putIfAbsent(region.kemendagriCode(), region.code());
        spellings.codes.putIfAbsent(region.kemendagriCode().replace(".", ""), region.code());
      }
    }
    return spellings;
  }

  /** The BPS code of the region that a text spells; null if it spells none. */
  Column code(Column text) {
    return looked(codes, text, "region_code");
  }

  /** The BPS code of the region that holds a region. */
  Column parent(Column code) {
    return looked(parents, code, "parent_code");
  }

  private static Column looked(Map<String, String> known, Column text, String name) {
    return functions.udf(new Lookup(known), DataTypes.StringType).withName(name).apply(text);
  }
}
