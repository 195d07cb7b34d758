package id.entas.domain;

import java.io.Serializable;
import java.util.List;

/**
 * A welfare tier of households (status kesejahteraan).
 *
 * @param code the code written in every table, such as {@code SANGAT_MISKIN}
 * @param ordinal the place in the scheme, 1 for the worst
 * @param labelId the label in Bahasa Indonesia
 * @param labelEn the label in English
 * @param isListed whether households of the tier are on the list of the poor
 * @param isTarget whether the target is about this tier
 * @param spellings what extracts write for it, besides its code
 */
public record Tier(
    String code,
    int ordinal,
    String labelId,
    String labelEn,
    boolean isListed,
    boolean isTarget,
    List<String> spellings)
    implements Serializable {
  public Tier {
    if (code.isBlank() || ordinal < 1) {
      throw new IllegalArgumentException(
          "a tier needs a code and an ordinal from 1: " + code + ", " + ordinal);
    }
    spellings = List.copyOf(spellings);
  }
}
