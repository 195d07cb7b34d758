package id.entas.domain;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which flows are shown: those of a kabupaten over an interval, in three blocks, whole or not at
 * all. Flows of kecamatan never are: nearly every kecamatan has a cell of a few households.
 *
 * <p>A block is shown where no count of it is small, and none that the stocks give back with it.
 * Then it is tried whether the flows of the kecamatan, and the stocks that are suppressed, can be
 * told from the kabupaten's flows and the stocks of the kecamatan that are shown. For each small
 * count another course of events is looked for in which all that is shown is the same, but the
 * count is none (a stock 1, as zeros are shown) or no longer small. Where one is not found the
 * flows are not shown. So what is shown is safe by example, whatever a reader computes: to bound a
 * count he would have to exclude a course of events that is consistent with everything he knows.
 * Not finding one does not prove that there is none: the rule may suppress more than it must.
 */
public final class FlowSuppression {
  /** Flows that are shown together. */
  public enum Block {
    /** From a tier to a tier. */
    MOVES,
    /** From a tier to none, by what became of the households. */
    EXITS,
    /** Into a tier from none, by where the households came from. */
    ENTRIES
  }

  private record Key(String kabupaten, Interval interval) {}

  private final Map<Key, Set<Block>> shown = new LinkedHashMap<>();
  private final List<String> tiers;
  private final StockSuppression stocks;
  private final MinCell least;

  private FlowSuppression(List<String> tiers, StockSuppression stocks, MinCell least) {
    this.tiers = tiers;
    this.stocks = stocks;
    this.least = least;
  }

  /**
   * Decides on every interval of every kabupaten.
   *
   * @param tiers codes of the tiers, in the order of the flows
   * @param stocks what is shown of stocks
   */
  public static FlowSuppression of(
      List<FlowTable> flows, List<String> tiers, StockSuppression stocks, MinCell least) {
    FlowSuppression all = new FlowSuppression(tiers, stocks, least);
    List<FlowTable> candidates = new ArrayList<>();
    for (FlowTable table : flows) {
      Set<Block> blocks = all.withoutSmall(table);
      if (!blocks.isEmpty() && all.flowsStayHidden(table)) {
        all.shown.put(key(table), blocks);
        candidates.add(table);
      }
    }
    for (StockSuppression.Cell cell : stocks.hidden()) {
      all.showNothingBeside(cell, candidates);
    }
    return all;
  }

  private static Key key(FlowTable table) {
    return new Key(table.kabupaten(), table.interval());
  }

  /** Whether a block of the kabupaten's flows may be shown. */
  public boolean isShown(String kabupaten, Interval interval, Block block) {
    return shown.getOrDefault(new Key(kabupaten, interval), Set.of()).contains(block);
  }

  /** The blocks without a small count, where the stocks that they add up to are shown. */
  private Set<Block> withoutSmall(FlowTable table) {
    for (int year : List.of(table.interval().from(), table.interval().to())) {
      for (String tier : tiers) {
        boolean isOfPart =
            !table.isComplete()
                && table.ofKecamatan().keySet().stream().anyMatch(one -> isHidden(one, year, tier));
        if (isHidden(table.kabupaten(), year, tier) || isOfPart) {
          return Set.of();
        }
      }
    }
    int k = tiers.size();
    long[][] cells = table.ofAll();
    Set<Block> blocks = EnumSet.allOf(Block.class);
    for (int i = 0; i < k; i++) {
      long out = 0;
      long in = 0;
      for (int other = 0; other < cells[i].length; other++) {
        if (other < k && least.isSmall(cells[i][other])) {
          return Set.of();
        }
        if (other >= k) {
          out += cells[i][other];
          if (least.isSmall(cells[i][other])) {
            blocks.remove(Block.EXITS);
          }
        }
      }
      for (int source = k; source < cells.length; source++) {
        in += cells[source][i];
        if (least.isSmall(cells[source][i])) {
          blocks.remove(Block.ENTRIES);
        }
      }
      // With the stocks, the moves tell how many left the tiers and came into them.
      if (least.isSmall(out) || least.isSmall(in)) {
        return Set.of();
      }
    }
    return blocks;
  }

  private boolean isHidden(String region, int year, String tier) {
    StockSuppression.Cell cell = new StockSuppression.Cell(region, year, tier);
    return stocks.hidden().contains(cell);
  }

  private boolean flowsStayHidden(FlowTable table) {
    int k = tiers.size();
    for (Map.Entry<String, long[][]> one : table.ofKecamatan().entrySet()) {
      long[][] cells = one.getValue();
      for (int row = 0; row < cells.length; row++) {
        for (int column = 0; column < (row < k ? cells[row].length : k); column++) {
          if (least.isSmall(cells[row][column])
              && !couldBeNoneOrMany(table, one.getKey(), row, column)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private boolean couldBeNoneOrMany(FlowTable table, String kecamatan, int row, int column) {
    long households = table.ofKecamatan().get(kecamatan)[row][column];
    FlowWorld none = new FlowWorld(table.ofKecamatan(), tiers.size());
    FlowWorld many = new FlowWorld(table.ofKecamatan(), tiers.size());
    long fewer = households;
    long more = least.households() - households;
    for (String other : table.ofKecamatan().keySet()) {
      if (!other.equals(kecamatan)) {
        fewer -= none.raise(other, kecamatan, row, column, fewer, FlowWorld.Change.NO_STOCK);
        more -= many.raise(kecamatan, other, row, column, more, FlowWorld.Change.NO_STOCK);
      }
    }
    return fewer == 0 && more == 0;
  }

  /** The shown intervals that begin or end with a suppressed stock. */
  private List<FlowTable> beside(StockSuppression.Cell cell, List<FlowTable> candidates) {
    return candidates.stream()
        .filter(table -> shown.containsKey(key(table)))
        .filter(table -> table.ofKecamatan().containsKey(cell.region()))
        .filter(
            table -> table.interval().to() == cell.year() || table.interval().from() == cell.year())
        .toList();
  }

  /** Takes away the flows beside a suppressed stock that they would help to tell. */
  private void showNothingBeside(StockSuppression.Cell cell, List<FlowTable> candidates) {
    List<FlowTable> beside = beside(cell, candidates);
    if (beside.isEmpty() || stocks.households(cell) >= least.households()) {
      return;
    }
    List<StockSuppression.Cell> partners =
        stocks.hidden().stream()
            .filter(other -> other.year() == cell.year() && other.tier().equals(cell.tier()))
            .filter(other -> !other.region().equals(cell.region()))
            .filter(other -> beside(other, candidates).equals(beside))
            .toList();
    if (!couldBe(1, cell, partners, beside)
        || !couldBe(least.households(), cell, partners, beside)) {
      beside.forEach(table -> shown.remove(key(table)));
    }
  }

  private boolean couldBe(
      long households,
      StockSuppression.Cell cell,
      List<StockSuppression.Cell> partners,
      List<FlowTable> beside) {
    List<FlowWorld> worlds =
        beside.stream().map(table -> new FlowWorld(table.ofKecamatan(), tiers.size())).toList();
    long missing = households - stocks.households(cell);
    for (StockSuppression.Cell partner : partners) {
      // A reader knows of a suppressed stock that there is at least one household.
      long amount = missing > 0 ? stocks.households(partner) - 1 : -missing;
      while (amount > 0 && missing != 0) {
        Optional<List<FlowWorld>> next =
            missing > 0
                ? findMoved(worlds, beside, cell, cell.region(), partner.region())
                : findMoved(worlds, beside, cell, partner.region(), cell.region());
        if (next.isEmpty()) {
          break;
        }
        worlds = next.get();
        missing -= Long.signum(missing);
        amount--;
      }
    }
    return missing == 0;
  }

  /** One household from one stock to the other, in every interval that begins or ends with it. */
  private Optional<List<FlowWorld>> findMoved(
      List<FlowWorld> worlds,
      List<FlowTable> beside,
      StockSuppression.Cell cell,
      String gains,
      String gives) {
    int tier = tiers.indexOf(cell.tier());
    List<FlowWorld> moved = new ArrayList<>();
    for (int i = 0; i < beside.size(); i++) {
      FlowWorld world = worlds.get(i).copy();
      FlowWorld.Change change =
          beside.get(i).interval().to() == cell.year()
              ? FlowWorld.Change.STOCK_AT_END
              : FlowWorld.Change.STOCK_AT_START;
      if (!world.changeStock(gains, gives, tier, change)) {
        return Optional.empty();
      }
      moved.add(world);
    }
    return Optional.of(moved);
  }
}
