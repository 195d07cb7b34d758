package id.entas.tables;

import static id.entas.tables.Field.required;

/** Welfare tiers, worst first. */
public final class TierTable {
  public static final Field TIER = Fields.TIER;
  public static final Field ORDINAL =
      required("ordinal", Fields.YEAR, "Place in the scheme, 1 for the worst.");
  public static final Field LABEL_ID =
      required("label_id", Fields.TEXT, "Label in Bahasa Indonesia.");
  public static final Field LABEL_EN = required("label_en", Fields.TEXT, "Label in English.");
  public static final Field IS_LISTED =
      required(
          "is_listed", Fields.FLAG, "Whether households of the tier are on the list of the poor.");
  public static final Field IS_TARGET =
      required("is_target", Fields.FLAG, "Whether the target is about this tier.");
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published("tier", "Welfare tiers, worst first.")
          .fields(TIER, ORDINAL, LABEL_ID, LABEL_EN, IS_LISTED, IS_TARGET, RUN_ID)
          .key(ORDINAL)
          .build();

  private TierTable() {}
}
