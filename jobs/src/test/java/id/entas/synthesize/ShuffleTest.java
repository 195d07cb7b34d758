package id.entas.synthesize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShuffleTest {
  @Property(tries = 200)
  void shouldGiveEveryNumberAPlaceOfItsOwn(
      @ForAll @IntRange(min = 1, max = 5_000) int size, @ForAll long seed) {
    Shuffle shuffle = new Shuffle(size, seed);
    BitSet taken = new BitSet(size);
    for (int number = 0; number < size; number++) {
      taken.set((int) shuffle.placeOf(number));
    }
    assertThat(taken.cardinality()).isEqualTo(size);
    assertThat(taken.length()).isEqualTo(size);
  }

  @Test
  void shouldSpreadTheFirstPlacesOverAllNumbers() {
    Shuffle shuffle = new Shuffle(10_000, 7);
    int inFirstHalf = 0;
    for (int number = 0; number < 5_000; number++) {
      inFirstHalf += shuffle.placeOf(number) < 1_000 ? 1 : 0;
    }
    // Hypergeometric, mean 500 and standard deviation 15.
    assertThat(inFirstHalf).isBetween(430, 570);
  }

  @Test
  void shouldRefuseANumberThatIsNotAmongThem() {
    assertThatThrownBy(() -> new Shuffle(3, 1).placeOf(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 is not among the 3");
  }
}
