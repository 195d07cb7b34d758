package id.entas.domain;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The regions that extracts may speak of, in the order of their file. */
public final class Regions implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LinkedHashMap<String, Region> byCode = new LinkedHashMap<>();

  public Regions(List<Region> regions) {
    for (Region region : regions) {
      if (byCode.put(region.code(), region) != null) {
        throw Refusal.mistake(
            "Region " + region.code() + " is written twice; keep one of them in regions.csv.");
      }
    }
    for (Region region : regions) {
      if (region.level() != Region.Level.KABUPATEN && !byCode.containsKey(region.parentCode())) {
        throw Refusal.mistake(
            "Region "
                + region.code()
                + " lies in "
                + region.parentCode()
                + ", which regions.csv does not hold; add it.");
      }
    }
  }

  public List<Region> all() {
    return List.copyOf(byCode.values());
  }

  public List<Region> ofLevel(Region.Level level) {
    return byCode.values().stream().filter(region -> region.level() == level).toList();
  }

  public Optional<Region> find(String code) {
    return Optional.ofNullable(byCode.get(code));
  }

  /** The name of a region, or its code where it is not known. */
  public String nameOf(String code) {
    return find(code).map(Region::name).orElse(code);
  }

  /** Code of the kabupaten by code of the kecamatan. */
  public Map<String, String> kabupatenOfKecamatan() {
    Map<String, String> parents = new LinkedHashMap<>();
    ofLevel(Region.Level.KECAMATAN).forEach(k -> parents.put(k.code(), k.parentCode()));
    return parents;
  }
}
