package id.entas.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.SparkTest;
import id.entas.domain.FlowState;
import id.entas.domain.Outcome;
import id.entas.domain.Refusal;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.HistoryCountTable;
import id.entas.tables.HouseholdHistoryTable;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.ProgrammeCountTable;
import id.entas.tables.ProgrammeCoverageTable;
import id.entas.tables.Table;
import id.entas.tables.TierCountTable;
import id.entas.tables.TransitionCountTable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invented panels, counted by the jobs and again by a plain recount that shares no code with them.
 */
class PanelTest extends SparkTest {
  private static final List<String> KECAMATAN = List.of("3509010", "3509060", "3509260");
  private static final String KABUPATEN = "3509";
  private static final List<Integer> YEARS = List.of(2008, 2009, 2010, 2012);
  private static final Settings SETTINGS = Settings.defaults();
  private static final List<String> TIERS = SETTINGS.tiers().codes();

  /** What one census says of one household, in the test's own words. */
  private record Seen(int household, int year, String kecamatan, String tier, String outcome) {}

  /**
   * Households that stay, move, fall ill, vanish and come back, with one kecamatan missing a year.
   */
  private static List<Seen> invent(long seed, int households) {
    Random random = new Random(seed);
    List<Seen> seen = new ArrayList<>();
    for (int household = 0; household < households; household++) {
      String kecamatan = KECAMATAN.get(random.nextInt(KECAMATAN.size()));
      boolean gone = false;
      for (int year : YEARS) {
        if (random.nextInt(10) == 0) {
          kecamatan = KECAMATAN.get(random.nextInt(KECAMATAN.size()));
        }
        boolean covered = !(year == 2010 && kecamatan.equals("3509060"));
        if (gone || !covered || random.nextInt(5) == 0) {
          continue;
        }
        if (random.nextInt(12) == 0) {
          Outcome outcome = Outcome.values()[random.nextInt(Outcome.values().length)];
          seen.add(new Seen(household, year, kecamatan, null, outcome.name()));
          gone = outcome.isGone();
        } else {
          seen.add(
              new Seen(household, year, kecamatan, TIERS.get(random.nextInt(TIERS.size())), null));
        }
      }
    }
    return seen;
  }

  /** Served or not, or null for unknown; cluster 4 is unknown in one whole census. */
  private static Boolean flag(Seen seen, int cluster) {
    if (cluster == 4 && seen.year() == 2009) {
      return null;
    }
    return switch (new Random(100L * seen.household() + 10L * cluster + seen.year()).nextInt(5)) {
      case 0 -> null;
      case 1, 2 -> true;
      default -> false;
    };
  }

  private static Row row(Seen seen) {
    return HouseholdTable.TABLE
        .row()
        .set(HouseholdTable.CENSUS_YEAR, seen.year())
        .set(HouseholdTable.REGION_CODE, seen.kecamatan())
        .set(HouseholdTable.HOUSEHOLD_KEY, ByteBuffer.allocate(16).putInt(seen.household()).array())
        .set(HouseholdTable.UNIT, "household")
        .set(HouseholdTable.TIER, seen.tier())
        .set(HouseholdTable.MEMBERS, 3)
        .set(HouseholdTable.OUTCOME, seen.outcome())
        .set(HouseholdTable.CLUSTER_1, flag(seen, 1))
        .set(HouseholdTable.CLUSTER_2, flag(seen, 2))
        .set(HouseholdTable.CLUSTER_3, flag(seen, 3))
        .set(HouseholdTable.CLUSTER_4, flag(seen, 4))
        .set(HouseholdTable.INSTRUMENT, "INVENTED")
        .set(HouseholdTable.SOURCE_FILE, "invented.csv")
        .build();
  }

  private Lake count(Path folder, List<Seen> seen) {
    Lake lake = Lake.at(spark(), folder.toString());
    lake.replace(
        HouseholdTable.TABLE,
        spark()
            .createDataFrame(
                seen.stream().map(PanelTest::row).toList(), HouseholdTable.TABLE.schema()));
    RunIdentity identity = new RunIdentity(lake, SETTINGS, "test");
    new PackHistories(lake, SETTINGS, identity).run(RunReport.silent());
    new CountTransitions(lake, SETTINGS, identity).run(RunReport.silent());
    new CountProgrammes(lake, SETTINGS, identity).run(RunReport.silent());
    new CoverProgrammes(lake, SETTINGS, identity).run(RunReport.silent());
    return lake;
  }

  /** The flows by the words of METHODS section 2, household by household. */
  private static Map<String, Long> recount(List<Seen> seen) {
    return recount(seen, (start, flow) -> Stream.of(flow));
  }

  /**
   * @param split what a flow is counted as, by what the census at its start says of the household
   */
  private static Map<String, Long> recount(
      List<Seen> seen, BiFunction<Seen, String, Stream<String>> split) {
    Map<Integer, Map<Integer, Seen>> byHousehold = new HashMap<>();
    Map<String, TreeSet<Integer>> covered = new TreeMap<>();
    for (Seen one : seen) {
      byHousehold.computeIfAbsent(one.household(), any -> new TreeMap<>()).put(one.year(), one);
      covered.computeIfAbsent(one.kecamatan(), any -> new TreeSet<>()).add(one.year());
    }
    Map<String, Long> flows = new TreeMap<>();
    for (int from : YEARS) {
      for (int to : YEARS) {
        Set<String> having = new HashSet<>();
        covered.forEach(
            (k, years) -> {
              if (years.contains(from) && to > from && Objects.equals(years.higher(from), to)) {
                having.add(k);
              }
            });
        for (Map<Integer, Seen> household : byHousehold.values()) {
          Map<String, Long> own = new TreeMap<>();
          for (String kecamatan : having) {
            addFlow(own, kecamatan, Set.of(kecamatan), household, from, to);
          }
          if (!having.isEmpty()) {
            addFlow(own, KABUPATEN, having, household, from, to);
          }
          own.keySet().stream()
              .flatMap(flow -> split.apply(household.get(from), flow))
              .forEach(flow -> flows.merge(flow, 1L, Long::sum));
        }
      }
    }
    return flows;
  }

  private static void addFlow(
      Map<String, Long> flows,
      String region,
      Set<String> inside,
      Map<Integer, Seen> household,
      int from,
      int to) {
    Seen a = household.get(from);
    Seen b = household.get(to);
    boolean aTier = a != null && a.tier() != null;
    boolean bTier = b != null && b.tier() != null;
    boolean aHere = aTier && inside.contains(a.kecamatan());
    boolean bHere = bTier && inside.contains(b.kecamatan());
    String source = null;
    String goal = null;
    if (aHere) {
      source = a.tier();
      if (bHere) {
        goal = b.tier();
      } else if (bTier) {
        goal = "DEPARTED";
      } else if (b != null) {
        goal = b.outcome();
      } else {
        goal = "ABSENT";
      }
    } else if (bHere) {
      goal = b.tier();
      if (aTier) {
        source = "ARRIVED";
      } else if (household.keySet().stream().anyMatch(year -> year < to)) {
        source = "RETURNED";
      } else {
        source = "ENTRANT";
      }
    }
    if (source != null) {
      flows.merge(String.join(" ", region, from + ">" + to, source, goal), 1L, Long::sum);
    }
  }

  private static Map<String, Long> flowsOf(Lake lake) {
    Map<String, Long> flows = new TreeMap<>();
    for (Row row : lake.rows(TransitionCountTable.TABLE)) {
      flows.put(
          String.join(
              " ",
              TransitionCountTable.REGION_CODE.text(row),
              TransitionCountTable.FROM_YEAR.year(row)
                  + ">"
                  + TransitionCountTable.TO_YEAR.year(row),
              TransitionCountTable.FROM_TIER.text(row),
              TransitionCountTable.TO_TIER.text(row)),
          TransitionCountTable.HOUSEHOLDS.count(row));
    }
    return flows;
  }

  @Test
  void shouldCountEveryFlowAsAPlainRecountDoes(@TempDir Path folder) {
    List<Seen> seen = invent(7, 3000);
    Map<String, Long> expected = recount(seen);
    assertThat(expected.keySet()).anyMatch(flow -> flow.contains("2009>2012 ARRIVED"));
    assertThat(expected.keySet())
        .anyMatch(flow -> flow.contains("RETURNED"))
        .anyMatch(flow -> flow.contains("DIED"));

    assertThat(flowsOf(count(folder, seen))).isEqualTo(expected);
  }

  /** A kecamatan's flow out of a tier, once for each cluster that is known at its start. */
  private static Stream<String> byCluster(Seen start, String flow) {
    boolean outOfATier = start != null && TIERS.contains(flow.split(" ")[2]);
    return !outOfATier || flow.startsWith(KABUPATEN + " ")
        ? Stream.empty()
        : IntStream.rangeClosed(1, 4)
            .filter(cluster -> flag(start, cluster) != null)
            .mapToObj(cluster -> flow + " " + cluster + " " + flag(start, cluster));
  }

  private static Map<String, Long> programmesOf(Lake lake) {
    Map<String, Long> flows = new TreeMap<>();
    for (Row row : lake.rows(ProgrammeCountTable.TABLE)) {
      flows.put(
          String.join(
              " ",
              ProgrammeCountTable.REGION_CODE.text(row),
              ProgrammeCountTable.FROM_YEAR.year(row) + ">" + ProgrammeCountTable.TO_YEAR.year(row),
              ProgrammeCountTable.FROM_TIER.text(row),
              ProgrammeCountTable.TO_TIER.text(row),
              String.valueOf(ProgrammeCountTable.CLUSTER.whole(row)),
              String.valueOf(ProgrammeCountTable.SERVED.flag(row))),
          ProgrammeCountTable.HOUSEHOLDS.count(row));
    }
    return flows;
  }

  @Test
  void shouldCountWhereServedAndUnservedHouseholdsWentAsAPlainRecountDoes(@TempDir Path folder) {
    List<Seen> seen = invent(8, 3000);
    Map<String, Long> expected = recount(seen, PanelTest::byCluster);
    assertThat(expected.keySet())
        .anyMatch(flow -> flow.matches("3509060 2009>2012 MISKIN TIDAK_MISKIN 1 true"))
        .anyMatch(flow -> flow.matches("3509260 2010>2012 MISKIN DEPARTED 4 false"))
        .anyMatch(flow -> flow.contains(" ABSENT "))
        .anyMatch(flow -> flow.contains(" GRADUATED "))
        .noneMatch(flow -> flow.matches(".* 2009>.* 4 .*"));

    assertThat(programmesOf(count(folder, seen))).isEqualTo(expected);
  }

  @Test
  void shouldCountWhomClustersReachedInEveryCensusAsAPlainRecountDoes(@TempDir Path folder) {
    List<Seen> seen = invent(9, 2000);
    Map<String, long[]> expected = new TreeMap<>();
    for (Seen one : seen) {
      for (int cluster = 1; cluster <= 4 && one.tier() != null; cluster++) {
        Boolean served = flag(one, cluster);
        for (String region : List.of(one.kecamatan(), KABUPATEN)) {
          if (served != null) {
            long[] counts =
                expected.computeIfAbsent(
                    String.join(" ", region, one.year() + "", one.tier(), cluster + ""),
                    any -> new long[2]);
            counts[0]++;
            counts[1] += served ? 1 : 0;
          }
        }
      }
    }

    Map<String, long[]> counted = new TreeMap<>();
    for (Row row : count(folder, seen).rows(ProgrammeCoverageTable.TABLE)) {
      if (ProgrammeCoverageTable.PROGRAMME.isNull(row)) {
        counted.put(
            String.join(
                " ",
                ProgrammeCoverageTable.REGION_CODE.text(row),
                ProgrammeCoverageTable.CENSUS_YEAR.year(row) + "",
                ProgrammeCoverageTable.TIER.text(row),
                ProgrammeCoverageTable.CLUSTER.whole(row) + ""),
            new long[] {
              ProgrammeCoverageTable.HOUSEHOLDS_KNOWN.count(row),
              ProgrammeCoverageTable.RECEIVED.count(row)
            });
      }
    }
    assertThat(counted.keySet())
        .isEqualTo(expected.keySet())
        .noneMatch(key -> key.matches(".* 2009 .* 4"));
    counted.forEach((key, counts) -> assertThat(counts).as(key).isEqualTo(expected.get(key)));
  }

  @Test
  void shouldKeepWhoWasServedApartInAsManyCensusesAsAHistoryPacks(@TempDir Path folder) {
    List<Seen> many = new ArrayList<>();
    for (int year = 2000; year < 2016; year++) {
      many.add(new Seen(77, year, "3509260", "MISKIN", null));
    }

    Map<String, Long> expected = new TreeMap<>();
    for (Seen one : many.subList(0, 15)) {
      byCluster(one, "3509260 " + one.year() + ">" + (one.year() + 1) + " MISKIN MISKIN")
          .forEach(flow -> expected.put(flow, 1L));
    }
    // The top bit of the packed long is cluster 4 of the last census: it makes the long negative.
    assertThat(flag(many.get(15), 4)).isTrue();
    assertThat(expected.keySet()).anyMatch(flow -> flow.contains("2014>2015"));
    assertThat(programmesOf(count(folder, many))).isEqualTo(expected);
  }

  @Test
  void shouldCountStocksAndThoseAbsent(@TempDir Path folder) {
    List<Seen> seen =
        List.of(
            new Seen(1, 2008, "3509260", "SANGAT_MISKIN", null),
            new Seen(2, 2008, "3509260", "MISKIN", null),
            new Seen(3, 2008, "3509260", "MISKIN", null),
            new Seen(4, 2008, "3509260", "MISKIN", null),
            new Seen(5, 2008, "3509010", "MISKIN", null),
            new Seen(1, 2009, "3509260", "MISKIN", null),
            new Seen(3, 2009, "3509260", null, "DIED"),
            new Seen(4, 2009, "3509260", null, "NOT_FOUND"),
            new Seen(6, 2010, "3509260", "SANGAT_MISKIN", null));

    Map<String, Long> stocks = new TreeMap<>();
    Map<String, Boolean> complete = new TreeMap<>();
    for (Row row : count(folder, seen).rows(TierCountTable.TABLE)) {
      String place =
          TierCountTable.REGION_CODE.text(row) + " " + TierCountTable.CENSUS_YEAR.year(row);
      stocks.put(place + " " + TierCountTable.TIER.text(row), TierCountTable.HOUSEHOLDS.count(row));
      complete.put(place, TierCountTable.COMPLETE.flag(row));
    }

    assertThat(stocks)
        .containsEntry("3509260 2008 MISKIN", 3L)
        .containsEntry("3509 2008 MISKIN", 4L)
        .containsEntry("3509260 2008 " + FlowState.ABSENT, 0L)
        .containsEntry("3509260 2009 MISKIN", 1L)
        .containsEntry("3509260 2009 SANGAT_MISKIN", 0L)
        .containsEntry("3509260 2009 " + FlowState.ABSENT, 2L)
        .containsEntry("3509260 2010 " + FlowState.ABSENT, 3L)
        .containsEntry("3509260 2010 SANGAT_MISKIN", 1L)
        .doesNotContainKey("3509010 2009 " + FlowState.ABSENT);
    assertThat(complete).containsEntry("3509260 2008", true).containsEntry("3509 2008", false);
  }

  @Test
  void shouldRefuseToPackAHouseholdThatACensusHasTwice(@TempDir Path folder) {
    List<Seen> twice =
        List.of(
            new Seen(1, 2008, "3509260", "SANGAT_MISKIN", null),
            new Seen(1, 2008, "3509260", "MISKIN", null));

    assertThatThrownBy(() -> count(folder, twice))
        .hasStackTraceContaining("two rows in one census");
  }

  @Test
  void shouldRefuseMoreCensusesThanAHistoryPacks(@TempDir Path folder) {
    List<Seen> many = new ArrayList<>();
    for (int year = 2000; year < 2017; year++) {
      many.add(new Seen(1, year, "3509260", "MISKIN", null));
    }

    assertThatThrownBy(() -> count(folder, many))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("17 censuses (2000 to 2016)");
    assertThat(flowsOf(count(folder, many.subList(0, 16))))
        .containsEntry("3509260 2014>2015 MISKIN MISKIN", 1L);
  }

  private static void addCensus(Lake lake, SparkSession spark, List<Seen> seen, int year) {
    lake.replaceWhere(
        HouseholdTable.TABLE,
        spark.createDataFrame(
            seen.stream().filter(one -> one.year() == year).map(PanelTest::row).toList(),
            HouseholdTable.TABLE.schema()),
        HouseholdTable.CENSUS_YEAR.name() + " = " + year);
  }

  private static List<String> rows(Lake lake, Table table) {
    return lake.read(table).toJSON().collectAsList().stream().sorted().toList();
  }

  /** Packs and gives back how many censuses were joined for it. */
  private static long pack(Lake lake) {
    RunReport report = RunReport.silent();
    report.phase(new PackHistories(lake, SETTINGS, new RunIdentity(lake, SETTINGS, "test")));
    return report.facts().phases().get(0).rows().get("censuses joined");
  }

  @Test
  void shouldJoinACensusThatIsAddedOnceAndPackTheRowsOfAllAtOnce(@TempDir Path folder) {
    List<Seen> seen = invent(5, 3000);
    Lake atOnce = count(folder.resolve("once"), seen);
    Lake oneByOne = Lake.at(spark(), folder.resolve("one").toString());

    for (int year : YEARS) {
      addCensus(oneByOne, spark(), seen, year);
      assertThat(pack(oneByOne)).isEqualTo(1);
    }

    for (Table table : List.of(HouseholdHistoryTable.TABLE, HistoryCountTable.TABLE)) {
      assertThat(rows(oneByOne, table)).isEqualTo(rows(atOnce, table)).isNotEmpty();
    }
    assertThat(pack(oneByOne)).isZero();
  }

  @Test
  void shouldJoinAllCensusesAgainWhereAnEarlierOneChanges(@TempDir Path folder) {
    List<Seen> seen = invent(6, 300);
    Lake lake = count(folder.resolve("lake"), seen);
    List<Seen> corrected =
        seen.stream().filter(one -> one.year() != 2009 || one.household() % 7 != 0).toList();

    addCensus(lake, spark(), corrected, 2009);

    assertThat(pack(lake)).isEqualTo(YEARS.size());
    assertThat(rows(lake, HouseholdHistoryTable.TABLE))
        .isEqualTo(rows(count(folder.resolve("other"), corrected), HouseholdHistoryTable.TABLE));
  }
}
