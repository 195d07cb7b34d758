package id.entas.ingest;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Which text of a row says its kecamatan and its desa: a whole code or a name, or the parts of a
 * BPS code put together. A part that a column of its own holds may have lost its leading zeros to a
 * spreadsheet; nothing else is ever filled up.
 *
 * <p>The columns here are functions of our own, as the same built from Spark's made the plan of
 * reading a row many times larger; they serve the sentences about rejected rows.
 */
final class RegionTexts {
  private static final int PROVINCE_DIGITS = 2;
  private static final int KABUPATEN_DIGITS = 2;

  /** Digits of a kecamatan within its kabupaten, and of a desa within its kecamatan. */
  private static final int PART_DIGITS = 3;

  private RegionTexts() {}

  /** The text that says the row's kecamatan. */
  static Column kecamatan() {
    UDF4<String, String, String, String, String> text = RegionTexts::kecamatan;
    return functions
        .udf(text, DataTypes.StringType)
        .withName("kecamatan_text")
        .apply(
            given(ExtractColumn.REGION_CODE),
            given(ExtractColumn.KDPROP),
            given(ExtractColumn.KDKAB),
            given(ExtractColumn.KDKEC));
  }

  /** The BPS code of the row's kabupaten by its parts; null where they are not given. */
  static Column kabupaten() {
    UDF2<String, String, String> text = RegionTexts::kabupaten;
    return functions
        .udf(text, DataTypes.StringType)
        .withName("kabupaten_text")
        .apply(given(ExtractColumn.KDPROP), given(ExtractColumn.KDKAB));
  }

  /**
   * The text that says the row's desa.
   *
   * @param region BPS code of the row's kecamatan
   */
  static Column desa(Column region) {
    UDF3<String, String, String, String> text = RegionTexts::desa;
    return functions
        .udf(text, DataTypes.StringType)
        .withName("desa_text")
        .apply(given(ExtractColumn.VILLAGE_CODE), given(ExtractColumn.KDDESA), region);
  }

  private static Column given(ExtractColumn column) {
    return column.text().col();
  }

  /**
   * The text that says a kecamatan; null where neither its code nor all parts are given.
   *
   * @param code its code or name, or the three digits of its part of the code
   * @param province part of the BPS code
   * @param kabupaten part of the BPS code
   * @param kecamatan part of the BPS code
   */
  static String kecamatan(String code, String province, String kabupaten, String kecamatan) {
    String text = SpreadsheetText.code(code);
    String within =
        text == null || isPart(text) ? RegionTexts.kabupaten(province, kabupaten) : null;
    if (text != null) {
      return within == null ? text : within + text;
    }
    return within == null || kecamatan == null ? null : within + part(kecamatan, PART_DIGITS);
  }

  /** The BPS code of a kabupaten by its parts, of which the second may be the whole. */
  static String kabupaten(String province, String kabupaten) {
    if (province == null || kabupaten == null) {
      return null;
    }
    String first = part(province, PROVINCE_DIGITS);
    String second = part(kabupaten, KABUPATEN_DIGITS);
    return second.length() == PROVINCE_DIGITS + KABUPATEN_DIGITS && second.startsWith(first)
        ? second
        : first + second;
  }

  /**
   * The text that says a desa; null where none is given.
   *
   * @param code its code or name, or the three digits of its part of the code
   * @param desa part of the BPS code, or the whole
   * @param region BPS code of the kecamatan; null where it is not known
   */
  static String desa(String code, String desa, String region) {
    String text =
        code != null ? SpreadsheetText.code(code) : desa == null ? null : part(desa, PART_DIGITS);
    return text != null && region != null && isPart(text) ? region + text : text;
  }

  private static boolean isPart(String text) {
    return text.length() == PART_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static String part(String text, int digits) {
    String code = SpreadsheetText.code(text);
    return "0".repeat(Math.max(0, digits - code.length())) + code;
  }
}
