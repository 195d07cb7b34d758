package id.entas.domain;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which stocks are suppressed: households of a tier in a desa, kecamatan or kabupaten at a census.
 *
 * <p>A census and tier is a column of kecamatan that add up to their kabupaten, and of desa that
 * add up to their kecamatan. Columns are suppressed each by itself ({@link ColumnSuppression}),
 * which is safe as nothing that is shown ties two of them: of a region with a suppressed tier no
 * share and no total over tiers is shown. Where a region is suppressed so are all of its parts,
 * zeros included, as the number of parts that are not empty would be a lower bound.
 */
public final class StockSuppression {
  /**
   * A stock.
   *
   * @param region BPS code
   * @param year of the census
   * @param tier its code
   */
  public record Cell(String region, int year, String tier) implements Comparable<Cell> {
    @Override
    public int compareTo(Cell other) {
      int order = region.compareTo(other.region);
      order = order != 0 ? order : Integer.compare(year, other.year);
      return order != 0 ? order : tier.compareTo(other.tier);
    }

    private Cell of(String otherRegion) {
      return new Cell(otherRegion, year, tier);
    }
  }

  private final SortedMap<Cell, Long> households;
  private final SortedSet<Cell> hidden = new TreeSet<>();
  private final Set<String> regionsWithHidden = new TreeSet<>();

  private StockSuppression(SortedMap<Cell, Long> households) {
    this.households = households;
  }

  /**
   * Decides on every stock.
   *
   * @param households of every stock that would be shown
   * @param parentOf the region that holds a region
   */
  public static StockSuppression of(
      Map<Cell, Long> households, Map<String, String> parentOf, MinCell least) {
    StockSuppression all = new StockSuppression(new TreeMap<>(households));
    SortedMap<Cell, SortedMap<String, Long>> columns = new TreeMap<>();
    all.households.forEach(
        (cell, count) -> {
          String parent = parentOf.get(cell.region());
          if (parent != null && households.containsKey(cell.of(parent))) {
            columns
                .computeIfAbsent(cell.of(parent), any -> new TreeMap<>())
                .put(cell.region(), count);
          } else if (least.isSmall(count)) {
            all.hide(cell);
          }
        });
    // The code of a region begins with that of the region that holds it, so that a column comes
    // after the column that its total stands in.
    columns.forEach(
        (total, parts) ->
            (all.hidden.contains(total)
                    ? parts.keySet()
                    : ColumnSuppression.of(parts, households.get(total), least))
                .forEach(region -> all.hide(total.of(region))));
    return all;
  }

  private void hide(Cell cell) {
    hidden.add(cell);
    regionsWithHidden.add(cell.region());
  }

  /** Whether a stock may be shown; one that is not known is not. */
  public boolean isShown(Cell cell) {
    return households.containsKey(cell) && !hidden.contains(cell);
  }

  /** Whether every stock of a region may be shown, at every census. */
  public boolean isWhole(String region) {
    return !regionsWithHidden.contains(region);
  }

  /** Whether every stock of these regions may be shown, at every census. */
  public boolean areWhole(Collection<String> regions) {
    return regions.stream().allMatch(this::isWhole);
  }

  /** The suppressed stocks, sorted. */
  public SortedSet<Cell> hidden() {
    return Collections.unmodifiableSortedSet(hidden);
  }

  /** Households of a stock, 0 where there is none. */
  public long households(Cell cell) {
    return households.getOrDefault(cell, 0L);
  }
}
