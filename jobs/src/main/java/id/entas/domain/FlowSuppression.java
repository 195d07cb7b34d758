package id.entas.domain;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

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
      if (!blocks.isEmpty()) {
        all.shown.put(key(table), blocks);
        candidates.add(all.asTold(table, blocks));
      }
    }
    // What is taken away later leaves a reader less to know, and a course of events possible.
    for (FlowTable table : candidates) {
      if (!all.flowsStayHidden(table, candidates)) {
        all.shown.remove(key(table));
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

  /**
   * The flows with the causes of exits, and of entries, put together where they are not shown: a
   * reader may then think of any other cause. Who departed or arrived stays apart, being tied by
   * who moved.
   */
  private FlowTable asTold(FlowTable table, Set<Block> blocks) {
    int k = tiers.size();
    SortedMap<String, long[][]> told = new TreeMap<>();
    table
        .ofKecamatan()
        .forEach(
            (kecamatan, cells) -> {
              long[][] own = FlowTable.copy(cells);
              for (int tier = 0; tier < k; tier++) {
                if (!blocks.contains(Block.EXITS)) {
                  int together = k + FlowState.GOALS.indexOf(FlowState.ABSENT);
                  for (int goal = k; goal < own[tier].length; goal++) {
                    if (!FlowState.GOALS.get(goal - k).equals(FlowState.DEPARTED)
                        && goal != together) {
                      own[tier][together] += own[tier][goal];
                      own[tier][goal] = 0;
                    }
                  }
                }
                if (!blocks.contains(Block.ENTRIES)) {
                  int together = k + FlowState.SOURCES.indexOf(FlowState.ENTRANT);
                  int returned = k + FlowState.SOURCES.indexOf(FlowState.RETURNED);
                  own[together][tier] += own[returned][tier];
                  own[returned][tier] = 0;
                }
              }
              told.put(kecamatan, own);
            });
    return new FlowTable(
        table.kabupaten(), table.interval(), table.ofAll(), told, table.isComplete());
  }

  private boolean isHidden(String region, int year, String tier) {
    StockSuppression.Cell cell = new StockSuppression.Cell(region, year, tier);
    return stocks.hidden().contains(cell);
  }

  private boolean flowsStayHidden(FlowTable table, List<FlowTable> candidates) {
    int k = tiers.size();
    for (Map.Entry<String, long[][]> one : table.ofKecamatan().entrySet()) {
      long[][] cells = one.getValue();
      for (int row = 0; row < cells.length; row++) {
        for (int column = 0; column < (row < k ? cells[row].length : k); column++) {
          if (least.isSmall(cells[row][column])
              && !(couldBeNone(table, one.getKey(), row, column)
                  && couldBeMany(table, one.getKey(), row, column, candidates))) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private boolean couldBeNone(FlowTable table, String kecamatan, int row, int column) {
    FlowWorld world = new FlowWorld(table.ofKecamatan(), tiers.size());
    long left = world.households(kecamatan, row, column);
    for (String other : table.ofKecamatan().keySet()) {
      if (!other.equals(kecamatan)) {
        left -= world.raise(other, kecamatan, row, column, left, FlowWorld.Change.NO_STOCK);
      }
    }
    return left == 0;
  }

  private boolean couldBeMany(
      FlowTable table, String kecamatan, int row, int column, List<FlowTable> candidates) {
    FlowWorld world = new FlowWorld(table.ofKecamatan(), tiers.size());
    long missing = least.households() - world.households(kecamatan, row, column);
    for (String other : table.ofKecamatan().keySet()) {
      if (!other.equals(kecamatan)) {
        missing -= world.raise(kecamatan, other, row, column, missing, FlowWorld.Change.NO_STOCK);
      }
    }
    // Out of a few, or into a few, there are many only if these are more than they are.
    if (missing > 0 && row < tiers.size()) {
      StockSuppression.Cell stock =
          new StockSuppression.Cell(kecamatan, table.interval().from(), tiers.get(row));
      missing = missingWithMore(stock, missing, table, world, row, column, candidates);
    }
    if (missing > 0 && column < tiers.size()) {
      StockSuppression.Cell stock =
          new StockSuppression.Cell(kecamatan, table.interval().to(), tiers.get(column));
      FlowWorld anew = new FlowWorld(table.ofKecamatan(), tiers.size());
      missing = least.households() - anew.households(kecamatan, row, column);
      missing = missingWithMore(stock, missing, table, anew, row, column, candidates);
    }
    return missing == 0;
  }

  /** How many are missing in a flow still, if its suppressed stock were larger by as many. */
  private long missingWithMore(
      StockSuppression.Cell stock,
      long missing,
      FlowTable table,
      FlowWorld begun,
      int row,
      int column,
      List<FlowTable> candidates) {
    if (!stocks.hidden().contains(stock)) {
      return missing;
    }
    List<FlowTable> beside = beside(stock, candidates);
    List<FlowWorld> worlds = new ArrayList<>();
    for (FlowTable one : beside) {
      worlds.add(one.equals(table) ? begun : new FlowWorld(one.ofKecamatan(), tiers.size()));
    }
    long left = missing;
    for (StockSuppression.Cell partner : partners(stock, beside, candidates)) {
      long amount = Math.min(left, stocks.households(partner) - 1);
      while (amount > 0) {
        Optional<List<FlowWorld>> next =
            findMoved(worlds, beside, stock, partner.region(), new Through(table, row, column));
        if (next.isEmpty()) {
          break;
        }
        worlds = next.get();
        left--;
        amount--;
      }
    }
    return left;
  }

  /** A flow that the households are to be moved in. */
  private record Through(FlowTable table, int row, int column) {}

  private List<StockSuppression.Cell> partners(
      StockSuppression.Cell cell, List<FlowTable> beside, List<FlowTable> candidates) {
    return stocks.hidden().stream()
        .filter(other -> other.year() == cell.year() && other.tier().equals(cell.tier()))
        .filter(other -> !other.region().equals(cell.region()))
        .filter(other -> beside(other, candidates).equals(beside))
        .toList();
  }

  /** One household into a stock, in that flow and in any of the other interval beside it. */
  private Optional<List<FlowWorld>> findMoved(
      List<FlowWorld> worlds,
      List<FlowTable> beside,
      StockSuppression.Cell cell,
      String gives,
      Through through) {
    List<FlowWorld> moved = new ArrayList<>();
    for (int i = 0; i < beside.size(); i++) {
      FlowWorld world = worlds.get(i).copy();
      FlowWorld.Change change = change(beside.get(i), cell);
      boolean isMoved =
          beside.get(i).equals(through.table())
              ? world.raise(cell.region(), gives, through.row(), through.column(), 1, change) == 1
              : world.changeStock(cell.region(), gives, tiers.indexOf(cell.tier()), change);
      if (!isMoved) {
        return Optional.empty();
      }
      moved.add(world);
    }
    return Optional.of(moved);
  }

  private static FlowWorld.Change change(FlowTable table, StockSuppression.Cell cell) {
    return table.interval().to() == cell.year()
        ? FlowWorld.Change.STOCK_AT_END
        : FlowWorld.Change.STOCK_AT_START;
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
    List<StockSuppression.Cell> partners = partners(cell, beside, candidates);
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
      FlowWorld.Change change = change(beside.get(i), cell);
      if (!world.changeStock(gains, gives, tier, change)) {
        return Optional.empty();
      }
      moved.add(world);
    }
    return Optional.of(moved);
  }
}
