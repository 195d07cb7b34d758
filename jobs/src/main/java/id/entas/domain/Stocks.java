package id.entas.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The stocks of every covered kecamatan and census: households by tier, and those absent. */
public final class Stocks implements HistoryTally<Stocks> {

  /** A stock: a kecamatan, a census, and a tier's code or {@link FlowState#ABSENT}. */
  public record Stock(String kecamatan, int year, String tier) {}

  private final Coverage coverage;
  private final List<Integer> years;
  private final List<String> states;

  /** Households by kecamatan, [census][state]. */
  private final Map<String, long[][]> households = new HashMap<>();

  private Stocks(Coverage coverage, TierScheme tiers) {
    this.coverage = coverage;
    this.years = List.copyOf(coverage.years());
    List<String> all = new ArrayList<>(tiers.codes());
    all.add(FlowState.ABSENT);
    this.states = List.copyOf(all);
  }

  /**
   * Stocks that have still to be counted.
   *
   * <p>Absent at a census is a household last known in a kecamatan that the census covers, in a
   * tier or not found, and not seen since. Who graduated by record is known to be better off, not
   * absent; who died, moved or merged is gone; who is seen in another kecamatan is in a stock
   * there.
   */
  public static Stocks none(Coverage coverage, TierScheme tiers) {
    return new Stocks(coverage, tiers);
  }

  /** Counts the stocks, as {@link #none} says. */
  public static Stocks of(Iterable<History> histories, Coverage coverage, TierScheme tiers) {
    return HistoryTally.over(histories, none(coverage, tiers));
  }

  @Override
  public void add(History history) {
    for (int census = 0; census < years.size(); census++) {
      int year = years.get(census);
      Optional<Sighting> last = history.findLastUntil(year);
      if (last.isEmpty() || !coverage.covers(last.get().kecamatan(), year)) {
        continue;
      }
      Sighting sighting = last.get();
      if (sighting.hasTier() && sighting.year() == year) {
        countsOf(sighting.kecamatan())[census][Objects.checkIndex(sighting.tier(), absent())] +=
            history.households();
      } else if (sighting.hasTier() || sighting.outcome().orElseThrow() == Outcome.NOT_FOUND) {
        countsOf(sighting.kecamatan())[census][absent()] += history.households();
      }
    }
  }

  @Override
  public void addAll(Stocks other) {
    other.households.forEach(
        (kecamatan, more) -> {
          long[][] own = countsOf(kecamatan);
          for (int census = 0; census < more.length; census++) {
            for (int state = 0; state < more[census].length; state++) {
              own[census][state] += more[census][state];
            }
          }
        });
  }

  /** The place after the tiers. */
  private int absent() {
    return states.size() - 1;
  }

  private long[][] countsOf(String kecamatan) {
    return households.computeIfAbsent(kecamatan, any -> new long[years.size()][states.size()]);
  }

  /**
   * Households of a stock, 0 where there is none.
   *
   * @param tier code of a tier, or {@link FlowState#ABSENT}
   * @throws IllegalArgumentException if it is neither
   */
  public long households(String kecamatan, int year, String tier) {
    if (!states.contains(tier)) {
      throw new IllegalArgumentException("no stock of " + tier + " beside " + states);
    }
    long[][] counts = households.get(kecamatan);
    int census = years.indexOf(year);
    return counts == null || census < 0 ? 0 : counts[census][states.indexOf(tier)];
  }
}
