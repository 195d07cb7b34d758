package id.entas.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.Refusal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisclosureSettingTest {
  private static Settings with(Map<String, ?> values) {
    return Settings.load(Optional.empty(), values);
  }

  @Test
  void shouldSuppressForEverybodyAndNotInsideGovernment() {
    Settings settings = Settings.defaults();

    assertThat(Audience.GOVERNMENT.minCell(settings).isOn()).isFalse();
    assertThat(Audience.PUBLIC.minCell(settings).households()).isEqualTo(5);
    assertThat(Audience.PUBLIC.folder()).isNotEqualTo(Audience.GOVERNMENT.folder());
  }

  @Test
  void shouldShowEverybodyNoMoreThanTheGovernment() {
    Settings settings = with(Map.of("disclosure.min-cell", 10, "disclosure.public-min-cell", 3));

    assertThat(Audience.GOVERNMENT.minCell(settings).households()).isEqualTo(10);
    assertThat(Audience.PUBLIC.minCell(settings).households()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({
    "disclosure.min-cell, -1, from 0 to 1000",
    "disclosure.min-cell, 1001, from 0 to 1000",
    "disclosure.public-min-cell, 1, from 2 to 1000"
  })
  void shouldRefuseASmallestCountOutsideItsRange(String key, int value, String range) {
    assertThatThrownBy(() -> with(Map.of(key, value)))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith(key + " is " + range + ", not " + value + "; correct the settings");
  }
}
