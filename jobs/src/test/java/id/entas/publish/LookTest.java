package id.entas.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Colours that everybody can read and tell apart, in either theme. */
class LookTest {
  /** What WCAG 2.1 (level AA) asks of text. */
  private static final double READABLE = 4.5;

  /** Of CIE 1976; 2.3 is what can just be noticed side by side. */
  private static final double APART = 11;

  /** Verdicts whose tile has the light letters, as in report.js. */
  private static final List<Integer> STRONG = List.of(0, 1, 4, 5);

  /** A kecamatan not assessed and one suppressed have signs in their tiles, – and ∗. */
  private static final int WITH_A_SIGN = 6;

  /**
   * Eyes: all cones, or none of a kind. The matrices, for linear sRGB, are those of Machado,
   * Oliveira and Fernandes (IEEE Transactions on Visualization and Computer Graphics 15, 2009) at
   * full severity.
   */
  enum Eyes {
    ALL_CONES(1, 0, 0, 0, 1, 0, 0, 0, 1),
    NO_RED(
        0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116,
        1.051998),
    NO_GREEN(
        0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
    NO_BLUE(
        1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367,
        0.303900);

    private final double[] matrix;

    Eyes(double... matrix) {
      this.matrix = matrix;
    }

    private double[] see(String colour) {
      double[] light = linear(colour);
      double[] seen = new double[3];
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          seen[i] += matrix[3 * i + j] * light[j];
        }
        seen[i] = Math.min(1, Math.max(0, seen[i]));
      }
      return seen;
    }

    /** The distance between two colours in CIELAB. */
    double apart(String one, String other) {
      double[] a = lab(see(one));
      double[] b = lab(see(other));
      return Math.sqrt(
          Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
    }
  }

  private static double[] linear(String colour) {
    double[] light = new double[3];
    for (int i = 0; i < 3; i++) {
      double value = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      light[i] = value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
    return light;
  }

  /** CIELAB of linear sRGB, white D65. */
  private static double[] lab(double[] rgb) {
    double x = bent((0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047);
    double y = bent(0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2]);
    double z = bent((0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double bent(double value) {
    return value > 216.0 / 24389 ? Math.cbrt(value) : (24389.0 / 27 * value + 16) / 116;
  }

  private static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String colour) {
    double[] light = linear(colour);
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
  }

  private static JsonNode palette(String theme) {
    return Look.json().get(theme);
  }

  @ParameterizedTest
  @ValueSource(strings = {Look.LIGHT, Look.DARK})
  void shouldWriteEveryTextInAColourThatCanBeReadOnWhatItStandsOn(String theme) {
    JsonNode colours = palette(theme);
    for (String text : List.of("ink", "soft", "accent", "warn")) {
      for (String ground : List.of("page", "panel", "mark")) {
        assertThat(contrast(colours.get(text).asText(), colours.get(ground).asText()))
            .as(text + " on " + ground)
            .isGreaterThan(READABLE);
      }
    }
    for (int i = 0; i < colours.get("verdicts").size(); i++) {
      String letters = colours.get(STRONG.contains(i) ? "onStrong" : "ink").asText();
      assertThat(contrast(letters, colours.get("verdicts").get(i).asText()))
          .as("tile of verdict " + i)
          .isGreaterThan(READABLE);
    }
  }

  @ParameterizedTest
  @EnumSource(Eyes.class)
  void shouldTellVerdictsAndRangesAndTiersApartToEveryEye(Eyes eyes) {
    for (String theme : List.of(Look.LIGHT, Look.DARK)) {
      JsonNode colours = palette(theme);
      JsonNode verdicts = colours.get("verdicts");
      for (int i = 0; i < verdicts.size(); i++) {
        for (int j = 0; j < Math.min(i, WITH_A_SIGN); j++) {
          assertThat(eyes.apart(verdicts.get(i).asText(), verdicts.get(j).asText()))
              .as(theme + ": verdicts " + i + " and " + j)
              .isGreaterThan(APART);
        }
      }
      // Four tiers and more have shapes beside their colours.
      for (int i = 1; i < 4; i++) {
        for (int j = 0; j < i; j++) {
          assertThat(
                  eyes.apart(
                      colours.get("category").get(i).asText(),
                      colours.get("category").get(j).asText()))
              .as(theme + ": tiers " + i + " and " + j)
              .isGreaterThan(APART);
        }
      }
      assertThat(eyes.apart(colours.get("band50").asText(), colours.get("band90").asText()))
          .isGreaterThan(APART);
      assertThat(eyes.apart(colours.get("accent").asText(), colours.get("orange").asText()))
          .isGreaterThan(APART);
    }
  }

  @ParameterizedTest
  @CsvSource({"#000000, #ffffff, 21", "#777777, #ffffff, 4.48"})
  void shouldMeasureContrastAsWcagDoes(String one, String other, double known) {
    assertThat(contrast(one, other)).isCloseTo(known, org.assertj.core.data.Offset.offset(0.01));
  }
}
