package id.entas.tables;

import static id.entas.tables.Field.required;

/** Which pseudonym key the lake's households were made with, without telling the key. */
public final class PseudonymKeyTable {
  public static final Field FINGERPRINT =
      required(
          "fingerprint",
          Fields.TEXT,
          "HMAC of a fixed text under the key, as hex: another key has another.");

  public static final Table TABLE =
      Table.restricted(
              "lake_key",
              "Which pseudonym key the lake's households were made with, without telling the key.")
          .fields(FINGERPRINT)
          .key(FINGERPRINT)
          .build();

  private PseudonymKeyTable() {}
}
