package id.entas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.entas.ingest.DbfBytes;
import id.entas.ingest.TestWorkbook;
import id.entas.tables.Lake;
import id.entas.tables.RejectedRowTable;
import id.entas.tables.Table;
import id.entas.tables.Tables;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names and ids are planted in extracts, in their own columns and in wrong ones, and then searched
 * for in every byte that a run leaves behind. Only the rejected rows may hold them.
 */
class PrivacyIT extends SparkTest {
  private static final String PLANTED = "KANARI";
  private static final String HEADER =
      "tahun,kode_kec,id_rt,nama_krt,status,jumlah_art,keterangan,satuan,klaster_1\n";
  private static final List<Charset> CHARSETS =
      List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

  private static String extract(int year) {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < 40; i++) {
      text.append(year)
          .append(i % 2 == 0 ? ",3509260," : ",3509270,")
          .append("KANARI-ID-" + i + ",KANARI Nama " + i + ",")
          .append(List.of("SM", "M", "HM").get((i + year) % 3))
          .append(",4,,,1\n");
    }
    // Columns that slipped: a name where a code, a tier, a number, a year should stand.
    text.append("KANARI Nama,3509260,KANARI-ID-50,x,SM,4,,,1\n")
        .append(year + ",KANARI Nama,KANARI-ID-51,x,SM,4,,,1\n")
        .append(year + ",3509260,KANARI-ID-52,x,KANARI Nama,4,,,1\n")
        .append(year + ",3509260,KANARI-ID-53,x,SM,KANARI Nama,,,1\n")
        .append(year + ",3509260,KANARI-ID-54,x,,4,KANARI Nama,,1\n")
        .append(year + ",3509260,KANARI-ID-55,x,SM,4,,KANARI Nama,1\n")
        .append(year + ",3509260,KANARI-ID-56,x,SM,4,,,KANARI Nama\n")
        .append(year + ",3509260,KANARI-ID-57,KANARI, Nama,SM,4,,,1\n")
        .append(year + ",3509260,KANARI-ID-1,KANARI Nama 1,SM,4,,,1\n")
        .append(year + ",3509260,\"KANARI-ID-58,KANARI Nama,SM,4,,,1\n");
    return text.toString();
  }

  /** The same in files that are no text: a sound row, and rows whose columns slipped. */
  private static List<String[]> otherRows() {
    return List.of(
        new String[] {"2010", "3509260", "KANARI-ID-1", "KANARI Nama", "SM", "4"},
        new String[] {"2010", "3509260", "KANARI-ID-71", "x", "KANARI Nama", "4"},
        new String[] {"2010", "KANARI Nama", "KANARI-ID-72", "x", "SM", "4"},
        new String[] {"2010", "3509260", "KANARI-ID-73", "x", "SM", "KANARI Nama"},
        new String[] {"KANARI Nama", "3509260", "KANARI-ID-74", "x", "SM", "4"});
  }

  private static byte[] workbook() {
    StringBuilder rows = new StringBuilder(TestWorkbook.row(1, "Daftar KANARI Nama"));
    rows.append(TestWorkbook.row(2, "tahun", "kode_kec", "id_rt", "nama_krt", "status", "art"));
    for (int i = 0; i < otherRows().size(); i++) {
      rows.append(TestWorkbook.row(3 + i, otherRows().get(i)));
    }
    return TestWorkbook.of(rows.toString()).bytes();
  }

  private static byte[] dbase() {
    DbfBytes dbf = new DbfBytes(0, StandardCharsets.ISO_8859_1);
    for (String name : List.of("TAHUN", "KDKEC7", "ID_RT", "NAMA_KRT", "STATUS", "JUMLAH_ART")) {
      dbf.column(name, 'C', 16, 0);
    }
    otherRows().forEach(dbf::row);
    return dbf.bytes();
  }

  /** A Parquet file of the rows, as Spark writes it. */
  private Path parquet(Path folder) throws IOException {
    StructType schema = new StructType();
    for (String name : List.of("tahun", "kdkec7", "id_rt", "nama_krt", "status", "jumlah_art")) {
      schema = schema.add(name, DataTypes.StringType);
    }
    List<Row> rows = otherRows().stream().map(row -> RowFactory.create((Object[]) row)).toList();
    spark().createDataFrame(rows, schema).coalesce(1).write().parquet(folder.toString());
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
  }

  /** Extracts are read by no other stage. */
  @Test
  void shouldLeaveNoNameAndNoIdOfExtractsButInRejectedRows(@TempDir Path folder)
      throws IOException {
    assertNothingIsLeftBy("ingest", 20, folder);
  }

  @Test
  @Tag("long")
  void shouldLeaveNoNameAndNoIdInAWholeRunButInRejectedRows(@TempDir Path folder)
      throws IOException {
    assertNothingIsLeftBy("run", 100, folder);
  }

  /**
   * @param leastFiles files that the command writes at least
   */
  private void assertNothingIsLeftBy(String command, int leastFiles, Path folder)
      throws IOException {
    Path in = Files.createDirectories(folder.resolve("in"));
    Files.writeString(in.resolve("a_2008.csv"), extract(2008));
    Files.writeString(in.resolve("b_2009.csv"), extract(2009));
    Files.write(in.resolve("c.xlsx"), workbook());
    Files.write(in.resolve("d.dbf"), dbase());
    Files.copy(parquet(folder.resolve("written")), in.resolve("e.parquet"));
    Path work = Files.createDirectories(folder.resolve("work"));
    Path conf =
        Files.writeString(
            folder.resolve("all.conf"),
            "ingest.max-rejected-share = 1.0\nprojection.futures = 1000\nrequirement.futures = 100\n");

    ProgramProcess refused =
        ProgramProcess.run(work, command, "--verbose", "--input", in.toString());
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    Path plans = Files.createDirectories(folder.resolve("plans"));
    Path log = folder.resolve("log/entas.json");
    ProgramProcess done;
    Kept kept;
    Kept written;
    try (KeptFiles keeping = KeptFiles.of(temporary, folder.resolve("kept"));
        KeptFiles keepingWork = KeptFiles.of(work, folder.resolve("kept-work"))) {
      done =
          ProgramProcess.run(
              ProgramProcess.command(
                  work,
                  spilling(temporary, plans, log),
                  command,
                  "--verbose",
                  "--input",
                  in.toString(),
                  "--conf",
                  conf.toString()));
      kept = keeping.kept();
      written = keepingWork.kept();
    }

    ProgramProcess check = ProgramProcess.run(work, "check", "--json", in.toString());

    assertThat(check.exitCode()).as(check.err()).isEqualTo(3);
    assertThat(check.out()).contains("UNKNOWN_TIER").doesNotContain(PLANTED);
    assertThat(check.err()).doesNotContain(PLANTED);
    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(3);
    assertThat(done.exitCode()).as(done.err()).isZero();
    assertThat(refused.out() + refused.err() + done.out() + done.err()).doesNotContain(PLANTED);
    assertThat(isPlantedIn(Files.readAllBytes(ProgramProcess.LOG))).isFalse();
    assertThat(kept.ofBlocks()).as("files of shuffles and spills").isPositive();
    assertHoldsNothing("the temporary files", kept.files());
    // The search finds what is there: rows of kecamatan went through shuffles and spills.
    assertThat(kept.files()).anyMatch(file -> holds(file, "3509260"));
    List<Path> planned = filesBelow(plans);
    assertHoldsNothing("plans", planned);
    assertThat(planned).anyMatch(file -> holds(file, "physicalPlanDescription"));
    assertHoldsNothing(
        "what was written beside the lake's tables, and perhaps deleted",
        written.files().stream().filter(file -> !isOfRejectedRows(file.getFileName())).toList());
    assertThat(written.files()).hasSizeGreaterThan(leastFiles);
    assertLogIsJsonWithoutSecrets(log);
    List<String> holders = new ArrayList<>();
    List<Path> left = filesBelow(work);
    for (Path file : left) {
      assertThat(holds(file, ProgramProcess.KEY)).as("the key in " + file).isFalse();
      if (isPlantedIn(file)) {
        holders.add(work.relativize(file).toString());
      }
    }
    assertThat(left).hasSizeGreaterThan(leastFiles);
    // The reasons of rejected rows tell values. Their log does not: it stays when they expire.
    assertThat(holders)
        .isNotEmpty()
        .allMatch(name -> name.startsWith("lake/restricted/rejected_row/"))
        .noneMatch(name -> name.contains("_delta_log"));

    assertIsForItsOwnerAlone(work.resolve("lake/restricted"));

    // Columns of a table's files are compressed: their values are searched, too.
    Lake lake = Lake.at(spark(), work.resolve("lake").toString());
    for (Table table : Tables.ALL) {
      boolean isPlanted = false;
      for (Row row : lake.rows(table)) {
        isPlanted |= isPlantedIn(row);
      }
      assertThat(isPlanted).as(table.toString()).isEqualTo(table == RejectedRowTable.TABLE);
    }
  }

  /**
   * What makes Spark write to disk all that it can, plain and not packed, so that a search finds
   * what is in it.
   */
  private static List<String> spilling(Path temporary, Path plans, Path log) {
    return List.of(
        "-Djava.io.tmpdir=" + temporary,
        "-Dspark.eventLog.enabled=true",
        "-Dspark.eventLog.compress=false",
        "-Dspark.eventLog.dir=" + plans.toUri(),
        "-Dentas.log=" + log,
        "-Dentas.log.format=json",
        "-Dspark.shuffle.compress=false",
        "-Dspark.shuffle.spill.compress=false",
        "-Dspark.broadcast.compress=false",
        "-Dspark.rdd.compress=false",
        "-Dspark.sql.inMemoryColumnarStorage.compressed=false",
        "-Dspark.memory.fraction=0.03",
        "-Dspark.storage.unrollMemoryThreshold=100000000",
        "-Dspark.shuffle.spill.numElementsForceSpillThreshold=5");
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  /** Of a file that was kept, whose name is its path with other separators. */
  private static boolean isOfRejectedRows(Path name) {
    return name.toString().startsWith("lake_restricted_rejected_row_")
        && !name.toString().contains("_delta_log");
  }

  private static void assertHoldsNothing(String what, List<Path> files) throws IOException {
    assertThat(files).as(what).isNotEmpty();
    for (Path file : files) {
      assertThat(isPlantedIn(file)).as("a name or id in %s: %s", what, file).isFalse();
      assertThat(holds(file, ProgramProcess.KEY)).as("the key in %s: %s", what, file).isFalse();
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Looks into what is packed (workbooks), too. */
  private static boolean isPlantedIn(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    boolean found = isPlantedIn(bytes);
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      while (!found && entries.getNextEntry() != null) {
        found = isPlantedIn(entries.readAllBytes());
      }
    }
    return found;
  }

  private static void assertLogIsJsonWithoutSecrets(Path log) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> messages = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      JsonNode event = json.readTree(line);
      assertThat(event.path("time").asText()).as(line).startsWith("20");
      assertThat(event.path("level").asText()).as(line).isNotEmpty();
      messages.add(event.path("message").asText());
    }
    assertThat(messages).anyMatch(message -> message.startsWith("ingest "));
    assertThat(isPlantedIn(Files.readAllBytes(log))).isFalse();
    assertThat(holds(log, ProgramProcess.KEY)).isFalse();
  }

  /** What a process wrote to its temporary folder. */
  private record Kept(List<Path> files) {
    /** Files of Spark's block manager: cached rows, shuffles, spills and broadcasts. */
    long ofBlocks() {
      return files.stream()
          .filter(file -> file.getFileName().toString().contains("blockmgr"))
          .count();
    }
  }

  /**
   * Keeps every file that is written to a folder, also those that are deleted soon after: a second
   * name for the same file, given when it is first seen, keeps what is written to it later.
   */
  private static final class KeptFiles implements AutoCloseable {
    private static final long LOOK_EVERY_NANOS = 3_000_000;

    private final Path watched;
    private final Path keep;
    private final Thread watcher = new Thread(this::watch, "keeps-files");
    private volatile boolean isOver;

    private KeptFiles(Path watched, Path keep) {
      this.watched = watched;
      this.keep = keep;
    }

    static KeptFiles of(Path watched, Path keep) throws IOException {
      KeptFiles keeping = new KeptFiles(watched, Files.createDirectories(keep));
      keeping.watcher.start();
      return keeping;
    }

    private void watch() {
      while (!isOver) {
        look(watched.toFile());
        LockSupport.parkNanos(LOOK_EVERY_NANOS);
      }
      look(watched.toFile());
    }

    private void look(File folder) {
      File[] entries = folder.listFiles();
      if (entries == null) {
        return;
      }
      for (File entry : entries) {
        if (entry.isDirectory()) {
          look(entry);
        } else {
          keep(entry.toPath());
        }
      }
    }

    private void keep(Path file) {
      Path name = keep.resolve(watched.relativize(file).toString().replace('/', '_'));
      try {
        if (!Files.exists(name)) {
          Files.createLink(name, file);
        }
      } catch (IOException e) {
        // It was deleted between the two looks.
        isOver |= Thread.currentThread().isInterrupted();
      }
    }

    Kept kept() throws IOException {
      close();
      try (Stream<Path> files = Files.list(keep)) {
        return new Kept(files.toList());
      }
    }

    @Override
    public void close() {
      isOver = true;
      try {
        watcher.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void shouldKeepRestrictedTablesForTheirOwnerAlone(@TempDir Path folder) throws IOException {
    Lake.at(spark(), folder.resolve("lake").toString()).makeFolders();

    assertIsForItsOwnerAlone(folder.resolve("lake/restricted"));
  }

  private static void assertIsForItsOwnerAlone(Path folder) throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }

  private static boolean isPlantedIn(Row row) {
    for (int i = 0; i < row.length(); i++) {
      Object value = row.get(i);
      if (value instanceof byte[] bytes ? isPlantedIn(bytes) : contains(String.valueOf(value))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPlantedIn(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return CHARSETS.stream()
        .anyMatch(
            charset ->
                text.contains(new String(PLANTED.getBytes(charset), StandardCharsets.ISO_8859_1)));
  }

  private static boolean contains(String text) {
    return text.contains(PLANTED);
  }
}
