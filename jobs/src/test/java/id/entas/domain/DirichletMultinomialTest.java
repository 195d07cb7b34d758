package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class DirichletMultinomialTest {
  private final GoldenSet golden = GoldenSet.read("21_dirichlet_multinomial_eb");

  private double[][] goldenCounts() {
    double[][] counts = new double[5][4];
    for (int r = 0; r < 5; r++) {
      for (int j = 0; j < 4; j++) {
        counts[r][j] = golden.input("count", "" + r, "" + j);
      }
    }
    return counts;
  }

  private static DirichletFit fit(double[][] counts) {
    return DirichletMultinomial.findFit(counts).orElseThrow();
  }

  /** The log-likelihood again, from the library's gamma function. */
  private static double logLikelihood(double[][] counts, double[] alpha) {
    double precision = Matrices.sum(alpha);
    double sum = 0;
    for (double[] row : counts) {
      sum += Gamma.logGamma(precision) - Gamma.logGamma(Matrices.sum(row) + precision);
      for (int j = 0; j < row.length; j++) {
        if (alpha[j] > 0) {
          sum += Gamma.logGamma(row[j] + alpha[j]) - Gamma.logGamma(alpha[j]);
        }
      }
    }
    return sum;
  }

  @Test
  void shouldMatchEveryGoldenValue() {
    double[][] counts = goldenCounts();
    DirichletFit fit = fit(counts);
    for (GoldenSet.Value value : golden.expected()) {
      int i = value.i().isEmpty() ? -1 : Integer.parseInt(value.i());
      int j = value.j().isEmpty() ? -1 : Integer.parseInt(value.j());
      double actual =
          switch (value.name()) {
            case "alpha" -> fit.alpha()[i];
            case "precision_A" -> fit.precision();
            case "rho" -> 1 / (1 + fit.precision());
            case "logLik_no_coeff" -> fit.logLikelihood();
            case "shrunken_P" -> fit.shrunk(counts[i])[j];
            case "raw_P" -> counts[i][j] / Matrices.sum(counts[i]);
            case "own_data_weight" -> fit.ownWeight(Matrices.sum(counts[i]));
            default -> throw new AssertionError(value.name());
          };
      assertThat(actual)
          .as(value.name() + " " + i + " " + j)
          .isCloseTo(value.value(), within(value.tolerance()));
    }
    assertThat(golden.expected()).hasSize(52);
    assertThat(fit.state()).isEqualTo(DirichletFit.State.ESTIMATED);
    assertThat(fit.converged()).isTrue();
  }

  @Test
  void shouldPoolFullyWhereProportionsAreTheSame() {
    double[][] counts = new double[12][];
    for (int r = 0; r < 12; r++) {
      counts[r] = new double[] {8 * (r + 1), 3 * (r + 1), r + 1};
    }
    DirichletFit fit = fit(counts);
    assertThat(fit.state()).isEqualTo(DirichletFit.State.FULLY_POOLED);
    assertThat(fit.precision()).isInfinite();
    assertThat(fit.ownWeight(1000)).isZero();
    assertThat(fit.shrunk(counts[0])).containsExactly(fit.mean());
    assertThat(fit.mean())
        .containsExactly(new double[] {8 / 12.0, 3 / 12.0, 1 / 12.0}, within(1e-15));
    double multinomial = 0;
    for (double[] row : counts) {
      for (int j = 0; j < 3; j++) {
        multinomial += row[j] * Math.log(fit.mean()[j]);
      }
    }
    assertThat(fit.logLikelihood()).isCloseTo(multinomial, within(1e-9));
  }

  @Test
  void shouldPoolFullyAboutAsOftenAsHomogeneousCountsAreLessScatteredThanExpected() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(4L);
    double[] row = {0.55, 0.32, 0.1, 0.03};
    int pooled = 0;
    int steps = 0;
    for (int k = 0; k < 500; k++) {
      double[][] counts = new double[31][];
      for (int r = 0; r < 31; r++) {
        counts[r] = EmpiricalBayesSamples.drawn(random, 20 + 10 * r, row);
      }
      DirichletFit fit = fit(counts);
      assertThat(fit.converged()).isTrue();
      steps = Math.max(steps, fit.iterations());
      if (fit.state() == DirichletFit.State.FULLY_POOLED) {
        pooled++;
        // No finite precision does better than the limit.
        for (double precision : new double[] {3, 30, 300, 3000, 30_000}) {
          double[] alpha = fit.mean();
          for (int j = 0; j < 4; j++) {
            alpha[j] *= precision;
          }
          assertThat(logLikelihood(counts, alpha)).isLessThan(fit.logLikelihood() + 1e-6);
        }
      }
    }
    // The score at pooling is a sum of skewed parts with mean 0: negative a little more often than
    // not. Standard error 2 %.
    assertThat(pooled / 500.0).isBetween(0.55, 0.75);
    assertThat(steps).isLessThan(40);
  }

  @Property(tries = 150)
  void shouldStandWhereNoNeighbourIsMoreLikely(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 20) int regions,
      @ForAll @IntRange(min = 2, max = 6) int destinations,
      @ForAll @DoubleRange(min = 0.5, max = 3) double precisionMagnitude,
      @ForAll @DoubleRange(min = 0.5, max = 3) double sizeMagnitude,
      @ForAll @DoubleRange(min = 1, max = 5) double dispersion) {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    double[] mean = EmpiricalBayesSamples.row(random, ones(destinations));
    double[][] counts = new double[regions][];
    for (int r = 0; r < regions; r++) {
      double[] row =
          EmpiricalBayesSamples.row(random, scaled(mean, Math.pow(10, precisionMagnitude)));
      long n = 1 + (long) (2 * random.nextDouble() * Math.pow(10, sizeMagnitude));
      counts[r] = scaled(EmpiricalBayesSamples.drawn(random, n, row), 1 / dispersion);
    }
    DirichletFit fit = fit(counts);
    assertThat(fit.converged()).isTrue();
    assertThat(Matrices.sum(fit.mean())).isCloseTo(1, within(1e-12));
    if (fit.state() == DirichletFit.State.FULLY_POOLED
        || fit.precision() == DirichletMultinomial.LEAST_PRECISION
        || fit.precision() > 1e5) {
      return;
    }
    double[] alpha = fit.alpha();
    double value = logLikelihood(counts, alpha);
    assertThat(fit.logLikelihood()).isCloseTo(value, within(1e-7));
    for (int j = 0; j < destinations; j++) {
      if (alpha[j] > 0) {
        double step = 1e-4;
        double[] up = alpha.clone();
        double[] down = alpha.clone();
        up[j] *= Math.exp(step);
        down[j] *= Math.exp(-step);
        double slope = (logLikelihood(counts, up) - logLikelihood(counts, down)) / (2 * step);
        assertThat(slope).as("slope of ln alpha " + j).isCloseTo(0, within(1e-4));
      }
    }
    for (double factor : new double[] {0.1, 0.5, 0.9, 1.1, 2, 10}) {
      assertThat(logLikelihood(counts, scaled(alpha, factor))).isLessThan(value + 1e-9);
    }
  }

  @Test
  void shouldFindWhatDiffersAmongSmallRegionsBesideOneThatDwarfsThem() {
    // At full pooling the likelihood rises with the precision, because the large region is nearer
    // to the mean than chance allows; the small ones could hardly differ more.
    double[][] counts = new double[31][];
    counts[0] = new double[] {60_000, 40_000};
    for (int r = 1; r < 31; r++) {
      counts[r] = r % 2 == 0 ? new double[] {19, 1} : new double[] {5, 15};
    }
    DirichletFit fit = fit(counts);
    assertThat(fit.state()).isEqualTo(DirichletFit.State.ESTIMATED);
    assertThat(fit.precision()).isBetween(1.0, 10.0);
    assertThat(fit.logLikelihood())
        .isGreaterThan(100_600 * (0.6 * Math.log(0.6) + 0.4 * Math.log(0.4)));
  }

  @Test
  void shouldNotChangeWithAnEmptyRegionOrDestination() {
    double[][] counts = goldenCounts();
    DirichletFit fit = fit(counts);
    double[][] wider = new double[6][5];
    for (int r = 0; r < 5; r++) {
      System.arraycopy(counts[r], 0, wider[r < 2 ? r : r + 1], 0, 2);
      System.arraycopy(counts[r], 2, wider[r < 2 ? r : r + 1], 3, 2);
    }
    DirichletFit wide = fit(wider);
    assertThat(wide.precision()).isEqualTo(fit.precision());
    assertThat(wide.logLikelihood()).isEqualTo(fit.logLikelihood());
    assertThat(wide.alpha())
        .containsExactly(fit.alpha()[0], fit.alpha()[1], 0, fit.alpha()[2], fit.alpha()[3]);
    assertThat(wide.ownWeight(0)).isZero();
    assertThat(wide.shrunk(new double[5])).containsExactly(wide.mean());
  }

  @Test
  void shouldNotChangeWhenEveryRegionIsThereTwice() {
    double[][] counts = goldenCounts();
    double[][] twice = new double[10][];
    for (int r = 0; r < 10; r++) {
      twice[r] = counts[r / 2];
    }
    DirichletFit fit = fit(twice);
    assertThat(fit.alpha()).containsExactly(fit(counts).alpha(), within(1e-6));
    assertThat(fit.logLikelihood()).isCloseTo(2 * fit(counts).logLikelihood(), within(1e-8));
  }

  @Test
  void shouldNotDependOnTheOrderOfDestinations() {
    double[][] counts = goldenCounts();
    double[][] turned = new double[5][4];
    for (int r = 0; r < 5; r++) {
      for (int j = 0; j < 4; j++) {
        turned[r][3 - j] = counts[4 - r][j];
      }
    }
    double[] alpha = fit(turned).alpha();
    for (int j = 0; j < 4; j++) {
      assertThat(alpha[3 - j]).isCloseTo(fit(counts).alpha()[j], within(1e-7));
    }
  }

  @Test
  void shouldLendMoreWhenCountsAreDeflated() {
    double[][] counts = goldenCounts();
    double[][] deflated = new double[5][];
    for (int r = 0; r < 5; r++) {
      deflated[r] = scaled(counts[r], 1 / 2.5);
    }
    DirichletFit raw = fit(counts);
    DirichletFit less = fit(deflated);
    assertThat(less.precision()).isGreaterThan(raw.precision());
    for (int r = 0; r < 5; r++) {
      assertThat(less.ownWeight(Matrices.sum(deflated[r])))
          .isLessThan(raw.ownWeight(Matrices.sum(counts[r])));
    }
  }

  @Test
  void shouldPoolFullyWhereThereIsNothingToCompare() {
    DirichletFit alone = fit(new double[][] {{0, 0, 0}, {6, 3, 1}});
    assertThat(alone.state()).isEqualTo(DirichletFit.State.FULLY_POOLED);
    assertThat(alone.mean()).containsExactly(new double[] {0.6, 0.3, 0.1}, within(1e-15));
    DirichletFit oneWay = fit(new double[][] {{0, 4}, {0, 9}});
    assertThat(oneWay.state()).isEqualTo(DirichletFit.State.FULLY_POOLED);
    assertThat(oneWay.mean()).containsExactly(0, 1);
    assertThat(fit(new double[][] {{1, 0}, {0, 1}, {1, 0}}).state())
        .as("single households")
        .isEqualTo(DirichletFit.State.FULLY_POOLED);
    assertThat(DirichletMultinomial.findFit(new double[3][4])).isEmpty();
    assertThat(DirichletMultinomial.findFit(new double[0][])).isEmpty();
  }

  @Test
  void shouldNotBelieveThatNobodyWillEverGoAnotherWay() {
    double[][] counts = {{30, 0, 0}, {0, 20, 0}, {25, 0, 0}, {0, 0, 4}};
    DirichletFit fit = fit(counts);
    assertThat(fit.state()).isEqualTo(DirichletFit.State.ESTIMATED);
    assertThat(fit.precision()).isEqualTo(DirichletMultinomial.LEAST_PRECISION);
    assertThat(fit.converged()).isTrue();
    assertThat(fit.logLikelihood()).isCloseTo(logLikelihood(counts, fit.alpha()), within(1e-9));
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 1; i < 100; i++) {
      for (int j = 1; i + j < 100; j++) {
        double[] alpha = {i / 100.0, j / 100.0, (100 - i - j) / 100.0};
        best = Math.max(best, logLikelihood(counts, alpha));
      }
    }
    assertThat(fit.logLikelihood()).isGreaterThanOrEqualTo(best);
    assertThat(fit.logLikelihood()).isCloseTo(best, within(0.01));
  }

  @Test
  void shouldRecoverTheDistributionThatRowsComeFrom() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(21L);
    double[] mean = {0.55, 0.3, 0.1, 0.05};
    int panels = 300;
    for (double truth : new double[] {8, 40}) {
      double logRatio = 0;
      double[] average = new double[4];
      for (int k = 0; k < panels; k++) {
        double[][] counts = new double[31][];
        for (int r = 0; r < 31; r++) {
          double[] row = EmpiricalBayesSamples.row(random, scaled(mean, truth));
          counts[r] = EmpiricalBayesSamples.drawn(random, 30 + 10 * r, row);
        }
        DirichletFit fit = fit(counts);
        logRatio += Math.log(fit.precision() / truth) / panels;
        for (int j = 0; j < 4; j++) {
          average[j] += fit.mean()[j] / panels;
        }
      }
      // One fit's ln precision has a standard deviation of about 0.16. The most likely precision
      // is too large by a few percent, as a variance estimated around a fitted mean is too small.
      assertThat(logRatio).as("ln precision at " + truth).isBetween(0.0, 0.08);
      assertThat(average).containsExactly(mean, within(0.005));
    }
  }

  @Test
  void shouldComeCloserToTheTruthThanOwnProportionsAndThanFullPooling() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(2008L);
    double[] mean = {0.55, 0.3, 0.1, 0.05};
    double shrunk = 0;
    double raw = 0;
    double pooled = 0;
    for (int k = 0; k < 200; k++) {
      double[][] truth = new double[31][];
      double[][] counts = new double[31][];
      double[] totals = new double[4];
      for (int r = 0; r < 31; r++) {
        truth[r] = EmpiricalBayesSamples.row(random, scaled(mean, 40));
        counts[r] = EmpiricalBayesSamples.drawn(random, 10 + 4 * r, truth[r]);
        for (int j = 0; j < 4; j++) {
          totals[j] += counts[r][j];
        }
      }
      DirichletFit fit = fit(counts);
      for (int r = 0; r < 31; r++) {
        shrunk += squaredError(fit.shrunk(counts[r]), truth[r]);
        raw += squaredError(scaled(counts[r], 1 / Matrices.sum(counts[r])), truth[r]);
        pooled += squaredError(scaled(totals, 1 / Matrices.sum(totals)), truth[r]);
      }
    }
    assertThat(shrunk).isLessThan(0.75 * raw).isLessThan(0.75 * pooled);
  }

  @Test
  void shouldRefuseWhatIsNoCount() {
    assertThatThrownBy(() -> DirichletMultinomial.findFit(new double[][] {{1, -1}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> DirichletMultinomial.findFit(new double[][] {{1, Double.NaN}}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DirichletMultinomial.findFit(new double[][] {{1, 2}, {3}}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double squaredError(double[] estimate, double[] truth) {
    double sum = 0;
    for (int j = 0; j < truth.length; j++) {
      sum += (estimate[j] - truth[j]) * (estimate[j] - truth[j]);
    }
    return sum;
  }

  private static double[] scaled(double[] row, double factor) {
    return Arrays.stream(row).map(x -> x * factor).toArray();
  }

  private static double[] ones(int length) {
    double[] ones = new double[length];
    Arrays.fill(ones, 1);
    return ones;
  }
}
