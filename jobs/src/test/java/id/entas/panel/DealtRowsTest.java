package id.entas.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

class DealtRowsTest {
  private static final int TASKS = 7;

  @Test
  void shouldDealEverySightingOnceAndAHouseholdsToOneTask() {
    Random random = new Random(20261127);
    List<Dealt> rows = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      long household = random.nextInt(9_000);
      long first = new Random(household).nextLong();
      long sighting = random.nextLong() >>> 1;
      rows.add(new Dealt(first, -household, block -> DealtRows.putSighting(block, sighting)));
      expected.add(first + " " + -household + " " + sighting);
    }
    Map<String, Integer> taskOf = new HashMap<>();
    int[] dealt = new int[TASKS];
    List<String> taken = new ArrayList<>();
    for (Tuple2<Integer, byte[]> block : deal(rows)) {
      assertThat(block._2().length).isPositive().isLessThanOrEqualTo(1 << 15);
      for (String one : taken(block._2())) {
        String household = one.substring(0, one.lastIndexOf(' '));
        assertThat(taskOf.merge(household, block._1(), (before, now) -> before))
            .isEqualTo(block._1());
        dealt[block._1()]++;
        taken.add(one);
      }
    }
    assertThat(taken).containsExactlyInAnyOrderElementsOf(expected);
    // Evenly, since a digest is: a seventh each, give or take five standard deviations.
    assertThat(Arrays.stream(dealt))
        .allSatisfy(
            rowsOfTask ->
                assertThat(rowsOfTask).isBetween(40_000 / TASKS - 900, 40_000 / TASKS + 900));
  }

  @Test
  void shouldGiveHistoriesBackWithTheirPaths() {
    List<Dealt> rows =
        List.of(
            new Dealt(
                1L,
                2L,
                block -> DealtRows.putHistory(block, 0x21L, 0x1L, 0x3L, 3509010, new int[0])),
            new Dealt(
                Long.MIN_VALUE,
                -1L,
                block ->
                    DealtRows.putHistory(
                        block,
                        0x201L,
                        0L,
                        -1L,
                        3509020,
                        new int[] {3509020, DealtRows.NOWHERE, 3509030})));
    List<String> taken = new ArrayList<>();
    deal(rows).forEach(block -> taken.addAll(taken(block._2())));
    assertThat(taken)
        .containsExactlyInAnyOrder(
            "1 2 33 1 3 3509010 []", Long.MIN_VALUE + " -1 513 0 -1 3509020 [3509020, 0, 3509030]");
  }

  @Test
  void shouldCloseABlockBeforeTheLongestHistoryNoLongerFits() {
    int[] path = new int[Histories.MOST_CENSUSES];
    Arrays.fill(path, 3509010);
    List<Dealt> rows = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      long states = i;
      rows.add(
          new Dealt(0L, 0L, block -> DealtRows.putHistory(block, states, 0L, 0L, 3509010, path)));
    }
    List<Tuple2<Integer, byte[]>> blocks = deal(rows);
    assertThat(blocks).hasSizeGreaterThan(10);
    assertThat(blocks.stream().mapToInt(block -> taken(block._2()).size()).sum()).isEqualTo(5_000);
  }

  @Test
  void shouldDealNothingOfNoRows() {
    DealtRows none = new DealtRows(new Given(List.of()), 3);
    assertThat(none.hasNext()).isFalse();
    assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
  }

  private static List<Tuple2<Integer, byte[]>> deal(List<Dealt> rows) {
    List<Tuple2<Integer, byte[]>> blocks = new ArrayList<>();
    new DealtRows(new Given(rows), TASKS).forEachRemaining(blocks::add);
    return blocks;
  }

  private record Dealt(long first, long second, Consumer<ByteBuffer> rest) {}

  private static final class Given implements DealtRows.Source {
    private final Iterator<Dealt> rows;
    private Dealt row;

    private Given(List<Dealt> rows) {
      this.rows = rows.iterator();
    }

    @Override
    public boolean advance() {
      row = rows.hasNext() ? rows.next() : null;
      return row != null;
    }

    @Override
    public long firstOfKey() {
      return row.first();
    }

    @Override
    public long secondOfKey() {
      return row.second();
    }

    @Override
    public void put(ByteBuffer block) {
      row.rest().accept(block);
    }
  }

  private static List<String> taken(byte[] block) {
    List<String> taken = new ArrayList<>();
    DealtRows.take(
        block,
        new DealtRows.Taker() {
          @Override
          public void sighting(long firstOfKey, long secondOfKey, long sighting) {
            taken.add(firstOfKey + " " + secondOfKey + " " + sighting);
          }

          @Override
          public void history(
              long firstOfKey,
              long secondOfKey,
              long states,
              long served,
              long known,
              int home,
              int[] path) {
            taken.add(
                String.join(
                        " ",
                        LongStream.of(firstOfKey, secondOfKey, states, served, known, home)
                            .mapToObj(Long::toString)
                            .toList())
                    + " "
                    + Arrays.toString(path));
          }
        });
    return taken;
  }
}
