package id.entas.domain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/**
 * How often the ranges of the futures hold what comes, and whether the futures beat the simple
 * rules, over panels drawn from a stated prior (METHODS section 9).
 *
 * <p>{@code CalibrateForecasts <panels> <file>} writes its table as Markdown.
 */
public final class CalibrateForecasts {
  private static final long SEED = 2013;
  private static final int FIRST = 2008;
  private static final int LONGEST = 3;

  /** Kecamatan of a panel; the kabupaten has 31, which takes three times as long. */
  private static final int KECAMATAN = 12;

  private static final long[] SIZES = {1_500, 14_000};
  private static final AssumedShocks ASSUMED = new AssumedShocks(0.12, 0.10, 3);
  private static final boolean[] LISTED = {true, true, true, false};

  /** Censuses that forecasts are made from: after two yearly intervals, three and four. */
  private static final int[] ORIGINS = {2010, 2011, 2012};

  /** Panel means of one measure, so that its error is that between panels. */
  private static final class PanelMeans {
    private double sum;
    private double squares;
    private int panels;

    void add(double mean) {
      sum += mean;
      squares += mean * mean;
      panels++;
    }

    double mean() {
      return sum / panels;
    }

    double error() {
      double variance = Math.max(0, squares / panels - mean() * mean());
      return Math.sqrt(variance / Math.max(1, panels - 1));
    }
  }

  private record Case(int origin, Region.Level level, int horizon) {}

  private final Map<Case, Map<String, PanelMeans>> means = new LinkedHashMap<>();

  private CalibrateForecasts() {}

  public static void main(String[] arguments) throws IOException {
    int panels = Integer.parseInt(arguments[0]);
    CalibrateForecasts calibration = new CalibrateForecasts();
    for (int origin : ORIGINS) {
      for (Region.Level level : List.of(Region.Level.KECAMATAN, Region.Level.KABUPATEN)) {
        for (int horizon = 1; horizon <= LONGEST; horizon++) {
          calibration.means.put(new Case(origin, level, horizon), new LinkedHashMap<>());
        }
      }
    }
    for (int panel = 0; panel < panels; panel++) {
      calibration.measure(StreamRandom.name(StreamRandom.name(SEED, "forecasts"), panel));
      if (arguments.length > 1) {
        Files.writeString(Path.of(arguments[1]), calibration.table(panel + 1));
      }
    }
    System.out.println(calibration.table(panels));
  }

  /** A panel of the stated prior: what the table says of it is written in {@link #table}. */
  static InventedPanel panel(long seed, int lastYear, int kecamatan, long[] sizes) {
    StreamRandom random = new StreamRandom();
    random.start(StreamRandom.name(seed, "prior"));
    double precision = 40 * Math.pow(4, random.nextDouble());
    double shared = 0.06 + 0.12 * random.nextDouble();
    double local = 0.05 + 0.10 * random.nextDouble();
    int[] years = new int[lastYear - FIRST + 1];
    for (int t = 0; t < years.length; t++) {
      years[t] = FIRST + t;
    }
    return new InventedPanel(
        new InventedPanel.Truth(
            precision,
            shared,
            local,
            0,
            sizes,
            kecamatan,
            years,
            0,
            InventedPanel.Entrants.OF_THE_YEAR),
        seed);
  }

  private void measure(long seed) {
    int last = ORIGINS[ORIGINS.length - 1] + LONGEST;
    InventedPanel panel = panel(seed, last, KECAMATAN, SIZES);
    KabupatenCensuses censuses = InventedPanel.censuses(panel.histories(), panel.kabupatenOf());
    Backtest backtest =
        new Backtest(new Backtest.Terms(LISTED, 0, ASSUMED, 0.5, seed, Backtest.FUTURES));
    for (int origin : ORIGINS) {
      List<Forecast> forecasts = backtest.of(censuses.until(origin + LONGEST), origin);
      means.forEach(
          (one, measures) -> {
            if (one.origin() == origin) {
              measure(
                  measures,
                  forecasts.stream()
                      .filter(some -> some.tier() == 0)
                      .filter(some -> some.level() == one.level())
                      .filter(some -> some.horizon() == one.horizon())
                      .toList());
            }
          });
    }
  }

  private static void measure(Map<String, PanelMeans> measures, List<Forecast> forecasts) {
    for (CentralInterval interval : CentralInterval.values()) {
      addShare(
          measures,
          forecasts,
          interval.name(),
          one -> one.spread().orElseThrow().holds(interval, one.observed()));
    }
    addShare(measures, forecasts, "below", one -> one.spread().orElseThrow().pit() < 0.05);
    addShare(measures, forecasts, "above", one -> one.spread().orElseThrow().pit() > 0.95);
    for (ForecastModel model : ForecastModel.values()) {
      List<Forecast> own = forecasts.stream().filter(one -> one.model() == model).toList();
      add(measures, model.name(), own.stream().mapToDouble(Forecast::crps));
      add(measures, model + " error", own.stream().mapToDouble(Forecast::absoluteError));
    }
    add(
        measures,
        "log score",
        forecasts.stream()
            .flatMap(one -> one.spread().stream())
            .mapToDouble(ForecastSpread::logScore));
  }

  private static void addShare(
      Map<String, PanelMeans> measures,
      List<Forecast> forecasts,
      String measure,
      Predicate<Forecast> holds) {
    add(
        measures,
        measure,
        forecasts.stream()
            .filter(one -> one.model() == ForecastModel.FUTURES)
            .mapToDouble(one -> holds.test(one) ? 100 : 0));
  }

  private static void add(Map<String, PanelMeans> measures, String measure, DoubleStream values) {
    measures.computeIfAbsent(measure, any -> new PanelMeans()).add(values.average().orElseThrow());
  }

  /** What METHODS section 9 asks for, and where it is not met. */
  private String verdict() {
    List<String> outside = new ArrayList<>();
    List<String> beaten = new ArrayList<>();
    means.forEach(
        (one, measures) -> {
          String name =
              String.format(
                  Locale.ROOT,
                  "%d intervals, %s, %d ahead",
                  one.origin() - FIRST,
                  one.level().code(),
                  one.horizon());
          double covered = measures.get(CentralInterval.OF_90.name()).mean();
          if (covered < 87 || covered > 93) {
            outside.add(String.format(Locale.ROOT, "%s (%.1f)", name, covered));
          }
          double futures = measures.get(ForecastModel.FUTURES.name()).mean();
          for (ForecastModel rule : ForecastModel.values()) {
            if (measures.get(rule.name()).mean() < futures) {
              beaten.add(name + " by " + rule.code());
            }
          }
        });
    return "90 % ranges over all numbers of intervals, one, two and three years ahead: "
        + over(Region.Level.KECAMATAN)
        + "; "
        + over(Region.Level.KABUPATEN)
        + ".\nRows of the table whose 90 % ranges cover less than 87 or more than 93: "
        + (outside.isEmpty() ? "none" : String.join("; ", outside))
        + ".\nCRPS of the futures beaten by a simple rule: "
        + (beaten.isEmpty() ? "nowhere" : String.join("; ", beaten))
        + ".\n";
  }

  private String over(Region.Level level) {
    List<String> covered = new ArrayList<>();
    for (int ahead = 1; ahead <= LONGEST; ahead++) {
      int horizon = ahead;
      double mean =
          means.entrySet().stream()
              .filter(one -> one.getKey().level() == level && one.getKey().horizon() == horizon)
              .mapToDouble(one -> one.getValue().get(CentralInterval.OF_90.name()).mean())
              .average()
              .orElseThrow();
      covered.add(String.format(Locale.ROOT, "%.1f", mean));
    }
    return level.code() + " " + String.join(", ", covered);
  }

  private String table(int panels) {
    StringBuilder table =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "# Calibration of the forecasts%n%n%s, %,d panels, seed %d, %,d futures a forecast. Very"
                    + " poor households, forecast as the product does from the census after two, three and four"
                    + " yearly intervals,%nagainst what then came. With two intervals shocks are assumed"
                    + " (%.2f shared, %.2f local), else estimated.%n%nThe prior: %d kecamatan of %,d to %,d"
                    + " listed households; rows are Dirichlet around the sample's matrix with a precision"
                    + " of 40 to 160 (even in its logarithm);%nshocks of standard deviation 0.06 to 0.18"
                    + " shared and 0.05 to 0.15 local (even); 2 %% a year gone, 4 %% absent, about half of"
                    + " whom return; entrants negative binomial (variance twice the mean), 2 %% of those%nlisted"
                    + " a year, 15 %% of them very poor but for the year's shock, which tilts them, too.%n%nCoverage in per cent, with the standard error between panels behind ±, as"
                    + " kecamatan of a panel share their shocks. `low` and `high`: share of counts below the"
                    + " 5 %% and above the%n95 %% quantile (PIT), 5 each at best. CRPS in households; that of"
                    + " a point forecast is its absolute error. `median`: absolute error of the futures'"
                    + " median, to compare with the points%nwithout the gain of a spread.%n%n",
                LocalDate.now(),
                panels,
                SEED,
                Backtest.FUTURES,
                ASSUMED.sigmaShared(),
                ASSUMED.sigmaLocal(),
                KECAMATAN,
                SIZES[0],
                SIZES[1]));
    table.append(
        "| intervals | level | years ahead | 50 % | 80 % | 90 % | 95 % | low | high | CRPS | median |"
            + " no change | constant rate | linear trend | log score |\n"
            + "|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
    means.forEach(
        (one, measures) -> {
          table.append(
              String.format(
                  Locale.ROOT,
                  "| %d | %s | %d |",
                  one.origin() - FIRST,
                  one.level().code(),
                  one.horizon()));
          for (CentralInterval interval : CentralInterval.values()) {
            PanelMeans own = measures.get(interval.name());
            table.append(String.format(Locale.ROOT, " %.1f ± %.1f |", own.mean(), own.error()));
          }
          for (String measure :
              List.of(
                  "below",
                  "above",
                  ForecastModel.FUTURES.name(),
                  ForecastModel.FUTURES + " error",
                  ForecastModel.NO_CHANGE.name(),
                  ForecastModel.CONSTANT_RATE.name(),
                  ForecastModel.LINEAR_TREND.name())) {
            table.append(String.format(Locale.ROOT, " %.1f |", measures.get(measure).mean()));
          }
          table.append(String.format(Locale.ROOT, " %.2f |%n", measures.get("log score").mean()));
        });
    return table.append('\n').append(verdict()).toString();
  }
}
