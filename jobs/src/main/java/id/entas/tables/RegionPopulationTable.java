package id.entas.tables;

import static id.entas.tables.Field.optional;
import static id.entas.tables.Field.required;

/** How many households and people live in a region, poor or not. */
public final class RegionPopulationTable {
  public static final Field YEAR = required("year", Fields.YEAR, "Year of the figure.");
  public static final Field REGION_LEVEL =
      Fields.REGION_LEVEL.meaning("desa, kecamatan, kabupaten, provinsi or nasional.");
  public static final Field REGION_CODE =
      Fields.REGION_CODE.meaning("BPS code of the region; 35 is East Java, 0 the nation.");
  public static final Field HOUSEHOLDS =
      optional(
          "households",
          Fields.COUNT,
          "All households of the region, poor or not; null where only people are known.");
  public static final Field PEOPLE =
      optional(
          "people",
          Fields.COUNT,
          "All people of the region, poor or not; null where only households are known.");
  public static final Field SOURCE = required("source", Fields.TEXT, "Where it was published.");
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published(
              "region_population",
              "How many households and people live in a region, poor or not; as given in region-population.csv.")
          .fields(YEAR, REGION_LEVEL, REGION_CODE, HOUSEHOLDS, PEOPLE, SOURCE, RUN_ID)
          .key(YEAR, REGION_LEVEL, REGION_CODE)
          .check("somebody_lives_there", "coalesce(households, 1) > 0 AND coalesce(people, 1) > 0")
          .build();

  private RegionPopulationTable() {}
}
