package id.entas.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumeralsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "id; 1485; 0; 1.485",
        "en; 1485; 0; 1,485",
        "id; 1234567.25; 1; 1.234.567,3",
        "en; -12.5; 0; −13",
        "id; -0.04; 1; 0,0",
        "en; -0.4; 0; 0"
      })
  void shouldWriteNumbersAsTheReadersOfALanguageDo(
      String language, double value, int digits, String written) {
    assertThat(Numerals.of(language).number(value, digits)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0; 0,000",
        "0.000001; 0,001",
        "0.00072; 0,072",
        "0.0123; 1,2",
        "0.37; 37",
        "0.999; >99",
        "1; 100"
      })
  void shouldWriteAChanceWithTheDigitsThatFuturesCanTell(double chance, String written) {
    assertThat(Numerals.of("id").chance(chance)).isEqualTo(written + "\u00a0%");
  }
}
