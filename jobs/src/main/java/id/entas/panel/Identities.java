package id.entas.panel;

import id.entas.domain.Coverage;
import id.entas.domain.FlowCounts;
import id.entas.domain.FlowCounts.Flow;
import id.entas.domain.FlowState;
import id.entas.domain.Interval;
import id.entas.domain.Stocks;
import id.entas.domain.Tier;
import id.entas.domain.TierScheme;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The identities of the contract, exact to the household, checked in every run: the stock at the
 * start of an interval is the sum of the flows out of it, the stock at its end the sum of the flows
 * into it, and both are what a plain count of the household rows says.
 */
final class Identities {
  private Identities() {}

  /**
   * Checks all kecamatan, intervals and tiers.
   *
   * @param villages an independent count of the stocks, by {@link VillageStocks#byTier}
   * @throws IllegalStateException naming the first identity that does not hold: a fault of the
   *     program
   */
  static void check(
      FlowCounts flows,
      Stocks stocks,
      Coverage coverage,
      TierScheme tiers,
      List<VillageStocks.Stock> villages) {
    Map<Stocks.Stock, Long> counted = new HashMap<>();
    for (VillageStocks.Stock village : villages) {
      counted.merge(
          new Stocks.Stock(village.kecamatan(), village.year(), village.tier()),
          village.households(),
          Long::sum);
    }
    Map<Stocks.Stock, Long> out = new HashMap<>();
    Map<Stocks.Stock, Long> in = new HashMap<>();
    for (Map.Entry<Flow, Long> entry : flows.households().entrySet()) {
      Flow flow = entry.getKey();
      if (!FlowState.SOURCES.contains(flow.from())) {
        out.merge(
            new Stocks.Stock(flow.region(), flow.interval().from(), flow.from()),
            entry.getValue(),
            Long::sum);
      }
      if (tiers.findByCode(flow.to()).isPresent()) {
        in.merge(
            new Stocks.Stock(flow.region(), flow.interval().to(), flow.to()),
            entry.getValue(),
            Long::sum);
      }
    }
    for (String kecamatan : coverage.kecamatan()) {
      for (Tier tier : tiers.tiers()) {
        for (int year : coverage.years()) {
          Stocks.Stock stock = new Stocks.Stock(kecamatan, year, tier.code());
          long households = stocks.households(kecamatan, year, tier.code());
          require(households, counted.getOrDefault(stock, 0L), stock, "the household rows");
        }
        for (Interval interval : coverage.intervals(kecamatan)) {
          Stocks.Stock start = new Stocks.Stock(kecamatan, interval.from(), tier.code());
          Stocks.Stock end = new Stocks.Stock(kecamatan, interval.to(), tier.code());
          require(
              stocks.households(kecamatan, interval.from(), tier.code()),
              out.getOrDefault(start, 0L),
              start,
              "the flows out of it");
          require(
              stocks.households(kecamatan, interval.to(), tier.code()),
              in.getOrDefault(end, 0L),
              end,
              "the flows into it");
        }
      }
    }
  }

  private static void require(long stock, long other, Stocks.Stock which, String what) {
    if (stock != other) {
      throw new IllegalStateException(
          "the stock "
              + which
              + " is "
              + stock
              + " households by the histories, but "
              + other
              + " by "
              + what);
    }
  }
}
