package id.entas.domain;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    refuseOneSpellingForTwo();
  }

  /**
   * Two regions of one level may share a ministry's code, or a name within the region that holds
   * them, only if they never are regions in the same year.
   */
  private void refuseOneSpellingForTwo() {
    Map<String, List<Region>> bySpelling = new HashMap<>();
    for (Region region : byCode.values()) {
      if (region.level() != Region.Level.KABUPATEN) {
        Set<String> spellings = new LinkedHashSet<>();
        if (!region.kemendagriCode().isEmpty()) {
          spellings.add("the Kemendagri code " + region.kemendagriCode());
        }
        for (String name : region.names()) {
          spellings.add(
              "the name " + RegionName.key(region.level(), name) + " in " + region.parentCode());
        }
        for (String spelling : spellings) {
          List<Region> others =
              bySpelling.computeIfAbsent(region.level() + " " + spelling, key -> new ArrayList<>());
          others.stream()
              .filter(other -> other.validity().overlaps(region.validity()))
              .findFirst()
              .ifPresent(
                  other -> {
                    throw Refusal.mistake(
                        "Regions "
                            + other.code()
                            + " and "
                            + region.code()
                            + " both have "
                            + spelling
                            + " in the same years; correct one of them in regions.csv, or say with"
                            + " valid_from and valid_to when each is meant.");
                  });
          others.add(region);
        }
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
