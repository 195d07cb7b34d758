package id.entas.transition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import id.entas.domain.Coverage;
import id.entas.domain.History;
import id.entas.domain.Interval;
import id.entas.domain.IntervalFlows;
import id.entas.domain.MobilityIndex;
import id.entas.domain.Region;
import id.entas.domain.Relapse;
import id.entas.domain.Relapses;
import id.entas.domain.ShockModel;
import id.entas.domain.ShockSource;
import id.entas.domain.SightingCounts;
import id.entas.job.Settings;
import id.entas.tables.MobilityIndexTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class MobilityTest {
  private static final String REGION = "3509260";
  private static final List<IntervalFlows> FLOWS = List.of(Flows.ofFourTiers(REGION, 2008, 2009));

  private static SortedMap<Relapses.Leavers, Relapse> relapses(int followUpYears) {
    return new TreeMap<>(
        Map.of(
            new Relapses.Leavers(REGION, new Interval(2008, 2009)),
            new Relapse(40, 30, 6, followUpYears)));
  }

  private static List<Row> rows(Settings settings, int followUpYears) {
    return new Mobility(settings, "run").ofIntervals(FLOWS, relapses(followUpYears));
  }

  private static Row row(List<Row> rows, MobilityIndex index) {
    return rows.stream()
        .filter(row -> MobilityIndexTable.INDEX_NAME.text(row).equals(index.code()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldHaveARowOfEveryIndexWithItsInterval() {
    List<Row> rows = rows(Settings.defaults(), 2);

    assertThat(rows).hasSize(MobilityIndex.values().length);
    // (k - trace) / (k - 1) of the shares 0.6, 0.6, 0.6 and 0.8.
    Row shorrocks = row(rows, MobilityIndex.SHORROCKS);
    assertThat(MobilityIndexTable.VALUE.number(shorrocks)).isCloseTo(1.4 / 3, within(1e-12));
    assertThat(MobilityIndexTable.CI_LOW.number(shorrocks)).isLessThan(1.4 / 3);
    assertThat(MobilityIndexTable.CI_HIGH.number(shorrocks)).isGreaterThan(1.4 / 3);
    assertThat(MobilityIndexTable.SENSITIVITY_LOW.number(shorrocks))
        .isLessThan(MobilityIndexTable.SENSITIVITY_HIGH.number(shorrocks));
    assertThat(MobilityIndexTable.VALUE.number(row(rows, MobilityIndex.RELAPSE_WITHIN_2)))
        .isEqualTo(0.2);
  }

  @Test
  void shouldHaveNoRelapsesBeforeTheSecondYearIsKnown() {
    assertThat(rows(Settings.defaults(), 1))
        .extracting(MobilityIndexTable.INDEX_NAME::text)
        .doesNotContain(MobilityIndex.RELAPSE_WITHIN_2.code())
        .hasSize(MobilityIndex.values().length - 1);
  }

  @Test
  void shouldGiveTheSensitivityAloneWhereACensusListsThePoorAlone() {
    Settings poorAlone =
        Settings.load(Optional.empty(), Map.of("census.2009.frame", "LISTED_ONLY"));

    assertThat(rows(poorAlone, 2))
        .allSatisfy(
            row -> {
              assertThat(MobilityIndexTable.VALUE.isNull(row)).isTrue();
              assertThat(MobilityIndexTable.CI_LOW.isNull(row)).isTrue();
            })
        .anySatisfy(row -> assertThat(MobilityIndexTable.SENSITIVITY_HIGH.isNull(row)).isFalse());
  }

  @Test
  void shouldSumUpAllSightingsAsOneYear() {
    List<History> histories =
        List.of(
            History.parse(REGION, "2008=1 2009=2", 30),
            History.parse(REGION, "2008=1 2009=1", 70),
            History.parse(REGION, "2008=2 2009=2", 100),
            History.parse(REGION, "2008=3 2009=3", 100),
            History.parse(REGION, "2008=4 2009=4", 100));
    SightingCounts sightings =
        SightingCounts.of(histories, Coverage.of(histories), 4, Map.of(REGION, "3509"));
    Mobility mobility = new Mobility(Settings.defaults(), "run");
    List<Row> calm =
        mobility.ofYears(FLOWS, sightings, new ShockModel(0, 0, 1, ShockSource.ASSUMED), 1);
    List<Row> shaken =
        mobility.ofYears(FLOWS, sightings, new ShockModel(0.3, 0, 1, ShockSource.ASSUMED), 1);

    assertThat(calm).extracting(MobilityIndexTable.MATRIX::text).containsOnly("annual");
    assertThat(MobilityIndexTable.VALUE.number(row(calm, MobilityIndex.UPWARD_SHARE)))
        .isCloseTo(30 / 400.0, within(1e-9));
    assertThat(width(row(shaken, MobilityIndex.UPWARD_SHARE)))
        .isGreaterThan(width(row(calm, MobilityIndex.UPWARD_SHARE)));
  }

  private static IntervalFlows ofKabupaten(Interval interval, long covered) {
    IntervalFlows like = Flows.ofFourTiers("3509", 2008, 2009);
    return new IntervalFlows(
        "3509",
        Region.Level.KABUPATEN,
        interval,
        like.moved(),
        like.absent(),
        like.departed(),
        like.gone(),
        like.graduated(),
        like.entrants(),
        like.returned(),
        like.arrived(),
        like.absentPool(),
        like.instruments(),
        covered,
        31);
  }

  /** Local shocks cancel over all kecamatan, however many have the last census. */
  @Test
  void shouldNotTakeAKabupatenForTheOneKecamatanThatIsAhead() {
    List<History> histories =
        List.of(
            History.parse(REGION, "2008=1 2009=2", 300),
            History.parse(REGION, "2008=1 2009=1", 700),
            History.parse(REGION, "2008=2 2009=2", 1000));
    SightingCounts sightings =
        SightingCounts.of(histories, Coverage.of(histories), 4, Map.of(REGION, "3509"));
    Mobility mobility = new Mobility(Settings.defaults(), "run");
    ShockModel local = new ShockModel(0, 0.5, 4, ShockSource.ESTIMATED);
    IntervalFlows all = ofKabupaten(new Interval(2008, 2009), 31);
    IntervalFlows ahead = ofKabupaten(new Interval(2009, 2010), 1);

    Row alone =
        row(mobility.ofYears(List.of(all), sightings, local, 31), MobilityIndex.UPWARD_SHARE);
    Row both =
        row(
            mobility.ofYears(List.of(all, ahead), sightings, local, 31),
            MobilityIndex.UPWARD_SHARE);

    assertThat(MobilityIndexTable.KECAMATAN_COVERED.count(both)).isEqualTo(31);
    assertThat(MobilityIndexTable.COMPLETE.flag(both)).isTrue();
    assertThat(MobilityIndexTable.TO_YEAR.year(both)).isEqualTo(2010);
    assertThat(width(both)).isLessThan(2 * width(alone));
  }

  private static double width(Row row) {
    return MobilityIndexTable.CI_HIGH.number(row) - MobilityIndexTable.CI_LOW.number(row);
  }
}
