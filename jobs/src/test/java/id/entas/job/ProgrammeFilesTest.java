package id.entas.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.Programme;
import id.entas.domain.ProgrammePlan;
import id.entas.domain.Refusal;
import id.entas.domain.Regions;
import id.entas.domain.TierScheme;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgrammeFilesTest {
  private static final TierScheme TIERS = Settings.defaults().tiers();
  private static final Regions REGIONS = Settings.defaults().regions();

  private static final String PROGRAMMES =
      """
      programme,cluster,strategies,agency,unit,tiers,valid_from,valid_to
      PKH,1,frame a: aim|frame b: other aim,Dinas Sosial,household,TARGET,2007,
      KUR,3,frame a: aim,"Dinas Koperasi, UMK",enterprise,LISTED,,2012
      """;
  private static final String PLANS =
      """
      programme,year,region_code,tier,planned,budget_idr
      PKH,2011,3509260,SANGAT_MISKIN,500,1250000000.50
      KUR,2011,3509,,40,
      """;

  @Test
  void shouldReadProgrammesWithTiersOfTheScheme() {
    List<Programme> programmes = ProgrammeFiles.programmes(PROGRAMMES, TIERS);

    assertThat(programmes).extracting(Programme::code).containsExactly("PKH", "KUR");
    assertThat(programmes.get(0).tiers()).containsExactly("SANGAT_MISKIN");
    assertThat(programmes.get(0).strategies())
        .containsExactly("frame a: aim", "frame b: other aim");
    assertThat(programmes.get(0).validity().holds(2030)).isTrue();
    assertThat(programmes.get(1).tiers())
        .containsExactly("SANGAT_MISKIN", "MISKIN", "HAMPIR_MISKIN");
    assertThat(programmes.get(1).validity().holds(2013)).isFalse();
  }

  @Test
  void shouldReadPlansWithRupiahToTheCent() {
    assertThat(
            ProgrammeFiles.plans(
                PLANS, ProgrammeFiles.programmes(PROGRAMMES, TIERS), TIERS, REGIONS))
        .containsExactly(
            new ProgrammePlan(
                "PKH", 2011, "3509260", "SANGAT_MISKIN", 500L, new BigDecimal("1250000000.50")),
            new ProgrammePlan("KUR", 2011, "3509", null, 40L, null));
  }

  @Test
  void shouldShipProgrammesOfEveryClusterAndNoPlanThatNobodyMade() {
    Settings shipped = Settings.defaults();

    assertThat(shipped.programmes()).extracting(Programme::cluster).contains(1, 2, 3, 4);
    assertThat(shipped.programmePlans()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'PKH,1', 'PKH,5', cluster 5",
    "TARGET, KAYA, the tier KAYA",
    "'KUR,3', 'PKH,3', stands twice",
    "'2007,', '2007,2005', valid_from",
    "'3,frame', 'x,frame', no whole number"
  })
  void shouldRefuseAProgrammeInOneSentence(String right, String wrong, String said) {
    String text = PROGRAMMES.replace(right, wrong);

    assertThat(text).isNotEqualTo(PROGRAMMES);
    assertThatThrownBy(() -> ProgrammeFiles.programmes(text, TIERS))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(said)
        .hasMessageEndingWith(".");
  }

  @ParameterizedTest
  @CsvSource({
    "'KUR,2011', 'XYZ,2011', programmes.csv does not hold",
    "3509260, 9999999, no kecamatan",
    "'KUR,2011,3509,,40', 'PKH,2011,3509260,SANGAT_MISKIN,40', stands twice",
    "SANGAT_MISKIN, KAYA, tiers.csv does not hold",
    "',500,', ',-5,', below zero",
    "',500,', ',5.5,', no whole number",
    "1250000000.50, 1.250.000, no decimal number",
    "1250000000.50, 0.505, at most two decimals"
  })
  void shouldRefuseAPlanInOneSentence(String right, String wrong, String said) {
    String text = PLANS.replace(right, wrong);
    List<Programme> programmes = ProgrammeFiles.programmes(PROGRAMMES, TIERS);

    assertThat(text).isNotEqualTo(PLANS);
    assertThatThrownBy(() -> ProgrammeFiles.plans(text, programmes, TIERS, REGIONS))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(said)
        .hasMessageEndingWith(".");
  }
}
