package id.entas.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The measures of what is read off whole histories and stocks: trend, relapses, persistence and
 * errors of recording. The truth comes from the chain that the panel was drawn from, by going
 * through its years, and from no estimator.
 */
final class CalibrateHistories {
  private static final int TIERS = InventedPanel.TIERS;

  /** Share of sightings recorded in a neighbouring tier where records err. */
  private static final double RECORDED_WRONG = 0.03;

  private static final int CLIMBS = 2;

  /** A household has one member and of seven more each with this chance: four on average. */
  private static final double MEMBER = 3.0 / 7;

  /** Draws that a normal quantile of 95 % leaves within. */
  private static final double TWO_DEVIATIONS = 1.959963984540054;

  private final CalibrationTable table;
  private final String column;
  private final InventedPanel panel;
  private final InventedPanel.Truth truth;
  private final Map<String, CarriedShocks> carried;
  private final long seed;
  private final StreamRandom random = new StreamRandom();

  /**
   * @param carried by region, what shocks leave in the counts of later censuses
   */
  CalibrateHistories(
      CalibrationTable table,
      String column,
      InventedPanel panel,
      InventedPanel.Truth truth,
      Map<String, CarriedShocks> carried,
      long seed) {
    this.table = table;
    this.column = column;
    this.panel = panel;
    this.truth = truth;
    this.carried = Map.copyOf(carried);
    this.seed = seed;
    random.start(StreamRandom.name(seed, "calibrated histories"));
  }

  /** All of them, as far as the panel's censuses and households allow. */
  void measure() {
    if (truth.missing() > 0) {
      return;
    }
    boolean yearly = truth.years()[truth.years().length - 1] - truth.years()[0] == 4;
    boolean everyYear = yearly && truth.years().length == 5;
    if (truth.memory() == 0 && truth.years().length >= Trend.LEAST_CENSUSES) {
      ofTrends();
    }
    if (truth.memory() == 0 && everyYear) {
      ofRelapses();
      ofPersistence();
    }
    ofRecords();
  }

  /**
   * The rate of the panel's worst tier, whose path is no exact exponential: true is the rate of the
   * curve that is nearest to the path expected. Beside it counts that do follow one, each census
   * deviating by itself, which is what the interval is made for.
   */
  private void ofTrends() {
    SortedMap<Integer, double[]> whole = new TreeMap<>();
    double[] wholeExpected = new double[truth.years().length];
    Map<String, SortedMap<Integer, double[]>> stocks = stocks();
    for (String code : panel.kecamatan()) {
      double[][] path = panel.expectedStocks(code);
      double[] expected = new double[truth.years().length];
      for (int census = 0; census < expected.length; census++) {
        int year = truth.years()[census];
        expected[census] = path[year - truth.years()[0]][0];
        wholeExpected[census] += expected[census];
        double[] sum = whole.computeIfAbsent(year, any -> new double[TIERS]);
        for (int tier = 0; tier < TIERS; tier++) {
          sum[tier] += stocks.get(code).get(year)[tier];
        }
      }
      addTrends("kecamatan", stocks.get(code), carried.get(code), nearestRate(expected));
    }
    addTrends("kabupaten", whole, carried.get("3509"), nearestRate(wholeExpected));

    double rate = 0.02 + 0.25 * random.nextDouble();
    double deviation = Math.hypot(truth.sigmaShared(), truth.sigmaLocal()) / 2;
    SortedMap<Integer, Long> curve = new TreeMap<>();
    for (int year : truth.years()) {
      double mean = 1_000 * Math.pow(1 - rate, year - truth.years()[0]);
      double shocked = mean * Math.exp(deviation * normal() - deviation * deviation / 2);
      curve.put(year, Math.max(0, Math.round(shocked + Math.sqrt(shocked) * normal())));
    }
    add("trend of counts that follow a curve", Trend.find(curve), rate);
    add("trend of counts that follow a curve, people", Trend.find(people(curve)), rate);
  }

  private void addTrends(
      String level, SortedMap<Integer, double[]> stocks, CarriedShocks shocks, double rate) {
    SortedMap<Integer, Long> worst = new TreeMap<>();
    stocks.forEach((year, tiers) -> worst.put(year, Math.round(tiers[0])));
    String measure = "trend of the worst tier, " + level;
    add(measure, Trend.find(worst, shocks.covariance(stocks, 0, 1)), rate);
    SortedMap<Integer, Long> people = people(worst);
    double members = (double) sum(people) / sum(worst);
    add(measure + ", people", Trend.find(people, shocks.covariance(stocks, 0, members)), rate);
    add(measure + ", censuses taken for independent", Trend.find(worst), rate);
  }

  private static long sum(SortedMap<Integer, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private void add(String measure, Optional<Trend> found, double rate) {
    found.ifPresent(
        trend -> {
          table.add(column, measure, trend.low(), trend.high(), rate);
          table.add(column, "bias of the " + measure, trend.annualRate() - rate);
        });
  }

  /** Households by tier of each kecamatan and census. */
  private Map<String, SortedMap<Integer, double[]>> stocks() {
    Map<String, SortedMap<Integer, double[]>> stocks = new TreeMap<>();
    for (History history : panel.histories()) {
      for (Sighting sighting : history.sightings()) {
        if (sighting.hasTier()) {
          stocks.computeIfAbsent(sighting.kecamatan(), any -> new TreeMap<>())
                  .computeIfAbsent(sighting.year(), any -> new double[TIERS])[sighting.tier()] +=
              history.households();
        }
      }
    }
    return stocks;
  }

  private SortedMap<Integer, Long> people(SortedMap<Integer, Long> households) {
    SortedMap<Integer, Long> people = new TreeMap<>();
    households.forEach(
        (year, some) ->
            people.put(
                year, some + (some > 0 ? BinomialSampler.draw(random, 7 * some, MEMBER) : 0)));
    return people;
  }

  /** By Newton's method on the two equations of a Poisson regression. */
  private double nearestRate(double[] expected) {
    double level = Math.log(Matrices.sum(expected) / expected.length);
    double slope = 0;
    for (int step = 0; step < 50; step++) {
      double[] score = new double[2];
      double[] information = new double[3];
      for (int t = 0; t < expected.length; t++) {
        double x = truth.years()[t] - truth.years()[0];
        double mean = Math.exp(level + slope * x);
        score[0] += expected[t] - mean;
        score[1] += x * (expected[t] - mean);
        information[0] += mean;
        information[1] += x * mean;
        information[2] += x * x * mean;
      }
      double determinant = information[0] * information[2] - information[1] * information[1];
      level += (information[2] * score[0] - information[1] * score[1]) / determinant;
      slope += (information[0] * score[1] - information[1] * score[0]) / determinant;
    }
    return 1 - Math.exp(slope);
  }

  private double normal() {
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }

  /**
   * Of those who left in a year and were seen again: the chance to be in the worst tier by then.
   */
  private void ofRelapses() {
    SortedMap<Relapses.Leavers, Relapse> relapses =
        Relapses.of(panel.histories(), Coverage.of(panel.histories()), 0, panel.kabupatenOf());
    for (int from : new int[] {2008, 2009}) {
      Interval interval = new Interval(from, from + 1);
      double wholeRelapsed = 0;
      double wholeFollowed = 0;
      for (String code : panel.kecamatan()) {
        double share = relapseShare(code, from);
        Relapse relapse = relapses.get(new Relapses.Leavers(code, interval));
        wholeRelapsed += share * relapse.followed();
        wholeFollowed += relapse.followed();
        add("relapse within two years, kecamatan", relapse, share);
      }
      add(
          "relapse within two years, kabupaten",
          relapses.get(new Relapses.Leavers("3509", interval)),
          wholeRelapsed / wholeFollowed);
    }
  }

  private void add(String measure, Relapse relapse, double share) {
    relapse
        .findShare(1)
        .ifPresent(
            estimate -> {
              table.add(column, measure, estimate.low(), estimate.high(), share);
              table.add(column, "bias of the " + measure, estimate.value() - share);
            });
  }

  private double relapseShare(String code, int from) {
    double[] left = panel.yearly(code, from)[0];
    double[][] next = panel.yearly(code, from + 1);
    double[][] last = panel.yearly(code, from + 2);
    double relapsed = 0;
    double followed = 0;
    for (int out = 1; out < TIERS; out++) {
      for (int i = 0; i < next.length; i++) {
        for (int j = 0; j < last.length; j++) {
          double chance = left[out] * next[out][i] * last[i][j];
          followed += i < TIERS || j < TIERS ? chance : 0;
          relapsed += i == 0 || j == 0 ? chance : 0;
        }
      }
    }
    return relapsed / followed;
  }

  /** Households very poor in k of the five censuses that all saw them, against those expected. */
  private void ofPersistence() {
    SortedMap<Persistence.Group, Long> groups =
        Persistence.of(panel.histories(), InventedPanel.scheme(), panel.kabupatenOf());
    String worst = InventedPanel.scheme().tiers().get(0).code();
    for (String code : panel.kecamatan()) {
      double[] shares = timesInWorst(code);
      double[] counts = new double[shares.length];
      for (int k = 0; k < counts.length; k++) {
        counts[k] =
            groups.getOrDefault(new Persistence.Group(code, worst, truth.years().length, k), 0L);
      }
      double all = Matrices.sum(counts);
      for (int k = 0; k < counts.length; k++) {
        double deviation =
            TWO_DEVIATIONS * Math.sqrt(shares[k] * (1 - shares[k]) / all) + 0.5 / all;
        table.add(
            column,
            "very poor in k of 5 censuses, share as near as chance leaves it",
            shares[k] - deviation,
            shares[k] + deviation,
            counts[k] / all);
      }
      table.add(
          column, "bias of the share very poor in all 5 censuses", counts[5] / all - shares[5]);
      table.add(
          column, "bias of the share very poor in no census of 5", counts[0] / all - shares[0]);
    }
  }

  private double[] timesInWorst(String code) {
    int censuses = truth.years().length;
    double[][] chance = new double[TIERS][censuses + 1];
    for (int i = 0; i < TIERS; i++) {
      chance[i][i == 0 ? 1 : 0] = InventedPanel.FIRST[i];
    }
    for (int t = 0; t < censuses - 1; t++) {
      double[][] year = panel.yearly(code, truth.years()[t]);
      double[][] next = new double[TIERS][censuses + 1];
      for (int i = 0; i < TIERS; i++) {
        for (int j = 0; j < TIERS; j++) {
          for (int k = 0; k <= censuses; k++) {
            int times = k + (j == 0 ? 1 : 0);
            if (times <= censuses) {
              next[j][times] += chance[i][k] * year[i][j];
            }
          }
        }
      }
      chance = next;
    }
    double[][] last = chance;
    double[] times =
        IntStream.rangeClosed(0, censuses)
            .mapToDouble(k -> IntStream.range(0, TIERS).mapToDouble(i -> last[i][k]).sum())
            .toArray();
    double all = Matrices.sum(times);
    for (int k = 0; k < times.length; k++) {
      times[k] /= all;
    }
    return times;
  }

  /**
   * A kecamatan with records of which three in a hundred err, and with none that do: one chain, so
   * that kecamatan that differ are no excuse. Households are followed to their first absence, which
   * is independent of their tier; those who come back have another law here than the chain that
   * would have been theirs, and are counted once more with them.
   */
  private void ofRecords() {
    String code = panel.kecamatan().get(panel.kecamatan().size() / 2);
    List<History> own =
        panel.histories().stream()
            .filter(one -> one.sightings().get(0).kecamatan().equals(code))
            .toList();
    List<History> recorded = new ArrayList<>();
    long[] stocks = new long[TIERS];
    final long falsely = record(own, recorded, stocks);
    double[] row = panel.matrix(code)[0];
    double stay = row[0] / IntStream.range(0, TIERS).mapToDouble(j -> row[j]).sum();
    TierSequences sequences = TierSequences.of(toFirstAbsence(recorded), TIERS);
    MeasurementModel latent = new LatentTiers(seed, CLIMBS).fit(sequences);
    add("where 3 % are misrecorded", latent, RECORDED_WRONG);
    add("where none are misrecorded", fitted(toFirstAbsence(own)), 0);
    add("where 3 % are misrecorded and some come back", fitted(recorded), RECORDED_WRONG);
    if (truth.memory() == 0) {
      table.add(
          column,
          "bias of the stay in the worst tier, 3 % misrecorded, observed chain",
          new ObservedChain(seed, CLIMBS).fit(sequences).matrix()[0][0] - stay);
      table.add(
          column,
          "bias of the stay in the worst tier, 3 % misrecorded, latent tiers",
          latent.matrix()[0][0] - stay);
    }
    double floor = Misrecording.noiseFloorHouseholds(stocks, 0, RECORDED_WRONG);
    table.add(
        column, "noise floor, relative to the households falsely very poor", floor / falsely - 1);
    double deviation = TWO_DEVIATIONS * Math.sqrt(falsely);
    table.add(
        column,
        "noise floor as near to them as chance leaves it",
        falsely - deviation,
        falsely + deviation,
        floor);
  }

  private List<History> toFirstAbsence(List<History> histories) {
    Map<String, Long> texts = new TreeMap<>();
    for (History history : histories) {
      StringBuilder text = new StringBuilder();
      int expected = 0;
      for (Sighting sighting : history.sightings()) {
        if (sighting.hasTier() && (expected == 0 || sighting.year() == expected)) {
          text.append(' ').append(sighting.year()).append('=').append(sighting.tier() + 1);
          expected = nextCensus(sighting.year());
        }
      }
      if (text.length() > 0) {
        texts.merge(text.toString().strip(), history.households(), Long::sum);
      }
    }
    List<History> followed = new ArrayList<>();
    String code = histories.get(0).sightings().get(0).kecamatan();
    texts.forEach((text, households) -> followed.add(History.parse(code, text, households)));
    return followed;
  }

  private int nextCensus(int year) {
    return Arrays.stream(truth.years()).filter(one -> one > year).findFirst().orElse(year);
  }

  private MeasurementModel fitted(List<History> histories) {
    return new LatentTiers(seed, CLIMBS).fit(TierSequences.of(histories, TIERS));
  }

  private void add(String where, MeasurementModel latent, double rate) {
    table.add(
        column,
        "recording error's rate " + where,
        latent.misclassificationLow(),
        latent.misclassificationHigh(),
        rate);
    table.add(
        column, "bias of the recording error's rate " + where, latent.misclassification() - rate);
  }

  /**
   * Records every sighting in its tier or a neighbouring one.
   *
   * @param recorded takes the histories as recorded
   * @param stocks takes the households recorded in each tier by the last census
   * @return households that it records in the worst tier and that are not in it
   */
  private long record(List<History> own, List<History> recorded, long[] stocks) {
    Map<String, Long> texts = new TreeMap<>();
    int last = truth.years()[truth.years().length - 1];
    long falsely = 0;
    for (History history : own) {
      Map<String, Long> begun = new TreeMap<>(Map.of("", history.households()));
      for (Sighting sighting : history.sightings()) {
        if (!sighting.hasTier()) {
          continue;
        }
        Map<String, Long> longer = new TreeMap<>();
        for (Map.Entry<String, Long> entry : begun.entrySet()) {
          long[] as = new long[TIERS];
          BinomialSampler.addMultinomial(random, entry.getValue(), recordedAs(sighting.tier()), as);
          for (int tier = 0; tier < TIERS; tier++) {
            if (as[tier] > 0) {
              String text = entry.getKey() + " " + sighting.year() + "=" + (tier + 1);
              longer.merge(text, as[tier], Long::sum);
              if (sighting.year() == last) {
                stocks[tier] += as[tier];
                falsely += tier == 0 && sighting.tier() > 0 ? as[tier] : 0;
              }
            }
          }
        }
        begun = longer;
      }
      begun.forEach((text, households) -> texts.merge(text.strip(), households, Long::sum));
    }
    texts.remove("");
    String code = own.get(0).sightings().get(0).kecamatan();
    texts.forEach((text, households) -> recorded.add(History.parse(code, text, households)));
    return falsely;
  }

  /** The definition written out again, so that the program's own is not its own witness. */
  private static double[] recordedAs(int tier) {
    double[] chances = new double[TIERS];
    chances[tier] = 1 - RECORDED_WRONG;
    if (tier == 0) {
      chances[1] = RECORDED_WRONG;
    } else if (tier == TIERS - 1) {
      chances[tier - 1] = RECORDED_WRONG;
    } else {
      chances[tier - 1] = RECORDED_WRONG / 2;
      chances[tier + 1] = RECORDED_WRONG / 2;
    }
    return chances;
  }
}
