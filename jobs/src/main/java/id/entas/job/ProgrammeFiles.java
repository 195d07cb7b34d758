package id.entas.job;

import id.entas.domain.Programme;
import id.entas.domain.ProgrammePlan;
import id.entas.domain.Refusal;
import id.entas.domain.Region;
import id.entas.domain.Regions;
import id.entas.domain.TierScheme;
import id.entas.domain.Validity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code programmes.csv} and {@code programme-plans.csv}. */
final class ProgrammeFiles {
  static final String PROGRAMMES = "programmes.csv";
  static final String PLANS = "programme-plans.csv";

  /** A programme for every tier that is listed, whatever the scheme calls them. */
  private static final String LISTED = "LISTED";

  private static final String TARGET = "TARGET";

  private ProgrammeFiles() {}

  static List<Programme> programmes(String text, TierScheme tiers) {
    List<Programme> programmes = new ArrayList<>();
    Set<String> codes = new TreeSet<>();
    for (Map<String, String> row :
        CsvFile.read(
            PROGRAMMES,
            text,
            "programme",
            "cluster",
            "strategies",
            "agency",
            "unit",
            "tiers",
            "valid_from",
            "valid_to")) {
      String code = row.get("programme");
      if (code.isEmpty() || !codes.add(code)) {
        throw Refusal.mistake(
            "The programme '" + code + "' has no code or stands twice; correct programmes.csv.");
      }
      programmes.add(
          new Programme(
              code,
              CsvFile.wholeNumber(PROGRAMMES, row.get("cluster")),
              row.get("agency"),
              CsvFile.split(row.get("strategies")),
              row.get("unit"),
              CsvFile.split(row.get("tiers")).stream()
                  .flatMap(tier -> codes(code, tier, tiers).stream())
                  .toList(),
              new Validity(
                  CsvFile.findYear(PROGRAMMES, row.get("valid_from")).orElse(null),
                  CsvFile.findYear(PROGRAMMES, row.get("valid_to")).orElse(null))));
    }
    return List.copyOf(programmes);
  }

  private static List<String> codes(String programme, String name, TierScheme tiers) {
    List<String> codes =
        tiers.tiers().stream()
            .filter(
                tier ->
                    switch (name) {
                      case LISTED -> tier.isListed();
                      case TARGET -> tier.isTarget();
                      default -> tier.code().equals(name);
                    })
            .map(tier -> tier.code())
            .toList();
    if (codes.isEmpty()) {
      throw Refusal.mistake(
          "The programme "
              + programme
              + " is for the tier "
              + name
              + ", which is neither LISTED, TARGET nor a code of tiers.csv; correct"
              + " programmes.csv.");
    }
    return codes;
  }

  static List<ProgrammePlan> plans(
      String text, List<Programme> programmes, TierScheme tiers, Regions regions) {
    List<ProgrammePlan> plans = new ArrayList<>();
    Set<String> places = new TreeSet<>();
    for (Map<String, String> row :
        CsvFile.read(
            PLANS, text, "programme", "year", "region_code", "tier", "planned", "budget_idr")) {
      String place =
          String.join(
              " ", row.get("programme"), row.get("year"), row.get("region_code"), row.get("tier"));
      if (!places.add(place)) {
        throw mistake(place, "stands twice");
      }
      if (programmes.stream().noneMatch(one -> one.code().equals(row.get("programme")))) {
        throw mistake(place, "is of a programme that programmes.csv does not hold");
      }
      if (regions
          .find(row.get("region_code"))
          .filter(region -> region.level() != Region.Level.DESA)
          .isEmpty()) {
        throw mistake(place, "is for no kecamatan or kabupaten of regions.csv");
      }
      String tier = row.get("tier").isEmpty() ? null : row.get("tier");
      if (tier != null && !tiers.codes().contains(tier)) {
        throw mistake(place, "is for a tier that tiers.csv does not hold");
      }
      plans.add(
          new ProgrammePlan(
              row.get("programme"),
              CsvFile.wholeNumber(PLANS, row.get("year")),
              row.get("region_code"),
              tier,
              row.get("planned").isEmpty() ? null : whole(place, row.get("planned")),
              row.get("budget_idr").isEmpty() ? null : rupiah(place, row.get("budget_idr"))));
    }
    return List.copyOf(plans);
  }

  private static Long whole(String place, String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw mistake(place, "plans '" + text + "', which is no whole number");
    }
  }

  private static BigDecimal rupiah(String place, String text) {
    try {
      BigDecimal rupiah = new BigDecimal(text);
      if (rupiah.stripTrailingZeros().scale() <= 2 && rupiah.precision() - rupiah.scale() <= 15) {
        return rupiah.setScale(2);
      }
    } catch (NumberFormatException e) {
      throw mistake(place, "has the budget '" + text + "', which is no decimal number of rupiah");
    }
    throw mistake(
        place,
        "has the budget " + text + ", which is no amount of rupiah with at most two decimals");
  }

  private static Refusal mistake(String place, String what) {
    return Refusal.mistake("The plan '" + place + "' " + what + "; correct " + PLANS + ".");
  }
}
