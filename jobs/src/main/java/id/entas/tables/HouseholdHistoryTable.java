package id.entas.tables;

import static id.entas.tables.Field.optional;
import static id.entas.tables.Field.required;

/** One packed history per household, of every census of the lake. */
public final class HouseholdHistoryTable {
  public static final Field HOUSEHOLD_KEY = HouseholdTable.HOUSEHOLD_KEY;
  public static final Field CENSUS_YEARS =
      required(
          "census_years",
          Fields.TEXT,
          "Census years that the packed places stand for, oldest first, joined by commas.");
  public static final Field STATES =
      required(
          "states",
          Fields.COUNT,
          "Tier or outcome at each census, four bits each, the oldest census lowest: 0 not seen, 1 to 10 the tier, 11 to 15 the outcome.");
  public static final Field HOME_REGION =
      required("home_region", Fields.TEXT, "Kecamatan of the first census that saw the household.");
  public static final Field REGION_PATH =
      optional(
          "region_path",
          Fields.TEXT,
          "Kecamatan at each census joined by commas, where the household was seen in more than one; else null.");
  public static final Field SERVED =
      required(
          "served",
          Fields.COUNT,
          "Clusters whose programmes the household received at each census, four bits each, the oldest census lowest, cluster 1 the lowest bit.");
  public static final Field SERVED_KNOWN =
      required(
          "served_known",
          Fields.COUNT,
          "Clusters of which the census says whether the household received a programme, packed as served is.");

  public static final Table TABLE =
      Table.restricted(
              "household_history", "One packed history per household, of every census of the lake.")
          .fields(
              HOUSEHOLD_KEY, CENSUS_YEARS, STATES, HOME_REGION, REGION_PATH, SERVED, SERVED_KNOWN)
          .key(HOUSEHOLD_KEY)
          .filteredOn(HOUSEHOLD_KEY)
          .build();

  private HouseholdHistoryTable() {}
}
