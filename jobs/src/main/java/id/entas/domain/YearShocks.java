package id.entas.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;

/**
 * How much years differ from each other, beyond what households drawn independently would show.
 *
 * <p>Each region and year gets the tilt u that makes the region's own matrix, pooled over its
 * years, fit the year best ({@link #tilts}). The tilts are then taken apart as a two-way layout
 * with effects of region, year and both: the region's effect is only the pooled matrix's centre,
 * the year's is the shared shock, and the rest is the local shock and the known sampling noise.
 *
 * <p>Assumes one tilt for all rows of a region and year, log p_ij - u j up to a constant of the
 * row, and shocks independent between years. It misleads where a bad year hits one tier alone, and
 * where absence depends on the year: only households seen at both ends enter.
 */
public final class YearShocks {
  /** Beyond this a tilt has emptied all tiers but one, and the likelihood is flat. */
  private static final double LARGEST_TILT = 5;

  /** A region's year that tells less has a noise of 3 and more, against shocks of about 0.1. */
  private static final double LEAST_INFORMATION = 0.1;

  /** Chance outside either end of an interval. */
  private static final double TAIL = 0.025;

  /**
   * The shock of one region's year.
   *
   * @param regionCode the region
   * @param fromYear the census at the start of the year
   * @param tilt the most likely u; positive is a bad year
   * @param information Fisher information of u in households of the year; its sampling variance is
   *     1 / information
   */
  public record Tilt(String regionCode, int fromYear, double tilt, double information) {}

  /**
   * The most likely tilt of each region's year against the region's matrix pooled over its years.
   * Years that tell nothing, because nobody was seen in a row with more than one destination, are
   * left out.
   */
  public static List<Tilt> tilts(List<RegionYear> years) {
    Map<String, List<RegionYear>> byRegion = new TreeMap<>();
    for (RegionYear year : years) {
      byRegion.computeIfAbsent(year.regionCode(), code -> new ArrayList<>()).add(year);
    }
    List<Tilt> tilts = new ArrayList<>();
    for (List<RegionYear> own : byRegion.values()) {
      double[][] pooled = pooled(own);
      for (RegionYear year : own) {
        Tilt tilt = tilt(year, pooled);
        if (tilt.information() >= LEAST_INFORMATION) {
          tilts.add(tilt);
        }
      }
    }
    return tilts;
  }

  /**
   * The standard deviations of the shared and of the local shock.
   *
   * <p>The local one is the value at which the weighted residual sum of squares of the layout
   * equals its degrees of freedom (Paule and Mandel 1982), so that large and small kecamatan and
   * missing years each weigh what they tell. The shared one is the variance of the year effects
   * less that of their estimates. Both are 0 where the years differ less than sampling noise alone.
   *
   * <p>The interval of the local one holds the values at which that sum of squares is not unusual
   * for its chi-square (the Q-profile, Viechtbauer 2007); that of the shared one does the same with
   * the sum of squares of the year effects, the local one taken as known. With T intervals the
   * latter has at most T - 1 degrees of freedom, and is wide.
   *
   * @param years yearly flows by region; intervals of several years do not enter
   * @param assumed what to assume with fewer intervals than its minimum, or with a single region,
   *     whose local shock cannot be told from the shared one
   */
  public static ShockEstimate estimate(List<RegionYear> years, AssumedShocks assumed) {
    List<Tilt> tilts = tilts(years);
    int intervals = (int) years.stream().mapToInt(RegionYear::fromYear).distinct().count();
    Layout layout = Layout.of(tilts);
    if (layout.years() < assumed.minIntervals() || layout.degreesOfFreedom() < 1) {
      return ShockEstimate.assumed(assumed.over(intervals));
    }
    double degrees = layout.degreesOfFreedom();
    double local = layout.localVariance(degrees);
    Layout.Effects effects = layout.effects(local);
    ChiSquaredDistribution ofResiduals = new ChiSquaredDistribution(null, degrees);
    ChiSquaredDistribution ofYears = new ChiSquaredDistribution(null, effects.rank());
    return new ShockEstimate(
        new ShockModel(
            Math.sqrt(effects.variance(effects.rank())),
            Math.sqrt(local),
            layout.years(),
            ShockSource.ESTIMATED),
        Optional.of(
            range(
                effects.variance(ofYears.inverseCumulativeProbability(1 - TAIL)),
                effects.variance(ofYears.inverseCumulativeProbability(TAIL)))),
        Optional.of(
            range(
                layout.localVariance(ofResiduals.inverseCumulativeProbability(1 - TAIL)),
                layout.localVariance(ofResiduals.inverseCumulativeProbability(TAIL)))));
  }

  private static ShockEstimate.Range range(double lowVariance, double highVariance) {
    return new ShockEstimate.Range(Math.sqrt(lowVariance), Math.sqrt(highVariance));
  }

  /**
   * The dispersion of one row over intervals: Pearson's X2 against the pooled row over its degrees
   * of freedom, at least 1. Counts divided by it tell as much as independent households would.
   *
   * @param rowByInterval households of the row by interval and destination
   * @return empty when fewer than two intervals hold households, or they had one destination only
   */
  public static Optional<Double> findDispersion(double[][] rowByInterval) {
    int destinations = rowByInterval.length == 0 ? 0 : rowByInterval[0].length;
    double[] pooled = new double[destinations];
    double all = 0;
    int intervals = 0;
    for (double[] row : rowByInterval) {
      double n = Matrices.sum(row);
      intervals += n > 0 ? 1 : 0;
      all += n;
      for (int j = 0; j < destinations; j++) {
        pooled[j] += row[j];
      }
    }
    int reached = 0;
    for (double n : pooled) {
      reached += n > 0 ? 1 : 0;
    }
    if (intervals < 2 || reached < 2) {
      return Optional.empty();
    }
    int degrees = (intervals - 1) * (reached - 1);
    double statistic = 0;
    for (double[] row : rowByInterval) {
      double n = Matrices.sum(row);
      for (int j = 0; j < destinations; j++) {
        double expected = n * pooled[j] / all;
        if (expected > 0) {
          statistic += (row[j] - expected) * (row[j] - expected) / expected;
        }
      }
    }
    return Optional.of(Math.max(1, statistic / degrees));
  }

  /**
   * The dispersion that assumed shocks imply for a row with a single interval: 1 + n · sigma² ·
   * Var_p(rank) / (k - 1), the expectation of X2 / df when a small tilt of variance sigma² is drawn
   * every year.
   *
   * @param households households of the row seen in a tier in one interval
   * @param variance variance of the two shocks together, {@link ShockModel#variance}
   * @param tierShares probabilities of the row over the tiers alone, worst first
   * @param destinations destinations k that the dispersion is over: the tiers, or also ABSENT and
   *     GONE
   */
  public static double assumedDispersion(
      double households, double variance, double[] tierShares, int destinations) {
    if (destinations < 2) {
      return 1;
    }
    return 1 + households * variance * rankVariance(tierShares, 0) / (destinations - 1);
  }

  private static double[][] pooled(List<RegionYear> own) {
    int tiers = own.get(0).counts().length;
    double[][] pooled = new double[tiers][tiers];
    for (RegionYear year : own) {
      double[][] counts = year.counts();
      for (int i = 0; i < tiers; i++) {
        for (int j = 0; j < tiers; j++) {
          pooled[i][j] += counts[i][j];
        }
      }
    }
    for (double[] row : pooled) {
      double all = Matrices.sum(row);
      for (int j = 0; j < tiers && all > 0; j++) {
        row[j] /= all;
      }
    }
    return pooled;
  }

  /** Newton's method; the log-likelihood is concave in the tilt. */
  private static Tilt tilt(RegionYear year, double[][] pooled) {
    double[][] counts = year.counts();
    double tilt = 0;
    double information = 0;
    for (int iteration = 0; iteration < 100; iteration++) {
      double score = 0;
      information = 0;
      for (int i = 0; i < counts.length; i++) {
        double n = Matrices.sum(counts[i]);
        if (n > 0) {
          double mean = rankMean(pooled[i], tilt);
          for (int j = 0; j < counts.length; j++) {
            score -= counts[i][j] * (j - mean);
          }
          information += n * rankVariance(pooled[i], tilt);
        }
      }
      if (information < 1e-9) {
        break;
      }
      double step = Math.max(-1, Math.min(1, score / information));
      double next = Math.max(-LARGEST_TILT, Math.min(LARGEST_TILT, tilt + step));
      boolean settled = Math.abs(next - tilt) < 1e-10;
      tilt = next;
      if (settled) {
        break;
      }
    }
    return new Tilt(year.regionCode(), year.fromYear(), tilt, information);
  }

  private static double rankMean(double[] row, double tilt) {
    double mass = 0;
    double first = 0;
    for (int j = 0; j < row.length; j++) {
      double p = row[j] * Math.exp(-tilt * j);
      mass += p;
      first += p * j;
    }
    return mass > 0 ? first / mass : 0;
  }

  /** Variance of the rank of a destination under a row tilted by a shock. */
  static double rankVariance(double[] row, double tilt) {
    double mean = rankMean(row, tilt);
    double mass = 0;
    double second = 0;
    for (int j = 0; j < row.length; j++) {
      double p = row[j] * Math.exp(-tilt * j);
      mass += p;
      second += p * (j - mean) * (j - mean);
    }
    return mass > 0 ? second / mass : 0;
  }

  /** Tilts as a region by year layout with missing cells. */
  private record Layout(List<Cell> cells, int regions, int years) {
    private record Cell(int region, int year, double tilt, double noise) {}

    static Layout of(List<Tilt> tilts) {
      Map<String, Integer> perRegion = new LinkedHashMap<>();
      tilts.forEach(tilt -> perRegion.merge(tilt.regionCode(), 1, Integer::sum));
      Map<String, Integer> regions = new LinkedHashMap<>();
      Map<Integer, Integer> years = new LinkedHashMap<>();
      List<Cell> cells = new ArrayList<>();
      for (Tilt tilt : tilts) {
        // A region seen in one year only has its tilt absorbed by its own centre.
        if (perRegion.get(tilt.regionCode()) > 1) {
          int region = regions.computeIfAbsent(tilt.regionCode(), code -> regions.size());
          int year = years.computeIfAbsent(tilt.fromYear(), from -> years.size());
          cells.add(new Cell(region, year, tilt.tilt(), 1 / tilt.information()));
        }
      }
      return new Layout(cells, regions.size(), years.size());
    }

    int degreesOfFreedom() {
      return cells.isEmpty() ? 0 : cells.size() - regions - fit(1).rank();
    }

    /** The local variance at which the weighted residual sum of squares is as given, or 0. */
    double localVariance(double squares) {
      double low = 0;
      if (fit(low).residual() <= squares) {
        return 0;
      }
      double high = 0.01;
      while (fit(high).residual() > squares) {
        low = high;
        high *= 4;
      }
      for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2;
        if (fit(middle).residual() > squares) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return (low + high) / 2;
    }

    /**
     * The year effects.
     *
     * @param squares sum of their squares
     * @param noise sum of the variances of their estimates
     * @param rank contrasts between years
     */
    private record Effects(double squares, double noise, int rank) {
      /** The shared variance at which the sum of squares would be the given chi-square, or 0. */
      double variance(double chiSquare) {
        return Math.max(0, squares / chiSquare - noise / rank);
      }
    }

    Effects effects(double local) {
      Fit fit = fit(local);
      double squares = 0;
      double noise = 0;
      for (int t = 0; t < years; t++) {
        squares += fit.effect()[t] * fit.effect()[t];
        noise += fit.covariance()[t][t];
      }
      return new Effects(squares, noise, fit.rank());
    }

    /**
     * Weighted least squares of the layout.
     *
     * @param effect effects of the years, centred
     * @param covariance of the effects' estimates
     * @param residual weighted residual sum of squares
     * @param rank contrasts between years that the cells tell: one less than the years, unless some
     *     years share no region with the others
     */
    private record Fit(double[] effect, double[][] covariance, double residual, int rank) {}

    private Fit fit(double local) {
      double[] weights = new double[regions];
      double[] means = new double[regions];
      double[][] byYear = new double[regions][years];
      for (Cell cell : cells) {
        double weight = 1 / (local + cell.noise());
        weights[cell.region()] += weight;
        means[cell.region()] += weight * cell.tilt();
        byYear[cell.region()][cell.year()] += weight;
      }
      double[][] normal = new double[years][years];
      double[] right = new double[years];
      for (int r = 0; r < regions; r++) {
        means[r] /= weights[r];
        for (int s = 0; s < years; s++) {
          normal[s][s] += byYear[r][s];
          for (int t = 0; t < years; t++) {
            normal[s][t] -= byYear[r][s] * byYear[r][t] / weights[r];
          }
        }
      }
      for (Cell cell : cells) {
        right[cell.year()] += (cell.tilt() - means[cell.region()]) / (local + cell.noise());
      }
      // The effects are known up to a constant only, so the equations are singular: the
      // pseudo-inverse picks the effects that sum to zero.
      EigenDecomposition decomposition =
          new EigenDecomposition(MatrixUtils.createRealMatrix(normal));
      double[] values = decomposition.getRealEigenvalues();
      double largest = Arrays.stream(values).max().orElse(0);
      double[][] inverse = new double[years][years];
      double[] effect = new double[years];
      int rank = 0;
      for (int e = 0; e < years; e++) {
        if (values[e] > 1e-9 * largest) {
          rank++;
          double[] vector = decomposition.getEigenvector(e).toArray();
          for (int s = 0; s < years; s++) {
            for (int t = 0; t < years; t++) {
              double part = vector[s] * vector[t] / values[e];
              inverse[s][t] += part;
              effect[s] += part * right[t];
            }
          }
        }
      }
      double[] centres = new double[regions];
      for (Cell cell : cells) {
        centres[cell.region()] +=
            (cell.tilt() - effect[cell.year()]) / (local + cell.noise()) / weights[cell.region()];
      }
      double residual = 0;
      for (Cell cell : cells) {
        double rest = cell.tilt() - effect[cell.year()] - centres[cell.region()];
        residual += rest * rest / (local + cell.noise());
      }
      return new Fit(effect, inverse, residual, rank);
    }
  }

  private YearShocks() {}
}
