package id.entas.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ChartPicturesTest {
  private static ChartPictures pictures;

  @BeforeAll
  static void start() {
    pictures = ChartPictures.start().join().orElseThrow();
  }

  private static ObjectNode fan() {
    return ChartFile.of("fan")
        .with(
            Map.of(
                "projection",
                IntStream.rangeClosed(2008, 2013)
                    .mapToObj(
                        year ->
                            Map.<String, Object>of(
                                "census_year",
                                year,
                                "observed",
                                3000 - 100 * (year - 2008),
                                "mean",
                                2500,
                                "p05",
                                2000,
                                "p25",
                                2300,
                                "p75",
                                2700,
                                "p95",
                                3000))
                    .toList()),
            Numerals.of("id"));
  }

  @Test
  void shouldDrawTheSameBytesWhateverElseWasDrawn() {
    String picture = pictures.svg(fan());
    ObjectNode other = fan();
    other.put("width", 300);

    assertThat(pictures.svg(other)).isNotEqualTo(picture);
    assertThat(pictures.svg(fan())).isEqualTo(picture);
  }

  @Test
  void shouldDrawBandsPointsAndNumbersAsTheReportDoes() {
    String picture = pictures.svg(fan());

    assertThat(picture)
        .startsWith("<svg ")
        .contains("#cfe1ee")
        .contains("#94bedb")
        .contains(">2008</text>")
        .contains(">2.500</text>")
        .doesNotContain("NaN")
        .doesNotContain("undefined");
    assertThat(picture.split("symbol").length).isGreaterThan(6);
  }

  @Test
  void shouldCutNoLabelThatHasRoom() {
    ObjectNode flows =
        ChartFile.of("flows")
            .with(
                Map.of(
                    "flows",
                    List.of(
                        Map.of(
                            "from_tier",
                            "HAMPIR_MISKIN",
                            "from_label",
                            "Hampir Miskin",
                            "from_order",
                            3,
                            "to_tier",
                            "NOT_FOUND",
                            "to_label",
                            "Tidak ditemukan",
                            "to_order",
                            15,
                            "households",
                            84_278))),
                Numerals.of("id"));

    assertThat(pictures.svg(flows))
        .contains("Hampir Miskin  84.278</text>")
        .contains("Tidak ditemukan  84.278</text>")
        .doesNotContain("…");
  }

  @Test
  void shouldCutALabelThatHasNoRoom() {
    ObjectNode map =
        ChartFile.of("map")
            .with(
                Map.of(
                    "tiles",
                    List.of(
                        Map.of(
                            "column",
                            0,
                            "row",
                            0,
                            "short_name",
                            "Sumberjambe yang panjang sekali",
                            "chance",
                            "3 %",
                            "verdict_order",
                            0,
                            "strong",
                            true))),
                Numerals.of("en"));

    assertThat(pictures.svg(map)).contains("Sumberjam").contains("…</text>");
  }

  @Test
  void shouldWriteATextOfTheDataAsText() {
    ObjectNode scenarios =
        ChartFile.of("scenarios")
            .with(
                Map.of(
                    "scenarios",
                    List.of(
                        Map.of(
                            "label",
                            SmallReport.HOSTILE,
                            "expected_households",
                            5,
                            "p05",
                            1,
                            "p95",
                            9))),
                Numerals.of("id"));

    assertThat(pictures.svg(scenarios)).contains("&lt;/script").doesNotContain("<script");
  }

  @Test
  void shouldSayWhyAChartCannotBeDrawn() {
    ObjectNode broken = fan();
    broken.putArray("layer").addObject().put("mark", "nothing");

    assertThatThrownBy(() -> pictures.svg(broken)).isInstanceOf(RuntimeException.class);
  }
}
