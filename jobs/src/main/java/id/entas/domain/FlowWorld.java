package id.entas.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Another course of events that a reader of the shown numbers cannot tell from the true one.
 *
 * <p>It begins as the true flows of the kecamatan over one interval. Every change moves households
 * between two kecamatan so that each flow of the kabupaten stays, and the stocks of each kecamatan
 * at both censuses stay but for the one that is meant to change. As no count becomes negative, what
 * results is a possible truth: a proof that the reader cannot exclude it.
 */
final class FlowWorld {
  /** Which stock of the two kecamatan the change is meant to change. */
  enum Change {
    NO_STOCK,
    STOCK_AT_START,
    STOCK_AT_END
  }

  /** No cell; what would stand there is free. */
  private static final int NONE = -1;

  private final int tiers;
  private final SortedMap<String, long[][]> cells = new TreeMap<>();
  private final List<Integer> sources = new ArrayList<>();
  private final List<Integer> goals = new ArrayList<>();

  /**
   * @param flows by kecamatan, in the order of {@link FlowTable}
   * @param tiers how many rows and columns are tiers
   */
  FlowWorld(SortedMap<String, long[][]> flows, int tiers) {
    this.tiers = tiers;
    flows.forEach((region, counts) -> cells.put(region, FlowTable.copy(counts)));
    // Who departed and arrived is tied by who moved where, and who returned by who was absent
    // before: these are left as they are. The absent come last, as some of them return later.
    sources.add(tiers + FlowState.SOURCES.indexOf(FlowState.ENTRANT));
    for (int goal = FlowState.GOALS.size() - 1; goal >= 0; goal--) {
      if (!FlowState.GOALS.get(goal).equals(FlowState.DEPARTED)) {
        goals.add(tiers + goal);
      }
    }
  }

  /** The same course of events, to be changed by itself. */
  FlowWorld copy() {
    return new FlowWorld(cells, tiers);
  }

  long households(String kecamatan, int row, int column) {
    return cells.get(kecamatan)[row][column];
  }

  /**
   * Moves up to so many households into a cell of one kecamatan from the same cell of another.
   *
   * @return how many it was possible to move
   */
  long raise(String gains, String gives, int row, int column, long wanted, Change change) {
    long[][] more = cells.get(gains);
    long[][] fewer = cells.get(gives);
    boolean rowIsFree = row >= tiers || change == Change.STOCK_AT_START;
    boolean columnIsFree = column >= tiers || change == Change.STOCK_AT_END;
    long moved = 0;
    for (int y : rowIsFree ? List.of(NONE) : others(column, goals)) {
      for (int z : columnIsFree ? List.of(NONE) : others(row, sources)) {
        for (int[] corner : corners(y, z)) {
          long amount = Math.min(wanted - moved, fewer[row][column]);
          amount = y == NONE ? amount : Math.min(amount, more[row][y]);
          amount = z == NONE ? amount : Math.min(amount, more[z][column]);
          amount = corner == null ? amount : Math.min(amount, fewer[corner[0]][corner[1]]);
          if (amount > 0) {
            shift(more, row, column, y, z, corner, amount);
            shift(fewer, row, column, y, z, corner, -amount);
            moved += amount;
          }
        }
      }
    }
    return moved;
  }

  /**
   * Moves one household from the stock of one kecamatan to that of another.
   *
   * @param tier of the stock
   * @param change which stock, at the start or the end
   * @return whether it was possible; if not, nothing is changed
   */
  boolean changeStock(String gains, String gives, int tier, Change change) {
    int width = tiers + (change == Change.STOCK_AT_END ? 1 : FlowState.GOALS.size());
    for (int other = width - 1; other >= 0; other--) {
      int row = change == Change.STOCK_AT_END ? other : tier;
      int column = change == Change.STOCK_AT_END ? tier : other;
      boolean isLeft = column == tiers + FlowState.GOALS.indexOf(FlowState.DEPARTED);
      if (!isLeft && raise(gains, gives, row, column, 1, change) == 1) {
        return true;
      }
    }
    return false;
  }

  /** Columns (or rows) that can give what the cell gains: the free ones first. */
  private List<Integer> others(int own, List<Integer> free) {
    List<Integer> others = new ArrayList<>();
    free.stream().filter(one -> one != own).forEach(others::add);
    for (int tier = 0; tier < tiers; tier++) {
      if (tier != own) {
        others.add(tier);
      }
    }
    return others;
  }

  /** The cells that can mend the column y and the row z, where a stock is at their end. */
  private List<int[]> corners(int y, int z) {
    boolean columnIsBroken = y != NONE && y < tiers;
    boolean rowIsBroken = z != NONE && z < tiers;
    List<int[]> corners = new ArrayList<>();
    if (!columnIsBroken && !rowIsBroken) {
      corners.add(null);
    } else if (columnIsBroken && rowIsBroken) {
      corners.add(new int[] {z, y});
    } else if (columnIsBroken) {
      sources.forEach(source -> corners.add(new int[] {source, y}));
    } else {
      goals.forEach(goal -> corners.add(new int[] {z, goal}));
    }
    return corners;
  }

  private static void shift(
      long[][] counts, int row, int column, int y, int z, int[] corner, long amount) {
    counts[row][column] += amount;
    if (y != NONE) {
      counts[row][y] -= amount;
    }
    if (z != NONE) {
      counts[z][column] -= amount;
    }
    if (corner != null) {
      counts[corner[0]][corner[1]] += amount;
    }
  }
}
