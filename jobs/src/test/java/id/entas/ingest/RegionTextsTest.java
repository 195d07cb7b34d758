package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionTextsTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      quoteCharacter = '"',
      delimiter = ';',
      value = {
        "3509260; 35; 09; 010; 3509260",
        "'3509260; -; -; -; 3509260",
        "3509260.0; -; -; -; 3509260",
        "3509260,00; -; -; -; 3509260",
        "35.09.260; -; -; -; 35.09.260",
        "35.09.0; -; -; -; 35.09.0",
        "260; 35; 9; -; 3509260",
        "260; 35; 3509; -; 3509260",
        "260; -; -; -; 260",
        "10; 35; 09; -; 10",
        "Kencong; 35; 09; -; Kencong",
        "-; 35; 9.0; 10; 3509010",
        "-; '35; '09; '010; 3509010",
        "-; 35; 09; 0100; 35090100",
        "-; 35; 3201; 010; 353201010",
        "-; 35; -; 010; -",
        "-; 35; 09; -; -",
        "-; -; -; -; -"
      })
  void shouldPutTheCodeOfAKecamatanTogether(
      String code, String province, String kabupaten, String kecamatan, String text) {
    assertThat(RegionTexts.kecamatan(code, province, kabupaten, kecamatan)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "3509260001, 002, 3509260, 3509260001",
        "001, -, 3509260, 3509260001",
        "1, -, 3509260, 1",
        "-, 1, 3509260, 3509260001",
        "-, 3509260001, 3509260, 3509260001",
        "-, 2001, 3509260, 2001",
        "001, -, -, 001",
        "-, -, 3509260, -"
      })
  void shouldPutTheCodeOfADesaTogether(String code, String desa, String region, String text) {
    assertThat(RegionTexts.desa(code, desa, region)).isEqualTo(text);
  }
}
