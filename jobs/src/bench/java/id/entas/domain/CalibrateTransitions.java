package id.entas.domain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often the intervals of the transition estimates hold the truth, how biased the estimates are,
 * and how often the tests reject, over panels of known truth (METHODS section 9).
 *
 * <p>{@code CalibrateTransitions <panels> <file>} writes its table as Markdown.
 */
public final class CalibrateTransitions {
  private static final long SEED = 2013;
  private static final double LEVEL = 0.95;
  private static final long[] SIZES = {1_500, 14_000};
  private static final int[] YEARLY = {2008, 2009, 2010, 2011, 2012};
  private static final AssumedShocks ASSUMED = new AssumedShocks(0.12, 0.10, 3);

  /** A mean of zeros and ones, or of errors. */
  private static final class Mean {
    private double sum;
    private long count;

    void add(double x) {
      sum += x;
      count++;
    }

    double value() {
      return sum / count;
    }
  }

  private final Map<String, Map<String, Mean>> means = new TreeMap<>();
  private final List<String> order = new ArrayList<>();

  private CalibrateTransitions() {}

  public static void main(String[] arguments) throws IOException {
    int panels = Integer.parseInt(arguments[0]);
    CalibrateTransitions calibration = new CalibrateTransitions();
    String table = calibration.run(panels);
    if (arguments.length > 1) {
      Files.writeString(Path.of(arguments[1]), table);
    }
    System.out.println(table);
  }

  private record Case(String name, InventedPanel.Truth truth) {}

  private static List<Case> cases() {
    return List.of(
        new Case(
            "shocks .12/.10",
            new InventedPanel.Truth(80, 0.12, 0.10, 0, SIZES, 12, YEARLY)),
        new Case(
            "local shocks only",
            new InventedPanel.Truth(80, 0, 0.15, 0, SIZES, 12, YEARLY)),
        new Case(
            "no shocks", new InventedPanel.Truth(80, 0, 0, 0, SIZES, 12, YEARLY)),
        new Case(
            "kecamatan alike",
            new InventedPanel.Truth(
                Double.POSITIVE_INFINITY, 0.12, 0.10, 0, SIZES, 12, YEARLY)),
        new Case(
            "kecamatan and years alike",
            new InventedPanel.Truth(
                Double.POSITIVE_INFINITY, 0, 0, 0, SIZES, 12, YEARLY)),
        new Case(
            "20 % stayers",
            new InventedPanel.Truth(80, 0.12, 0.10, 0.2, SIZES, 12, YEARLY)),
        new Case(
            "2005, 2008, 2011",
            new InventedPanel.Truth(80, 0.12, 0.10, 0, SIZES, 12, new int[] {2005, 2008, 2011})),
        new Case(
            "2008, 2009, 2011, 2012",
            new InventedPanel.Truth(
                80, 0.12, 0.10, 0, SIZES, 12, new int[] {2008, 2009, 2011, 2012})));
  }

  private String run(int panels) {
    List<Case> cases = cases();
    for (Case one : cases) {
      for (int panel = 0; panel < panels; panel++) {
        measure(one, StreamRandom.name(StreamRandom.name(SEED, one.name()), panel));
      }
      System.err.println(one.name());
    }
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "# Calibration of the transition estimates%n%n%s, %,d panels a column, seed %d. 12"
                + " kecamatan of 1,500 to 14,000 listed households, four tiers.%nKecamatan rows are"
                + " Dirichlet(80) around the sample's matrix unless they are alike; shocks by"
                + " standard deviation, shared/local.%nIntervals are of 95 %%; shares are in per"
                + " cent.%n%n",
            LocalDate.now(),
            panels,
            SEED));
    table.append("| measure |");
    cases.forEach(one -> table.append(' ').append(one.name()).append(" |"));
    table.append("\n|---|");
    cases.forEach(one -> table.append("---:|"));
    table.append('\n');
    for (String measure : order) {
      table.append("| ").append(measure).append(" |");
      for (Case one : cases) {
        Mean mean = means.getOrDefault(one.name(), Map.of()).get(measure);
        table
            .append(' ')
            .append(
                mean == null
                    ? "–"
                    : String.format(
                        Locale.ROOT, measure.contains("ratio") ? "%.2f" : "%.1f",
                        measure.contains("ratio") ? mean.value() : 100 * mean.value()))
            .append(" |");
      }
      table.append('\n');
    }
    return table.toString();
  }

  private void add(Case one, String measure, double value) {
    if (!order.contains(measure)) {
      order.add(measure);
    }
    means
        .computeIfAbsent(one.name(), any -> new TreeMap<>())
        .computeIfAbsent(measure, any -> new Mean())
        .add(value);
  }

  private void add(Case one, String measure, RowInterval interval, double truth) {
    add(one, measure, interval.low() <= truth && truth <= interval.high() ? 1 : 0);
  }

  private void measure(Case one, long seed) {
    InventedPanel panel = new InventedPanel(one.truth(), seed);
    Map<String, List<IntervalFlows>> flows =
        InventedPanel.flows(panel.histories(), panel.kabupatenOf());
    List<List<IntervalFlows>> kecamatan =
        panel.kecamatan().stream().map(flows::get).toList();
    List<RegionYear> years =
        kecamatan.stream()
            .flatMap(List::stream)
            .filter(some -> some.interval().years() == 1)
            .map(some -> new RegionYear(some.region(), some.interval().from(), moved(some)))
            .toList();
    ShockEstimate shocks = YearShocks.estimate(years, ASSUMED);
    if (one.truth().memory() == 0) {
      ofIntervals(one, panel, kecamatan);
      ofAnnual(one, panel, flows, kecamatan, shocks.model(), seed);
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
    if (!Boolean.getBoolean("noTests")) ofTests(one, panel, flows, kecamatan, shocks.model(), seed);
  }

  private static double[][] moved(IntervalFlows flows) {
    double[][] moved = new double[flows.tiers()][flows.tiers()];
    for (int i = 0; i < moved.length; i++) {
      for (int j = 0; j < moved.length; j++) {
        moved[i][j] = flows.moved()[i][j];
      }
    }
    return moved;
  }

  /** The realised matrices of single years, against the year's own true matrix. */
  private void ofIntervals(
      Case one, InventedPanel panel, List<List<IntervalFlows>> kecamatan) {
    for (List<IntervalFlows> own : kecamatan) {
      for (IntervalFlows some : own) {
        if (some.interval().years() != 1) {
          continue;
        }
        double[][] truth = panel.yearly(some.region(), some.interval().from());
        for (int i = 0; i < InventedPanel.TIERS; i++) {
          double[] row = Arrays.copyOf(truth[i], InventedPanel.TIERS);
          double mass = Matrices.sum(row);
          double[] counts = moved(some)[i];
          for (IntervalMethod method : IntervalMethod.values()) {
            List<RowInterval> intervals = method.findRow(counts, LEVEL).orElse(List.of());
            boolean all = true;
            for (int j = 0; j < intervals.size(); j++) {
              RowInterval interval = intervals.get(j);
              double p = row[j] / mass;
              all &= interval.low() <= p && p <= interval.high();
              if (method == IntervalMethod.JEFFREYS) {
                add(one, "interval's cell, Jeffreys", interval, p);
              }
            }
            if (!intervals.isEmpty()
                && (method == IntervalMethod.GOODMAN || method == IntervalMethod.SISON_GLAZ)) {
              add(one, "interval's whole row, " + method.name().toLowerCase(Locale.ROOT), all ? 1 : 0);
            }
          }
        }
      }
    }
  }

  private void ofAnnual(
      Case one,
      InventedPanel panel,
      Map<String, List<IntervalFlows>> flows,
      List<List<IntervalFlows>> kecamatan,
      ShockModel shocks,
      long seed) {
    Map<String, AnnualMatrices.Matrix> matrices =
        AnnualMatrices.of(
            flows.get("3509"), kecamatan, 0, shocks, ASSUMED.minIntervals(), seed);
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
              "the same, years taken for one sample",
              RowInterval.findJeffreys(mine * n, n, LEVEL).orElseThrow(),
              p);
        }
        add(one, "own weight, target tier", row.ownWeight()[0]);
        add(one, "own weight, other destinations", row.ownWeight()[1]);
        if (i == 0) {
          add(one, "squared error of the worst tier's row, own (ratio, times 10,000)", 1e4 * own);
          add(one, "squared error of the worst tier's row, pooled (ratio, times 10,000)", 1e4 * pooled);
          add(one, "bias of the stay in the worst tier, pooled", row.probability()[0] - truth[0][0]);
          add(one, "bias of the stay in the worst tier, own", matrix.own().probability()[0][0] - truth[0][0]);
        }
      }
    }
    AnnualMatrices.Matrix whole = matrices.get("3509");
    for (int i = 0; i <= InventedPanel.TIERS; i++) {
      for (int j = 0; j < InventedPanel.TIERS + 2; j++) {
        double p = average[i][j] / weights[i];
        if (p > 0) {
          add(one, "kabupaten's yearly cell", whole.rows().get(i).interval().orElseThrow().get(j), p);
        }
      }
    }
  }

  private void ofTests(
      Case one,
      InventedPanel panel,
      Map<String, List<IntervalFlows>> flows,
      List<List<IntervalFlows>> kecamatan,
      ShockModel shocks,
      long seed) {
    SightingCounts sightings =
        SightingCounts.of(
            panel.histories(),
            Coverage.of(panel.histories()),
            InventedPanel.TIERS,
            panel.kabupatenOf());
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
