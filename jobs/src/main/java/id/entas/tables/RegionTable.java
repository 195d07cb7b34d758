package id.entas.tables;

import static id.entas.tables.Field.optional;
import static id.entas.tables.Field.required;

/** Regions: kabupaten, kecamatan and desa. */
public final class RegionTable {
  public static final Field REGION_CODE = Fields.REGION_CODE;
  public static final Field REGION_LEVEL = Fields.REGION_LEVEL;
  public static final Field REGION_NAME =
      required("region_name", Fields.TEXT, "Today's name of the region.");
  public static final Field PARENT_CODE =
      required("parent_code", Fields.TEXT, "BPS code of the region that holds it.");
  public static final Field KEMENDAGRI_CODE =
      optional("kemendagri_code", Fields.TEXT, "Code of the ministry of home affairs.");
  public static final Field LONGITUDE =
      optional("longitude", Fields.NUMBER, "Label point, degrees east (WGS 84).");
  public static final Field LATITUDE =
      optional("latitude", Fields.NUMBER, "Label point, degrees north (WGS 84).");
  public static final Field VALID_FROM =
      optional("valid_from", Fields.YEAR, "First census year of the region; null = always was.");
  public static final Field VALID_TO =
      optional("valid_to", Fields.YEAR, "Last census year of the region; null = still is.");
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published("region", "Regions: kabupaten, kecamatan and desa.")
          .fields(
              REGION_CODE,
              REGION_LEVEL,
              REGION_NAME,
              PARENT_CODE,
              KEMENDAGRI_CODE,
              LONGITUDE,
              LATITUDE,
              VALID_FROM,
              VALID_TO,
              RUN_ID)
          .key(REGION_CODE)
          .build();

  private RegionTable() {}
}
