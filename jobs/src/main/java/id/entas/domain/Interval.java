package id.entas.domain;

import java.io.Serializable;

/**
 * Two consecutive censuses that cover a kecamatan; need not be a year apart.
 *
 * @param from the earlier census year
 * @param to the later census year
 */
public record Interval(int from, int to) implements Comparable<Interval>, Serializable {
  public Interval {
    if (to <= from) {
      throw new IllegalArgumentException("an interval goes forward: " + from + " to " + to);
    }
  }

  public int years() {
    return to - from;
  }

  @Override
  public int compareTo(Interval other) {
    return from != other.from ? Integer.compare(from, other.from) : Integer.compare(to, other.to);
  }
}
