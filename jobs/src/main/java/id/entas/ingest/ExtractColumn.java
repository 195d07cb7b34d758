package id.entas.ingest;

import id.entas.tables.Field;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.DataTypes;

/** The columns of an extract that ingest reads, in the order in which a framed row carries them. */
enum ExtractColumn {
  CENSUS_YEAR,
  REGION_CODE,
  /** Province, kabupaten and kecamatan part of the BPS code, which together replace it. */
  KDPROP,
  KDKAB,
  KDKEC,
  /** Desa part of the BPS code, which with the three before replaces the whole. */
  KDDESA,
  VILLAGE_CODE,
  HOUSEHOLD_ID,
  UNIT,
  TIER,
  MEMBERS,
  OUTCOME,
  CLUSTER_1,
  CLUSTER_2,
  CLUSTER_3,
  CLUSTER_4,
  INSTRUMENT,
  INDICATOR_01,
  INDICATOR_02,
  INDICATOR_03,
  INDICATOR_04,
  INDICATOR_05,
  INDICATOR_06,
  INDICATOR_07,
  INDICATOR_08,
  INDICATOR_09,
  INDICATOR_10,
  INDICATOR_11,
  INDICATOR_12,
  INDICATOR_13,
  INDICATOR_14,
  INCOME;

  static final List<ExtractColumn> CLUSTERS = List.of(CLUSTER_1, CLUSTER_2, CLUSTER_3, CLUSTER_4);

  /** The 14 BPS criteria, in their order. */
  static final List<ExtractColumn> INDICATORS =
      List.of(
          INDICATOR_01,
          INDICATOR_02,
          INDICATOR_03,
          INDICATOR_04,
          INDICATOR_05,
          INDICATOR_06,
          INDICATOR_07,
          INDICATOR_08,
          INDICATOR_09,
          INDICATOR_10,
          INDICATOR_11,
          INDICATOR_12,
          INDICATOR_13,
          INDICATOR_14);

  private final Field text =
      Field.optional(
          contractName() + "_text",
          DataTypes.StringType,
          "Text of " + contractName() + " without surrounding blanks; null where blank.");

  /** The column's name in the contract. */
  String contractName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether rows carry the column only where some file of those read together has it. */
  boolean isRare() {
    return this == INSTRUMENT || this == INCOME || INDICATORS.contains(this);
  }

  /** The column as text, as a framed row carries it. */
  Field text() {
    return text;
  }
}
