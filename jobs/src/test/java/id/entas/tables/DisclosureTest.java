package id.entas.tables;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.domain.FlowState;
import id.entas.domain.LinearAttack;
import id.entas.domain.LinearAttack.Sum;
import id.entas.domain.MinCell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Nothing that is shown gives a count of few households back to a reader who can compute. */
class DisclosureTest {
  private static final MinCell FIVE = new MinCell(5);
  private static final double EXACT = 1e-4;
  private static final List<String> TIERS = InventedPanel.TIERS;
  private static final List<String> GONE = List.of(FlowState.ABSENT, "MOVED");

  /** How much a check of one panel costs grows with its small counts; so many are enough. */
  private static final int FLOWS_ATTACKED = 6;

  private static Function<Table, List<Row>> of(InventedPanel panel) {
    return table -> panel.rows.getOrDefault(table, List.of());
  }

  @Property(tries = 12, shrinking = ShrinkingMode.OFF)
  void shouldGiveNoSmallCountBack(
      @ForAll @IntRange(max = 1_000_000) int seed,
      @ForAll @IntRange(min = 2, max = 3) int kecamatan,
      @ForAll @IntRange(min = 2, max = 3) int censuses) {
    shouldGiveNoSmallCountBack(new InventedPanel(seed, kecamatan, censuses));
  }

  @Property(tries = 8, shrinking = ShrinkingMode.OFF)
  void shouldGiveNoSmallCountBackBesideTheFlowsOfTheKabupaten(
      @ForAll @IntRange(max = 1_000_000) int seed) {
    shouldGiveNoSmallCountBack(new InventedPanel(seed, 3, 3, 8));
  }

  @Test
  void shouldShowTheFlowsOfAKabupatenThatTellNoneOfItsKecamatan() {
    int intervals = 0;
    int small = 0;
    for (int seed = 0; seed < 10; seed++) {
      InventedPanel panel = new InventedPanel(seed, 3, 3, 8);
      List<Row> shown = Disclosure.of(of(panel), FIVE).apply(TransitionCountTable.TABLE);
      assertThat(shown.stream().map(TransitionCountTable.REGION_CODE::text))
          .allMatch(InventedPanel.KABUPATEN::equals);
      intervals +=
          (int) shown.stream().map(TransitionCountTable.FROM_YEAR::year).distinct().count();
      if (!shown.isEmpty()) {
        small +=
            (int)
                panel.kecamatan.stream()
                    .flatMap(one -> panel.flowsOf(one).values().stream())
                    .filter(FIVE::isSmall)
                    .count();
      }
    }
    assertThat(intervals).isGreaterThan(5);
    assertThat(small).isGreaterThan(20);
  }

  private static void shouldGiveNoSmallCountBack(InventedPanel panel) {
    Function<Table, List<Row>> shown = Disclosure.of(of(panel), FIVE);

    LinearAttack attack = attack(panel, shown);

    for (Row row : shown.apply(TierCountTable.TABLE)) {
      String stock = stockOf(row);
      if (TierCountTable.HOUSEHOLDS.isNull(row) && FIVE.isSmall(panel.households(stock))) {
        assertThat(attack.least(stock)).as(stock).isLessThanOrEqualTo(1 + EXACT);
        assertThat(attack.most(stock)).as(stock).isGreaterThanOrEqualTo(5 - EXACT);
      }
    }
    int attacked = 0;
    for (String region : regions(panel)) {
      for (Map.Entry<String, Long> flow : panel.flowsOf(region).entrySet()) {
        boolean isHidden = region.length() > 4 || attack.most(flow.getKey()) > flow.getValue();
        if (FIVE.isSmall(flow.getValue()) && attacked < FLOWS_ATTACKED) {
          attacked++;
          assertThat(isHidden).as(flow.getKey()).isTrue();
          assertThat(attack.least(flow.getKey())).as(flow.getKey()).isLessThan(EXACT);
          assertThat(attack.most(flow.getKey()))
              .as(flow.getKey())
              .isGreaterThanOrEqualTo(5 - EXACT);
        }
      }
    }
  }

  @Test
  void shouldBeBrokenWhereSmallCountsAloneAreSuppressed() {
    InventedPanel panel = new InventedPanel(7, 3, 2);
    Function<Table, List<Row>> primary =
        table -> of(panel).apply(table).stream().filter(row -> !isSmall(table, row)).toList();

    LinearAttack attack = attack(panel, primary);

    List<String> told = new ArrayList<>();
    for (Row row : of(panel).apply(TierCountTable.TABLE)) {
      long households = TierCountTable.HOUSEHOLDS.count(row);
      String stock = stockOf(row);
      if (FIVE.isSmall(households) && attack.least(stock) > attack.most(stock) - EXACT) {
        told.add(stock);
      }
    }
    assertThat(told).isNotEmpty();
  }

  private static boolean isSmall(Table table, Row row) {
    return table == TierCountTable.TABLE && FIVE.isSmall(TierCountTable.HOUSEHOLDS.count(row));
  }

  private static List<String> regions(InventedPanel panel) {
    return Stream.concat(panel.kecamatan.stream(), Stream.of(InventedPanel.KABUPATEN)).toList();
  }

  private static String stockOf(Row row) {
    return InventedPanel.stock(
        Fields.REGION_CODE.text(row), Fields.CENSUS_YEAR.year(row), Fields.TIER.text(row));
  }

  /** Everything that a reader knows: how the counts are tied, and what is shown of them. */
  private static LinearAttack attack(InventedPanel panel, Function<Table, List<Row>> shown) {
    LinearAttack attack = new LinearAttack();
    knowWhatAddsUp(attack, panel);
    for (Row row : shown.apply(TierCountTable.TABLE)) {
      knowStock(attack, panel, row, shown.apply(TierCountTable.TABLE));
    }
    for (Row row : shown.apply(TransitionCountTable.TABLE)) {
      attack.equal(
          LinearAttack.sum(
              InventedPanel.flow(
                  TransitionCountTable.REGION_CODE.text(row),
                  TransitionCountTable.FROM_YEAR.year(row),
                  TransitionCountTable.FROM_TIER.text(row),
                  TransitionCountTable.TO_TIER.text(row))),
          TransitionCountTable.HOUSEHOLDS.count(row));
    }
    knowThatOtherFlowsAreNone(attack, panel, shown);
    for (Row row : shown.apply(ProjectionTable.TABLE)) {
      know(attack, LinearAttack.sum(stockOf(row)), ProjectionTable.OBSERVED, row);
    }
    shown.apply(ReductionRateTable.TABLE).forEach(row -> knowRate(attack, row));
    shown.apply(TargetReachabilityTable.TABLE).forEach(row -> knowVerdict(attack, row));
    return attack;
  }

  private static void know(LinearAttack attack, Sum sum, Field field, Row row) {
    if (!field.isNull(row)) {
      attack.equal(sum, field.count(row));
    }
  }

  private static void knowWhatAddsUp(LinearAttack attack, InventedPanel panel) {
    for (int year : panel.years) {
      for (String tier : TIERS) {
        Sum all =
            LinearAttack.sum().add(InventedPanel.stock(InventedPanel.KABUPATEN, year, tier), -1);
        for (String one : panel.kecamatan) {
          all.add(InventedPanel.stock(one, year, tier));
          Sum desa = LinearAttack.sum().add(InventedPanel.stock(one, year, tier), -1);
          desa.add(InventedPanel.stock(one + "001", year, tier));
          desa.add(InventedPanel.stock(one + "002", year, tier));
          attack.equal(desa, 0);
        }
        attack.equal(all, 0);
      }
    }
    for (int year : panel.years.subList(0, panel.years.size() - 1)) {
      regions(panel).forEach(region -> knowFlowsAddUp(attack, region, year));
      knowMovers(attack, panel, year);
    }
  }

  private static void knowFlowsAddUp(LinearAttack attack, String region, int year) {
    for (String tier : TIERS) {
      Sum out = LinearAttack.sum().add(InventedPanel.stock(region, year, tier), -1);
      Stream.of(TIERS, GONE, List.of(FlowState.DEPARTED))
          .flatMap(List::stream)
          .forEach(to -> out.add(InventedPanel.flow(region, year, tier, to)));
      attack.equal(out, 0);
      Sum in = LinearAttack.sum().add(InventedPanel.stock(region, year + 1, tier), -1);
      Stream.of(TIERS, List.of(FlowState.ENTRANT, FlowState.ARRIVED))
          .flatMap(List::stream)
          .forEach(from -> in.add(InventedPanel.flow(region, year, from, tier)));
      attack.equal(in, 0);
    }
  }

  /** Who changes kecamatan departs from one, arrives in another, and moves in the kabupaten. */
  private static void knowMovers(LinearAttack attack, InventedPanel panel, int year) {
    String whole = InventedPanel.KABUPATEN;
    for (String tier : TIERS) {
      attack.equal(LinearAttack.sum(InventedPanel.flow(whole, year, tier, FlowState.DEPARTED)), 0);
      attack.equal(LinearAttack.sum(InventedPanel.flow(whole, year, FlowState.ARRIVED, tier)), 0);
      for (String gone : GONE) {
        Sum all = LinearAttack.sum().add(InventedPanel.flow(whole, year, tier, gone), -1);
        panel.kecamatan.forEach(one -> all.add(InventedPanel.flow(one, year, tier, gone)));
        attack.equal(all, 0);
      }
      Sum entrants =
          LinearAttack.sum().add(InventedPanel.flow(whole, year, FlowState.ENTRANT, tier), -1);
      panel.kecamatan.forEach(
          one -> entrants.add(InventedPanel.flow(one, year, FlowState.ENTRANT, tier)));
      attack.equal(entrants, 0);
      for (String to : TIERS) {
        Sum moved = LinearAttack.sum().add(InventedPanel.flow(whole, year, tier, to), -1);
        for (String one : panel.kecamatan) {
          moved.add(InventedPanel.flow(one, year, tier, to));
          panel.kecamatan.stream()
              .filter(other -> !other.equals(one))
              .forEach(other -> moved.add(mover(year, one, tier, other, to)));
        }
        attack.equal(moved, 0);
      }
      for (String one : panel.kecamatan) {
        Sum departed =
            LinearAttack.sum().add(InventedPanel.flow(one, year, tier, FlowState.DEPARTED), -1);
        Sum arrived =
            LinearAttack.sum().add(InventedPanel.flow(one, year, FlowState.ARRIVED, tier), -1);
        for (String other : panel.kecamatan) {
          if (!other.equals(one)) {
            TIERS.forEach(to -> departed.add(mover(year, one, tier, other, to)));
            TIERS.forEach(from -> arrived.add(mover(year, other, from, one, tier)));
          }
        }
        attack.equal(departed, 0);
        attack.equal(arrived, 0);
      }
    }
  }

  private static String mover(int year, String from, String fromTier, String to, String toTier) {
    return String.join(" ", "mover", Integer.toString(year), from, fromTier, to, toTier);
  }

  private static void knowStock(LinearAttack attack, InventedPanel panel, Row row, List<Row> all) {
    String stock = stockOf(row);
    String people = "people of " + stock;
    know(attack, LinearAttack.sum(stock), TierCountTable.HOUSEHOLDS, row);
    know(attack, LinearAttack.sum(people), TierCountTable.MEMBERS, row);
    attack.atLeast(LinearAttack.sum(people).add(stock, -1), 0);
    attack.atMost(LinearAttack.sum(people).add(stock, -40), 0);
    String region = Fields.REGION_CODE.text(row);
    int year = Fields.CENSUS_YEAR.year(row);
    if (region.equals(InventedPanel.KABUPATEN)) {
      Sum sum = LinearAttack.sum().add(people, -1);
      panel.kecamatan.forEach(
          one -> sum.add("people of " + InventedPanel.stock(one, year, Fields.TIER.text(row))));
      attack.equal(sum, 0);
    }
    // A zero would be shown, unless its whole column is suppressed.
    boolean isColumnShown =
        all.stream()
            .filter(other -> Fields.REGION_LEVEL.text(other).equals(Fields.REGION_LEVEL.text(row)))
            .filter(other -> Fields.REGION_CODE.text(other).startsWith(parent(region)))
            .filter(other -> Fields.CENSUS_YEAR.year(other) == year)
            .filter(other -> Fields.TIER.text(other).equals(Fields.TIER.text(row)))
            .anyMatch(other -> !TierCountTable.HOUSEHOLDS.isNull(other));
    if (TierCountTable.HOUSEHOLDS.isNull(row) && isColumnShown) {
      attack.atLeast(LinearAttack.sum(stock), 1);
    }
    if (!TierCountTable.SHARE_OF_LISTED.isNull(row)) {
      double share = TierCountTable.SHARE_OF_LISTED.number(row);
      Sum low = LinearAttack.sum(stock);
      Sum high = LinearAttack.sum(stock);
      for (String tier : InventedPanel.LISTED) {
        low.add(InventedPanel.stock(region, year, tier), -share * 0.995);
        high.add(InventedPanel.stock(region, year, tier), -share * 1.005);
      }
      attack.atLeast(low, 0);
      attack.atMost(high, 0);
    }
  }

  private static String parent(String region) {
    return region.length() == 10 ? region.substring(0, 7) : region.length() == 7 ? "3509" : "35";
  }

  /** A flow of a block that is shown and has no row is none. */
  private static void knowThatOtherFlowsAreNone(
      LinearAttack attack, InventedPanel panel, Function<Table, List<Row>> shown) {
    for (int year : panel.years) {
      List<Row> own =
          shown.apply(TransitionCountTable.TABLE).stream()
              .filter(
                  row -> TransitionCountTable.REGION_CODE.text(row).equals(InventedPanel.KABUPATEN))
              .filter(row -> TransitionCountTable.FROM_YEAR.year(row) == year)
              .toList();
      List<String> pairs =
          own.stream()
              .map(
                  row ->
                      TransitionCountTable.FROM_TIER.text(row)
                          + " "
                          + TransitionCountTable.TO_TIER.text(row))
              .toList();
      List<List<String>> blocks =
          List.of(
              pairs(TIERS, TIERS), pairs(TIERS, GONE), pairs(List.of(FlowState.ENTRANT), TIERS));
      for (List<String> block : blocks) {
        if (block.stream().anyMatch(pairs::contains)) {
          block.stream()
              .filter(pair -> !pairs.contains(pair))
              .forEach(
                  pair ->
                      attack.equal(
                          LinearAttack.sum(
                              "flow " + InventedPanel.KABUPATEN + " " + year + " " + pair),
                          0));
        }
      }
    }
  }

  private static List<String> pairs(List<String> from, List<String> to) {
    return from.stream().flatMap(a -> to.stream().map(b -> a + " " + b)).toList();
  }

  private static void knowRate(LinearAttack attack, Row row) {
    String region = ReductionRateTable.REGION_CODE.text(row);
    String tier = ReductionRateTable.TIER.text(row);
    int year = ReductionRateTable.FROM_YEAR.year(row);
    String before = InventedPanel.stock(region, year, tier);
    String after = InventedPanel.stock(region, year + 1, tier);
    know(attack, LinearAttack.sum(before), ReductionRateTable.HOUSEHOLDS_FROM, row);
    know(attack, LinearAttack.sum(after), ReductionRateTable.HOUSEHOLDS_TO, row);
    know(attack, LinearAttack.sum(after).add(before, -1), ReductionRateTable.CHANGE, row);
    Sum better = LinearAttack.sum();
    Sum worse = LinearAttack.sum();
    Sum fell = LinearAttack.sum();
    Sum rose = LinearAttack.sum();
    int place = TIERS.indexOf(tier);
    for (String other : TIERS) {
      int step = Integer.compare(TIERS.indexOf(other), place);
      if (step != 0) {
        (step > 0 ? better : worse).add(InventedPanel.flow(region, year, tier, other));
        (step > 0 ? fell : rose).add(InventedPanel.flow(region, year, other, tier));
      }
    }
    know(attack, better, ReductionRateTable.EXITS_BETTER, row);
    know(attack, worse, ReductionRateTable.EXITS_WORSE, row);
    know(attack, fell, ReductionRateTable.ENTRIES_WORSE, row);
    know(attack, rose, ReductionRateTable.ENTRIES_BETTER, row);
    Map<Field, String> flows =
        Map.of(
            ReductionRateTable.ABSENT, InventedPanel.flow(region, year, tier, FlowState.ABSENT),
            ReductionRateTable.DEPARTED, InventedPanel.flow(region, year, tier, FlowState.DEPARTED),
            ReductionRateTable.GONE, InventedPanel.flow(region, year, tier, "MOVED"),
            ReductionRateTable.ENTRANTS, InventedPanel.flow(region, year, FlowState.ENTRANT, tier),
            ReductionRateTable.ARRIVED, InventedPanel.flow(region, year, FlowState.ARRIVED, tier));
    flows.forEach((field, flow) -> know(attack, LinearAttack.sum(flow), field, row));
  }

  private static void knowVerdict(LinearAttack attack, Row row) {
    String region = TargetReachabilityTable.REGION_CODE.text(row);
    int first = TargetReachabilityTable.BASE_YEAR.year(row);
    String base = InventedPanel.stock(region, first, TIERS.get(0));
    String latest =
        InventedPanel.stock(region, TargetReachabilityTable.LATEST_YEAR.year(row), TIERS.get(0));
    know(attack, LinearAttack.sum(base), TargetReachabilityTable.BASE_HOUSEHOLDS, row);
    know(attack, LinearAttack.sum(latest), TargetReachabilityTable.LATEST_HOUSEHOLDS, row);
    double share = TargetReachabilityTable.TOLERANCE_SHARE.number(row);
    Sum tolerated = LinearAttack.sum();
    InventedPanel.LISTED.forEach(
        tier -> tolerated.add(InventedPanel.stock(region, first, tier), share));
    if (!TargetReachabilityTable.TOLERANCE_HOUSEHOLDS.isNull(row)) {
      long households = TargetReachabilityTable.TOLERANCE_HOUSEHOLDS.count(row);
      attack.atLeast(tolerated, households - EXACT);
      attack.atMost(tolerated, households + 1 - EXACT);
    }
    if (!TargetReachabilityTable.VERDICT.isNull(row)) {
      Sum above = LinearAttack.sum(latest);
      InventedPanel.LISTED.forEach(
          tier -> above.add(InventedPanel.stock(region, first, tier), -share));
      if (TargetReachabilityTable.VERDICT.text(row).equals("REACHED")) {
        attack.atMost(above, EXACT);
      } else {
        attack.atLeast(above, 0);
      }
    }
  }

  @Test
  void shouldShowTheSameWhateverTheOrderOfRows() {
    InventedPanel panel = new InventedPanel(3, 3, 3);
    Function<Table, List<Row>> reversed =
        table -> {
          List<Row> rows = new ArrayList<>(of(panel).apply(table));
          Collections.reverse(rows);
          return rows;
        };

    for (Table table : Tables.ofARun()) {
      List<Row> one = Disclosure.of(of(panel), FIVE).apply(table);
      List<Row> other = new ArrayList<>(Disclosure.of(reversed, FIVE).apply(table));
      Collections.reverse(other);
      assertThat(other).isEqualTo(one);
    }
  }

  @Test
  void shouldShowWhatIsLargeEnough() {
    InventedPanel panel = new InventedPanel(11, 6, 4);
    List<Row> counts = Disclosure.of(of(panel), FIVE).apply(TierCountTable.TABLE);

    assertThat(counts.stream().filter(row -> !TierCountTable.HOUSEHOLDS.isNull(row)))
        .hasSizeGreaterThan(counts.size() / 4)
        .allSatisfy(
            row ->
                assertThat(TierCountTable.HOUSEHOLDS.count(row))
                    .isEqualTo(panel.households(stockOf(row)))
                    .satisfies(count -> assertThat(FIVE.isSmall(count)).isFalse()));
  }

  @Test
  void shouldShowEverythingWhereNothingIsSuppressed() {
    InventedPanel panel = new InventedPanel(1, 2, 2);

    for (Table table : Tables.ofARun()) {
      assertThat(Disclosure.of(of(panel), MinCell.OFF).apply(table))
          .isEqualTo(of(panel).apply(table));
    }
  }

  @Test
  void shouldSayOfEveryPublishedColumnHowItIsShown() {
    List<String> unmarked = new ArrayList<>();
    for (Table table : Tables.ofARun()) {
      if (table.access() == Table.Access.PUBLISHED) {
        table.fields().stream()
            .filter(field -> Exposures.find(table, field).isEmpty())
            .forEach(field -> unmarked.add(table.name() + "." + field.name()));
      }
    }
    assertThat(unmarked).isEmpty();
  }

  @Test
  void shouldMarkNoCountOfHouseholdsAsOpen() {
    List<String> open = new ArrayList<>();
    for (Table table : Tables.ofARun()) {
      for (Field field : table.fields()) {
        boolean counts =
            field.name().matches("(.*_)?(households|members|people|observed|received)(_.*)?");
        if (table.access() == Table.Access.PUBLISHED
            && counts
            && Exposures.of(table, field) == Exposure.OPEN) {
          open.add(table.name() + "." + field.name());
        }
      }
    }
    // The settings say what the target allows, rows of flows are shown by what they are, and
    // populations were published by others.
    assertThat(open)
        .containsExactlyInAnyOrder(
            "target_reachability.target_households",
            "transition_count.households",
            "region_population.households",
            "region_population.people");
  }
}
