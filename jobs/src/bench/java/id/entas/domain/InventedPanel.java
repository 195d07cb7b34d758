package id.entas.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * A kabupaten whose truth is known, drawn from a stated prior, and the flows that its censuses see:
 * for measuring how often intervals hold the truth and tests reject it.
 *
 * <p>Kecamatan rows are drawn around {@link #CENTRE} (Dirichlet of a given precision). A year tilts
 * all rows of a kecamatan by its shock, the shared one plus its own. Households then move
 * independently by their tier; where memory is asked for, some never move. Four in a hundred are
 * absent from the next census, half of whom come back.
 */
final class InventedPanel {
  static final int TIERS = 4;
  private static final int STATES = TIERS + 2;

  /**
   * The sample's matrix with absence and loss, over the four tiers, ABSENT and GONE. Nobody hears
   * of an absent household that is gone, so none is.
   */
  static final double[][] CENTRE = {
    {.517, .305, .089, .029, .04, .02},
    {.033, .682, .178, .047, .04, .02},
    {.006, .085, .689, .160, .04, .02},
    {.001, .019, .094, .826, .04, .02},
    {.030, .150, .180, .120, .52, 0},
    {0, 0, 0, 0, 0, 1}
  };

  /**
   * What is true.
   *
   * @param precision of the Dirichlet that kecamatan rows are drawn from; infinite for one row
   * @param sigmaShared standard deviation of the shared shock
   * @param sigmaLocal standard deviation of a kecamatan's own
   * @param memory share of the households of a tier that are stayers, 0 for none
   * @param households listed households of the smallest and the largest kecamatan
   * @param kecamatan how many there are
   * @param years census years
   * @param missing every so many kecamatan the middle census misses one; 0 for none
   * @param entrants how many there are, and of which tiers
   */
  record Truth(
      double precision,
      double sigmaShared,
      double sigmaLocal,
      double memory,
      long[] households,
      int kecamatan,
      int[] years,
      int missing,
      Entrants entrants) {

    /** Entrants are alike every year. */
    Truth(
        double precision,
        double sigmaShared,
        double sigmaLocal,
        double memory,
        long[] households,
        int kecamatan,
        int[] years,
        int missing) {
      this(
          precision,
          sigmaShared,
          sigmaLocal,
          memory,
          households,
          kecamatan,
          years,
          missing,
          Entrants.ALIKE_EVERY_YEAR);
    }

    /** Every census covers every kecamatan. */
    Truth(
        double precision,
        double sigmaShared,
        double sigmaLocal,
        double memory,
        long[] households,
        int kecamatan,
        int[] years) {
      this(precision, sigmaShared, sigmaLocal, memory, households, kecamatan, years, 0);
    }
  }

  /** Households that enter the list at a census. */
  enum Entrants {
    /** A fixed number, whose tiers no shock tilts. */
    ALIKE_EVERY_YEAR,

    /**
     * As the futures have them (METHODS section 4): negative binomial around a share of those
     * listed, and their tiers tilted by the shock of their year.
     */
    OF_THE_YEAR
  }

  /** Households of a kecamatan's first list by tier: nobody of the best one is on it. */
  static final double[] FIRST = {.12, .43, .45, 0};

  private static final double ENTRANTS = 0.02;

  /** Variance over mean of the number of entrants of a year. */
  private static final double ENTRANTS_DISPERSION = 2;

  /** Shocks on either side of none, to that many deviations, that an average is summed over. */
  private static final int NODES = 24;

  private static final double FARTHEST = 6;
  private static final double[] ENTRANTS_TIERS = {.15, .45, .40, 0};

  private final Truth truth;
  private final SortedMap<String, Long> listed = new TreeMap<>();
  private final StreamRandom random = new StreamRandom();
  private final ZigguratSampler.NormalizedGaussian normal =
      ZigguratSampler.NormalizedGaussian.of(random);
  private final SortedMap<String, double[][]> matrices = new TreeMap<>();
  private final Map<String, List<double[][]>> yearly = new HashMap<>();
  private final List<History> histories = new ArrayList<>();

  InventedPanel(Truth truth, long seed) {
    this.truth = truth;
    random.start(StreamRandom.name(seed, "invented panel"));
    int first = truth.years()[0];
    int steps = truth.years()[truth.years().length - 1] - first;
    double[] shared = new double[steps];
    for (int t = 0; t < steps; t++) {
      shared[t] = truth.sigmaShared() * normal.sample();
    }
    for (int r = 0; r < truth.kecamatan(); r++) {
      String code = String.valueOf(3509010 + 10 * r);
      double[][] own = drawnMatrix();
      matrices.put(code, average(own, Math.hypot(truth.sigmaShared(), truth.sigmaLocal())));
      List<double[][]> shocked = new ArrayList<>();
      double[] shocks = new double[steps];
      for (int t = 0; t < steps; t++) {
        shocks[t] = shared[t] + truth.sigmaLocal() * normal.sample();
        shocked.add(tilted(own, shocks[t]));
      }
      yearly.put(code, shocked);
      double part = truth.kecamatan() == 1 ? 1 : (double) r / (truth.kecamatan() - 1);
      long households =
          Math.round(
              truth.households()[0]
                  * Math.pow((double) truth.households()[1] / truth.households()[0], part));
      listed.put(code, households);
      live(code, shocked, shocks, households, censuses(r));
    }
  }

  private double[][] drawnMatrix() {
    double[][] matrix = Matrices.copy(CENTRE);
    for (int i = 0; i < STATES - 1 && !Double.isInfinite(truth.precision()); i++) {
      double sum = 0;
      for (int j = 0; j < STATES; j++) {
        double alpha = truth.precision() * CENTRE[i][j];
        matrix[i][j] =
            alpha > 0 ? AhrensDieterMarsagliaTsangGammaSampler.of(random, alpha, 1).sample() : 0;
        sum += matrix[i][j];
      }
      for (int j = 0; j < STATES; j++) {
        matrix[i][j] /= sum;
      }
    }
    return matrix;
  }

  /** The mean of the matrix over normal shocks, by a sum over evenly spaced ones. */
  private static double[][] average(double[][] matrix, double deviation) {
    double[][] average = new double[STATES][STATES];
    double weights = 0;
    for (int node = -NODES; node <= NODES; node++) {
      double z = FARTHEST * node / NODES;
      double weight = Math.exp(-z * z / 2);
      double[][] tilted = tilted(matrix, deviation * z);
      weights += weight;
      for (int i = 0; i < STATES; i++) {
        for (int j = 0; j < STATES; j++) {
          average[i][j] += weight * tilted[i][j];
        }
      }
    }
    for (double[] row : average) {
      for (int j = 0; j < STATES; j++) {
        row[j] /= weights;
      }
    }
    return average;
  }

  private static double[][] tilted(double[][] matrix, double shock) {
    double[][] tilted = Matrices.copy(matrix);
    for (int i = 0; i < STATES - 1; i++) {
      double mass = 0;
      double sum = 0;
      for (int j = 0; j < TIERS; j++) {
        mass += tilted[i][j];
        tilted[i][j] *= Math.exp(-shock * j);
        sum += tilted[i][j];
      }
      for (int j = 0; j < TIERS; j++) {
        tilted[i][j] *= mass / sum;
      }
    }
    return tilted;
  }

  /** What a group of households is and was: its state, whether it never moves, and its history. */
  private record Group(int state, boolean stayer, String history) {}

  private Set<Integer> censuses(int kecamatan) {
    Set<Integer> censuses = new TreeSet<>();
    for (int year : truth.years()) {
      censuses.add(year);
    }
    if (truth.missing() > 0 && kecamatan % truth.missing() == 1) {
      censuses.remove(truth.years()[truth.years().length / 2]);
    }
    return censuses;
  }

  private void live(
      String code, List<double[][]> shocked, double[] shocks, long listed, Set<Integer> censuses) {
    int first = truth.years()[0];
    Map<Group, Long> groups = new HashMap<>();
    long[] start = new long[TIERS];
    BinomialSampler.addMultinomial(random, listed, FIRST, start);
    for (int tier = 0; tier < TIERS; tier++) {
      enter(groups, tier, start[tier], first);
    }
    for (int t = 0; t < shocked.size(); t++) {
      int year = first + t + 1;
      Map<Group, Long> next = new HashMap<>();
      List<Map.Entry<Group, Long>> ordered = new ArrayList<>(groups.entrySet());
      ordered.sort(
          (a, b) -> {
            int order = a.getKey().history().compareTo(b.getKey().history());
            order = order != 0 ? order : Integer.compare(a.getKey().state(), b.getKey().state());
            return order != 0 ? order : Boolean.compare(a.getKey().stayer(), b.getKey().stayer());
          });
      for (Map.Entry<Group, Long> entry : ordered) {
        Group group = entry.getKey();
        double[] row = shocked.get(t)[group.state()];
        if (group.stayer() && group.state() < TIERS) {
          row = new double[STATES];
          row[group.state()] = 0.94;
          row[TIERS] = 0.04;
          row[TIERS + 1] = 0.02;
        }
        long[] into = new long[STATES];
        BinomialSampler.addMultinomial(random, entry.getValue(), row, into);
        for (int j = 0; j < STATES; j++) {
          if (into[j] > 0) {
            String history = group.history();
            if (censuses.contains(year) && j < TIERS) {
              history += (history.isEmpty() ? "" : " ") + year + "=" + (j + 1);
            } else if (censuses.contains(year) && j == TIERS + 1 && group.state() <= TIERS) {
              history += " " + year + "=DIED";
            }
            if (j == TIERS + 1) {
              if (!history.endsWith("DIED") && group.state() <= TIERS) {
                // Gone between two censuses: the next one says so.
                int at = nextCensus(censuses, year);
                history += at > 0 ? " " + at + "=DIED" : "";
              }
              if (!history.isBlank()) {
                histories.add(History.parse(code, history, into[j]));
              }
            } else {
              next.merge(new Group(j, group.stayer(), history), into[j], Long::sum);
            }
          }
        }
      }
      if (censuses.contains(year)) {
        long[] entrants = entrants(groups, listed, shocks[t]);
        for (int tier = 0; tier < TIERS; tier++) {
          enter(next, tier, entrants[tier], year);
        }
      }
      groups = next;
    }
    groups.forEach(
        (group, households) -> histories.add(History.parse(code, group.history(), households)));
  }

  /** The entrants of a year by tier. */
  private long[] entrants(Map<Group, Long> before, long listedFirst, double shock) {
    long[] entrants = new long[TIERS];
    if (truth.entrants() == Entrants.ALIKE_EVERY_YEAR) {
      BinomialSampler.addMultinomial(
          random, Math.round(ENTRANTS * listedFirst), ENTRANTS_TIERS, entrants);
      return entrants;
    }
    long listed = 0;
    for (Map.Entry<Group, Long> group : before.entrySet()) {
      listed += group.getKey().state() < TIERS - 1 ? group.getValue() : 0;
    }
    double scale = ENTRANTS_DISPERSION - 1;
    double mean =
        AhrensDieterMarsagliaTsangGammaSampler.of(random, ENTRANTS * listed / scale, scale)
            .sample();
    double sum = 0;
    double[] tilted = new double[TIERS];
    for (int tier = 0; tier < TIERS; tier++) {
      tilted[tier] = ENTRANTS_TIERS[tier] * Math.exp(-shock * tier);
      sum += tilted[tier];
    }
    for (int tier = 0; tier < TIERS; tier++) {
      double ofTier = mean * tilted[tier] / sum;
      entrants[tier] = ofTier > 0 ? PoissonSampler.of(random, ofTier).sample() : 0;
    }
    return entrants;
  }

  /**
   * Households expected in each state in each year from the first census on, if no household is a
   * stayer.
   */
  double[][] expectedStocks(String code) {
    int first = truth.years()[0];
    int steps = truth.years()[truth.years().length - 1] - first;
    double[][] stocks = new double[steps + 1][STATES];
    for (int i = 0; i < TIERS; i++) {
      stocks[0][i] = listed.get(code) * FIRST[i];
    }
    for (int t = 1; t <= steps; t++) {
      for (int i = 0; i < STATES; i++) {
        for (int j = 0; j < STATES; j++) {
          stocks[t][j] += stocks[t - 1][i] * matrices.get(code)[i][j];
        }
      }
      int year = first + t;
      if (Arrays.stream(truth.years()).anyMatch(census -> census == year)) {
        for (int i = 0; i < TIERS; i++) {
          stocks[t][i] += Math.round(ENTRANTS * listed.get(code)) * ENTRANTS_TIERS[i];
        }
      }
    }
    return stocks;
  }

  private static int nextCensus(Set<Integer> censuses, int year) {
    return censuses.stream().filter(one -> one > year).findFirst().orElse(0);
  }

  private void enter(Map<Group, Long> groups, int tier, long households, int year) {
    long stayers =
        truth.memory() > 0 ? BinomialSampler.draw(random, households, truth.memory()) : 0;
    String history = year + "=" + (tier + 1);
    if (stayers > 0) {
      groups.merge(new Group(tier, true, history), stayers, Long::sum);
    }
    if (households > stayers) {
      groups.merge(new Group(tier, false, history), households - stayers, Long::sum);
    }
  }

  /**
   * The long-run average of a kecamatan's one-year matrices, over the shocks. It is what flows
   * average to, over one year or, years being independent, as its power over several. That of a
   * year without shock is another: falls over three tiers are a ninth fewer in it where shocks
   * deviate by 0.16, as a bad year adds more of them than a good one saves.
   */
  double[][] matrix(String kecamatan) {
    return matrices.get(kecamatan);
  }

  /** The true matrix of one year of a kecamatan. */
  double[][] yearly(String kecamatan, int fromYear) {
    return yearly.get(kecamatan).get(fromYear - truth.years()[0]);
  }

  List<String> kecamatan() {
    return List.copyOf(matrices.keySet());
  }

  List<History> histories() {
    return histories;
  }

  Map<String, String> kabupatenOf() {
    Map<String, String> kabupatenOf = new HashMap<>();
    matrices.keySet().forEach(code -> kabupatenOf.put(code, "3509"));
    return kabupatenOf;
  }

  /** The flows of a region by interval, as the lake would have them. */
  static Map<String, List<IntervalFlows>> flows(
      List<History> histories, Map<String, String> kabupatenOf) {
    Coverage coverage = Coverage.of(histories);
    TierScheme scheme = scheme();
    FlowCounts counts = FlowCounts.of(histories, coverage, scheme, kabupatenOf);
    Stocks stocks = Stocks.of(histories, coverage, scheme);
    SortedMap<String, SortedMap<Interval, IntervalFlows>> flows = new TreeMap<>();
    counts
        .households()
        .forEach(
            (flow, households) -> {
              boolean isKabupaten = !kabupatenOf.containsKey(flow.region());
              IntervalFlows one =
                  flows
                      .computeIfAbsent(flow.region(), any -> new TreeMap<>())
                      .computeIfAbsent(
                          flow.interval(),
                          interval ->
                              new IntervalFlows(
                                  flow.region(),
                                  isKabupaten ? Region.Level.KABUPATEN : Region.Level.KECAMATAN,
                                  interval,
                                  new long[TIERS][TIERS],
                                  new long[TIERS],
                                  new long[TIERS],
                                  new long[TIERS],
                                  new long[TIERS],
                                  new long[TIERS],
                                  new long[TIERS],
                                  new long[TIERS],
                                  pool(stocks, coverage, flow.region(), interval, kabupatenOf),
                                  new TreeSet<>(Set.of("PPLS2008")),
                                  isKabupaten ? kabupatenOf.size() : 1,
                                  isKabupaten ? kabupatenOf.size() : 1));
              add(one, scheme, flow, households);
            });
    Map<String, List<IntervalFlows>> lists = new TreeMap<>();
    flows.forEach((region, byInterval) -> lists.put(region, List.copyOf(byInterval.values())));
    return lists;
  }

  /** Flows and stocks of the kabupaten, as the lake would have them. */
  static KabupatenCensuses censuses(List<History> histories, Map<String, String> kabupatenOf) {
    Map<String, List<IntervalFlows>> flows = flows(histories, kabupatenOf);
    Coverage coverage = Coverage.of(histories);
    TierScheme scheme = scheme();
    Stocks counted = Stocks.of(histories, coverage, scheme);
    SortedMap<String, List<IntervalFlows>> kecamatan = new TreeMap<>();
    SortedMap<String, SortedMap<Integer, long[]>> stocks = new TreeMap<>();
    for (String code : kabupatenOf.keySet()) {
      if (flows.containsKey(code)) {
        kecamatan.put(code, flows.get(code));
      }
      for (int year : coverage.years()) {
        if (coverage.covers(code, year)) {
          long[] stock = new long[TIERS + 1];
          for (int tier = 0; tier < TIERS; tier++) {
            stock[tier] = counted.households(code, year, scheme.tiers().get(tier).code());
          }
          stock[TIERS] = counted.households(code, year, FlowState.ABSENT);
          stocks.computeIfAbsent(code, any -> new TreeMap<>()).put(year, stock);
        }
      }
    }
    return new KabupatenCensuses(
        "3509", flows.getOrDefault("3509", List.of()), kecamatan, stocks, kabupatenOf.size());
  }

  /** Absent households of the kecamatan that have this very interval. */
  private static long pool(
      Stocks stocks,
      Coverage coverage,
      String region,
      Interval interval,
      Map<String, String> kabupatenOf) {
    return kabupatenOf.keySet().stream()
        .filter(code -> code.equals(region) || kabupatenOf.get(code).equals(region))
        .filter(code -> coverage.intervals(code).contains(interval))
        .mapToLong(code -> stocks.households(code, interval.from(), FlowState.ABSENT))
        .sum();
  }

  private static void add(
      IntervalFlows flows, TierScheme scheme, FlowCounts.Flow flow, long households) {
    boolean fromTier = scheme.findByCode(flow.from()).isPresent();
    boolean toTier = scheme.findByCode(flow.to()).isPresent();
    if (fromTier && toTier) {
      flows.moved()[scheme.indexOf(flow.from())][scheme.indexOf(flow.to())] += households;
    } else if (toTier) {
      long[] into =
          switch (flow.from()) {
            case FlowState.ENTRANT -> flows.entrants();
            case FlowState.RETURNED -> flows.returned();
            default -> flows.arrived();
          };
      into[scheme.indexOf(flow.to())] += households;
    } else {
      long[] out =
          switch (flow.to()) {
            case FlowState.ABSENT, "NOT_FOUND" -> flows.absent();
            case FlowState.DEPARTED -> flows.departed();
            case "GRADUATED" -> flows.graduated();
            default -> flows.gone();
          };
      out[scheme.indexOf(flow.from())] += households;
    }
  }

  static TierScheme scheme() {
    List<Tier> tiers = new ArrayList<>();
    String[] codes = {"SANGAT_MISKIN", "MISKIN", "HAMPIR_MISKIN", "TIDAK_MISKIN"};
    for (int i = 0; i < TIERS; i++) {
      tiers.add(new Tier(codes[i], i + 1, codes[i], codes[i], i < TIERS - 1, i == 0, List.of()));
    }
    return new TierScheme(tiers);
  }
}
