package id.entas.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import id.entas.domain.Refusal;
import id.entas.domain.Region;
import id.entas.domain.Regions;
import id.entas.job.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The borders of kecamatan from a GeoJSON file (RFC 7946), for the report's map. Which property of
 * its features tells the kecamatan is found by trying them all: it is the one that knows most.
 */
public final class Boundaries {
  /** What a machine with a small heap can read at once. */
  private static final long MAX_BYTES = 100L << 20;

  private static final int NAMED_AT_MOST = 5;

  private final String file;
  private final ObjectNode json;
  private final List<String> missing;
  private final List<String> strangers;

  private Boundaries(String file, ObjectNode json, List<String> missing, List<String> strangers) {
    this.file = file;
    this.json = json;
    this.missing = List.copyOf(missing);
    this.strangers = List.copyOf(strangers);
  }

  /**
   * Those of the file that the settings name, if they name one.
   *
   * @throws Refusal if it cannot be read, is no GeoJSON or shows no kecamatan of the settings
   */
  public static Optional<Boundaries> of(Settings settings) {
    return settings.findBorders().map(file -> read(file, settings.regions()));
  }

  private static Boundaries read(Path file, Regions regions) {
    List<Feature> features = features(file);
    Matcher matcher = new Matcher(regions.ofLevel(Region.Level.KECAMATAN));
    SortedSet<String> names = new TreeSet<>();
    features.forEach(feature -> feature.properties().fieldNames().forEachRemaining(names::add));
    // Of properties that know as many, codes tell more surely than names.
    String property =
        names.stream()
            .filter(name -> matcher.known(features, name) > 0)
            .max(
                Comparator.comparingLong((String name) -> matcher.known(features, name))
                    .thenComparingLong(name -> matcher.codes(features, name))
                    .thenComparing(Comparator.reverseOrder()))
            .orElseThrow(
                () ->
                    refusal(
                        file,
                        "shows no kecamatan of regions.csv: none of its properties"
                            + (names.isEmpty() ? "" : " (" + String.join(", ", names) + ")")
                            + " holds a BPS or Kemendagri code or a name of one; give its features"
                            + " one"));
    SortedMap<String, List<JsonNode>> polygons = new TreeMap<>();
    SortedSet<String> strangers = new TreeSet<>();
    for (Feature feature : features) {
      JsonNode value = feature.properties().path(property);
      matcher
          .find(value)
          .ifPresentOrElse(
              code ->
                  polygons
                      .computeIfAbsent(code, any -> new ArrayList<>())
                      .addAll(feature.polygons()),
              () -> strangers.add(value.asText()));
    }
    PlanarShapes shapes = shapes(file, polygons);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("shapes", shapes.json());
    List<String> missing = new ArrayList<>();
    ArrayNode codes = json.putArray("missing");
    for (Region region : regions.ofLevel(Region.Level.KECAMATAN)) {
      if (!shapes.codes().contains(region.code())) {
        missing.add(region.name());
        codes.add(region.code());
      }
    }
    return new Boundaries(file.toString(), json, missing, List.copyOf(strangers));
  }

  private static PlanarShapes shapes(Path file, SortedMap<String, List<JsonNode>> polygons) {
    try {
      return PlanarShapes.of(polygons);
    } catch (IllegalArgumentException e) {
      throw refusal(file, "cannot be drawn: " + e.getMessage() + "; correct it");
    }
  }

  private static Refusal refusal(Path file, String what) {
    return Refusal.mistake(
        "The file " + file + " of report.geojson " + what + ", or leave the setting empty.");
  }

  /**
   * A feature that is an area.
   *
   * @param polygons each an array of rings
   */
  private record Feature(JsonNode properties, List<JsonNode> polygons) {}

  private static List<Feature> features(Path file) {
    JsonNode root;
    try {
      if (!Files.isRegularFile(file)) {
        throw refusal(file, "does not exist; name another");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw refusal(file, "has more than 100 MB; give one of the kabupaten alone");
      }
      root = new ObjectMapper().readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw refusal(file, "is no GeoJSON, as it is no JSON; name another");
    } catch (IOException e) {
      throw refusal(file, "cannot be read (" + e.getMessage() + "); make it readable");
    }
    List<JsonNode> all = new ArrayList<>();
    String type = root.path("type").asText();
    if (type.equals("FeatureCollection") && root.path("features").isArray()) {
      root.get("features").forEach(all::add);
    } else if (type.equals("Feature")) {
      all.add(root);
    } else {
      throw refusal(file, "is no GeoJSON of features; name another");
    }
    List<Feature> features = new ArrayList<>();
    for (JsonNode one : all) {
      List<JsonNode> polygons = new ArrayList<>();
      addPolygons(one.path("geometry"), polygons);
      if (!polygons.isEmpty()) {
        features.add(new Feature(one.path("properties"), polygons));
      }
    }
    return features;
  }

  private static void addPolygons(JsonNode geometry, List<JsonNode> polygons) {
    switch (geometry.path("type").asText()) {
      case "Polygon" -> polygons.add(geometry.path("coordinates"));
      case "MultiPolygon" -> geometry.path("coordinates").forEach(polygons::add);
      case "GeometryCollection" ->
          geometry.path("geometries").forEach(one -> addPolygons(one, polygons));
      default -> {
        // A point or a line has no border.
      }
    }
  }

  /** Which kecamatan a property's value means. */
  private static final class Matcher {
    private final Map<String, String> byCode = new HashMap<>();
    private final Map<String, String> byName = new HashMap<>();

    Matcher(List<Region> kecamatan) {
      for (Region region : kecamatan) {
        byCode.put(region.code(), region.code());
        String kemendagri = region.kemendagriCode().replaceAll("\\D", "");
        if (!kemendagri.isEmpty()) {
          byCode.put(kemendagri, region.code());
        }
        region.names().forEach(name -> byName.put(plain(name), region.code()));
      }
    }

    private static String plain(String name) {
      return name.toLowerCase(Locale.ROOT)
          .replaceFirst("^\\s*kec(amatan|\\.)?\\s+", "")
          .replaceAll("[^a-z]", "");
    }

    private Optional<String> findByCode(JsonNode value) {
      String text = value.asText().strip();
      return text.matches("[\\d. ]+")
          ? Optional.ofNullable(byCode.get(text.replaceAll("\\D", "")))
          : Optional.empty();
    }

    Optional<String> find(JsonNode value) {
      return findByCode(value).or(() -> Optional.ofNullable(byName.get(plain(value.asText()))));
    }

    long known(List<Feature> features, String property) {
      return features.stream()
          .flatMap(feature -> find(feature.properties().path(property)).stream())
          .distinct()
          .count();
    }

    long codes(List<Feature> features, String property) {
      return features.stream()
          .flatMap(feature -> findByCode(feature.properties().path(property)).stream())
          .distinct()
          .count();
    }
  }

  /** The shapes as the report's map has them, and the codes of kecamatan without one. */
  ObjectNode json() {
    return json.deepCopy();
  }

  /** What the file and the regions do not have in common, a sentence each. */
  List<String> caveats() {
    List<String> caveats = new ArrayList<>();
    if (!missing.isEmpty()) {
      caveats.add(file + " has no border of " + String.join(", ", missing));
    }
    if (!strangers.isEmpty()) {
      String more =
          strangers.size() > NAMED_AT_MOST
              ? " and " + (strangers.size() - NAMED_AT_MOST) + " more"
              : "";
      caveats.add(
          file
              + " has borders of no kecamatan of regions.csv, which are not drawn: "
              + strangers.stream()
                  .limit(NAMED_AT_MOST)
                  .map(name -> "'" + name + "'")
                  .collect(Collectors.joining(", "))
              + more);
    }
    return caveats;
  }
}
