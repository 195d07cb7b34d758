package id.entas.tables;

import static id.entas.tables.Field.optional;
import static id.entas.tables.Field.required;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The columns that several tables share, so that one name has one type and one meaning. */
public final class Fields {
  static final DataType TEXT = DataTypes.StringType;
  static final DataType YEAR = DataTypes.IntegerType;
  static final DataType COUNT = DataTypes.LongType;
  static final DataType NUMBER = DataTypes.DoubleType;
  static final DataType FLAG = DataTypes.BooleanType;

  public static final Field RUN_ID =
      required(
          "run_id", TEXT, "Run that wrote the row; derived from extracts, settings and program.");
  public static final Field CENSUS_YEAR =
      required("census_year", YEAR, "Year of the census (tahun pendataan).");
  public static final Field REGION_LEVEL =
      required("region_level", TEXT, "kecamatan, kabupaten (the sum of its kecamatan) or desa.");
  public static final Field REGION_CODE = required("region_code", TEXT, "BPS code of the region.");
  public static final Field FROM_YEAR =
      required("from_year", YEAR, "Census at which the interval starts.");
  public static final Field TO_YEAR =
      required("to_year", YEAR, "Next census that covers the region, at which the interval ends.");
  public static final Field FROM_TIER =
      required("from_tier", TEXT, "Tier at the start of the interval.");
  public static final Field TO_TIER = required("to_tier", TEXT, "Tier at the end of the interval.");
  public static final Field TIER = required("tier", TEXT, "Welfare tier (status kesejahteraan).");
  public static final Field CLUSTER =
      required(
          "cluster",
          DataTypes.IntegerType,
          "Cluster of programmes: 1 social assistance, 2 community empowerment, 3 micro enterprise, 4 cheap programmes.");
  public static final Field HOUSEHOLDS =
      required("households", COUNT, "Households (rumah tangga).");
  public static final Field SOURCE_FILE =
      required("source_file", TEXT, "Extract, by its path below the input folder.");
  public static final Field KECAMATAN_COVERED =
      required("kecamatan_covered", COUNT, "Kecamatan that the figure is the sum of.");
  public static final Field KECAMATAN_TOTAL =
      required("kecamatan_total", COUNT, "Kecamatan of the region.");
  public static final Field COMPLETE =
      required("complete", FLAG, "Whether every kecamatan of the region is in the figure.");
  public static final Field COMPARABLE =
      required(
          "comparable",
          FLAG,
          "Whether both censuses were made with one instrument; where not, a move may be the instrument's. The unit is one over the lake.");
  public static final Field FRAME =
      required(
          "frame",
          TEXT,
          "Whom the census at the end visits: ALL_RELISTED (all who were listed before) or LISTED_ONLY (the poor tiers alone, so that a household that escaped is absent by design).");
  public static final Field SCENARIO = required("scenario", TEXT, "Scenario of the projection.");
  public static final Field PROBABILITY = required("probability", NUMBER, "Probability, 0 to 1.");
  public static final Field CI_LOW = optional("ci_low", NUMBER, "Lower end of the 95 % interval.");
  public static final Field CI_HIGH =
      optional("ci_high", NUMBER, "Upper end of the 95 % interval.");

  private Fields() {}
}
