package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class BlockBinomialsTest {
  /** No multiple of what a processor does in one step. */
  private static final int MOST = 61;

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8, 12, 20, 33, 50, 100, 150, 201, 400, 1000, 3000, 10_000, 60_000})
  void shouldBeTheExactQuantileOfTheBinomialRightUpToItsStepsInEveryFuture(int n) {
    List<BinomialStep> asked = BinomialStep.of(n);
    assertThat(asked).isNotEmpty();
    assertDrawn(asked);
  }

  @Test
  void shouldBeCertainAtTheEnds() {
    List<BinomialStep> asked = new ArrayList<>();
    for (double u : new double[] {0, 0.5, 1 - 1e-16}) {
      asked.add(new BinomialStep(u, 0, 0.5, 0));
      asked.add(new BinomialStep(u, 77, 0, 0));
      asked.add(new BinomialStep(u, 77, 1, 77));
      asked.add(new BinomialStep(u, 77, 1e-300, 0));
    }
    assertDrawn(asked);
    assertThat(drawn(List.of(new BinomialStep(0, 50_000, 0.4, 0)))[0]).isBetween(0.0, 50_000.0);
    assertThat(drawn(List.of(new BinomialStep(1 - 1e-16, 50_000, 0.4, 0)))[0])
        .isBetween(0.0, 50_000.0);
  }

  @Test
  void shouldMoveNobodyWhereNobodyIs() {
    List<BinomialStep> asked = new ArrayList<>();
    for (int future = 0; future < MOST; future++) {
      asked.add(new BinomialStep(future / 61.0, future % 2, future % 2 == 0 ? 0.3 : 0, 0));
    }
    assertDrawn(asked);
  }

  @Test
  void shouldForgetTheLuckOfTheFuturesBefore() {
    MoveLuck luck = new MoveLuck(1);
    BlockBinomials binomials = new BlockBinomials(1);
    double[] counts = new double[1];
    luck.anew()[0] = 0.999;
    binomials.draw(luck, new double[] {1_000}, new double[] {0.4}, 1, counts);
    assertThat(counts[0]).isGreaterThan(430);
    luck.anew()[0] = 0.001;
    binomials.draw(luck, new double[] {1_000}, new double[] {0.4}, 1, counts);
    assertThat(counts[0]).isLessThan(370);
  }

  private static void assertDrawn(List<BinomialStep> asked) {
    for (int from = 0; from < asked.size(); from += MOST) {
      List<BinomialStep> block = asked.subList(from, Math.min(asked.size(), from + MOST));
      double[] drawn = drawn(block);
      for (int future = 0; future < block.size(); future++) {
        assertThat(drawn[future]).as("%s", block.get(future)).isEqualTo(block.get(future).count());
      }
    }
  }

  private static double[] drawn(List<BinomialStep> block) {
    MoveLuck luck = new MoveLuck(MOST);
    double[] uniforms = luck.anew();
    double[] n = new double[MOST];
    double[] p = new double[MOST];
    for (int future = 0; future < block.size(); future++) {
      uniforms[future] = block.get(future).u();
      n[future] = block.get(future).n();
      p[future] = block.get(future).p();
    }
    double[] counts = new double[MOST];
    Arrays.fill(counts, -1);
    new BlockBinomials(MOST).draw(luck, n, p, block.size(), counts);
    return counts;
  }
}
