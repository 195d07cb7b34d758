package id.entas.tables;

import static id.entas.tables.Field.optional;
import static id.entas.tables.Field.required;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** One row per household and census, as accepted by ingest. */
public final class HouseholdTable {
  /** The fewest persons that a household may say it has. */
  public static final int LEAST_MEMBERS = 1;

  /** The most persons that a household may say it has. */
  public static final int MOST_MEMBERS = 40;

  public static final Field CENSUS_YEAR = Fields.CENSUS_YEAR;
  public static final Field REGION_CODE = Fields.REGION_CODE.meaning("BPS code of the kecamatan.");
  public static final Field VILLAGE_CODE =
      optional("village_code", Fields.TEXT, "BPS code of the desa, where given.");
  public static final Field HOUSEHOLD_KEY =
      required(
          "household_key",
          DataTypes.BinaryType,
          "Pseudonym: the first 16 bytes of the HMAC-SHA256 of the household's id and its scope.");
  public static final Field UNIT =
      required("unit", Fields.TEXT, "household (rumah tangga) or family (KK).");
  public static final Field TIER =
      optional(
          "tier",
          Fields.TEXT,
          "Welfare tier; null where the row only says why the household is in none.");
  public static final Field MEMBERS =
      optional("members", DataTypes.IntegerType, "Persons in the household, 1 to 40.");
  public static final Field OUTCOME =
      optional(
          "outcome",
          Fields.TEXT,
          "GRADUATED, DIED, MOVED, MERGED or NOT_FOUND, for a household without a tier.");
  public static final Field CLUSTER_1 = cluster(1, "social assistance");
  public static final Field CLUSTER_2 = cluster(2, "community empowerment");
  public static final Field CLUSTER_3 = cluster(3, "micro enterprise");
  public static final Field CLUSTER_4 = cluster(4, "cheap programmes");
  public static final List<Field> CLUSTERS = List.of(CLUSTER_1, CLUSTER_2, CLUSTER_3, CLUSTER_4);
  public static final Field INSTRUMENT =
      required("instrument", Fields.TEXT, "Census instrument, such as PPLS2008.");
  public static final Field SOURCE_FILE = Fields.SOURCE_FILE;

  public static final Table TABLE =
      Table.restricted(
              "household", "Households by census, as accepted by ingest; ids only as pseudonyms.")
          .fields(
              CENSUS_YEAR,
              REGION_CODE,
              VILLAGE_CODE,
              HOUSEHOLD_KEY,
              UNIT,
              TIER,
              MEMBERS,
              OUTCOME,
              CLUSTER_1,
              CLUSTER_2,
              CLUSTER_3,
              CLUSTER_4,
              INSTRUMENT,
              SOURCE_FILE)
          .key(CENSUS_YEAR, HOUSEHOLD_KEY)
          .partitionedBy(CENSUS_YEAR)
          .filteredOn(CENSUS_YEAR, REGION_CODE)
          .check("tier_or_outcome", "tier IS NOT NULL OR outcome IS NOT NULL")
          .check(
              "members_in_range",
              "members IS NULL OR members BETWEEN " + LEAST_MEMBERS + " AND " + MOST_MEMBERS)
          .build();

  private static Field cluster(int number, String meaning) {
    return optional(
        "cluster_" + number,
        Fields.FLAG,
        "Received a programme of cluster " + number + " (" + meaning + "); null is unknown.");
  }

  private HouseholdTable() {}
}
