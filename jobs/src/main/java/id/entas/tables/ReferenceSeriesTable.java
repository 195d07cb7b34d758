package id.entas.tables;

import static id.entas.tables.Field.required;

/** Series that others publish, for what the lake counts to be compared with. */
public final class ReferenceSeriesTable {
  public static final Field SERIES =
      required("series", Fields.TEXT, "Name of the series, such as poor_people.");
  public static final Field REGION_LEVEL = RegionPopulationTable.REGION_LEVEL;
  public static final Field REGION_CODE = RegionPopulationTable.REGION_CODE;
  public static final Field YEAR = RegionPopulationTable.YEAR;
  public static final Field VALUE = required("value", Fields.NUMBER, "The figure, in the unit.");
  public static final Field UNIT =
      required("unit", Fields.TEXT, "Unit of the value, such as household, person or percent.");
  public static final Field SOURCE = RegionPopulationTable.SOURCE;
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published(
              "reference_series",
              "Series that others publish of kabupaten, province and nation; as given in reference-series.csv.")
          .fields(SERIES, REGION_LEVEL, REGION_CODE, YEAR, VALUE, UNIT, SOURCE, RUN_ID)
          .key(SERIES, REGION_LEVEL, REGION_CODE, YEAR)
          .build();

  private ReferenceSeriesTable() {}
}
