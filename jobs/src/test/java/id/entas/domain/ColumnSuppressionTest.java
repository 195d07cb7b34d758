package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ColumnSuppressionTest {
  private static final MinCell FIVE = new MinCell(5);

  private static SortedMap<String, Long> parts(List<Integer> households) {
    SortedMap<String, Long> parts = new TreeMap<>();
    for (int i = 0; i < households.size(); i++) {
      parts.put("part " + i, (long) households.get(i));
    }
    return parts;
  }

  private static long sum(Map<String, Long> parts) {
    return parts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Every way in which the suppressed parts, and households of no part, can add up. */
  private static void enumerate(
      int unknown, long sum, long least, long[] values, int place, long[] low, long[] high) {
    if (place == unknown) {
      if (sum >= 0) {
        for (int i = 0; i < unknown; i++) {
          low[i] = Math.min(low[i], values[i]);
          high[i] = Math.max(high[i], values[i]);
        }
      }
      return;
    }
    for (long value = least; value <= sum; value++) {
      values[place] = value;
      enumerate(unknown, sum - value, least, values, place + 1, low, high);
    }
  }

  @Property(tries = 400)
  void shouldLeaveEverySmallPartAnythingFromOneToTheSmallestCountShown(
      @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 9) Integer> households,
      @ForAll @IntRange(max = 7) int rest,
      @ForAll @IntRange(min = 2, max = 6) int minimum) {
    SortedMap<String, Long> parts = parts(households);
    long total = sum(parts) + rest;
    MinCell least = new MinCell(minimum);

    Set<String> hidden = ColumnSuppression.of(parts, total, least);

    parts.forEach(
        (part, count) -> {
          if (least.isSmall(count)) {
            assertThat(hidden).contains(part);
          }
        });
    if (least.isSmall(total)) {
      assertThat(hidden).isEqualTo(parts.keySet());
      return;
    }
    long known =
        parts.keySet().stream().filter(p -> !hidden.contains(p)).mapToLong(parts::get).sum();
    if (hidden.isEmpty()) {
      assertThat(least.isSmall(total - known)).isFalse();
      return;
    }
    // Zeros are shown, unless the whole column is not.
    long atLeast = hidden.size() == parts.size() ? 0 : 1;
    int unknown = hidden.size();
    long[] low = new long[unknown];
    long[] high = new long[unknown];
    Arrays.fill(low, Long.MAX_VALUE);
    // Of the rest it is not known whether there is any.
    enumerate(unknown, total - known, atLeast, new long[unknown], 0, low, high);
    for (int i = 0; i < unknown; i++) {
      assertThat(low[i]).isEqualTo(atLeast);
      assertThat(high[i]).isGreaterThanOrEqualTo(least.households());
    }
  }

  @Test
  void shouldBeToldBySubtractionWithoutAComplement() {
    LinearAttack attack = new LinearAttack();
    attack.equal(LinearAttack.sum("small", "second", "third"), 60);
    attack.equal(LinearAttack.sum("second"), 40);
    attack.equal(LinearAttack.sum("third"), 17);

    assertThat(attack.least("small")).isEqualTo(3);
    assertThat(attack.most("small")).isEqualTo(3);
  }

  @Test
  void shouldTakeTheSmallestOtherPartAsComplement() {
    assertThat(ColumnSuppression.of(parts(List.of(3, 40, 17, 0)), 60, FIVE))
        .containsExactly("part 0", "part 2");
  }

  @Test
  void shouldNeedNoComplementWhereSmallPartsHideEachOther() {
    assertThat(ColumnSuppression.of(parts(List.of(4, 40, 4)), 48, FIVE))
        .containsExactly("part 0", "part 2");
  }

  @Test
  void shouldNotTrustSmallPartsWhoseSumIsSmall() {
    assertThat(ColumnSuppression.of(parts(List.of(1, 40, 2)), 43, FIVE))
        .containsExactly("part 0", "part 1", "part 2");
  }

  @Test
  void shouldSuppressThePartsOfASmallTotalWithTheirZeros() {
    assertThat(ColumnSuppression.of(parts(List.of(0, 3, 0)), 3, FIVE))
        .containsExactly("part 0", "part 1", "part 2");
  }

  @Test
  void shouldShowAllWhereNothingIsSmall() {
    assertThat(ColumnSuppression.of(parts(List.of(0, 5, 6)), 11, FIVE)).isEmpty();
  }
}
