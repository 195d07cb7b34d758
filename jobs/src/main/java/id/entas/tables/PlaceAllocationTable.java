package id.entas.tables;

import static id.entas.tables.Field.required;

/** Where extra places of a programme lower the target tier most. */
public final class PlaceAllocationTable {
  public static final Field REGION_LEVEL = Fields.REGION_LEVEL;
  public static final Field REGION_CODE = Fields.REGION_CODE;
  public static final Field CENSUS_YEAR =
      Fields.CENSUS_YEAR.meaning("Year in which the target tier is counted.");
  public static final Field PLACES =
      required("places", Fields.COUNT, "Extra places a year that the kecamatan is given.");
  public static final Field FEWER_HOUSEHOLDS =
      required(
          "fewer_households",
          Fields.NUMBER,
          "Households by which they are expected to lower the target tier.");
  public static final Field EFFECT =
      required(
          "effect",
          Fields.NUMBER,
          "Growth of a helped household's yearly chance to leave the tier, assumed in the settings.");
  public static final Field GAP =
      required(
          "gap",
          Fields.NUMBER,
          "Households by which the best allocation could lower it more than all of these together.");
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published(
              "place_allocation",
              "Where extra places of a programme lower the expected households of the target tier most.")
          .fields(REGION_LEVEL, REGION_CODE, CENSUS_YEAR, PLACES, FEWER_HOUSEHOLDS, EFFECT, GAP)
          .fields(ForecastBasis.FIELDS)
          .fields(RUN_ID)
          .key(REGION_LEVEL, REGION_CODE)
          .build();

  private PlaceAllocationTable() {}
}
