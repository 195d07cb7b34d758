package id.entas.domain;

import java.util.List;

/**
 * A programme of help, as {@code programmes.csv} describes it.
 *
 * @param code as written in the tables
 * @param cluster 1 to 4
 * @param agency who leads it
 * @param strategies what it serves, each after the framework that names it so
 * @param unit what it reaches, such as {@link #HOUSEHOLD}
 * @param tiers codes of the tiers that it is for
 * @param validity years in which it runs
 */
public record Programme(
    String code,
    int cluster,
    String agency,
    List<String> strategies,
    String unit,
    List<String> tiers,
    Validity validity) {
  /** The unit that the flags of extracts count. */
  public static final String HOUSEHOLD = "household";

  public Programme {
    if (cluster < 1 || cluster > 4) {
      throw Refusal.mistake(
          "The programme "
              + code
              + " is of cluster "
              + cluster
              + ", which is not within 1 to 4; correct programmes.csv.");
    }
    strategies = List.copyOf(strategies);
    tiers = List.copyOf(tiers);
  }

  public boolean reachesHouseholds() {
    return unit.equals(HOUSEHOLD);
  }
}
