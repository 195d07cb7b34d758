package id.entas.projection;

import id.entas.domain.FlowState;
import id.entas.domain.FutureInputs;
import id.entas.domain.IntervalFlows;
import id.entas.domain.Newcomers;
import id.entas.domain.OpenSystem;
import id.entas.domain.Region;
import id.entas.domain.Tier;
import id.entas.domain.TierScheme;
import id.entas.job.Settings;
import id.entas.tables.AnnualTransitionTable;
import id.entas.tables.FlowReader;
import id.entas.tables.TierCountTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/** From the tables before it to what every region's projection starts from. */
final class Outlooks {
  private final Settings settings;
  private final TierScheme tiers;
  private final Map<String, String> kabupatenOf;

  /** Stocks by kecamatan and year: the tiers, then ABSENT. */
  private final SortedMap<String, SortedMap<Integer, long[]>> stocks = new TreeMap<>();

  /** Instruments by kecamatan and year. */
  private final Map<String, SortedMap<Integer, String>> instruments = new HashMap<>();

  private final Map<String, double[][]> matrices = new HashMap<>();
  private final Map<String, Outlook.Window> windows = new HashMap<>();
  private final Map<String, double[]> rowHouseholds = new HashMap<>();
  private final Map<String, double[]> ownWeights = new HashMap<>();
  private final Map<String, boolean[]> assumed = new HashMap<>();
  private final Map<String, List<IntervalFlows>> flows = new TreeMap<>();

  /** One dispersion for all kecamatan: the few years of one do not tell it. */
  private final double newcomerDispersion;

  Outlooks(
      Settings settings,
      List<Row> tierCounts,
      List<Row> annualTransitions,
      List<IntervalFlows> flows) {
    this.settings = settings;
    this.tiers = settings.tiers();
    this.kabupatenOf = settings.regions().kabupatenOfKecamatan();
    flows.forEach(
        one -> this.flows.computeIfAbsent(one.region(), any -> new ArrayList<>()).add(one));
    this.newcomerDispersion =
        Newcomers.dispersion(
            this.flows.values().stream()
                .filter(own -> own.get(0).level() == Region.Level.KECAMATAN)
                .toList(),
            listed());
    for (Row row : tierCounts) {
      if (FlowReader.levelOf(TierCountTable.REGION_LEVEL.text(row)) == Region.Level.KECAMATAN) {
        String tier = TierCountTable.TIER.text(row);
        int place = tier.equals(FlowState.ABSENT) ? tiers.size() : tiers.indexOf(tier);
        stocks.computeIfAbsent(TierCountTable.REGION_CODE.text(row), any -> new TreeMap<>())
                .computeIfAbsent(
                    TierCountTable.CENSUS_YEAR.year(row), any -> new long[tiers.size() + 1])[
                place] =
            TierCountTable.HOUSEHOLDS.count(row);
        if (!TierCountTable.INSTRUMENT.isNull(row)) {
          instruments
              .computeIfAbsent(TierCountTable.REGION_CODE.text(row), any -> new TreeMap<>())
              .put(TierCountTable.CENSUS_YEAR.year(row), TierCountTable.INSTRUMENT.text(row));
        }
      }
    }
    for (Row row : annualTransitions) {
      String region = AnnualTransitionTable.REGION_CODE.text(row);
      int from = stateOf(AnnualTransitionTable.FROM_TIER.text(row));
      int to = stateOf(AnnualTransitionTable.TO_TIER.text(row));
      matrices
              .computeIfAbsent(region, any -> new double[tiers.size() + 1][tiers.size() + 2])[from][
              to] =
          AnnualTransitionTable.PROBABILITY.number(row);
      rowHouseholds.computeIfAbsent(region, any -> new double[tiers.size() + 1])[from] =
          AnnualTransitionTable.ROW_HOUSEHOLDS.number(row);
      if (to == tiers.targetIndex()) {
        ownWeights.computeIfAbsent(region, any -> new double[tiers.size() + 1])[from] =
            AnnualTransitionTable.OWN_WEIGHT.number(row);
      }
      if (from == tiers.targetIndex()) {
        windows.put(
            region,
            new Outlook.Window(
                AnnualTransitionTable.METHOD.text(row),
                AnnualTransitionTable.FIRST_YEAR.year(row),
                AnnualTransitionTable.LAST_YEAR.year(row)));
      }
      // Own weight 0 without an interval: nothing was observed, the row is an assumption and not an
      // estimate.
      assumed.computeIfAbsent(region, any -> new boolean[tiers.size() + 1])[from] |=
          AnnualTransitionTable.CI_LOW.isNull(row);
    }
  }

  private int stateOf(String code) {
    return switch (code) {
      case FlowState.ABSENT -> tiers.size();
      case FlowState.GONE -> tiers.size() + 1;
      default -> tiers.indexOf(code);
    };
  }

  /** Kecamatan with an annual matrix, and so with a projection. */
  SortedSet<String> assessable() {
    SortedSet<String> codes = new TreeSet<>(stocks.keySet());
    codes.retainAll(matrices.keySet());
    return codes;
  }

  /**
   * The start of every kecamatan's futures; those whose latest census is the horizon or later have
   * none.
   */
  List<FutureInputs> futureInputs() {
    List<FutureInputs> inputs = new ArrayList<>();
    for (String kecamatan : assessable()) {
      int latest = stocks.get(kecamatan).lastKey();
      if (latest < settings.horizonYear()) {
        inputs.add(futureInputs(kecamatan, latest));
      }
    }
    return inputs;
  }

  /** What was counted of some kecamatan in years that others project. */
  CensusesAhead censusesAhead() {
    SortedMap<String, SortedMap<Integer, long[]>> assessed = new TreeMap<>(stocks);
    assessed.keySet().retainAll(assessable());
    return CensusesAhead.of(assessed, kabupatenOf, settings.horizonYear());
  }

  /** Newcomers go on in the number of an average year, from the households listed last. */
  private Optional<OpenSystem> openSystem(String region, SortedMap<Integer, long[]> own) {
    if (own.isEmpty()) {
      return Optional.empty();
    }
    long[] stock = own.get(own.lastKey());
    double[] newcomers = Newcomers.of(flows.getOrDefault(region, List.of()), listed()).rates();
    double households = 0;
    for (int tier = 0; tier < tiers.size(); tier++) {
      households += listed()[tier] ? stock[tier] : 0;
    }
    for (int tier = 0; tier < tiers.size(); tier++) {
      newcomers[tier] *= households;
    }
    return OpenSystem.find(matrices.get(region), newcomers);
  }

  private FutureInputs futureInputs(String kecamatan, int latest) {
    int k = tiers.size();
    long[] stock = stocks.get(kecamatan).get(latest);
    List<IntervalFlows> own = flows.getOrDefault(kecamatan, List.of());
    boolean[][] allowed = FutureInputs.everyDestination(k);
    for (int from = 0; from <= k; from++) {
      if (assumed.get(kecamatan)[from]) {
        Arrays.fill(allowed[from], false);
        allowed[from][from] = true;
      }
    }
    Newcomers newcomers = Newcomers.of(own, listed());
    return new FutureInputs(
        kecamatan,
        latest,
        Arrays.copyOf(stock, k),
        stock[k],
        matrices.get(kecamatan),
        rowHouseholds.get(kecamatan),
        ownWeights.get(kecamatan),
        settings.prior(),
        allowed,
        newcomers.rates(),
        newcomerDispersion,
        listed(),
        tiers.targetIndex());
  }

  boolean[] listed() {
    boolean[] listed = new boolean[tiers.size()];
    for (Tier tier : tiers.tiers()) {
      listed[tier.ordinal() - 1] = tier.isListed();
    }
    return listed;
  }

  /** The outlook of every kecamatan in the settings, whether the lake covers it or not. */
  List<Outlook> kecamatan() {
    return settings.regions().ofLevel(Region.Level.KECAMATAN).stream()
        .map(
            region -> {
              SortedMap<Integer, long[]> own = stocks.getOrDefault(region.code(), new TreeMap<>());
              return outlook(
                  region, List.of(region.code()), own, matrices.containsKey(region.code()), 1);
            })
        .toList();
  }

  /** The outlook of every kabupaten, as the sum of those of its kecamatan that can be assessed. */
  List<Outlook> kabupaten() {
    List<Outlook> all = new ArrayList<>();
    for (Region region : settings.regions().ofLevel(Region.Level.KABUPATEN)) {
      List<String> parts =
          assessable().stream()
              .filter(code -> region.code().equals(kabupatenOf.get(code)))
              .toList();
      long total = kabupatenOf.values().stream().filter(region.code()::equals).count();
      SortedMap<Integer, long[]> sums = new TreeMap<>();
      if (!parts.isEmpty()) {
        SortedSet<Integer> years = new TreeSet<>(stocks.get(parts.get(0)).keySet());
        parts.forEach(code -> years.retainAll(stocks.get(code).keySet()));
        for (int year : years) {
          long[] sum = new long[tiers.size() + 1];
          for (String code : parts) {
            for (int state = 0; state < sum.length; state++) {
              sum[state] += stocks.get(code).get(year)[state];
            }
          }
          sums.put(year, sum);
        }
      }
      all.add(outlook(region, parts, sums, !parts.isEmpty(), total));
    }
    return all;
  }

  /**
   * @param parts the kecamatan that the stocks are the sum of
   */
  private Outlook outlook(
      Region region,
      List<String> parts,
      SortedMap<Integer, long[]> own,
      boolean hasMatrix,
      long total) {
    Optional<Integer> base =
        settings
            .findBaseYear()
            .or(() -> own.isEmpty() ? Optional.empty() : Optional.of(own.firstKey()))
            .filter(own::containsKey);
    SortedMap<String, SortedSet<Integer>> used = new TreeMap<>();
    for (String part : parts) {
      instruments
          .getOrDefault(part, Collections.emptySortedMap())
          .forEach(
              (year, instrument) -> {
                if (base.isPresent() && year >= base.get() && own.containsKey(year)) {
                  used.computeIfAbsent(instrument, any -> new TreeSet<>()).add(year);
                }
              });
    }
    int target = tiers.targetIndex();
    Optional<Double> exit =
        hasMatrix && matrices.containsKey(region.code())
            ? Optional.of(1 - matrices.get(region.code())[target][target])
            : Optional.empty();
    return new Outlook(
        region.code(),
        region.level(),
        own,
        base,
        exit,
        exit.flatMap(any -> openSystem(region.code(), own)),
        own.isEmpty() ? 0 : parts.size(),
        total,
        used,
        parts.stream().filter(windows::containsKey).map(windows::get).reduce(Outlook.Window::plus));
  }
}
