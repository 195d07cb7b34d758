package id.entas.domain;

import java.io.Serializable;

/**
 * Something that is counted over histories, in any order, and in parts whose counts are added up:
 * the parts may have been counted by different processes. Every number is a sum of whole
 * households, so that the parts and their order change nothing.
 *
 * @param <T> the tally itself
 */
public interface HistoryTally<T extends HistoryTally<T>> extends Serializable {
  /** Counts one more history. */
  void add(History history);

  /**
   * Adds what another one has counted.
   *
   * @param other of other histories of the same panel, and made alike
   */
  void addAll(T other);

  /** The tally with all of the histories counted. */
  static <T extends HistoryTally<T>> T over(Iterable<History> histories, T tally) {
    histories.forEach(tally::add);
    return tally;
  }
}
