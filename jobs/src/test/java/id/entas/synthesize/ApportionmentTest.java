package id.entas.synthesize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ApportionmentTest {
  @Property(tries = 300)
  void shouldAddUpExactlyAndStayWithinOneOfTheExactShare(
      @ForAll @LongRange(min = 0, max = 100_000_000) long total,
      @ForAll @Size(min = 1, max = 93) List<@DoubleRange(min = 0.5, max = 1e6) Double> shares) {
    double[] weights = shares.stream().mapToDouble(share -> share).toArray();
    long[] counts = Apportionment.of(total, weights);

    assertThat(Arrays.stream(counts).sum()).isEqualTo(total);
    double sum = Arrays.stream(weights).sum();
    for (int i = 0; i < weights.length; i++) {
      assertThat(Math.abs(counts[i] - total * weights[i] / sum)).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void shouldGiveBackWholeNumbersThatAlreadyAddUp() {
    assertThat(Apportionment.of(12_827, 1_485, 5_574, 5_768)).containsExactly(1_485, 5_574, 5_768);
  }

  @Test
  void shouldGiveTheEarlierTheMoreWhereRemaindersTie() {
    assertThat(Apportionment.of(1, 1, 1)).containsExactly(1, 0);
  }

  @Test
  void shouldRefuseWeightsThatShareNothing() {
    assertThatThrownBy(() -> Apportionment.of(5, 0, 0)).hasMessageContaining("cannot share 5");
  }
}
