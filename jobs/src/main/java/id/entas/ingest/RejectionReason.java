package id.entas.ingest;

/**
 * Why a row is not accepted. A row has exactly one reason: the first that applies, in the order
 * written here.
 */
enum RejectionReason {
  /** The row has more or fewer columns than the header. */
  COLUMN_COUNT,
  /** A quoted field does not close, or text follows its closing quote. */
  UNCLOSED_QUOTE,
  /** The row holds bytes that the file's encoding does not know. */
  INVALID_ENCODING,
  /** A code or id that a spreadsheet turned into a rounded number. */
  IMPRECISE_NUMBER,
  /** A year, number, flag, unit or outcome that cannot be read. */
  UNREADABLE_VALUE,
  /** No id, region, census year, or neither tier nor outcome. */
  MISSING_VALUE,
  /** A tier that the scheme does not know. */
  UNKNOWN_TIER,
  /** A kecamatan or desa that the regions do not know. */
  UNKNOWN_REGION,
  /** A desa of another kecamatan. */
  VILLAGE_OUTSIDE_REGION,
  /** A census year outside the years that settings allow. */
  YEAR_OUT_OF_RANGE,
  /** A census year other than the file's own. */
  YEAR_MISMATCH,
  /** More persons in the household than can be. */
  VALUE_OUT_OF_RANGE,
  /** Families in a series of households, or the reverse. */
  MIXED_UNIT,
  /** The household stands more than once in the census. */
  DUPLICATE_HOUSEHOLD
}
