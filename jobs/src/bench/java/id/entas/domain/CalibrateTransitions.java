package id.entas.domain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How often the intervals of the transition estimates hold the truth, how biased the estimates are,
 * and how often the tests reject, over panels of known truth (METHODS section 9).
 *
 * <p>{@code CalibrateTransitions <panels> <file>} writes its table as Markdown.
 */
public final class CalibrateTransitions {
  private static final long SEED = 2013;
  private static final double LEVEL = 0.95;

  /** The other cases than the first have a panel for so many of it. */
  private static final int FIRST_TO_OTHERS = 8;

  /** Monte Carlo p-values take as long as all the rest of four panels. */
  private static final int FIRST_TO_TESTED = 16;

  /**
   * Panels from one writing of the table to the next, so that a run that is cut short leaves one.
   */
  private static final int WRITTEN = 8;

  private static final long[] SIZES = {1_500, 14_000};
  private static final int[] YEARLY = {2008, 2009, 2010, 2011, 2012};
  private static final AssumedShocks ASSUMED = new AssumedShocks(0.12, 0.10, 3);

  private final CalibrationTable measures =
      new CalibrationTable(cases().stream().map(Case::name).toList());

  private CalibrateTransitions() {}

  public static void main(String[] arguments) throws IOException {
    int panels = Integer.parseInt(arguments[0]);
    CalibrateTransitions calibration = new CalibrateTransitions();
    for (int panel = 0; panel < panels; panel++) {
      calibration.measure(panel);
      boolean written = (panel + 1) % WRITTEN == 0 || panel + 1 == panels;
      if (written && arguments.length > 1) {
        Files.writeString(Path.of(arguments[1]), calibration.text(panel + 1));
      }
    }
    System.out.println(calibration.text(panels));
  }

  private record Case(String name, InventedPanel.Truth truth) {}

  private static List<Case> cases() {
    return List.of(
        new Case("shocks .12/.10", new InventedPanel.Truth(80, 0.12, 0.10, 0, SIZES, 12, YEARLY)),
        new Case("local shocks only", new InventedPanel.Truth(80, 0, 0.15, 0, SIZES, 12, YEARLY)),
        new Case("no shocks", new InventedPanel.Truth(80, 0, 0, 0, SIZES, 12, YEARLY)),
        new Case(
            "kecamatan alike",
            new InventedPanel.Truth(Double.POSITIVE_INFINITY, 0.12, 0.10, 0, SIZES, 12, YEARLY)),
        new Case(
            "kecamatan and years alike",
            new InventedPanel.Truth(Double.POSITIVE_INFINITY, 0, 0, 0, SIZES, 12, YEARLY)),
        new Case("20 % stayers", new InventedPanel.Truth(80, 0.12, 0.10, 0.2, SIZES, 12, YEARLY)),
        new Case(
            "2005, 2008, 2011",
            new InventedPanel.Truth(80, 0.12, 0.10, 0, SIZES, 12, new int[] {2005, 2008, 2011})),
        new Case(
            "one in six misses 2010",
            new InventedPanel.Truth(80, 0.12, 0.10, 0, SIZES, 12, YEARLY, 6)),
        new Case(
            "2008, 2009, 2011, 2012",
            new InventedPanel.Truth(
                80, 0.12, 0.10, 0, SIZES, 12, new int[] {2008, 2009, 2011, 2012})));
  }

  private String text(int panels) {
    return String.format(
            Locale.ROOT,
            "# Calibration of the transition estimates%n%n%s, %,d panels of the first column, an eighth of"
                + " it of the others; tests on a sixteenth. Seed %d. 12"
                + " kecamatan of 1,500 to 14,000 listed households, four tiers.%nKecamatan rows are"
                + " Dirichlet(80) around the sample's matrix unless they are alike; shocks by"
                + " standard deviation, shared/local. True is the long-run average of a kecamatan's"
                + " years, of trends the curve nearest to the path that it makes.%nIntervals are of"
                + " 95 %%; shares are in per cent.%n%n",
            LocalDate.now(),
            panels,
            SEED)
        + measures.markdown();
  }

  private void add(Case one, String measure, double value) {
    measures.add(one.name(), measure, value);
  }

  private void add(Case one, String measure, RowInterval interval, double truth) {
    measures.add(one.name(), measure, interval, truth);
  }

  /** A panel of the first case and, for some, one of each other. */
  private void measure(int number) {
    List<Case> cases = cases();
    for (int place = 0; place < cases.size(); place++) {
      if (place == 0 || number % FIRST_TO_OTHERS == 0) {
        Case one = cases.get(place);
        int own = place == 0 ? number : number / FIRST_TO_OTHERS;
        long seed = StreamRandom.name(StreamRandom.name(SEED, one.name()), own);
        measure(one, seed, number % FIRST_TO_TESTED == 0);
      }
    }
  }

  private void measure(Case one, long seed, boolean isTested) {
    InventedPanel panel = new InventedPanel(one.truth(), seed);
    Map<String, List<IntervalFlows>> flows =
        InventedPanel.flows(panel.histories(), panel.kabupatenOf());
    List<List<IntervalFlows>> kecamatan = panel.kecamatan().stream().map(flows::get).toList();
    List<RegionYear> years =
        kecamatan.stream()
            .flatMap(List::stream)
            .filter(some -> some.interval().years() == 1)
            .map(some -> new RegionYear(some.region(), some.interval().from(), some.movedCounts()))
            .toList();
    ShockEstimate shocks = YearShocks.estimate(years, ASSUMED);
    Map<String, AnnualMatrices.Matrix> matrices =
        AnnualMatrices.of(
            flows.get("3509"), kecamatan, 0, shocks.model(), ASSUMED.minIntervals(), seed);
    if (one.truth().memory() == 0) {
      ofIntervals(one, panel, kecamatan);
      ofAnnual(one, panel, matrices);
      shocks
          .shared()
          .ifPresent(
              range ->
                  add(
                      one,
                      "shared shock's deviation in its interval",
                      range.low() <= one.truth().sigmaShared()
                              && one.truth().sigmaShared() <= range.high()
                          ? 1
                          : 0));
      shocks
          .local()
          .ifPresent(
              range ->
                  add(
                      one,
                      "local shock's deviation in its interval",
                      range.low() <= one.truth().sigmaLocal()
                              && one.truth().sigmaLocal() <= range.high()
                          ? 1
                          : 0));
    }
    SightingCounts sightings =
        SightingCounts.of(
            panel.histories(),
            Coverage.of(panel.histories()),
            InventedPanel.TIERS,
            panel.kabupatenOf());
    if (one.truth().memory() == 0
        && one.truth().years().length == YEARLY.length
        && one.truth().missing() == 0) {
      ofMobility(one, panel, flows, shocks.model(), seed);
    }
    new CalibrateHistories(
            measures,
            one.name(),
            panel,
            one.truth(),
            CarriedShocks.ofRegions(matrices, kecamatan, shocks.model()),
            seed)
        .measure();
    if (isTested) {
      ofTests(one, flows, kecamatan, sightings, shocks.model(), seed);
    }
  }

  /** The realised matrices of single years, against the year's own true matrix. */
  private void ofIntervals(Case one, InventedPanel panel, List<List<IntervalFlows>> kecamatan) {
    for (List<IntervalFlows> own : kecamatan) {
      for (IntervalFlows some : own) {
        if (some.interval().years() != 1) {
          continue;
        }
        double[][] truth = panel.yearly(some.region(), some.interval().from());
        for (int i = 0; i < InventedPanel.TIERS; i++) {
          double[] row = Arrays.copyOf(truth[i], InventedPanel.TIERS);
          double mass = Matrices.sum(row);
          double[] counts = some.movedCounts()[i];
          for (IntervalMethod method : IntervalMethod.values()) {
            List<RowInterval> intervals = method.findRow(counts, LEVEL).orElse(List.of());
            boolean all = true;
            for (int j = 0; j < intervals.size(); j++) {
              RowInterval interval = intervals.get(j);
              double p = row[j] / mass;
              all &= interval.low() <= p && p <= interval.high();
              if (method.ordinal() <= IntervalMethod.CLOPPER_PEARSON.ordinal()) {
                add(one, "interval's cell, " + method.name().toLowerCase(Locale.ROOT), interval, p);
              }
            }
            if (!intervals.isEmpty()
                && (method == IntervalMethod.GOODMAN || method == IntervalMethod.SISON_GLAZ)) {
              add(
                  one,
                  "interval's whole row, " + method.name().toLowerCase(Locale.ROOT),
                  all ? 1 : 0);
            }
          }
        }
      }
    }
  }

  private void ofAnnual(
      Case one, InventedPanel panel, Map<String, AnnualMatrices.Matrix> matrices) {
    double[][] average = new double[InventedPanel.TIERS + 1][InventedPanel.TIERS + 2];
    double[] weights = new double[InventedPanel.TIERS + 1];
    for (String code : panel.kecamatan()) {
      double[][] truth = panel.matrix(code);
      AnnualMatrices.Matrix matrix = matrices.get(code);
      for (int i = 0; i <= InventedPanel.TIERS; i++) {
        AnnualMatrices.Row row = matrix.rows().get(i);
        double n = matrix.own().rowHouseholds(i);
        weights[i] += n;
        for (int j = 0; j < InventedPanel.TIERS + 2; j++) {
          average[i][j] += n * truth[i][j];
        }
        if (n == 0) {
          continue;
        }
        String kind = i < InventedPanel.TIERS ? "tier" : "ABSENT";
        double own = 0;
        double pooled = 0;
        for (int j = 0; j < InventedPanel.TIERS + 2; j++) {
          double p = truth[i][j];
          if (p == 0) {
            continue;
          }
          RowInterval interval = row.interval().orElseThrow().get(j);
          add(one, "kecamatan's yearly cell, from a " + kind, interval, p);
          if (i > 0 && i < InventedPanel.TIERS && j == 0) {
            add(one, "kecamatan's yearly fall into the worst tier", interval, p);
          }
          if (i == 0 && j == 0) {
            add(one, "kecamatan's yearly stay in the worst tier", interval, p);
          }
          double mine = matrix.own().probability()[i][j];
          own += (mine - p) * (mine - p);
          pooled += (row.probability()[j] - p) * (row.probability()[j] - p);
          add(
              one,
              "kecamatan's yearly cell, years taken for one sample",
              RowInterval.findJeffreys(mine * n, n, LEVEL).orElseThrow(),
              p);
        }
        add(one, "own weight, target tier", row.ownWeight()[0]);
        add(one, "own weight, other destinations", row.ownWeight()[1]);
        if (i == 0) {
          add(one, "squared error of the worst tier's row, own flows, times 10,000", 100 * own);
          add(one, "squared error of the worst tier's row, pooled, times 10,000", 100 * pooled);
          add(
              one,
              "bias of the stay in the worst tier, pooled",
              row.probability()[0] - truth[0][0]);
          add(
              one,
              "bias of the stay in the worst tier, own",
              matrix.own().probability()[0][0] - truth[0][0]);
        }
      }
    }
    AnnualMatrices.Matrix whole = matrices.get("3509");
    for (int i = 0; i <= InventedPanel.TIERS; i++) {
      for (int j = 0; j < InventedPanel.TIERS + 2; j++) {
        double p = average[i][j] / weights[i];
        if (p > 0) {
          add(
              one,
              "kabupaten's yearly cell",
              whole.rows().get(i).interval().orElseThrow().get(j),
              p);
        }
      }
    }
  }

  /**
   * Indices of the one-year matrix of the households seen in successive years, against those of the
   * true average matrix. Those who come back are left out: in these panels they forget their tier.
   */
  private void ofMobility(
      Case one,
      InventedPanel panel,
      Map<String, List<IntervalFlows>> flows,
      ShockModel shocks,
      long seed) {
    MobilityIndices indices = new MobilityIndices(seed);
    int tiers = InventedPanel.TIERS;
    for (String code : panel.kecamatan()) {
      AnnualMatrix matrix =
          AnnualMatrixEstimator.ofTiers(tiers)
              .estimate(
                  flows.get(code).stream()
                      .map(some -> new IntervalCounts(1, some.movedCounts()))
                      .toList());
      double[] weights = new double[tiers];
      double[] ones = new double[tiers];
      Arrays.fill(ones, 1);
      double[][] truth = new double[tiers][tiers];
      for (int i = 0; i < tiers; i++) {
        weights[i] = matrix.rowHouseholds(i);
        double[] row = Arrays.copyOf(panel.matrix(code)[i], tiers);
        for (int j = 0; j < tiers; j++) {
          truth[i][j] = row[j] / Matrices.sum(row);
        }
      }
      Map<MobilityIndex, Double> values =
          indices.values(new TierMoves(scaled(truth), weights, ones, YearTilts.none(), 1, 0));
      indices
          .estimate(
              code,
              new TierMoves(
                  matrix.expectedCounts(),
                  weights,
                  ones,
                  new YearTilts(
                      Math.sqrt(shocks.variance()),
                      shocks.degrees(1, panel.kecamatan().size()),
                      YearShares.ofSeen(flows.get(code), matrix.probability())),
                  1,
                  0))
          .forEach(
              (index, estimate) -> {
                measures.add(
                    one.name(),
                    "mobility of years, " + index.code(),
                    estimate.low(),
                    estimate.high(),
                    values.get(index));
                if (index == MobilityIndex.MEAN_YEARS_TO_EXIT) {
                  add(one, "bias of the mean years to exit", estimate.value() - values.get(index));
                }
              });
    }
  }

  private static double[][] scaled(double[][] shares) {
    double[][] counts = Matrices.copy(shares);
    for (double[] row : counts) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= 1e6;
      }
    }
    return counts;
  }

  private void ofTests(
      Case one,
      Map<String, List<IntervalFlows>> flows,
      List<List<IntervalFlows>> kecamatan,
      SightingCounts sightings,
      ShockModel shocks,
      long seed) {
    for (AssumptionTests.Result result :
        new AssumptionTests(InventedPanel.TIERS, seed, ASSUMED.minIntervals())
            .of(flows.get("3509"), kecamatan, sightings, shocks)) {
      String name =
          result.assumption().code()
              + " of a "
              + result.level().code()
              + (result.tier().isEmpty() ? ", all rows" : ", one row");
      Gate.PValues p = result.gate().p(ChainStatistic.PEARSON);
      add(one, name + ": raw p < .05", p.independent() < 0.05 ? 1 : 0);
      add(one, name + ": robust p < .05", p.robust() < 0.05 ? 1 : 0);
      add(one, name + ": given up", result.rejects(ChainStatistic.PEARSON) ? 1 : 0);
    }
  }
}
