package id.entas.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class DealtFilesTest {
  private static final String TABLE = "file:/data/my lake/household";

  private static List<HeldFiles.HeldFile> files(int many, long most) {
    Random random = new Random(20261127);
    List<HeldFiles.HeldFile> files = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      files.add(
          new HeldFiles.HeldFile(
              "census_year=" + (2008 + i % 5) + "/part-" + i + ".parquet",
              1 + (long) (random.nextDouble() * most),
              Integer.toString(2008 + i % 5)));
    }
    return files;
  }

  @Test
  void shouldDealEveryFileOnceAndThoseOfACensusBesideEachOther() {
    List<HeldFiles.HeldFile> files = files(200, 9_000_000);

    List<List<TableFile>> tasks = DealtFiles.of(TABLE, files, 4);

    List<TableFile> dealt = tasks.stream().flatMap(List::stream).toList();
    assertThat(dealt.stream().map(TableFile::path))
        .containsExactlyInAnyOrderElementsOf(
            files.stream().map(file -> new Path(TABLE, file.path()).toString()).toList());
    assertThat(dealt.stream().map(TableFile::partition)).isSorted();
    assertThat(tasks).noneMatch(List::isEmpty).hasSizeBetween(12, 40);
  }

  @Test
  void shouldDivideLargeFilesSoThatNoTaskReadsLong() {
    List<HeldFiles.HeldFile> files = files(20, 1L << 31);

    List<List<TableFile>> tasks = DealtFiles.of(TABLE, files, 1);

    assertThat(tasks)
        .allSatisfy(
            task ->
                assertThat(task.stream().mapToLong(one -> one.end() - one.start()).sum())
                    .isBetween(1L, 96L << 20));
    Map<String, Long> readUntil = new HashMap<>();
    for (TableFile one : tasks.stream().flatMap(List::stream).toList()) {
      assertThat(one.start()).isEqualTo(readUntil.getOrDefault(one.path(), 0L));
      readUntil.put(one.path(), one.end());
    }
    assertThat(readUntil)
        .isEqualTo(
            files.stream()
                .collect(
                    Collectors.toMap(
                        file -> new Path(TABLE, file.path()).toString(),
                        HeldFiles.HeldFile::bytes)));
  }

  @Test
  void shouldReadFilesTogetherThatAreNotWorthATask() {
    assertThat(DealtFiles.of(TABLE, files(20, 1_000), 4)).hasSize(1);
  }

  @Test
  void shouldDealNothingOfNoFiles() {
    assertThat(DealtFiles.of(TABLE, List.of(), 4)).isEmpty();
  }

  @Test
  void shouldUnderstandAPathAsTheLogWritesIt() {
    List<List<TableFile>> tasks =
        DealtFiles.of(TABLE, List.of(new HeldFiles.HeldFile("a%20b%25c.parquet", 1, "")), 1);

    assertThat(tasks).hasSize(1);
    assertThat(tasks.get(0))
        .containsExactly(new TableFile("file:/data/my lake/household/a b%c.parquet", "", 0, 1));
  }
}
