package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The calibration of what is read off histories, small and with a fixed seed. */
@Execution(ExecutionMode.CONCURRENT)
class CalibrateHistoriesTest {
  private static final int PANELS = 8;
  private static final String CALM = "no shocks";
  private static final CarriedShocks CALM_YEARS =
      new CarriedShocks(Matrices.identity(InventedPanel.TIERS + 2), 0);
  private static final String STAYERS = "stayers";

  @Test
  void shouldHoldTheTruthOfHistories() {
    CalibrationTable table = new CalibrationTable(List.of(CALM, STAYERS));
    measure(table, CALM, 0);
    measure(table, STAYERS, 0.2);
    // 12 kecamatan a panel, two intervals or six counts each: standard errors of 1.6 and 0.9
    // points.
    assertThat(table.mean(CALM, "relapse within two years, kecamatan")).isBetween(0.89, 1.0);
    assertThat(table.mean(CALM, "very poor in k of 5 censuses, share as near as chance leaves it"))
        .isBetween(0.92, 0.99);
    assertThat(table.mean(CALM, "trend of the worst tier, kecamatan")).isBetween(0.88, 1.0);
    assertThat(table.mean(CALM, "bias of the trend of the worst tier, kecamatan"))
        .isBetween(-0.01, 0.01);
    assertThat(table.mean(CALM, "bias of the relapse within two years, kecamatan"))
        .isBetween(-0.01, 0.01);
    assertThat(table.mean(CALM, "bias of the recording error's rate where 3 % are misrecorded"))
        .isBetween(-0.005, 0.005);
    assertThat(table.mean(CALM, "noise floor as near to them as chance leaves it"))
        .isGreaterThanOrEqualTo(0.75);
    String stay = "bias of the stay in the worst tier, 3 % misrecorded, ";
    assertThat(table.mean(CALM, stay + "observed chain")).isLessThan(-0.03);
    assertThat(table.mean(CALM, stay + "latent tiers")).isBetween(-0.02, 0.02);
    // Households that never move look like errors of recording.
    assertThat(table.mean(STAYERS, "bias of the recording error's rate where none are misrecorded"))
        .isGreaterThan(0.004);
  }

  private static void measure(CalibrationTable table, String column, double stayers) {
    InventedPanel.Truth truth =
        new InventedPanel.Truth(
            80,
            0,
            0,
            stayers,
            new long[] {1_500, 14_000},
            12,
            new int[] {2008, 2009, 2010, 2011, 2012});
    for (long seed = 0; seed < PANELS; seed++) {
      InventedPanel panel = new InventedPanel(truth, seed);
      Map<String, CarriedShocks> none = new HashMap<>(Map.of("3509", CALM_YEARS));
      panel.kecamatan().forEach(code -> none.put(code, CALM_YEARS));
      new CalibrateHistories(table, column, panel, truth, none, seed).measure();
    }
  }
}
