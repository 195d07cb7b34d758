package id.entas.ingest;

import java.io.Serializable;
import java.util.List;

/**
 * The words that rows share, by small numbers from 1; {@link #NONE} is no word.
 *
 * @param tiers codes of the scheme, the worst first
 * @param outcomes names of what may become of a household
 * @param units what a row may count
 */
record PlainWords(List<String> tiers, List<String> outcomes, List<String> units)
    implements Serializable {
  static final int NONE = 0;

  int tier(String code) {
    return tiers.indexOf(code) + 1;
  }

  int outcome(String name) {
    return outcomes.indexOf(name) + 1;
  }

  int unit(String name) {
    return units.indexOf(name) + 1;
  }

  /** The word of a number, null of {@link #NONE}. */
  static String word(List<String> words, int number) {
    return number == NONE ? null : words.get(number - 1);
  }
}
