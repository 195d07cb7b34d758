package id.entas.domain;

import java.util.List;

/**
 * A figure that somebody published.
 *
 * @param id its name in the list of published figures
 * @param regionLevel kecamatan or kabupaten where it is compared; any word otherwise
 * @param regionCode BPS code, or "" where it is of several regions
 * @param tier code of the tier, or null for all listed households
 * @param unit what is counted, such as household
 * @param measure what it is, as published
 * @param source where it was published
 * @param use what it is good for
 * @param parts ids of the figures that should add up to it; none where it stands alone
 */
public record PublishedFigure(
    String id,
    int year,
    String regionLevel,
    String regionCode,
    String tier,
    String unit,
    String measure,
    long value,
    String source,
    Use use,
    List<String> parts) {

  /** What a figure is good for. */
  public enum Use {
    /** Compared with the stocks of the lake. */
    COMPARED,
    /** Of something that the lake does not count; only summed with others. */
    SUMMED
  }

  public PublishedFigure {
    parts = List.copyOf(parts);
  }
}
