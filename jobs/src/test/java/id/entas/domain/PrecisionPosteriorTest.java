package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class PrecisionPosteriorTest {
  private static List<PrecisionPosterior.Draw> draws(double[][] counts, int count) {
    DirichletMultinomial.Reached reached = DirichletMultinomial.Reached.find(counts).orElseThrow();
    DirichletMultinomial data = DirichletMultinomial.of(reached);
    return new PrecisionPosterior(data, data.fit()).draws(count);
  }

  private static double[][] simulated(int regions, double precision, int households, long seed) {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    double[][] counts = new double[regions][];
    for (int r = 0; r < regions; r++) {
      double[] row =
          EmpiricalBayesSamples.row(random, new double[] {0.3 * precision, 0.7 * precision});
      counts[r] = EmpiricalBayesSamples.drawn(random, households + r, row);
    }
    return counts;
  }

  /** Chances of precisions up to each of a ladder, with the mean integrated out on a grid. */
  private static double[] integrated(double[][] counts, double[] ladder) {
    double all = 0;
    for (double[] row : counts) {
      all += Matrices.sum(row);
    }
    double typical = Math.max(1, all / counts.length);
    double[] chance = new double[ladder.length];
    double total = 0;
    double top = Double.NEGATIVE_INFINITY;
    // First the largest term, then the sum.
    for (int pass = 0; pass < 2; pass++) {
      for (double ln = 0; ln <= Math.log(300 * typical); ln += 0.05) {
        double precision = Math.exp(ln);
        for (int i = 1; i < 200; i++) {
          double mean = i / 200.0;
          double a = precision * mean;
          double b = precision - a;
          double value =
              ln
                  - 2 * Math.log(typical + precision)
                  - 0.5 * Math.log(mean)
                  - 0.5 * Math.log(1 - mean);
          for (double[] row : counts) {
            value +=
                Gamma.logGamma(precision)
                    - Gamma.logGamma(precision + row[0] + row[1])
                    + Gamma.logGamma(a + row[0])
                    - Gamma.logGamma(a)
                    + Gamma.logGamma(b + row[1])
                    - Gamma.logGamma(b);
          }
          if (pass == 0) {
            top = Math.max(top, value);
          } else {
            double mass = Math.exp(value - top);
            total += mass;
            for (int k = 0; k < ladder.length; k++) {
              chance[k] += precision <= ladder[k] ? mass : 0;
            }
          }
        }
      }
    }
    for (int k = 0; k < ladder.length; k++) {
      chance[k] /= total;
    }
    return chance;
  }

  @Test
  void shouldAgreeWithTheMeanIntegratedOutNumerically() {
    for (double[][] counts :
        List.of(
            simulated(8, 20, 30, 1),
            simulated(8, 300, 30, 2),
            new double[][] {{4, 8}, {6, 12}, {3, 6}},
            new double[][] {{40, 8}, {6, 12}})) {
      List<PrecisionPosterior.Draw> draws = draws(counts, 400);
      double[] ladder = new double[] {50, 200, 350};
      double[] precisions = new double[3];
      for (int k = 0; k < 3; k++) {
        precisions[k] = draws.get((int) ladder[k]).precision();
      }
      double[] chance = integrated(counts, precisions);
      for (int k = 0; k < 3; k++) {
        // Laplace's approximation over the mean is what is tested; its error is a few percent.
        assertThat(chance[k]).isCloseTo((ladder[k] + 0.5) / 400, within(0.03));
      }
    }
  }

  @Test
  void shouldFindAPeakNarrowerThanItsFirstSteps() {
    List<PrecisionPosterior.Draw> draws = draws(simulated(2000, 20, 300, 3), 200);
    // 2,000 regions tell ln precision to about 0.03.
    assertThat(draws.get(100).precision()).isCloseTo(20, within(2.0));
    assertThat(draws.get(195).precision() / draws.get(4).precision()).isBetween(1.08, 1.25);
    for (int k = 1; k < draws.size(); k++) {
      assertThat(draws.get(k).precision()).isGreaterThan(draws.get(k - 1).precision());
    }
  }

  @Test
  void shouldStayOpenWhereRegionsAreAlike() {
    double[][] counts = new double[31][];
    for (int r = 0; r < 31; r++) {
      counts[r] = new double[] {30, 70};
    }
    List<PrecisionPosterior.Draw> draws = draws(counts, 200);
    assertThat(draws.get(5).precision()).as("at least").isGreaterThan(300);
    assertThat(draws.get(195).precision()).as("up to").isGreaterThan(10_000);
  }

  @Test
  void shouldEndAndStayTheSameWhateverTracesEmLeavesOfImpossibleMoves() {
    // A row that a race of eight runs left, whose density had steps that were refined for ever.
    double[][] traced = {
      {9.1e-20, 7.6e-21, 84.17388370007258, 1.4e-19, 1.1e-28},
      {0, 2, 97, 0, 0},
      {0, 0, 57, 0, 1}
    };
    double[][] plain = {{0, 0, 84.17388370007258, 0, 0}, {0, 2, 97, 0, 0}, {0, 0, 57, 0, 1}};
    List<PrecisionPosterior.Draw> expected = draws(plain, 20);

    assertThat(draws(traced, 20))
        .extracting(PrecisionPosterior.Draw::precision)
        .isEqualTo(expected.stream().map(PrecisionPosterior.Draw::precision).toList());
    for (double trace : new double[] {1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-12, 1e-300}) {
      double[][] counts = {
        {trace, trace / 10, 84.17388370007258, trace, trace / 1000}, plain[1], plain[2]
      };
      for (PrecisionPosterior.Draw draw : draws(counts, 20)) {
        assertThat(draw.precision()).isPositive().isFinite();
        assertThat(Matrices.sum(draw.mean())).isCloseTo(1, within(1e-9));
      }
    }
  }
}
