package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.domain.FlowSuppression.Block;
import id.entas.domain.StockSuppression.Cell;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Two kecamatan A and B of the kabupaten K, two tiers, one interval. */
class FlowSuppressionTest {
  private static final MinCell FIVE = new MinCell(5);
  private static final List<String> TIERS = List.of("POOR", "FREE");
  private static final Interval YEAR = new Interval(2008, 2009);
  private static final int ENTRANT = 2;
  private static final int MOVED = TIERS.size() + FlowState.GOALS.indexOf(Outcome.MOVED.name());

  private final SortedMap<String, long[][]> flows = new TreeMap<>();

  private void set(String kecamatan, int from, int to, long households) {
    flows
            .computeIfAbsent(
                kecamatan,
                any -> new long[FlowTable.rows(TIERS).size()][FlowTable.columns(TIERS).size()])[
            from][to] =
        households;
  }

  private void moves(String kecamatan, long... households) {
    for (int i = 0; i < households.length; i++) {
      set(kecamatan, i / 2, i % 2, households[i]);
    }
  }

  private FlowSuppression suppression() {
    long[][] all = new long[FlowTable.rows(TIERS).size()][FlowTable.columns(TIERS).size()];
    Map<Cell, Long> stocks = new TreeMap<>();
    flows.forEach(
        (kecamatan, cells) -> {
          for (int from = 0; from < cells.length; from++) {
            for (int to = 0; to < cells[from].length; to++) {
              all[from][to] += cells[from][to];
              for (String region : List.of(kecamatan, "K")) {
                if (from < TIERS.size()) {
                  stocks.merge(new Cell(region, 2008, TIERS.get(from)), cells[from][to], Long::sum);
                }
                if (to < TIERS.size()) {
                  stocks.merge(new Cell(region, 2009, TIERS.get(to)), cells[from][to], Long::sum);
                }
              }
            }
          }
        });
    // A region that holds others has the lower code, as kabupaten have.
    Map<Cell, Long> coded = new TreeMap<>();
    stocks.forEach(
        (cell, count) -> coded.put(new Cell(code(cell.region()), cell.year(), cell.tier()), count));
    SortedMap<String, long[][]> codedFlows = new TreeMap<>();
    flows.forEach((kecamatan, cells) -> codedFlows.put(code(kecamatan), cells));
    StockSuppression shown =
        StockSuppression.of(coded, Map.of("3509010", "3509", "3509020", "3509"), FIVE);
    return FlowSuppression.of(
        List.of(new FlowTable("3509", YEAR, all, codedFlows, true)), TIERS, shown, FIVE);
  }

  private static String code(String region) {
    return switch (region) {
      case "A" -> "3509010";
      case "B" -> "3509020";
      default -> "3509";
    };
  }

  private boolean shows(Block block) {
    return suppression().isShown("3509", YEAR, block);
  }

  @Test
  void shouldShowFlowsThatLeaveASmallOneOfAKecamatanOpen() {
    moves("A", 40, 3, 20, 50);
    moves("B", 60, 30, 20, 70);
    assertThat(shows(Block.MOVES)).isTrue();
  }

  @Test
  void shouldNotShowFlowsThatTellASmallOneOfAKecamatan() {
    // In B none goes from POOR to FREE nor back: with the stocks, A's three follow.
    moves("A", 40, 3, 20, 50);
    moves("B", 60, 5, 0, 70);
    assertThat(shows(Block.MOVES)).isFalse();
  }

  @Test
  void shouldReckonWithThoseWhoComeAndGo() {
    moves("A", 40, 3, 20, 50);
    moves("B", 60, 5, 0, 70);
    for (String kecamatan : List.of("A", "B")) {
      set(kecamatan, ENTRANT, 1, 9);
      set(kecamatan, 0, MOVED, 9);
    }
    assertThat(shows(Block.MOVES)).isTrue();
    assertThat(shows(Block.EXITS)).isTrue();
    assertThat(shows(Block.ENTRIES)).isTrue();
  }

  @Test
  void shouldNotShowASmallFlowNorWhatWouldGiveItBack() {
    moves("A", 40, 1, 20, 50);
    moves("B", 60, 2, 20, 70);
    assertThat(shows(Block.MOVES)).isFalse();
    assertThat(shows(Block.EXITS)).isFalse();
  }

  @Test
  void shouldShowMovesWithoutTheCausesOfExitsWhereOnlyThoseAreSmall() {
    moves("A", 40, 10, 20, 50);
    moves("B", 60, 30, 20, 70);
    for (String kecamatan : List.of("A", "B")) {
      set(kecamatan, 0, MOVED, 9);
    }
    set("A", 0, MOVED + 1, 1);
    assertThat(shows(Block.MOVES)).isTrue();
    assertThat(shows(Block.EXITS)).isFalse();
  }

  @Test
  void shouldNotShowMovesThatTellHowFewLeft() {
    moves("A", 40, 10, 20, 50);
    moves("B", 60, 30, 20, 70);
    set("A", 0, MOVED, 3);
    assertThat(shows(Block.MOVES)).isFalse();
  }

  @Test
  void shouldNotShowFlowsThatTellASuppressedStock() {
    // None comes or goes: A's three POOR of 2008 are its 73 of 2009 less its 70 FREE.
    moves("A", 1, 2, 20, 50);
    moves("B", 60, 30, 20, 70);
    assertThat(shows(Block.MOVES)).isFalse();
  }

  @Test
  void shouldShowFlowsBesideASuppressedStockThatTheyLeaveOpen() {
    moves("A", 1, 2, 20, 50);
    moves("B", 60, 30, 20, 70);
    for (String kecamatan : List.of("A", "B")) {
      set(kecamatan, ENTRANT, 0, 9);
      set(kecamatan, ENTRANT, 1, 9);
      set(kecamatan, 1, MOVED, 9);
    }
    set("B", 0, MOVED, 9);
    assertThat(shows(Block.MOVES)).isTrue();
  }
}
