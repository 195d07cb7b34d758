package id.entas.tables;

import static id.entas.tables.Field.optional;
import static id.entas.tables.Field.required;

/** How much years differ from each other beyond sampling: the shocks that futures draw. */
public final class YearShockTable {
  public static final Field REGION_LEVEL = Fields.REGION_LEVEL;
  public static final Field REGION_CODE = Fields.REGION_CODE;
  public static final Field INTERVALS =
      required(
          "intervals", Fields.COUNT, "Intervals of one year that the shocks were observed over.");
  public static final Field SIGMA_SHARED =
      required(
          "sigma_shared",
          Fields.NUMBER,
          "Standard deviation of the shock that all kecamatan share, in tilt per tier step.");
  public static final Field SIGMA_SHARED_LOW =
      optional(
          "sigma_shared_low",
          Fields.NUMBER,
          "Lower end of its 95 % interval; null where it is assumed.");
  public static final Field SIGMA_SHARED_HIGH =
      optional("sigma_shared_high", Fields.NUMBER, "Upper end of the same.");
  public static final Field SIGMA_LOCAL =
      required(
          "sigma_local",
          Fields.NUMBER,
          "Standard deviation of the shock of a kecamatan's own, in tilt per tier step.");
  public static final Field SIGMA_LOCAL_LOW =
      optional(
          "sigma_local_low",
          Fields.NUMBER,
          "Lower end of its 95 % interval; null where it is assumed.");
  public static final Field SIGMA_LOCAL_HIGH =
      optional("sigma_local_high", Fields.NUMBER, "Upper end of the same.");
  public static final Field SHOCK_SOURCE =
      required(
          "shock_source",
          Fields.TEXT,
          "ESTIMATED, or ASSUMED from the settings where too few yearly intervals were observed.");
  public static final Field KECAMATAN_COVERED =
      Fields.KECAMATAN_COVERED.meaning("Kecamatan that have an interval of one year.");
  public static final Field KECAMATAN_TOTAL = Fields.KECAMATAN_TOTAL;
  public static final Field COMPLETE = Fields.COMPLETE;
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published(
              "year_shock",
              "How much years differ from each other beyond sampling: the shocks that futures draw.")
          .fields(
              REGION_LEVEL,
              REGION_CODE,
              INTERVALS,
              SIGMA_SHARED,
              SIGMA_SHARED_LOW,
              SIGMA_SHARED_HIGH,
              SIGMA_LOCAL,
              SIGMA_LOCAL_LOW,
              SIGMA_LOCAL_HIGH,
              SHOCK_SOURCE,
              KECAMATAN_COVERED,
              KECAMATAN_TOTAL,
              COMPLETE,
              RUN_ID)
          .key(REGION_LEVEL, REGION_CODE)
          .build();

  private YearShockTable() {}
}
