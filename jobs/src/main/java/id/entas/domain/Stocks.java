package id.entas.domain;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** The stocks of every covered kecamatan and census: households by tier, and those absent. */
public final class Stocks implements HistoryTally<Stocks> {

  /** A stock: a kecamatan, a census, and a tier's code or {@link FlowState#ABSENT}. */
  public record Stock(String kecamatan, int year, String tier)
      implements Comparable<Stock>, Serializable {
    @Override
    public int compareTo(Stock other) {
      int order = kecamatan.compareTo(other.kecamatan);
      order = order != 0 ? order : Integer.compare(year, other.year);
      return order != 0 ? order : tier.compareTo(other.tier);
    }
  }

  private final Map<Stock, Long> households = new HashMap<>();
  private final Coverage coverage;
  private final SortedSet<Integer> years;
  private final TierScheme tiers;

  private Stocks(Coverage coverage, TierScheme tiers) {
    this.coverage = coverage;
    this.years = coverage.years();
    this.tiers = tiers;
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
    for (int year : years) {
      Optional<Sighting> last = history.findLastUntil(year);
      if (last.isEmpty() || !coverage.covers(last.get().kecamatan(), year)) {
        continue;
      }
      Sighting sighting = last.get();
      if (sighting.hasTier() && sighting.year() == year) {
        add(
            sighting.kecamatan(),
            year,
            tiers.tiers().get(sighting.tier()).code(),
            history.households());
      } else if (sighting.hasTier() || sighting.outcome().orElseThrow() == Outcome.NOT_FOUND) {
        add(sighting.kecamatan(), year, FlowState.ABSENT, history.households());
      }
    }
  }

  @Override
  public void addAll(Stocks other) {
    other.households.forEach((stock, count) -> households.merge(stock, count, Long::sum));
  }

  private void add(String kecamatan, int year, String tier, long count) {
    households.merge(new Stock(kecamatan, year, tier), count, Long::sum);
  }

  /** Households of a stock, 0 where there is none. */
  public long households(String kecamatan, int year, String tier) {
    return households.getOrDefault(new Stock(kecamatan, year, tier), 0L);
  }
}
