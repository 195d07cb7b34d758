package id.entas.tables;

import static id.entas.tables.Field.optional;
import static id.entas.tables.Field.required;

import org.apache.spark.sql.types.DataTypes;

/** What programmes were to reach, beside what households received. */
public final class ProgrammeCoverageTable {
  public static final Field CENSUS_YEAR =
      Fields.CENSUS_YEAR.meaning(
          "Year of the plan, and of the census that tells what was received.");
  public static final Field REGION_LEVEL = Fields.REGION_LEVEL;
  public static final Field REGION_CODE = Fields.REGION_CODE;
  public static final Field TIER = Fields.TIER.orNull("Null: all tiers that the programme is for.");
  public static final Field CLUSTER = Fields.CLUSTER;
  public static final Field PROGRAMME =
      optional(
          "programme",
          Fields.TEXT,
          "Code of the programme in programmes.csv; null: the cluster as a whole, which is what the flags of extracts tell of.");
  public static final Field AGENCY =
      optional("agency", Fields.TEXT, "Agency that leads the programme; null for a cluster.");
  public static final Field STRATEGY =
      optional(
          "strategy",
          Fields.TEXT,
          "Strategies that the programme serves, each after the framework that names it so; null for a cluster.");
  public static final Field UNIT =
      required("unit", Fields.TEXT, "What planned counts, such as household, person or village.");
  public static final Field PLANNED =
      optional("planned", Fields.COUNT, "Places planned, in the unit; null where no plan says.");
  public static final Field HOUSEHOLDS_KNOWN =
      optional(
          "households_known",
          Fields.COUNT,
          "Households of the tier of which the extract says whether the cluster served them; null where it does not tell of this row.");
  public static final Field RECEIVED =
      optional(
          "received",
          Fields.COUNT,
          "Of these, households served. A figure of a programme only where it is the cluster's one programme of the year and reaches households.");
  public static final Field BUDGET_IDR =
      optional(
          "budget_idr",
          DataTypes.createDecimalType(20, 2),
          "Budget, rupiah; null where no plan says.");
  public static final Field KECAMATAN_COVERED =
      Fields.KECAMATAN_COVERED.meaning("Kecamatan that received is the sum of.");
  public static final Field KECAMATAN_TOTAL = Fields.KECAMATAN_TOTAL;
  public static final Field COMPLETE =
      Fields.COMPLETE.meaning("Whether every kecamatan of the region is in received.");
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published(
              "programme_coverage",
              "What programmes were to reach, beside what households received.")
          .fields(
              CENSUS_YEAR,
              REGION_LEVEL,
              REGION_CODE,
              TIER,
              CLUSTER,
              PROGRAMME,
              AGENCY,
              STRATEGY,
              UNIT,
              PLANNED,
              HOUSEHOLDS_KNOWN,
              RECEIVED,
              BUDGET_IDR,
              KECAMATAN_COVERED,
              KECAMATAN_TOTAL,
              COMPLETE,
              RUN_ID)
          .key(CENSUS_YEAR, REGION_LEVEL, REGION_CODE, CLUSTER, PROGRAMME, TIER)
          .check("served_are_known", "received IS NULL OR received <= households_known")
          .build();

  private ProgrammeCoverageTable() {}
}
