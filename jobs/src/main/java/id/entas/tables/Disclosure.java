package id.entas.tables;

import id.entas.domain.FlowState;
import id.entas.domain.FlowSuppression;
import id.entas.domain.FlowSuppression.Block;
import id.entas.domain.FlowTable;
import id.entas.domain.Interval;
import id.entas.domain.MinCell;
import id.entas.domain.QualityRule;
import id.entas.domain.Region;
import id.entas.domain.StockSuppression;
import id.entas.domain.StockSuppression.Cell;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of a run as they may be shown where counts of few households are suppressed.
 *
 * <p>A value that is not shown is null, also in a column that the lake always fills. Numbers with a
 * fraction are shown to three digits: an estimate that is made of many small counts would otherwise
 * hold as many equations as it has digits. The same rows give the same.
 */
public final class Disclosure {
  /** What is left of a number with a fraction. */
  static final MathContext DIGITS = new MathContext(3);

  /** Verdicts that say what was counted. */
  private static final Set<String> FACTS = Set.of("REACHED", "MISSED");

  /** Tables whose rows say nothing where the region has a suppressed stock. */
  private static final List<Table> OF_WHOLE_REGIONS =
      List.of(
          TargetProbabilityTable.TABLE,
          ScenarioEffectTable.TABLE,
          RequirementTable.TABLE,
          PlaceAllocationTable.TABLE,
          BacktestTable.TABLE);

  private final Function<Table, List<Row>> rows;
  private final List<String> tiers = new ArrayList<>();
  private final List<String> listed = new ArrayList<>();
  private final Map<String, String> parentOf = new HashMap<>();
  private final MinCell least;
  private final StockSuppression stocks;
  private final FlowSuppression flows;

  private Disclosure(Function<Table, List<Row>> rows, MinCell least) {
    this.rows = rows;
    this.least = least;
    rows.apply(TierTable.TABLE).stream()
        .sorted(Comparator.comparing(TierTable.ORDINAL::whole))
        .forEach(
            row -> {
              tiers.add(TierTable.TIER.text(row));
              if (TierTable.IS_LISTED.flag(row)) {
                listed.add(TierTable.TIER.text(row));
              }
            });
    rows.apply(RegionTable.TABLE)
        .forEach(
            row ->
                parentOf.put(RegionTable.REGION_CODE.text(row), RegionTable.PARENT_CODE.text(row)));
    this.stocks = StockSuppression.of(stocks(rows.apply(TierCountTable.TABLE)), parentOf, least);
    this.flows =
        FlowSuppression.of(
            flowTables(rows.apply(TransitionCountTable.TABLE)), tiers, stocks, least);
  }

  /**
   * The rows of a run as they may be shown.
   *
   * @param rows the rows of each published table of the run
   * @param least the smallest count shown
   */
  public static Function<Table, List<Row>> of(Function<Table, List<Row>> rows, MinCell least) {
    return least.isOn() ? new Disclosure(rows, least)::shown : rows;
  }

  private SortedMap<Cell, Long> stocks(List<Row> counts) {
    SortedMap<Cell, Long> households = new TreeMap<>();
    for (Row row : counts) {
      if (tiers.contains(TierCountTable.TIER.text(row))) {
        households.put(
            new Cell(
                TierCountTable.REGION_CODE.text(row),
                TierCountTable.CENSUS_YEAR.year(row),
                TierCountTable.TIER.text(row)),
            TierCountTable.HOUSEHOLDS.count(row));
      }
    }
    return households;
  }

  private record Part(String kabupaten, Interval interval) {}

  private List<FlowTable> flowTables(List<Row> counts) {
    Map<Part, SortedMap<String, long[][]>> parts = new HashMap<>();
    Map<Part, long[][]> wholes = new HashMap<>();
    Set<Part> incomplete = new HashSet<>();
    for (Row row : counts) {
      String region = TransitionCountTable.REGION_CODE.text(row);
      Region.Level level = FlowReader.levelOf(TransitionCountTable.REGION_LEVEL.text(row));
      if (level == Region.Level.KABUPATEN) {
        Part part = new Part(region, interval(row));
        add(row, wholes.computeIfAbsent(part, any -> cells()));
        if (!TransitionCountTable.COMPLETE.flag(row)) {
          incomplete.add(part);
        }
      } else if (level == Region.Level.KECAMATAN) {
        SortedMap<String, long[][]> own =
            parts.computeIfAbsent(
                new Part(parentOf.get(region), interval(row)), any -> new TreeMap<>());
        add(row, own.computeIfAbsent(region, any -> cells()));
      }
    }
    return wholes.entrySet().stream()
        .map(
            whole ->
                new FlowTable(
                    whole.getKey().kabupaten(),
                    whole.getKey().interval(),
                    whole.getValue(),
                    parts.getOrDefault(whole.getKey(), new TreeMap<>()),
                    !incomplete.contains(whole.getKey())))
        .sorted(Comparator.comparing(FlowTable::kabupaten).thenComparing(FlowTable::interval))
        .toList();
  }

  private static Interval interval(Row row) {
    return new Interval(Fields.FROM_YEAR.year(row), Fields.TO_YEAR.year(row));
  }

  private long[][] cells() {
    return new long[FlowTable.rows(tiers).size()][FlowTable.columns(tiers).size()];
  }

  private void add(Row row, long[][] cells) {
    int from = FlowTable.rows(tiers).indexOf(TransitionCountTable.FROM_TIER.text(row));
    int to = FlowTable.columns(tiers).indexOf(TransitionCountTable.TO_TIER.text(row));
    cells[from][to] += TransitionCountTable.HOUSEHOLDS.count(row);
  }

  /** The rows of a table as they may be shown. */
  private List<Row> shown(Table table) {
    if (table.access() == Table.Access.RESTRICTED || Exposures.WITHHELD.contains(table)) {
      return List.of();
    }
    StructType schema = table.nullableSchema();
    return rows.apply(table).stream()
        .filter(row -> isRowShown(table, row))
        .map(row -> masked(table, row, schema))
        .collect(Collectors.toUnmodifiableList());
  }

  private boolean isRowShown(Table table, Row row) {
    if (table == TierCountTable.TABLE) {
      return tiers.contains(TierCountTable.TIER.text(row));
    }
    if (table == TransitionCountTable.TABLE) {
      return isBlockShown(row, block(row));
    }
    if (table == TierTransitionTable.TABLE) {
      return isBlockShown(row, Block.MOVES);
    }
    if (table == ProjectionTable.TABLE) {
      return !ProjectionTable.OBSERVED.isNull(row) || isWhole(table, row);
    }
    if (table == QualityFindingTable.TABLE) {
      // That a kecamatan has so few rows is the finding.
      return !QualityFindingTable.RULE.text(row).equals(QualityRule.STRAY_REGION.name())
          && (QualityFindingTable.REGION_CODE.isNull(row)
              || stocks.isWhole(QualityFindingTable.REGION_CODE.text(row)));
    }
    return !OF_WHOLE_REGIONS.contains(table) || isWhole(table, row);
  }

  private static Block block(Row row) {
    return FlowState.SOURCES.contains(TransitionCountTable.FROM_TIER.text(row))
        ? Block.ENTRIES
        : FlowState.GOALS.contains(TransitionCountTable.TO_TIER.text(row))
            ? Block.EXITS
            : Block.MOVES;
  }

  private boolean isBlockShown(Row row, Block block) {
    return flows.isShown(Fields.REGION_CODE.text(row), interval(row), block);
  }

  private Row masked(Table table, Row row, StructType schema) {
    Object[] values = new Object[table.fields().size()];
    for (int i = 0; i < values.length; i++) {
      Field field = table.fields().get(i);
      Exposure exposure = Exposures.of(table, field);
      Object value = row.getAs(field.name());
      if (value != null && isShown(table, row, field, exposure)) {
        values[i] =
            value instanceof Double number && exposure != Exposure.OPEN ? rounded(number) : value;
      }
    }
    return new GenericRowWithSchema(values, schema);
  }

  private static double rounded(double number) {
    return new BigDecimal(number).round(DIGITS).doubleValue();
  }

  private boolean isShown(Table table, Row row, Field field, Exposure exposure) {
    return switch (exposure) {
      case OPEN -> true;
      case STOCK -> isStockShown(table, row);
      case LISTED -> areListedShown(row);
      case RATE -> isRateShown(table, row);
      case WHOLE -> isWhole(table, row);
      case MOVES -> isBlockOfRateShown(table, row, Block.MOVES);
      case EXITS -> isBlockOfRateShown(table, row, Block.EXITS);
      case ENTRIES -> isBlockOfRateShown(table, row, Block.ENTRIES);
      case RELAPSES -> areRelapsesShown(table, row);
      case VERDICT -> isWhole(table, row) || !FACTS.contains(field.text(row));
      case WITHHELD -> false;
    };
  }

  private boolean isStockShown(Table table, Row row) {
    if (Fields.TIER.isNull(row)) {
      return areListedShown(row);
    }
    // The sum of some kecamatan alone, beside that of all, would tell of the others.
    boolean isColumnTotal =
        table == TierCountTable.TABLE
            || table == ReconciliationTable.TABLE
            || isSumOfAll(table, row);
    return isColumnTotal
        && stocks.isShown(
            new Cell(
                Fields.REGION_CODE.text(row), Fields.CENSUS_YEAR.year(row), Fields.TIER.text(row)));
  }

  private boolean areListedShown(Row row) {
    return listed.stream()
        .allMatch(
            tier ->
                stocks.isShown(
                    new Cell(Fields.REGION_CODE.text(row), Fields.CENSUS_YEAR.year(row), tier)));
  }

  private boolean isRateShown(Table table, Row row) {
    if (!ReductionRateTable.METHOD.text(row).equals(ReductionRateTable.INTERVAL)) {
      return isWhole(table, row);
    }
    String region = Fields.REGION_CODE.text(row);
    String tier = Fields.TIER.text(row);
    return isSumOfAll(table, row)
        && stocks.isShown(new Cell(region, Fields.FROM_YEAR.year(row), tier))
        && stocks.isShown(new Cell(region, Fields.TO_YEAR.year(row), tier));
  }

  private boolean isBlockOfRateShown(Table table, Row row, Block block) {
    boolean isInterval =
        table != ReductionRateTable.TABLE
            || ReductionRateTable.METHOD.text(row).equals(ReductionRateTable.INTERVAL);
    return isInterval && isBlockShown(row, block);
  }

  private boolean areRelapsesShown(Table table, Row row) {
    if (!isBlockOfRateShown(table, row, Block.MOVES)
        || ReductionRateTable.ENTRIES_WORSE.isNull(row)) {
      return false;
    }
    long relapses = ReductionRateTable.RELAPSES.count(row);
    return !least.isSmall(relapses)
        && !least.isSmall(ReductionRateTable.ENTRIES_WORSE.count(row) - relapses);
  }

  /** Whether all stocks are shown that the row's numbers are made of. */
  private boolean isWhole(Table table, Row row) {
    return stocks.isWhole(Fields.REGION_CODE.text(row)) && isSumOfAll(table, row);
  }

  /**
   * Whether the row is of one kecamatan, or the sum of all; or of some, none of which has a
   * suppressed stock.
   */
  private boolean isSumOfAll(Table table, Row row) {
    String region = Fields.REGION_CODE.text(row);
    if (FlowReader.levelOf(Fields.REGION_LEVEL.text(row)) != Region.Level.KABUPATEN
        || (hasCoverage(table) && Fields.COMPLETE.flag(row))) {
      return true;
    }
    return stocks.areWhole(
        parentOf.entrySet().stream()
            .filter(one -> one.getValue().equals(region))
            .map(Map.Entry::getKey)
            .toList());
  }

  private static boolean hasCoverage(Table table) {
    return table.fields().stream().anyMatch(one -> one.name().equals(Fields.COMPLETE.name()));
  }
}
