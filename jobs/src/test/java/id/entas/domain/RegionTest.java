package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Regions, their names and the years in which they are regions. */
@Execution(ExecutionMode.CONCURRENT)
class RegionTest {
  private static Region region(Region.Level level, String code, String name, String parent) {
    return region(level, code, name, parent, "", Validity.ALWAYS);
  }

  private static Region region(
      Region.Level level,
      String code,
      String name,
      String parent,
      String kemendagri,
      Validity validity,
      String... spellings) {
    return new Region(
        code,
        level,
        name,
        parent,
        kemendagri,
        new Region.Point(113.7, -8.2),
        List.of(spellings),
        validity);
  }

  private static final Region JEMBER =
      region(Region.Level.KABUPATEN, "3509", "Jember", "35", "", Validity.ALWAYS);
  private static final Region AJUNG =
      region(
          Region.Level.KECAMATAN,
          "3509170",
          "Ajung",
          "3509",
          "35.09.12",
          Validity.ALWAYS,
          "Adjung");
  private static final Region PANTI =
      region(Region.Level.KECAMATAN, "3509180", "Panti", "3509", "35.09.17", Validity.ALWAYS);

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          KECAMATAN, Gumuk Mas,          GUMUKMAS
          KECAMATAN, Kec. Gumukmas,      GUMUKMAS
          KECAMATAN, "  -kec gumukmas ", GUMUKMAS
          KECAMATAN, Kecamatan_Gumuk-Mas,GUMUKMAS
          KECAMATAN, Kecubung,           KECUBUNG
          KECAMATAN, Kec,                KEC
          KECAMATAN, Desa Mangli,        DESAMANGLI
          KABUPATEN, Kab. Jember,        JEMBER
          KABUPATEN, Kabupaten Jember,   JEMBER
          DESA,      Kelurahan Mangli,   MANGLI
          DESA,      Ds. Ma'ang\u2019li`, MAANGLI
          DESA,      "Kel.\u00A0Mangli", MANGLI
          DESA,      "-._ ",             ""
          DESA,      "",                 ""
          """)
  void shouldCompareNamesWhateverPeopleVaryInThem(Region.Level level, String name, String key) {
    assertThat(RegionName.key(level, name)).isEqualTo(key);
  }

  @Test
  void shouldKnowRegionsByTheirCodes() {
    Regions regions = new Regions(List.of(JEMBER, AJUNG, PANTI));

    assertThat(regions.all()).containsExactly(JEMBER, AJUNG, PANTI);
    assertThat(regions.ofLevel(Region.Level.KECAMATAN)).containsExactly(AJUNG, PANTI);
    assertThat(regions.ofLevel(Region.Level.DESA)).isEmpty();
    assertThat(regions.find("3509170")).contains(AJUNG);
    assertThat(regions.find("3509999")).isEmpty();
    assertThat(regions.nameOf("3509180")).isEqualTo("Panti");
    assertThat(regions.nameOf("3509999")).isEqualTo("3509999");
    assertThat(regions.kabupatenOfKecamatan())
        .isEqualTo(Map.of("3509170", "3509", "3509180", "3509"));
    assertThat(AJUNG.names()).containsExactly("Ajung", "Adjung");
    assertThat(AJUNG.findPoint()).contains(new Region.Point(113.7, -8.2));
  }

  @Test
  void shouldRefuseRegionsThatCannotBeToldApart() {
    refused("3509170 is written twice", AJUNG, AJUNG);
    refused(
        "lies in 3510", AJUNG, region(Region.Level.KECAMATAN, "3510010", "Pesanggaran", "3510"));
    refused(
        "3509170 and 3509190 both have the name ADJUNG in 3509",
        AJUNG,
        region(Region.Level.KECAMATAN, "3509190", "Kec. Adjung", "3509"));
    refused(
        "both have the Kemendagri code 35.09.12",
        AJUNG,
        region(
            Region.Level.KECAMATAN,
            "3509190",
            "Silo",
            "3509",
            "35.09.12",
            new Validity(2010, 2011)));
  }

  private static void refused(String words, Region... others) {
    List<Region> all = new ArrayList<>(List.of(JEMBER));
    all.addAll(List.of(others));
    assertThatThrownBy(() -> new Regions(all))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(words);
  }

  @Test
  void shouldLetANameBeUsedAgainWhereTheOtherRegionIsGoneOrLiesElsewhere() {
    Region until = region(Region.Level.KECAMATAN, "3509190", "Silo", "3509", "", until(2007));
    Region since = region(Region.Level.KECAMATAN, "3509191", "Silo", "3509", "", since(2008));
    Region banyuwangi = region(Region.Level.KABUPATEN, "3510", "Jember", "35");
    Region elsewhere = region(Region.Level.KECAMATAN, "3510010", "Ajung", "3510");

    assertThat(new Regions(List.of(JEMBER, AJUNG, until, since, banyuwangi, elsewhere)).all())
        .hasSize(6);
    assertThatThrownBy(
            () ->
                new Regions(
                    List.of(
                        JEMBER,
                        region(Region.Level.KECAMATAN, "3509192", "Silo", "3509", "", until(2008)),
                        since)))
        .hasMessageContaining("the name SILO");
  }

  private static Validity until(int year) {
    return new Validity(null, year);
  }

  private static Validity since(int year) {
    return new Validity(year, null);
  }

  @Test
  void shouldHoldInItsYearsBothEndsIncluded() {
    Validity some = new Validity(2004, 2011);
    assertThat(List.of(some.holds(2003), some.holds(2004), some.holds(2011), some.holds(2012)))
        .containsExactly(false, true, true, false);
    assertThat(since(2004).holds(2003)).isFalse();
    assertThat(since(2004).holds(2030)).isTrue();
    assertThat(until(2004).holds(1990)).isTrue();
    assertThat(until(2004).holds(2005)).isFalse();
    assertThat(Validity.ALWAYS.isAlways()).isTrue();
    assertThat(since(2004).isAlways()).isFalse();
    assertThat(until(2004).isAlways()).isFalse();
    assertThat(some.overlaps(since(2011))).isTrue();
    assertThat(some.overlaps(since(2012))).isFalse();
    assertThat(some.overlaps(until(2004))).isTrue();
    assertThat(some.overlaps(until(2003))).isFalse();
    assertThat(until(2003).overlaps(some)).isFalse();
    assertThat(since(2012).overlaps(some)).isFalse();
    assertThat(new Validity(2005, 2005).holds(2005)).isTrue();
    assertThat(
            List.of(
                Validity.ALWAYS.inWords(),
                some.inWords(),
                since(2004).inWords(),
                until(2004).inWords()))
        .containsExactly(
            "valid always", "valid from 2004 to 2011", "valid from 2004", "valid to 2004");
    assertThatThrownBy(() -> new Validity(2005, 2004)).hasMessageContaining("from 2005 to 2004");
  }

  @Test
  void shouldRefuseCodesAndPointsThatAreNone() {
    assertThatThrownBy(() -> region(Region.Level.KECAMATAN, "350917", "Ajung", "3509"))
        .hasMessageContaining("7 digits, not '350917'");
    assertThatThrownBy(() -> region(Region.Level.DESA, "3509170", "Mangli", "3509170"))
        .hasMessageContaining("10 digits");
    assertThat(new Region.Point(-180, 90)).isEqualTo(new Region.Point(-180, 90));
    assertThatThrownBy(() -> new Region.Point(180.1, 0)).hasMessageContaining("180.1");
    assertThatThrownBy(() -> new Region.Point(0, -90.1)).hasMessageContaining("-90.1");
    assertThatThrownBy(() -> new Region.Point(Double.NaN, 0)).hasMessageContaining("NaN");
  }
}
