package id.entas.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @TempDir Path folder;

  private Settings load(String text) throws IOException {
    return load(text, Map.of(), Map.of());
  }

  private Settings load(String text, Map<String, String> environment, Map<String, String> options)
      throws IOException {
    Path file = Files.writeString(folder.resolve("own.conf"), text);
    return Settings.load(Optional.of(file), environment, options);
  }

  @Test
  void shouldTakeTheCommandLineOverTheEnvironmentOverTheFileOverTheDefaults() throws IOException {
    String file = "target.year = 2014\nprojection.futures = 3000\nprojection.seed = 5\n";
    Map<String, String> environment =
        Map.of(
            "ENTAS_SET_TARGET_YEAR", "2015",
            "ENTAS_SET_PROJECTION_FUTURES", "4000",
            "ENTAS_KEY", "no setting");

    Settings settings = load(file, environment, Map.of("target.year", "2016"));

    assertThat(settings.targetYear()).isEqualTo(2016);
    assertThat(settings.futures()).isEqualTo(4000);
    assertThat(settings.seed()).isEqualTo(5);
    assertThat(settings.requirementFutures()).isEqualTo(Settings.defaults().requirementFutures());
  }

  @Test
  void shouldListEveryValueWithWhereItIsFrom() throws IOException {
    Settings settings =
        load(
            "\ntarget.year = 2014\n",
            Map.of("ENTAS_SET_PROJECTION_FUTURES", "4000"),
            Map.of("ingest.unit", "family"));

    List<Settings.Line> lines = settings.lines();

    assertThat(lines)
        .anySatisfy(
            line -> {
              assertThat(line.key()).isEqualTo("target.year");
              assertThat(line.value()).isEqualTo("2014");
              assertThat(line.origin()).contains("own.conf").endsWith(": 2");
            })
        .anySatisfy(
            line -> {
              assertThat(line.key()).isEqualTo("projection.futures");
              assertThat(line.origin()).isEqualTo("environment ENTAS_SET_PROJECTION_FUTURES");
            })
        .anySatisfy(
            line -> {
              assertThat(line.key()).isEqualTo("ingest.unit");
              assertThat(line.value()).isEqualTo("\"family\"");
              assertThat(line.origin()).isEqualTo("command line, -Dingest.unit");
            })
        .anySatisfy(
            line -> {
              assertThat(line.key()).isEqualTo("projection.seed");
              assertThat(line.origin()).isEqualTo("default");
            });
  }

  @Test
  void shouldExplainEveryKeyWhereItsDefaultIsWritten() {
    assertThat(Settings.defaults().lines())
        .hasSizeGreaterThan(60)
        .allSatisfy(line -> assertThat(line.meaning()).as(line.key()).isNotBlank());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "projection.futures = 10 | projection.futures | 1000",
        "projection.futures = many | projection.futures | ",
        "projection.horizon-year = 3 | projection.horizon-year | ",
        "verdict.possible = 1.5 | verdict | ",
        "requirement.chance = 1 | requirement.chance | ",
        "ingest.unit = person | ingest.unit | family",
        "target.tolerances = [2] | target.tolerances | ",
        "target.headline-tolerance = 0.3 | target.headline-tolerance | ",
        "target.households = -1 | target.households | ",
        "transition.interval = NORMAL | transition.interval | WILSON",
        "census.2011.frame = SOME | 2011 | LISTED_ONLY",
        "projection.prior = 0 | projection.prior | ",
        "projection.assumed-local-shock = -1 | projection.assumed-local-shock | ",
        "ingest.first-year = 2040 | ingest.first-year | ",
        "quality.stop.max-unlinked-share = often | quality.stop.max-unlinked-share | ",
        "disclosure.min-cell = -3 | disclosure.min-cell | ",
      })
  void shouldRefuseABadValueAtOnceWithItsKeyAndLine(String line, String key, String hint) {
    assertThatThrownBy(() -> load("\n\n" + line + "\n"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(key)
        .hasMessageContaining(hint == null ? key : hint)
        .hasMessageContaining("own.conf")
        .hasMessageContaining("3");
  }

  @Test
  void shouldNameTheLineOfAnUnknownKeyAndTheNearestThatThereIs() {
    assertThatThrownBy(() -> load("target.year = 2013\n\ntarget.yaer = 2014\n"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("target.yaer")
        .hasMessageContaining("own.conf: 3")
        .hasMessageEndingWith("did you mean target.year?");
  }

  @Test
  void shouldRefuseWhatIsNoSettingInTheEnvironmentAndOnTheCommandLine() {
    assertThatThrownBy(() -> load("", Map.of("ENTAS_SET_TARGET_YAER", "2014"), Map.of()))
        .isInstanceOf(Refusal.class)
        .hasMessageEndingWith("did you mean ENTAS_SET_TARGET_YEAR?");
    assertThatThrownBy(() -> load("", Map.of(), Map.of("target.yaer", "2014")))
        .isInstanceOf(Refusal.class)
        .hasMessageEndingWith("did you mean target.year?");
    assertThatThrownBy(() -> load("", Map.of(), Map.of("a b.c\"", "1")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("-Da b.c\"");
    assertThatThrownBy(() -> load("", Map.of(), Map.of("target.year", "soon")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("command line, -Dtarget.year");
  }

  @Test
  void shouldHaveTheSameIdentityWhereverAValueIsFrom() throws IOException {
    Settings file = load("target.year = 2014\n");
    Settings option = load("", Map.of(), Map.of("target.year", "2014"));

    assertThat(option.sha256()).isEqualTo(file.sha256());
  }

  @Test
  void shouldListNoSecret() throws IOException {
    Settings settings = load("pseudonym.key-file = \"/srv/secret.key\"\n");

    assertThat(settings.text()).doesNotContain("secret.key");
  }

  @Test
  void shouldFindFilesFromWhereTheSettingsFileLies() throws IOException {
    Settings settings =
        load(
            """
            report.geojson = borders.json
            pseudonym.key-file = keys/own.key
            serve.password-file = ../users
            serve.keystore = "/srv/door.p12"
            """);

    assertThat(settings.findBorders()).contains(folder.resolve("borders.json"));
    assertThat(settings.findKeyFile()).contains(folder.resolve("keys/own.key"));
    assertThat(settings.serve().findPasswordFile()).contains(folder.resolve("../users"));
    assertThat(settings.serve().findKeystore()).contains(Path.of("/srv/door.p12"));
    assertThat(settings.lines())
        .filteredOn(line -> line.key().equals("serve.password-file"))
        .extracting(Settings.Line::origin)
        .singleElement()
        .asString()
        .contains("own.conf")
        .endsWith(": 3");
  }

  @Test
  void shouldTakeAFileOfTheCommandLineFromTheWorkingFolder() throws IOException {
    Settings settings =
        load("serve.keystore = own.p12\n", Map.of(), Map.of("serve.keystore", "typed.p12"));

    assertThat(settings.serve().findKeystore()).contains(Path.of("typed.p12"));
  }

  @Test
  void shouldTakeAFileThatTheEnvironmentNamesAndRefuseWhatIsNone() throws IOException {
    assertThat(load("pseudonym.key-file = ${PATH}\n").findKeyFile())
        .contains(Path.of(System.getenv("PATH")));
    assertThatThrownBy(() -> load("serve.keystore = [1]\n"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("serve.keystore");
  }
}
