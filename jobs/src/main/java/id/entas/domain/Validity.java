package id.entas.domain;

import java.io.Serializable;

/**
 * The years in which a region is a region of its own, or a programme runs, both ends included.
 *
 * @param from first year; null where it always was
 * @param to last year; null where it still is
 */
public record Validity(Integer from, Integer to) implements Serializable {
  public static final Validity ALWAYS = new Validity(null, null);

  public Validity {
    if (from != null && to != null && from > to) {
      throw Refusal.mistake(
          "Valid from "
              + from
              + " to "
              + to
              + " is no year at all; correct valid_from and valid_to.");
    }
  }

  public boolean isAlways() {
    return from == null && to == null;
  }

  public boolean holds(int year) {
    return (from == null || from <= year) && (to == null || year <= to);
  }

  /** Whether some year lies in both. */
  public boolean overlaps(Validity other) {
    return (from == null || other.to == null || from <= other.to)
        && (other.from == null || to == null || other.from <= to);
  }

  /** As in {@code valid from 2004 to 2011}. */
  public String inWords() {
    return "valid"
        + (isAlways() ? " always" : "")
        + (from == null ? "" : " from " + from)
        + (to == null ? "" : " to " + to);
  }
}
