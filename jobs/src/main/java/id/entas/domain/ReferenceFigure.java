package id.entas.domain;

/**
 * A figure of a series that others publish, for what the lake counts to be compared with.
 *
 * @param series its name, such as {@code poor_people}
 * @param regionLevel {@code desa}, {@code kecamatan}, {@code kabupaten}, {@code provinsi} or {@code
 *     nasional}
 * @param regionCode BPS code; 2 digits for a province, 0 for the nation
 * @param year that the figure is of
 * @param value in the unit
 * @param unit what it counts, such as {@code household}, {@code person} or {@code percent}
 * @param source where it was published
 */
public record ReferenceFigure(
    String series,
    String regionLevel,
    String regionCode,
    int year,
    double value,
    String unit,
    String source) {

  public ReferenceFigure {
    if (series.isBlank() || unit.isBlank() || source.isBlank()) {
      throw new IllegalArgumentException(
          "a figure has a series, a unit and a source: " + regionCode + " in " + year);
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("no figure: " + value);
    }
  }
}
