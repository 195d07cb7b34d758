package id.entas.domain;

/**
 * Something about the data that a person should know.
 *
 * @param censusYear the census it is about, or null
 * @param regionCode the region it is about, or null
 * @param sourceFile the extract it is about, or null
 * @param rows how many rows or households it is about, or null
 * @param detail one sentence with the numbers, without personal data
 */
public record QualityFinding(
    QualityRule rule,
    Integer censusYear,
    String regionCode,
    String sourceFile,
    Long rows,
    String detail) {

  public QualityFinding {
    if (rule == null || detail == null || detail.isBlank()) {
      throw new IllegalArgumentException("a finding has a rule and says what it found");
    }
  }

  /** A finding about an extract as a whole. */
  public static QualityFinding ofFile(
      QualityRule rule, Integer censusYear, String sourceFile, Long rows, String detail) {
    return new QualityFinding(rule, censusYear, null, sourceFile, rows, detail);
  }

  /** A finding about a region in a census. */
  public static QualityFinding ofRegion(
      QualityRule rule, int censusYear, String regionCode, Long rows, String detail) {
    return new QualityFinding(rule, censusYear, regionCode, null, rows, detail);
  }
}
