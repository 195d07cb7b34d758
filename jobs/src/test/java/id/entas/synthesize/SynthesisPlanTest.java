package id.entas.synthesize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.Refusal;
import id.entas.job.Settings;
import id.entas.synthesize.SynthesisPlan.MissingCensus;
import id.entas.synthesize.SynthesisPlan.Place;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SynthesisPlanTest {
  private static final Settings SETTINGS = Settings.defaults();

  private static SynthesisPlan jember(long households, int firstYear, int lastYear) {
    return SynthesisPlan.jember(
        SETTINGS, households, firstYear, lastYear, SynthesisPlan.SAMPLE_SEED);
  }

  private static Place place(SynthesisPlan plan, String code) {
    return plan.places().stream().filter(one -> one.code().equals(code)).findFirst().orElseThrow();
  }

  @Test
  void shouldStartFromThePublishedFigures() {
    SynthesisPlan plan = jember(SynthesisPlan.JEMBER_HOUSEHOLDS, 2008, 2012);

    assertThat(plan.households()).isEqualTo(237_700);
    assertThat(place(plan, "3509260").households()).containsExactly(1_485L, 5_574L, 5_768L);
    assertThat(plan.places()).hasSize(31);
    assertThat(plan.missing()).containsExactly(new MissingCensus("3509060", 2010));
  }

  @Test
  void shouldGiveTheCityItsShares() {
    SynthesisPlan plan = jember(SynthesisPlan.JEMBER_HOUSEHOLDS, 2008, 2012);

    assertThat(place(plan, "3509710").households()).containsExactly(620L, 930L, 3_100L);
    assertThat(place(plan, "3509720").households()).containsExactly(700L, 1_050L, 3_500L);
    assertThat(place(plan, "3509730").households()).containsExactly(540L, 810L, 2_700L);
  }

  @Test
  void shouldKeepTheStructureOf2008WhateverTheSeed() {
    assertThat(SynthesisPlan.jember(SETTINGS, 237_700, 2008, 2012, 1).places())
        .isEqualTo(SynthesisPlan.jember(SETTINGS, 237_700, 2008, 2012, 2).places());
  }

  @Test
  void shouldHoldExactlyTheHouseholdsAskedForAtAnySize() {
    for (long households : new long[] {1, 100, 237_701, 5_000_003, 100_000_000}) {
      assertThat(jember(households, 2008, 2012).households()).isEqualTo(households);
    }
  }

  @Test
  void shouldGiveRuralKecamatanPlausibleSizesAndMixes() {
    for (Place place : jember(SynthesisPlan.JEMBER_HOUSEHOLDS, 2008, 2012).places()) {
      assertThat(place.listed()).as(place.name()).isBetween(2_500L, 16_000L);
      double veryPoor = (double) place.households().get(0) / place.listed();
      assertThat(veryPoor).as(place.name()).isBetween(.05, .25);
    }
    assertThat(
            jember(SynthesisPlan.JEMBER_HOUSEHOLDS, 2008, 2012).places().stream()
                .map(Place::households)
                .collect(Collectors.toSet()))
        .hasSize(31);
  }

  @Test
  void shouldHaveNoMissingCensusBeforeOrAfterTheYear2010() {
    assertThat(jember(1000, 2011, 2012).missing()).isEmpty();
    assertThat(jember(1000, 2008, 2009).missing()).isEmpty();
    assertThat(jember(1000, 2010, 2012).missing()).isEmpty();
  }

  @Test
  void shouldRefuseMoreHouseholdsThanItCanMake() {
    assertThatThrownBy(() -> jember(100_000_001, 2008, 2012))
        .isInstanceOf(Refusal.class)
        .hasMessage("Households are from 1 to 100000000, not 100000001; give another number.");
    assertThatThrownBy(() -> jember(0, 2008, 2012)).isInstanceOf(Refusal.class);
  }

  @Test
  void shouldRefuseYearsThatFallOrLieOutsideTheSettings() {
    assertThatThrownBy(() -> jember(1000, 2012, 2008))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("2012-2008");
    assertThatThrownBy(() -> jember(1000, 1998, 2008))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("from 2000 to 2035");
    assertThatThrownBy(() -> jember(1000, 2008, 2012).withYears(List.of(2009, 2008)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("rise");
  }
}
