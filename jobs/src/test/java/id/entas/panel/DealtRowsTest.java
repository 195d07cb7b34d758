package id.entas.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

class DealtRowsTest {
  private static final int TASKS = 7;

  @Test
  void shouldDealEverySightingOnceAndAHouseholdsToOneTask() {
    Random random = new Random(20261127);
    List<InternalRow> rows = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      long household = random.nextInt(9_000);
      long first = new Random(household).nextLong();
      long sighting = random.nextLong() >>> 1;
      rows.add(row(first, -household, sighting));
      expected.add(first + " " + -household + " " + sighting);
    }
    Map<String, Integer> taskOf = new HashMap<>();
    int[] dealt = new int[TASKS];
    List<String> taken = new ArrayList<>();
    for (Tuple2<Integer, byte[]> block : deal(rows, DealtRows.Form.SIGHTING)) {
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
    List<InternalRow> rows =
        List.of(
            row(1L, 2L, 0x21L, text("3509010"), null, 0x1L, 0x3L),
            row(Long.MIN_VALUE, -1L, 0x201L, text("3509020"), text("3509020,,3509030"), 0L, -1L));
    List<String> taken = new ArrayList<>();
    deal(rows, DealtRows.Form.HISTORY).forEach(block -> taken.addAll(taken(block._2())));
    assertThat(taken)
        .containsExactlyInAnyOrder(
            "1 2 33 1 3 3509010 []", Long.MIN_VALUE + " -1 513 0 -1 3509020 [3509020, 0, 3509030]");
  }

  @Test
  void shouldCloseABlockBeforeTheLongestHistoryNoLongerFits() {
    String path =
        String.join(
            ",", LongStream.range(0, Histories.MOST_CENSUSES).mapToObj(at -> "3509010").toList());
    List<InternalRow> rows = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      rows.add(row(0L, 0L, (long) i, text("3509010"), text(path), 0L, 0L));
    }
    List<Tuple2<Integer, byte[]>> blocks = deal(rows, DealtRows.Form.HISTORY);
    assertThat(blocks).hasSizeGreaterThan(10);
    assertThat(blocks.stream().mapToInt(block -> taken(block._2()).size()).sum()).isEqualTo(5_000);
  }

  @Test
  void shouldDealNothingOfNoRows() {
    DealtRows none = new DealtRows(List.<InternalRow>of().iterator(), DealtRows.Form.SIGHTING, 3);
    assertThat(none.hasNext()).isFalse();
    assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
  }

  private static List<Tuple2<Integer, byte[]>> deal(List<InternalRow> rows, DealtRows.Form form) {
    List<Tuple2<Integer, byte[]>> blocks = new ArrayList<>();
    new DealtRows(rows.iterator(), form, TASKS).forEachRemaining(blocks::add);
    return blocks;
  }

  private static InternalRow row(long first, long second, Object... rest) {
    Object[] values = new Object[1 + rest.length];
    values[0] = ByteBuffer.allocate(16).putLong(first).putLong(second).array();
    System.arraycopy(rest, 0, values, 1, rest.length);
    return new GenericInternalRow(values);
  }

  private static UTF8String text(String text) {
    return UTF8String.fromString(text);
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
