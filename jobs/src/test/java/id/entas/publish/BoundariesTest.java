package id.entas.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import id.entas.domain.Refusal;
import id.entas.job.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundariesTest {
  private static final String SUMBERJAMBE = "3509260";
  private static final String AJUNG = "3509110";

  /** The west of a border that the two squares share, and its east. */
  static final String WEST = "[[[113,-8],[113,-9],[114,-9],[114.2,-8.4],[114,-8],[113,-8]]]";

  static final String EAST =
      "[[[114,-8],[114.2,-8.4],[114,-9],[115,-9],[115,-8],[114,-8]],"
          + "[[114.5,-8.5],[114.6,-8.5],[114.6,-8.6],[114.5,-8.6],[114.5,-8.5]]]";

  @TempDir private Path folder;
  private Path conf;

  @BeforeEach
  void nameTheFile() throws IOException {
    conf = Files.writeString(folder.resolve("entas.conf"), "report.geojson = borders.json\n");
  }

  static String feature(String properties, String coordinates) {
    return "{\"type\":\"Feature\",\"properties\":"
        + properties
        + ",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
        + coordinates
        + "}}";
  }

  static String collection(String... features) {
    return "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}";
  }

  private Boundaries read(String content) throws IOException {
    Files.writeString(folder.resolve("borders.json"), content);
    return Boundaries.of(Settings.load(Optional.of(conf), Map.of())).orElseThrow();
  }

  private static List<String> codes(Boundaries boundaries) {
    List<String> codes = new ArrayList<>();
    boundaries.json().get("shapes").forEach(shape -> codes.add(shape.get("code").asText()));
    return codes;
  }

  @ParameterizedTest
  @CsvSource({
    "3509260, 3509110",
    "35.09.31, 35.09.17",
    "350931, 350917",
    "Sumberjambe, KEC. AJUNG",
    "KECAMATAN SUMBER JAMBE, ajung",
  })
  void shouldKnowKecamatanByTheirCodesAndNames(String west, String east) throws IOException {
    Boundaries boundaries =
        read(
            collection(
                feature("{\"OBJECTID\":1,\"x\":\"" + west + "\"}", WEST),
                feature("{\"OBJECTID\":2,\"x\":\"" + east + "\"}", EAST)));

    assertThat(codes(boundaries)).containsExactly(AJUNG, SUMBERJAMBE);
  }

  @Test
  void shouldNameWhatDoesNotMatchOnEitherSide() throws IOException {
    Boundaries boundaries =
        read(
            collection(
                feature("{\"kode\":3509260,\"nama\":\"?\"}", WEST),
                feature("{\"kode\":3510010,\"nama\":\"Ajung\"}", EAST),
                feature("{\"kode\":3509110,\"nama\":null}", EAST)));

    assertThat(codes(boundaries)).containsExactly(AJUNG, SUMBERJAMBE);
    assertThat(boundaries.caveats()).hasSize(2);
    assertThat(boundaries.caveats().get(0)).contains("no border of Kencong, ");
    assertThat(boundaries.caveats().get(1)).endsWith("which are not drawn: '3510010'");
    assertThat(boundaries.json().get("missing")).hasSize(29);
  }

  @Test
  void shouldLeaveNoGapBetweenNeighboursAndTurnHolesTheOtherWay() throws IOException {
    JsonNode shapes =
        read(collection(feature("{\"k\":3509260}", WEST), feature("{\"k\":3509110}", EAST)))
            .json()
            .get("shapes");

    Set<String> west = new HashSet<>();
    Set<String> east = new HashSet<>();
    shapes.get(1).at("/geometry/coordinates/0/0").forEach(point -> west.add(point.toString()));
    shapes.get(0).at("/geometry/coordinates/0/0").forEach(point -> east.add(point.toString()));
    west.retainAll(east);
    assertThat(west).hasSize(3);
    assertThat(area(shapes.get(0).at("/geometry/coordinates/0/0"))).isPositive();
    assertThat(area(shapes.get(0).at("/geometry/coordinates/0/1"))).isNegative();
    // North is up: the second axis points south, and the northern edge is at zero.
    assertThat(west).anyMatch(point -> point.endsWith(",0]"));
  }

  private static long area(JsonNode ring) {
    long sum = 0;
    for (int i = 0; i + 1 < ring.size(); i++) {
      sum +=
          ring.get(i).get(0).asLong() * ring.get(i + 1).get(1).asLong()
              - ring.get(i + 1).get(0).asLong() * ring.get(i).get(1).asLong();
    }
    return sum;
  }

  @Test
  void shouldPutTheNameInsideAnAreaWhoseMiddleIsOutside() throws IOException {
    String horseshoe = "[[[0,0],[3,0],[3,3],[2,3],[2,1],[1,1],[1,3],[0,3],[0,0]]]";
    JsonNode shape = read(collection(feature("{\"k\":3509260}", horseshoe))).json().at("/shapes/0");

    long east = 0;
    for (JsonNode point : shape.at("/geometry/coordinates/0/0")) {
      east = Math.max(east, point.get(0).asLong());
    }
    double x = shape.get("x").asDouble() / east * 3;
    assertThat(x < 1 || x > 2).as("not in the gap: " + x).isTrue();
  }

  @Test
  void shouldStaySmallHoweverFineTheFileIs() throws IOException {
    Random random = new Random(1);
    String ring =
        IntStream.range(0, 120_000)
            .mapToObj(
                i -> {
                  double angle = 2 * Math.PI * i / 120_000;
                  double radius = 1 + random.nextDouble() / 10;
                  return String.format(
                      Locale.ROOT,
                      "[%.9f,%.9f]",
                      113 + radius * Math.cos(angle),
                      -8 + radius * Math.sin(angle));
                })
            .collect(Collectors.joining(","));

    Boundaries boundaries = read(collection(feature("{\"k\":3509260}", "[[" + ring + "]]")));

    assertThat(boundaries.json().toString().length()).isBetween(1_000, 400_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not json|is no GeoJSON, as it is no JSON",
        "{\"type\":\"Topology\"}|is no GeoJSON of features",
        "[1]|is no GeoJSON of features",
        "{\"type\":\"FeatureCollection\",\"features\":[]}|shows no kecamatan of regions.csv",
        "{\"type\":\"Feature\",\"properties\":{\"k\":\"3510010\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,4],[5,7],[1,2]]]}}|none of its properties (k) holds",
        "{\"type\":\"Feature\",\"properties\":{\"k\":\"3509260\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,\"a\"]]]}}|has no two numbers",
        "{\"type\":\"Feature\",\"properties\":{\"k\":\"3509260\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[1,2],[1,2]]]}}|have no extent",
      })
  void shouldRefuseInOneSentenceWhatShowsNoKecamatan(String content, String what) {
    assertThatThrownBy(() -> read(content))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("The file " + folder.resolve("borders.json"))
        .hasMessageContaining(what)
        .hasMessageEndingWith("or leave the setting empty.");
  }

  @Test
  void shouldBeNoPartOfARun() throws IOException {
    Settings without = Settings.defaults();

    assertThat(Settings.load(Optional.of(conf), Map.of()).sha256()).isEqualTo(without.sha256());
    assertThat(Boundaries.of(without)).isEmpty();
    assertThatThrownBy(() -> Boundaries.of(Settings.load(Optional.of(conf), Map.of())))
        .hasMessageContaining("does not exist");
  }
}
