package id.entas.domain;

import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * What a future of one kecamatan draws whatever the scenario: its matrix, its shocks, and the luck
 * of its households, as one uniform number for every move from a row to a destination.
 */
final class FutureDraws {
  /**
   * Shocks are cut here. A Student t with two degrees of freedom may draw any size; a tilt of 20
   * already empties all tiers but one, and its powers are still finite.
   */
  private static final double LARGEST_SHOCK = 20;

  /** Keeps the shared deviation finite; with two degrees of freedom less has a chance of 5e-10. */
  private static final double LEAST_CHI_SQUARE = 1e-9;

  private static final double LEAST_OVERDISPERSION = 1e-9;

  private final ShockModel shocks;
  private final int tiers;
  private final double[][] average;

  private final StreamRandom random = new StreamRandom();
  private final ContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
  private final SharedStateContinuousSampler[][] weights;
  private final ContinuousSampler chiSquare;
  private final long sharedName;
  private final long localName;
  private final long matrixName;
  private final long movesName;
  private final long newName;

  private int future;
  private double sigma;
  private double sharedCentre;
  private long newcomersName;
  private final double[][] drawn;
  private final double[] tierMass;
  private final double[][] matrix;
  private final double[][] chances;
  private final double[] powers;
  private final double[] newRates;
  private final double[] yearlyRates;
  private final double[] newcomerChances;

  /**
   * Tilt per rank of each row by the local shocks that the average carries, and behind the rows
   * that of newcomers, whose rates are those of the kecamatan alone.
   */
  private final double[] carried;

  private final double[] ownWeight;

  /**
   * By row and destination but the last, which takes whoever is left. A row of newcomers follows
   * that of the absent; the number behind its tiers is for how many they are.
   */
  private final double[] luck;

  FutureDraws(long seed, ShockModel shocks, FutureInputs inputs) {
    this.shocks = shocks;
    tiers = inputs.tiers();
    average = inputs.matrix();
    weights = weights(inputs.posterior());
    chiSquare =
        shocks.source() == ShockSource.ESTIMATED
            ? AhrensDieterMarsagliaTsangGammaSampler.of(random, (shocks.intervals() - 1) / 2.0, 2)
            : null;
    // The shared shocks are named without the kecamatan: all kecamatan have them in common.
    sharedName = StreamRandom.name(seed, "shared");
    localName = StreamRandom.name(StreamRandom.name(seed, "local"), inputs.regionCode());
    matrixName = StreamRandom.name(StreamRandom.name(seed, "matrix"), inputs.regionCode());
    movesName = StreamRandom.name(StreamRandom.name(seed, "moves"), inputs.regionCode());
    newName = StreamRandom.name(StreamRandom.name(seed, "newcomers"), inputs.regionCode());
    drawn = new double[tiers + 1][tiers + 2];
    tierMass = new double[tiers + 1];
    matrix = new double[tiers + 1][tiers + 2];
    chances = new double[tiers + 1][tiers + 2];
    powers = new double[tiers];
    newRates = inputs.newRates();
    yearlyRates = new double[tiers];
    newcomerChances = new double[tiers + 2];
    carried = new double[tiers + 2];
    ownWeight = Arrays.copyOf(inputs.ownWeight(), tiers + 2);
    ownWeight[tiers + 1] = 1;
    luck = new double[(tiers + 2) * (tiers + 1)];
  }

  private SharedStateContinuousSampler[][] weights(double[][] posterior) {
    SharedStateContinuousSampler[][] samplers =
        new SharedStateContinuousSampler[tiers + 1][tiers + 2];
    for (int i = 0; i <= tiers; i++) {
      for (int j = 0; j < tiers + 2; j++) {
        if (posterior[i][j] > 0) {
          samplers[i][j] = AhrensDieterMarsagliaTsangGammaSampler.of(random, posterior[i][j], 1);
        }
      }
    }
    return samplers;
  }

  /** Draws what a future has for all its years. */
  void start(int number) {
    future = number;
    random.start(StreamRandom.name(sharedName, future));
    sigma = shocks.sigmaShared();
    int intervals = shocks.intervals();
    if (chiSquare != null) {
      sigma *= Math.sqrt((intervals - 1) / Math.max(chiSquare.sample(), LEAST_CHI_SQUARE));
    }
    sharedCentre = sigma / Math.sqrt(intervals) * normal.sample();
    random.start(StreamRandom.name(localName, future));
    double localCentre = cut(shocks.sigmaLocal() / Math.sqrt(intervals) * normal.sample());
    for (int i = 0; i < carried.length; i++) {
      carried[i] = Math.exp(-ownWeight[i] * localCentre);
    }
    drawMatrix();
  }

  /** Draws what a year of the future has. */
  void startYear(int year) {
    tilt(shock(year));
    for (int i = 0; i <= tiers; i++) {
      shareOut(matrix[i], chances[i]);
    }
    newcomerRates(newRates, powers, yearlyRates);
    shareOut(yearlyRates, newcomerChances);
    long yearName = StreamRandom.name(StreamRandom.name(movesName, future), year);
    for (int i = 0; i <= tiers + 1; i++) {
      random.start(StreamRandom.name(yearName, i));
      for (int j = 0; j <= tiers; j++) {
        luck[place(i, j)] = random.nextDouble();
      }
    }
    newcomersName = StreamRandom.name(StreamRandom.name(newName, future), year);
  }

  private double shock(int year) {
    random.start(StreamRandom.name(StreamRandom.name(sharedName, future), year));
    double shock = sharedCentre + sigma * normal.sample();
    random.start(StreamRandom.name(StreamRandom.name(localName, future), year));
    shock += shocks.sigmaLocal() * normal.sample();
    return cut(shock);
  }

  private static double cut(double shock) {
    return Math.max(-LARGEST_SHOCK, Math.min(LARGEST_SHOCK, shock));
  }

  private void drawMatrix() {
    random.start(StreamRandom.name(matrixName, future));
    for (int i = 0; i <= tiers; i++) {
      double[] row = drawn[i];
      double sum = 0;
      for (int j = 0; j < tiers + 2; j++) {
        row[j] = weights[i][j] == null ? 0 : weights[i][j].sample();
        sum += row[j];
      }
      double mass = 0;
      for (int j = 0; j < tiers + 2; j++) {
        // Without household and prior, or with weights so small that all underflow, there is
        // nothing to draw from.
        row[j] = sum > 0 ? row[j] / sum : average[i][j];
        mass += j < tiers ? row[j] : 0;
      }
      tierMass[i] = mass;
    }
  }

  /** Tilts each row over the tiers; what becomes absent or gone is as in any year. */
  private void tilt(double shock) {
    double step = Math.exp(-shock);
    for (int i = 0; i <= tiers; i++) {
      raise(step * carried[i]);
      double[] from = drawn[i];
      double[] to = matrix[i];
      double sum = 0;
      for (int j = 0; j < tiers; j++) {
        to[j] = from[j] * powers[j];
        sum += to[j];
      }
      // The origin's rank is in every cell of the row and falls out with the sum.
      double scale = sum > 0 ? tierMass[i] / sum : 0;
      for (int j = 0; j < tiers; j++) {
        to[j] *= scale;
      }
      to[tiers] = from[tiers];
      to[tiers + 1] = from[tiers + 1];
    }
    raise(step * carried[tiers + 1]);
  }

  private void raise(double step) {
    powers[0] = 1;
    for (int j = 1; j < tiers; j++) {
      powers[j] = powers[j - 1] * step;
    }
  }

  /** The year's matrix, before a scenario; valid until the next year starts. */
  double[][] matrix() {
    return matrix;
  }

  /** What {@link #shareOut} makes of a row of that matrix. */
  double[] chances(int row) {
    return chances[row];
  }

  /**
   * The chance of each destination for those that no earlier one took: 1 for the last.
   *
   * @param weights of the destinations, up to a common factor
   * @param chances where they are put
   */
  static void shareOut(double[] weights, double[] chances) {
    double rest = 0;
    int last = 0;
    for (int j = 0; j < weights.length; j++) {
      rest += weights[j];
      last = weights[j] > 0 ? j : last;
    }
    for (int j = 0; j < last; j++) {
      // Differences of chances may leave a rest that is too small by a rounding error.
      chances[j] = weights[j] < rest ? weights[j] / rest : 1;
      rest -= weights[j];
    }
    chances[last] = 1;
    Arrays.fill(chances, last + 1, chances.length, 0);
  }

  /** One number for every {@link #place}, 0 to below 1; valid until the next year starts. */
  double[] luck() {
    return luck;
  }

  /** The number of {@link #luck} for a move from a row to a destination that is not the last. */
  int place(int row, int destination) {
    return row * (tiers + 1) + destination;
  }

  /** Names the numbers of the year's newcomers. */
  long newcomersName() {
    return newcomersName;
  }

  /**
   * How many newcomers a year has, negative binomial.
   *
   * @param name {@link #newcomersName} of that year
   * @param u uniform number, 0 to below 1
   * @param deviate {@link StandardNormal#quantile} of it
   * @param mean expected, above 0
   * @param dispersion variance over mean, at least 1
   */
  long newcomers(long name, double u, double deviate, double mean, double dispersion) {
    double scale = dispersion - 1;
    double drawnMean = mean;
    if (scale > LEAST_OVERDISPERSION) {
      random.start(name);
      drawnMean = AhrensDieterMarsagliaTsangGammaSampler.of(random, mean / scale, scale).sample();
    }
    return drawnMean > 0 ? CountQuantile.poisson(u, deviate, drawnMean) : 0;
  }

  /** {@link #shareOut} of the year's newcomers, who come into tiers alone. */
  double[] newcomerChances() {
    return newcomerChances;
  }

  /** How often newcomers of each tier come in the year, over an average one; of any size. */
  double[] newcomerTilt() {
    return powers;
  }

  /**
   * Expected newcomers per listed household into each tier. The year's shock tilts their tiers
   * around the mean one; their number it leaves, as a tilt around the mean does to first order.
   *
   * @param average those of an average year
   * @param tilt {@link #newcomerTilt} of the year
   * @param rates where they are put
   */
  static void newcomerRates(double[] average, double[] tilt, double[] rates) {
    double rate = 0;
    double sum = 0;
    for (int j = 0; j < average.length; j++) {
      rate += average[j];
      rates[j] = average[j] * tilt[j];
      sum += rates[j];
    }
    for (int j = 0; j < average.length && sum > 0; j++) {
      rates[j] *= rate / sum;
    }
  }
}
