package id.entas.transition;

import id.entas.domain.CarriedShocks;
import id.entas.domain.Coverage;
import id.entas.domain.FlowCounts;
import id.entas.domain.IntervalFlows;
import id.entas.domain.Reachability;
import id.entas.domain.Region;
import id.entas.domain.Tier;
import id.entas.domain.Trend;
import id.entas.job.Settings;
import id.entas.tables.ReductionRateTable;
import id.entas.tables.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/**
 * How fast each tier shrinks over each interval, and the flows that make the change (METHODS
 * section 6).
 *
 * <p>A kabupaten's households are those of the kecamatan that have the interval, so that a
 * kecamatan that misses a census does not look like a fall.
 */
final class ReductionRates {
  private static final String TREND = "trend";

  private final Settings settings;
  private final Coverage coverage;
  private final FlowCounts relapses;
  private final CensusStocks stocks;
  private final Map<String, CarriedShocks> carried;
  private final String runId;

  /**
   * @param relapses falls into a tier by households that were in it before
   * @param stocks households and people by census
   * @param carried by region, what a year's shock leaves in the counts of later censuses; trends of
   *     a region without take its censuses for independent
   */
  ReductionRates(
      Settings settings,
      Coverage coverage,
      FlowCounts relapses,
      CensusStocks stocks,
      Map<String, CarriedShocks> carried,
      String runId) {
    this.settings = settings;
    this.coverage = coverage;
    this.relapses = relapses;
    this.stocks = stocks;
    this.carried = Map.copyOf(carried);
    this.runId = runId;
  }

  List<Row> rows(List<IntervalFlows> flows) {
    List<Row> rows = new ArrayList<>();
    for (IntervalFlows one : flows) {
      for (Tier tier : settings.tiers().tiers()) {
        rows.add(row(one, tier));
      }
    }
    Set<String> regions = new TreeSet<>();
    flows.forEach(one -> regions.add(one.region()));
    for (String region : regions) {
      List<IntervalFlows> own = flows.stream().filter(one -> one.region().equals(region)).toList();
      for (Tier tier : settings.tiers().tiers()) {
        findTrendRow(own.get(0), tier).ifPresent(rows::add);
      }
    }
    return rows;
  }

  /**
   * The trend over the censuses of the region, of a kabupaten over those that most kecamatan have,
   * and of these: a stock that lacks a kecamatan in one year would fake a fall.
   */
  private Optional<Row> findTrendRow(IntervalFlows any, Tier tier) {
    List<String> kecamatan =
        any.level() == Region.Level.KECAMATAN
            ? List.of(any.region())
            : stocks.coveredThroughout(any.region(), Trend.LEAST_CENSUSES);
    SortedMap<Integer, Long> households = stocks.households(kecamatan, tier.code());
    return findTrend(any.region(), kecamatan, tier, households, 1)
        .map(
            trend -> {
              long from = households.get(households.firstKey());
              long to = households.get(households.lastKey());
              Table.RowBuilder row = ReductionRateTable.TABLE.row();
              setPeopleTrend(row, any.region(), kecamatan, tier, households);
              return row.set(ReductionRateTable.REGION_LEVEL, any.level().code())
                  .set(ReductionRateTable.REGION_CODE, any.region())
                  .set(ReductionRateTable.TIER, tier.code())
                  .set(ReductionRateTable.FROM_YEAR, households.firstKey())
                  .set(ReductionRateTable.TO_YEAR, households.lastKey())
                  .set(ReductionRateTable.HOUSEHOLDS_FROM, from)
                  .set(ReductionRateTable.HOUSEHOLDS_TO, to)
                  .set(ReductionRateTable.CHANGE, to - from)
                  .set(
                      ReductionRateTable.CHANGE_SHARE,
                      from == 0 ? null : (double) (to - from) / from)
                  .set(ReductionRateTable.ANNUAL_RATE, trend.annualRate())
                  .set(ReductionRateTable.ANNUAL_RATE_LOW, trend.low())
                  .set(ReductionRateTable.ANNUAL_RATE_HIGH, trend.high())
                  .set(ReductionRateTable.METHOD, TREND)
                  .set(ReductionRateTable.COMPARABLE, stocks.isOneInstrument(kecamatan))
                  .set(ReductionRateTable.KECAMATAN_COVERED, (long) kecamatan.size())
                  .set(ReductionRateTable.KECAMATAN_TOTAL, any.kecamatanTotal())
                  .set(ReductionRateTable.COMPLETE, kecamatan.size() == any.kecamatanTotal())
                  .set(ReductionRateTable.RUN_ID, runId)
                  .build();
            });
  }

  /** A trend of households, or of people with so many to a household. */
  private Optional<Trend> findTrend(
      String region,
      List<String> kecamatan,
      Tier tier,
      SortedMap<Integer, Long> counts,
      double members) {
    if (!carried.containsKey(region)) {
      return Trend.find(counts);
    }
    List<String> tiers = settings.tiers().codes();
    SortedMap<Integer, double[]> byTier = new TreeMap<>();
    counts.keySet().forEach(year -> byTier.put(year, new double[tiers.size()]));
    for (int place = 0; place < tiers.size(); place++) {
      int at = place;
      stocks
          .households(kecamatan, tiers.get(place))
          .forEach((year, households) -> byTier.get(year)[at] = households);
    }
    return Trend.find(counts, carried.get(region).covariance(byTier, tier.ordinal() - 1, members));
  }

  /** Persons of the same kecamatan and censuses, where every household says its members. */
  private void setPeopleTrend(
      Table.RowBuilder row,
      String region,
      List<String> kecamatan,
      Tier tier,
      SortedMap<Integer, Long> households) {
    SortedMap<Integer, Long> people = new TreeMap<>();
    for (int year : households.keySet()) {
      stocks
          .findPeople(kecamatan, year, tier.code())
          .ifPresent(persons -> people.put(year, persons));
    }
    if (people.size() == households.size()) {
      row.set(ReductionRateTable.PEOPLE_FROM, people.get(people.firstKey()))
          .set(ReductionRateTable.PEOPLE_TO, people.get(people.lastKey()));
      double members = (double) sum(people) / sum(households);
      findTrend(region, kecamatan, tier, people, members)
          .ifPresent(
              trend ->
                  row.set(ReductionRateTable.PEOPLE_ANNUAL_RATE, trend.annualRate())
                      .set(ReductionRateTable.PEOPLE_ANNUAL_RATE_LOW, trend.low())
                      .set(ReductionRateTable.PEOPLE_ANNUAL_RATE_HIGH, trend.high()));
    }
  }

  private static long sum(SortedMap<Integer, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private void setPeople(Table.RowBuilder row, IntervalFlows flows, Tier tier) {
    List<String> kecamatan =
        flows.level() == Region.Level.KECAMATAN
            ? List.of(flows.region())
            : coverage
                .kecamatanByInterval()
                .getOrDefault(flows.interval(), Collections.emptySortedSet())
                .stream()
                .filter(
                    code ->
                        flows.region().equals(settings.regions().kabupatenOfKecamatan().get(code)))
                .toList();
    Optional<Long> from = stocks.findPeople(kecamatan, flows.interval().from(), tier.code());
    Optional<Long> to = stocks.findPeople(kecamatan, flows.interval().to(), tier.code());
    row.set(ReductionRateTable.PEOPLE_FROM, from.orElse(null))
        .set(ReductionRateTable.PEOPLE_TO, to.orElse(null));
    if (from.isPresent() && to.isPresent()) {
      row.set(
          ReductionRateTable.PEOPLE_ANNUAL_RATE,
          Reachability.findAnnualRate(from.get(), to.get(), flows.interval().years()).orElse(null));
    }
  }

  private Row row(IntervalFlows flows, Tier tier) {
    int place = tier.ordinal() - 1;
    long from = flows.stockFrom(place);
    long to = flows.stockTo(place);
    int years = flows.interval().years();
    Table.RowBuilder row =
        ReductionRateTable.TABLE
            .row()
            .set(ReductionRateTable.REGION_LEVEL, flows.level().code())
            .set(ReductionRateTable.REGION_CODE, flows.region())
            .set(ReductionRateTable.TIER, tier.code())
            .set(ReductionRateTable.FROM_YEAR, flows.interval().from())
            .set(ReductionRateTable.TO_YEAR, flows.interval().to())
            .set(ReductionRateTable.HOUSEHOLDS_FROM, from)
            .set(ReductionRateTable.HOUSEHOLDS_TO, to)
            .set(ReductionRateTable.CHANGE, to - from)
            .set(ReductionRateTable.CHANGE_SHARE, from == 0 ? null : (double) (to - from) / from)
            .set(
                ReductionRateTable.ANNUAL_RATE,
                Reachability.findAnnualRate(from, to, years).orElse(null))
            .set(ReductionRateTable.METHOD, ReductionRateTable.INTERVAL)
            .set(ReductionRateTable.ABSENT, flows.absent()[place])
            .set(ReductionRateTable.DEPARTED, flows.departed()[place])
            .set(ReductionRateTable.GONE, flows.gone()[place])
            .set(ReductionRateTable.GRADUATED, flows.graduated()[place])
            .set(ReductionRateTable.ENTRANTS, flows.entrants()[place])
            .set(ReductionRateTable.RETURNED, flows.returned()[place])
            .set(ReductionRateTable.ARRIVED, flows.arrived()[place])
            .set(ReductionRateTable.RELAPSES, relapsesOrNull(flows, place))
            .set(ReductionRateTable.COMPARABLE, flows.isComparable())
            .set(ReductionRateTable.KECAMATAN_COVERED, flows.kecamatanCovered())
            .set(ReductionRateTable.KECAMATAN_TOTAL, flows.kecamatanTotal())
            .set(ReductionRateTable.COMPLETE, flows.isComplete())
            .set(ReductionRateTable.RUN_ID, runId);
    setPeople(row, flows, tier);
    long exitsBetter = 0;
    long exitsWorse = 0;
    long entriesWorse = 0;
    long entriesBetter = 0;
    for (int other = 0; other < flows.tiers(); other++) {
      exitsBetter += other > place ? flows.moved()[place][other] : 0;
      exitsWorse += other < place ? flows.moved()[place][other] : 0;
      entriesWorse += other > place ? flows.moved()[other][place] : 0;
      entriesBetter += other < place ? flows.moved()[other][place] : 0;
    }
    row.set(ReductionRateTable.EXITS_BETTER, exitsBetter)
        .set(ReductionRateTable.EXITS_WORSE, exitsWorse)
        .set(ReductionRateTable.ENTRIES_WORSE, entriesWorse)
        .set(ReductionRateTable.ENTRIES_BETTER, entriesBetter);
    int yearsLeft = settings.targetYear() - flows.interval().to();
    if (tier.isTarget() && yearsLeft > 0) {
      long met = settings.target().households();
      row.set(
              ReductionRateTable.REQUIRED_ANNUAL_RATE,
              Reachability.findRequiredAnnualRate(to, met, yearsLeft).orElse(null))
          .set(
              ReductionRateTable.REQUIRED_HOUSEHOLDS_PER_YEAR,
              Reachability.findRequiredHouseholdsPerYear(to, met, yearsLeft).orElse(null));
    }
    return row.build();
  }

  /** Nobody can be seen to fall back before the third census of the region. */
  private Long relapsesOrNull(IntervalFlows flows, int place) {
    List<String> codes = settings.tiers().codes();
    long earlier =
        coverage.kecamatan().stream()
            .filter(
                kecamatan ->
                    flows.level() == Region.Level.KECAMATAN
                        ? kecamatan.equals(flows.region())
                        : flows
                            .region()
                            .equals(settings.regions().kabupatenOfKecamatan().get(kecamatan)))
            .flatMap(kecamatan -> coverage.intervals(kecamatan).stream())
            .filter(interval -> interval.to() <= flows.interval().from())
            .count();
    if (earlier == 0) {
      return null;
    }
    long total = 0;
    for (int better = place + 1; better < codes.size(); better++) {
      total +=
          relapses.households(
              flows.region(), flows.interval(), codes.get(better), codes.get(place));
    }
    return total;
  }
}
