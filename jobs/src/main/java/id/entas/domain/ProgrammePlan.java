package id.entas.domain;

import java.math.BigDecimal;

/**
 * What a programme was to reach in a region and year.
 *
 * @param programme its code
 * @param regionCode a kecamatan, or a kabupaten
 * @param tier code of the tier, or null where the plan is for all that the programme is for
 * @param planned places, in the programme's unit; null where no plan says
 * @param budget rupiah; null where no plan says
 */
public record ProgrammePlan(
    String programme, int year, String regionCode, String tier, Long planned, BigDecimal budget) {
  public ProgrammePlan {
    if (planned != null && planned < 0 || budget != null && budget.signum() < 0) {
      throw Refusal.mistake(
          "The plan of "
              + programme
              + " for "
              + regionCode
              + " in "
              + year
              + " is below zero; correct programme-plans.csv.");
    }
  }
}
