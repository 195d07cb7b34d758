package id.entas.transition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import id.entas.domain.Interval;
import id.entas.domain.IntervalFlows;
import id.entas.domain.Region;
import id.entas.job.Settings;
import id.entas.tables.ProgrammeCountTable;
import id.entas.tables.ProgrammeExitTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ProgrammeExitsTest {
  private static final Settings SETTINGS = Settings.defaults();
  private static final String FIRST = "3509010";
  private static final String SECOND = "3509260";
  private static final String KABUPATEN = "3509";
  private static final Interval EARLY = new Interval(2008, 2009);
  private static final Interval LATE = new Interval(2009, 2010);

  private static Row count(
      String region, Interval interval, String to, boolean served, long households) {
    return ProgrammeCountTable.TABLE
        .row()
        .set(ProgrammeCountTable.REGION_CODE, region)
        .set(ProgrammeCountTable.FROM_YEAR, interval.from())
        .set(ProgrammeCountTable.TO_YEAR, interval.to())
        .set(ProgrammeCountTable.FROM_TIER, "MISKIN")
        .set(ProgrammeCountTable.TO_TIER, to)
        .set(ProgrammeCountTable.CLUSTER, 2)
        .set(ProgrammeCountTable.SERVED, served)
        .set(ProgrammeCountTable.HOUSEHOLDS, households)
        .set(ProgrammeCountTable.RUN_ID, "run")
        .build();
  }

  /** The counts of a stratum: exits and stays of the served, then of the unserved. */
  private static List<Row> stratum(
      String region, Interval interval, long a, long b, long c, long d) {
    return List.of(
        count(region, interval, "HAMPIR_MISKIN", true, a),
        count(region, interval, "MISKIN", true, b),
        count(region, interval, "HAMPIR_MISKIN", false, c),
        count(region, interval, "MISKIN", false, d));
  }

  private static IntervalFlows flows(
      String region, Region.Level level, Interval interval, long covered, Set<String> instruments) {
    return new IntervalFlows(
        region,
        level,
        interval,
        new long[4][4],
        new long[4],
        new long[4],
        new long[4],
        new long[4],
        new long[4],
        new long[4],
        new long[4],
        0,
        new TreeSet<>(instruments),
        covered,
        level == Region.Level.KABUPATEN ? 31 : 1);
  }

  /** Two kecamatan over two intervals, the second of them between two instruments. */
  private static List<IntervalFlows> flows() {
    List<IntervalFlows> flows = new ArrayList<>();
    for (Interval interval : List.of(EARLY, LATE)) {
      Set<String> instruments = interval.equals(EARLY) ? Set.of("A") : Set.of("A", "B");
      for (String region : List.of(FIRST, SECOND)) {
        flows.add(flows(region, Region.Level.KECAMATAN, interval, 1, instruments));
      }
      flows.add(flows(KABUPATEN, Region.Level.KABUPATEN, interval, 2, instruments));
    }
    return flows;
  }

  private static Row find(List<Row> rows, String region, String intervals, int fromYear) {
    List<Row> found =
        rows.stream()
            .filter(row -> ProgrammeExitTable.REGION_CODE.text(row).equals(region))
            .filter(row -> ProgrammeExitTable.INTERVALS.text(row).equals(intervals))
            .filter(row -> ProgrammeExitTable.FROM_YEAR.year(row) == fromYear)
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static List<Row> rows(Settings settings, List<Row> counts) {
    return new ProgrammeExits(settings, "run").rows(counts, flows());
  }

  @Test
  void shouldCountExitsAmongTheSeenAndTheAbsentBesideThem() {
    List<Row> counts =
        List.of(
            count(FIRST, EARLY, "HAMPIR_MISKIN", true, 10),
            count(FIRST, EARLY, "TIDAK_MISKIN", true, 5),
            count(FIRST, EARLY, "MISKIN", true, 20),
            count(FIRST, EARLY, "SANGAT_MISKIN", true, 10),
            count(FIRST, EARLY, "ABSENT", true, 4),
            count(FIRST, EARLY, "NOT_FOUND", true, 3),
            count(FIRST, EARLY, "GRADUATED", true, 2),
            count(FIRST, EARLY, "DEPARTED", true, 1),
            count(FIRST, EARLY, "HAMPIR_MISKIN", false, 12),
            count(FIRST, EARLY, "MISKIN", false, 48),
            count(FIRST, EARLY, "DIED", false, 7),
            count(FIRST, EARLY, "ABSENT", false, 9));

    Row row = find(rows(SETTINGS, counts), FIRST, ProgrammeExitTable.SINGLE, 2008);

    assertThat(ProgrammeExitTable.CLUSTER.whole(row)).isEqualTo(2);
    assertThat(ProgrammeExitTable.FROM_TIER.text(row)).isEqualTo("MISKIN");
    assertThat(ProgrammeExitTable.SERVED.count(row)).isEqualTo(55);
    assertThat(ProgrammeExitTable.SERVED_SEEN.count(row)).isEqualTo(45);
    assertThat(ProgrammeExitTable.SERVED_EXITS.count(row)).isEqualTo(15);
    assertThat(ProgrammeExitTable.SERVED_ABSENT.count(row)).isEqualTo(7);
    assertThat(ProgrammeExitTable.UNSERVED.count(row)).isEqualTo(76);
    assertThat(ProgrammeExitTable.UNSERVED_SEEN.count(row)).isEqualTo(60);
    assertThat(ProgrammeExitTable.UNSERVED_EXITS.count(row)).isEqualTo(12);
    assertThat(ProgrammeExitTable.UNSERVED_ABSENT.count(row)).isEqualTo(9);
    assertThat(ProgrammeExitTable.DESCRIPTIVE_RATIO.number(row))
        .isCloseTo((15. * 48) / (30 * 12), within(1e-12));
    assertThat(ProgrammeExitTable.RISK_RATIO.number(row))
        .isCloseTo((15. / 45) / (12. / 60), within(1e-12));
  }

  /** Exits are ten times as frequent in the first kecamatan, where most are served. */
  private static List<Row> confounded() {
    List<Row> counts = new ArrayList<>();
    counts.addAll(stratum(FIRST, EARLY, 400, 400, 50, 50));
    counts.addAll(stratum(SECOND, EARLY, 5, 95, 40, 760));
    counts.addAll(stratum(FIRST, LATE, 240, 160, 30, 20));
    counts.addAll(stratum(SECOND, LATE, 5, 95, 45, 855));
    return counts;
  }

  @Test
  void shouldCompareWithinKecamatanAndIntervalAndNotBetweenThem() {
    List<Row> rows = rows(SETTINGS, confounded());
    Row pooled = find(rows, KABUPATEN, ProgrammeExitTable.POOLED, 2008);
    double served =
        (double) ProgrammeExitTable.SERVED_EXITS.count(pooled)
            / ProgrammeExitTable.SERVED_SEEN.count(pooled);
    double unserved =
        (double) ProgrammeExitTable.UNSERVED_EXITS.count(pooled)
            / ProgrammeExitTable.UNSERVED_SEEN.count(pooled);

    assertThat(served / unserved).isGreaterThan(5);
    for (Row row : rows) {
      assertThat(ProgrammeExitTable.DESCRIPTIVE_RATIO.number(row)).isCloseTo(1, within(1e-12));
      assertThat(ProgrammeExitTable.RISK_RATIO.number(row)).isCloseTo(1, within(1e-12));
      assertThat(1.0)
          .isStrictlyBetween(
              ProgrammeExitTable.CI_LOW.number(row), ProgrammeExitTable.CI_HIGH.number(row))
          .isStrictlyBetween(
              ProgrammeExitTable.RISK_RATIO_LOW.number(row),
              ProgrammeExitTable.RISK_RATIO_HIGH.number(row));
    }
  }

  @Test
  void shouldGiveEveryRegionItsIntervalsAndAllOfThemPooled() {
    List<Row> rows = rows(SETTINGS, confounded());
    Row pooled = find(rows, KABUPATEN, ProgrammeExitTable.POOLED, 2008);
    Row late = find(rows, KABUPATEN, ProgrammeExitTable.SINGLE, 2009);

    assertThat(rows).hasSize(9);
    assertThat(ProgrammeExitTable.TO_YEAR.year(pooled)).isEqualTo(2010);
    assertThat(ProgrammeExitTable.STRATA.count(pooled)).isEqualTo(4);
    assertThat(ProgrammeExitTable.SERVED.count(pooled)).isEqualTo(800 + 100 + 400 + 100);
    assertThat(ProgrammeExitTable.KECAMATAN_COVERED.count(pooled)).isEqualTo(2);
    assertThat(ProgrammeExitTable.COMPLETE.flag(pooled)).isFalse();
    assertThat(ProgrammeExitTable.COMPARABLE.flag(pooled)).isFalse();
    assertThat(ProgrammeExitTable.STRATA.count(late)).isEqualTo(2);
    assertThat(ProgrammeExitTable.UNSERVED_EXITS.count(late)).isEqualTo(75);
    assertThat(
            ProgrammeExitTable.COMPARABLE.flag(find(rows, FIRST, ProgrammeExitTable.SINGLE, 2008)))
        .isTrue();
    assertThat(ProgrammeExitTable.STRATA.count(find(rows, SECOND, ProgrammeExitTable.POOLED, 2008)))
        .isEqualTo(2);
  }

  @Test
  void shouldGiveNoRatioOfACensusThatListsThePoorAlone() {
    Settings poorAlone =
        Settings.load(Optional.empty(), Map.of("census.2010.frame", "LISTED_ONLY"));
    List<Row> all = rows(SETTINGS, confounded());
    List<Row> rows = rows(poorAlone, confounded());
    Row late = find(rows, FIRST, ProgrammeExitTable.SINGLE, 2009);
    Row pooled = find(rows, KABUPATEN, ProgrammeExitTable.POOLED, 2008);
    Row early = find(all, KABUPATEN, ProgrammeExitTable.SINGLE, 2008);

    assertThat(ProgrammeExitTable.SERVED_EXITS.count(late)).isEqualTo(240);
    assertThat(ProgrammeExitTable.STRATA.count(late)).isZero();
    assertThat(ProgrammeExitTable.DESCRIPTIVE_RATIO.isNull(late)).isTrue();
    assertThat(ProgrammeExitTable.CI_HIGH.isNull(late)).isTrue();
    assertThat(ProgrammeExitTable.RISK_RATIO.isNull(late)).isTrue();
    assertThat(ProgrammeExitTable.STRATA.count(pooled)).isEqualTo(2);
    assertThat(ProgrammeExitTable.CI_HIGH.number(pooled))
        .isEqualTo(ProgrammeExitTable.CI_HIGH.number(early));
  }

  @Test
  void shouldHaveNoRowsWhereNoCensusSaysWhoWasServed() {
    assertThat(rows(SETTINGS, List.of())).isEmpty();
  }
}
