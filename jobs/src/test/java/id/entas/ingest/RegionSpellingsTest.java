package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.Refusal;
import id.entas.domain.Region;
import id.entas.domain.Regions;
import id.entas.domain.Validity;
import id.entas.job.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionSpellingsTest {
  private static final Regions JEMBER = Settings.defaults().regions();
  private static final RegionSpellings KECAMATAN =
      RegionSpellings.of(JEMBER, Region.Level.KECAMATAN);
  private static final RegionSpellings DESA = RegionSpellings.of(JEMBER, Region.Level.DESA);

  private static Region region(String code, Region.Level level, String name, String kemendagri) {
    return region(code, level, name, kemendagri, Validity.ALWAYS);
  }

  private static Region region(
      String code, Region.Level level, String name, String kemendagri, Validity validity) {
    int parent =
        switch (level) {
          case KABUPATEN -> 2;
          case KECAMATAN -> 4;
          case DESA -> 7;
        };
    return new Region(
        code, level, name, code.substring(0, parent), kemendagri, null, List.of(), validity);
  }

  private static Regions regions(Region... more) {
    List<Region> regions =
        new ArrayList<>(
            List.of(
                region("3509", Region.Level.KABUPATEN, "Jember", "35.09"),
                region("3510", Region.Level.KABUPATEN, "Banyuwangi", "35.10")));
    regions.addAll(List.of(more));
    return new Regions(regions);
  }

  private static String kecamatan(String text) {
    return KECAMATAN.find(text, 2008, null).orElse("none");
  }

  private static String desa(String text, String kecamatan) {
    return DESA.find(text, 2008, kecamatan).orElse("none");
  }

  @ParameterizedTest
  @CsvSource({
    "3509260, 3509260",
    "35.09.260, 3509260",
    "3509.260, 3509260",
    "3509 260, 3509260",
    "35 09 260, 3509260",
    "35.09.31, 3509260",
    "35. 09. 31, 3509260",
    "35 09 31, 3509260",
    "350931, 3509260",
    "350901, 3509160",
    "35.09.01, 3509160",
    "3509010, 3509010",
    "35.09.26, 3509080",
    "3509.01, none",
    "3509.26, none",
    "350901.0, none",
    "0350901, none",
    "3509, none",
    "260, none",
    "3509260001, none",
    "3509.31, none",
    "350926, 3509080"
  })
  void shouldLookCodesUpWhole(String text, String code) {
    assertThat(kecamatan(text)).isEqualTo(code);
  }

  @Test
  void shouldNeverTakeACutCodeForAKecamatanUnlessTheMinistryWritesItSo() {
    Set<String> written =
        JEMBER.ofLevel(Region.Level.KECAMATAN).stream()
            .map(one -> one.kemendagriCode().replace(".", ""))
            .collect(Collectors.toSet());
    int meant = 0;
    for (Region region : JEMBER.all()) {
      for (int digits = 1; digits <= Math.min(6, region.code().length() - 1); digits++) {
        String cut = region.code().substring(0, digits);
        if (written.contains(cut)) {
          String dotted = cut.substring(0, 2) + "." + cut.substring(2, 4) + "." + cut.substring(4);
          assertThat(kecamatan(cut)).as(cut).isEqualTo(kecamatan(dotted));
          meant++;
        } else {
          assertThat(kecamatan(cut)).as(cut).isEqualTo("none");
        }
        assertThat(desa(cut, "3509010")).as(cut).isEqualTo("none");
      }
    }
    assertThat(meant).isPositive();
  }

  @Test
  void shouldFindEveryRegionByEachOfItsSpellings() {
    for (Region one : JEMBER.all()) {
      if (one.level() != Region.Level.KABUPATEN) {
        RegionSpellings spellings = one.level() == Region.Level.DESA ? DESA : KECAMATAN;
        List<String> texts = new ArrayList<>(one.names());
        texts.addAll(
            List.of(one.code(), one.kemendagriCode(), one.kemendagriCode().replace(".", "")));
        for (String text : texts) {
          assertThat(spellings.find(text, 2008, one.parentCode())).as(text).contains(one.code());
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GUMUK MAS, 3509020",
    "gumukmas, 3509020",
    "Kec. Gumuk-Mas, 3509020",
    "KECAMATAN  SUMBER BARU, 3509170",
    "Kec.Kencong, 3509010",
    "Bangsarsari, 3509190",
    "Bangsal Sari, 3509190",
    "Jelbug, 3509280",
    "LEDOK OMBO, 3509250",
    "Suko Wono, 3509270",
    "Kec., none",
    "Kecamatan, none",
    "Kenconk, none",
    "Kecamatan Randuagung, none",
    "Desa Kencong, none",
    "-, none",
    "'', none"
  })
  void shouldKnowNamesHoweverTheyAreWritten(String text, String code) {
    assertThat(kecamatan(text)).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "Sukorejo, 3509190, 3509190002",
    "Sukorejo, 3509270, 3509270002",
    "Desa Suko Rejo, 3509270, 3509270002",
    "Kel. Mangli, 3509710, 3509710001",
    "KELURAHAN MANGLI, 3509710, 3509710001",
    "Kencong, 3509010, 3509010005",
    "Sukorejo, 3509010, none",
    "Sukorejo, , none",
    "Mangli, , none",
    "35.09.31.2004, 3509260, 3509260001",
    "35 09 31 2004, 3509260, 3509260001",
    "3509312004, 3509260, 3509260001",
    "35.09.260.001, 3509260, 3509260001",
    "3509260.001, 3509260, 3509260001",
    "3509260001, 3509010, 3509260001",
    "3509260001, , 3509260001"
  })
  void shouldKnowDesaByCodeAnywhereAndByNameOnlyInTheirKecamatan(
      String text, String kecamatan, String code) {
    assertThat(desa(text, kecamatan)).isEqualTo(code);
  }

  @Test
  void shouldTellTheTenDesaOfOneNameApartByTheirKecamatanAlone() {
    Map<String, List<Region>> byName =
        JEMBER.ofLevel(Region.Level.DESA).stream()
            .collect(Collectors.groupingBy(one -> one.name().toUpperCase(Locale.ROOT)));
    byName.values().removeIf(same -> same.size() == 1);

    assertThat(byName).hasSize(10);
    byName.forEach(
        (name, two) -> {
          assertThat(two).as(name).hasSize(2);
          assertThat(desa(name, null)).as(name).isEqualTo("none");
          for (Region one : two) {
            assertThat(desa(name, one.parentCode())).as(name).isEqualTo(one.code());
          }
        });
  }

  @Test
  void shouldLetTheKabupatenTellWhichOfTwoKecamatanOfOneNameIsMeant() {
    RegionSpellings spellings =
        RegionSpellings.of(
            regions(
                region("3509100", Region.Level.KECAMATAN, "Sumberayu", "35.09.16"),
                region("3510100", Region.Level.KECAMATAN, "Sumber Ayu", "35.10.16")),
            Region.Level.KECAMATAN);

    assertThat(spellings.find("Sumberayu", 2008, null)).isEmpty();
    assertThat(spellings.troubleWith("Sumberayu", 2008, null))
        .isEqualTo("is the name of 3509100 and of 3510100; a code would tell which");
    assertThat(spellings.find("Sumberayu", 2008, "3510")).contains("3510100");
    assertThat(spellings.find("Sumberayu", 2008, "3511")).isEmpty();
    assertThat(spellings.troubleWith("Sumberayu", 2008, "3511"))
        .isEqualTo("is no known kecamatan in 3511");
  }

  @Test
  void shouldFindARegionOnlyInItsYears() {
    RegionSpellings spellings =
        RegionSpellings.of(
            regions(
                region(
                    "3509100",
                    Region.Level.KECAMATAN,
                    "Lama",
                    "35.09.16",
                    new Validity(null, 2003)),
                region(
                    "3509101",
                    Region.Level.KECAMATAN,
                    "Lama",
                    "35.09.16",
                    new Validity(2004, 2010)),
                region("3509110", Region.Level.KECAMATAN, "Tetap", "35.09.17")),
            Region.Level.KECAMATAN);

    for (String text : List.of("Lama", "35.09.16", "350916")) {
      assertThat(spellings.find(text, 2003, null)).contains("3509100");
      assertThat(spellings.find(text, 2004, null)).contains("3509101");
      assertThat(spellings.find(text, 2011, null)).isEmpty();
      assertThat(spellings.find(text, null, null)).isEmpty();
    }
    assertThat(spellings.find("3509101", 2003, null)).isEmpty();
    assertThat(spellings.troubleWith("3509101", 2003, null))
        .isEqualTo("is no kecamatan in 2003 (valid from 2004 to 2010)");
    assertThat(spellings.find("3509110", null, null)).contains("3509110");
  }

  @Test
  void shouldReadATenDigitCodeOfTwoDesaByTheKecamatanOfTheRow() {
    RegionSpellings spellings =
        RegionSpellings.of(
            regions(
                region("3509312", Region.Level.KECAMATAN, "Baru", "35.09.40"),
                region("3509260", Region.Level.KECAMATAN, "Sumberjambe", "35.09.31"),
                region("3509312001", Region.Level.DESA, "Satu", "35.09.40.2001"),
                region("3509260007", Region.Level.DESA, "Plerean", "35.09.31.2001")),
            Region.Level.DESA);

    assertThat(spellings.find("3509312001", 2008, "3509312")).contains("3509312001");
    assertThat(spellings.find("3509312001", 2008, "3509260")).contains("3509260007");
    assertThat(spellings.find("35.09.31.2001", 2008, "3509312")).contains("3509260007");
    assertThat(spellings.find("3509312001", 2008, "3509010"))
        .as("lies outside the row's kecamatan either way")
        .contains("3509312001");
  }

  @Test
  void shouldRefuseRegionsThatOneSpellingCannotTellApart() {
    Region jambe = region("3509260", Region.Level.KECAMATAN, "Sumberjambe", "35.09.31");
    Region satu = region("3509260001", Region.Level.DESA, "Sumber Ayu", "35.09.31.2001");

    assertThatThrownBy(
            () -> regions(jambe, satu, region("3509260002", Region.Level.DESA, "Sumberayu", "")))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "Regions 3509260001 and 3509260002 both have the name SUMBERAYU in 3509260 in the same"
                + " years; correct one of them in regions.csv, or say with valid_from and valid_to"
                + " when each is meant.");
    assertThatThrownBy(
            () -> regions(jambe, region("3509270", Region.Level.KECAMATAN, "Lain", "35.09.31")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("3509260 and 3509270 both have the Kemendagri code 35.09.31");
    assertThatThrownBy(() -> new Validity(2005, 2004))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("from 2005 to 2004");
  }
}
