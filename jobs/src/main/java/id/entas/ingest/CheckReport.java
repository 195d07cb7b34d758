package id.entas.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.List;
import java.util.SortedMap;

/**
 * What ingest would make of extracts, without personal data. Its components, in snake case, are the
 * names of the JSON document: they stay as they are.
 *
 * @param accepted whether an ingest would lay the extracts into the lake
 * @param reasons why not, a sentence each
 * @param notes what else a reader should know, a sentence each
 * @param files the files that can be read, in the order of their names
 * @param refusedFiles the files that cannot
 * @param duplicates rows of households that stand more than once
 * @param changes what becomes of each kecamatan and census that the extracts have rows of
 * @param findings the rows of {@code quality_finding} that an ingest would write
 */
public record CheckReport(
    boolean accepted,
    List<String> reasons,
    List<String> notes,
    List<ReadFile> files,
    List<RefusedFile> refusedFiles,
    List<Duplicates> duplicates,
    List<Change> changes,
    List<Finding> findings) {

  /** The tier, in maps by tier, of households that have an outcome instead. */
  static final String NO_TIER = "NONE";

  /**
   * A file that can be read.
   *
   * @param format how its name ends, without the dot
   * @param encoding how its bytes become text
   * @param delimiter what separates its fields; null where nothing does
   * @param sheet the sheet that is read; null where it has none
   * @param headerLine physical line or row of its header; null where it has none
   * @param columns its columns that are read, in their order
   * @param ignoredColumns names of its columns that are not read
   * @param idScope within what its household id is unique: kabupaten, kecamatan or desa
   * @param fileYear the census year of its name or of {@code --year}; null where its rows say it
   * @param censuses its accepted rows by census
   * @param rejections its rejected rows by reason
   */
  public record ReadFile(
      String sourceFile,
      String format,
      String encoding,
      String delimiter,
      String sheet,
      Long headerLine,
      List<ReadColumn> columns,
      List<String> ignoredColumns,
      String idScope,
      Integer fileYear,
      long rowsRead,
      long rowsAccepted,
      long rowsRejected,
      List<Census> censuses,
      List<Rejection> rejections) {}

  /**
   * A column that is read.
   *
   * @param name as the file has it
   * @param column as the contract calls it
   */
  public record ReadColumn(String name, String column) {}

  /**
   * Accepted rows of a file and census.
   *
   * @param tiers rows by tier
   * @param kecamatan rows by code
   * @param kecamatanMissing codes of the others in the same kabupaten
   */
  public record Census(
      int censusYear,
      SortedMap<String, Long> tiers,
      SortedMap<String, Long> kecamatan,
      List<String> kecamatanMissing) {}

  /** Rejected rows of a file with one reason, and the first of them. */
  public record Rejection(String reason, long rows, List<Example> examples) {}

  /**
   * A rejected row.
   *
   * @param line physical line or row on which it starts
   * @param detail what is wrong, with ids and names cut to two characters
   */
  public record Example(long line, String detail) {}

  /** A file that cannot be read, and why. */
  public record RefusedFile(String sourceFile, String reason) {}

  /**
   * Rows of a file whose household stands elsewhere, too.
   *
   * @param otherFile the file of another row of its households, which may be the same; null where
   *     it is the lake
   * @param kind SAME (the same values), CONFLICT (other values) or LAKE (in another kecamatan
   *     there)
   */
  public record Duplicates(String sourceFile, String otherFile, String kind, long rows) {}

  /**
   * What an ingest would make of a kecamatan's census.
   *
   * @param gained households that the lake does not hold; null without the lake's pseudonym key
   * @param lost households that only the lake holds; null likewise
   */
  public record Change(
      int censusYear,
      String regionCode,
      String regionName,
      long householdsBefore,
      long householdsAfter,
      Long gained,
      Long lost,
      SortedMap<String, Long> tiersBefore,
      SortedMap<String, Long> tiersAfter) {

    /** Whether the lake already holds just these households in these tiers. */
    boolean isNone() {
      return householdsBefore == householdsAfter
          && tiersBefore.equals(tiersAfter)
          && (gained == null || gained == 0);
    }
  }

  /** A row of {@code quality_finding}. */
  public record Finding(
      String rule,
      String severity,
      Integer censusYear,
      String regionCode,
      String sourceFile,
      Long rows,
      String detail) {}

  /** The report as one JSON document. */
  public String json() {
    try {
      return new ObjectMapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report of texts and numbers is always JSON", e);
    }
  }
}
