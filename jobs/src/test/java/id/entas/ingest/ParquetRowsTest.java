package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.Refusal;
import id.entas.job.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ParquetRowsTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path folder;

  /** A file of rows of a schema, and the rows to come. */
  private final class Maker implements AutoCloseable {
    private final InputFile file;
    private final SimpleGroupFactory rows;
    private final ParquetWriter<Group> writer;

    private Maker(String name, String columns, long groupBytes) throws IOException {
      Path path = folder.resolve(name);
      this.file = new InputFile(name, path.toUri().toString());
      MessageType schema = MessageTypeParser.parseMessageType("message m { " + columns + " }");
      this.rows = new SimpleGroupFactory(schema);
      this.writer =
          ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(path.toUri()))
              .withType(schema)
              .withConf(HADOOP)
              .withRowGroupSize(groupBytes)
              .withMinRowCountForPageSizeCheck(1)
              .withMaxRowCountForPageSizeCheck(1)
              .withPageSize(64)
              .build();
    }

    private Group row() {
      return rows.newGroup();
    }

    private void add(Group row) throws IOException {
      writer.write(row);
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }

  private static SniffedFile sniff(InputFile file) {
    return new FileSniffer(Settings.defaults()).sniff(file, HADOOP);
  }

  private static List<FramedRecord> rows(InputFile file, int[] slots, FramedRows.Raw raw)
      throws IOException {
    List<FramedRecord> rows = new ArrayList<>();
    for (FilePart part : sniff(file).contents().parts()) {
      try (RecordSource source = new ParquetRows(file, part, slots, raw, HADOOP)) {
        for (FramedRecord row = source.next(); row != null; row = source.next()) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private static List<FramedRecord> rows(InputFile file) throws IOException {
    int[] slots = new int[sniff(file).header().size()];
    Arrays.setAll(slots, i -> i);
    return rows(file, slots, FramedRows.Raw.LEFT_OUT);
  }

  @Test
  void shouldGiveEveryKindOfValueAsText() throws IOException {
    String columns =
        """
        optional int32 small; optional int64 large; optional int32 unsigned (INTEGER(32,false));
        optional boolean flag; optional double number; optional float single;
        optional int32 day (DATE); optional int64 time (TIMESTAMP(MILLIS,true));
        optional int64 amount (DECIMAL(18,2)); optional binary big (DECIMAL(30,0));
        optional binary text (STRING); optional binary plain; optional int96 old;
        """;
    InputFile file;
    try (Maker maker = new Maker("f.parquet", columns, 1 << 20)) {
      file = maker.file;
      ByteBuffer old = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
      old.putLong(3_600_000_000_000L).putInt(2_440_589);
      maker.add(
          maker
              .row()
              .append("small", -7)
              .append("large", 3509260001000001L)
              .append("unsigned", -1)
              .append("flag", true)
              .append("number", 3509260001000001d)
              .append("single", 2.5f)
              .append("day", 15_170)
              .append("time", 1_500L)
              .append("amount", 35092600000L)
              .append(
                  "big",
                  Binary.fromConstantByteArray(
                      new BigInteger("123456789012345678901").toByteArray()))
              .append("text", "José ")
              .append("plain", Binary.fromString("x"))
              .append("old", Binary.fromConstantByteArray(old.array())));
      maker.add(maker.row().append("number", 3509260d).append("flag", false).append("text", " "));
    }

    List<FramedRecord> rows = rows(file);

    assertThat(Arrays.asList(rows.get(0).values()).subList(0, 13))
        .containsExactly(
            "-7",
            "3509260001000001",
            "4294967295",
            "1",
            "3509260001000001.0",
            "2.5",
            "2011-07-15",
            "1970-01-01T00:00:01.500",
            "350926000",
            "123456789012345678901",
            "José",
            "x",
            "1970-01-02T01:00");
    assertThat(Arrays.asList(rows.get(1).values()).subList(0, 13))
        .containsExactly(
            null, null, null, "0", "3509260", null, null, null, null, null, null, null, null);
    assertThat(rows).extracting(FramedRecord::rowNumber).containsExactly(1L, 2L);
  }

  @Test
  void shouldReadEachGroupOfRowsAsAPartOfItsOwn() throws IOException {
    InputFile file;
    try (Maker maker = new Maker("f.parquet", "required int32 a; required binary b;", 400)) {
      file = maker.file;
      for (int i = 1; i <= 200; i++) {
        maker.add(maker.row().append("a", i).append("b", "text of row " + i));
      }
    }

    assertThat(sniff(file).contents().parts()).hasSizeGreaterThan(3);
    List<FramedRecord> rows = rows(file);
    assertThat(rows).hasSize(200);
    for (int i = 0; i < 200; i++) {
      assertThat(rows.get(i).rowNumber()).isEqualTo(i + 1);
      assertThat(rows.get(i).values()[0]).isEqualTo(String.valueOf(i + 1));
    }
  }

  @Test
  void shouldKeepTheWholeRowAsALineOfCsvAndLookOnlyIntoWantedColumns() throws IOException {
    String columns =
        "optional binary id; optional group g { optional int32 x; } optional binary name; "
            + "repeated int32 many; optional int32 n;";
    InputFile file;
    byte[] notUtf8 = {'J', (byte) 0xE9};
    try (Maker maker = new Maker("f.parquet", columns, 1 << 20)) {
      file = maker.file;
      maker.add(
          maker
              .row()
              .append("id", "a,\"b\"\n")
              .append("name", Binary.fromConstantByteArray(notUtf8))
              .append("n", 5));
    }
    int[] idOnly = {2, -1, -1, -1, -1};
    int[] withName = {2, -1, 3, -1, -1};
    byte[] line = "\"a,\"\"b\"\"\n\",J\u00E9,5".getBytes(StandardCharsets.ISO_8859_1);

    SniffedFile sniffed = sniff(file);
    assertThat(sniffed.header()).containsExactly("id", "g", "name", "many", "n");
    assertThat(sniffed.contents().obstacles().keySet()).containsExactly(1, 3);
    FramedRecord row = rows(file, idOnly, FramedRows.Raw.KEPT).get(0);
    assertThat(row.problem()).isNull();
    assertThat(row.values()[2]).isEqualTo("a,\"b\"");
    assertThat(row.raw()).isEqualTo(line);
    for (FramedRows.Raw raw : FramedRows.Raw.values()) {
      FramedRecord wrong = rows(file, withName, raw).get(0);
      assertThat(wrong.problem()).isEqualTo(RejectionReason.INVALID_ENCODING);
      assertThat(wrong.detail()).isEqualTo("the column name has bytes that are not UTF-8");
      assertThat(wrong.raw()).isEqualTo(raw == FramedRows.Raw.KEPT ? line : new byte[0]);
    }
  }

  private InputFile foreign(String name) throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/foreign/" + name)) {
      Path path = Files.write(folder.resolve(name), in.readAllBytes());
      return new InputFile(name, path.toUri().toString());
    }
  }

  @Test
  void shouldReadAFileOfArrow() throws IOException {
    InputFile file = foreign("pyarrow.parquet");

    List<FramedRecord> rows = rows(file);

    assertThat(sniff(file).contents().parts()).hasSize(2);
    assertThat(rows).extracting(FramedRecord::rowNumber).containsExactly(1L, 2L, 3L, 4L);
    assertThat(Arrays.asList(rows.get(0).values()).subList(0, 11))
        .containsExactly(
            "2011",
            "35",
            "9",
            "260",
            "001",
            "3509260001000011",
            "Rekaan Satu",
            "4",
            "1",
            "Sangat Miskin",
            "2011-07-15");
    assertThat(Arrays.asList(rows.get(1).values()).subList(4, 8))
        .containsExactly(null, "3509260001000012", "Rekaan Édua", null);
  }

  @Test
  void shouldSayByWhatAFileIsPackedThatItCannotUnpack() throws IOException {
    InputFile file = foreign("pyarrow_brotli.parquet");

    assertThatThrownBy(() -> sniff(file))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "The extract pyarrow_brotli.parquet is packed by BROTLI, which Entas cannot unpack;"
                + " write it with snappy, zstd or gzip.");
  }

  @Test
  void shouldRefuseARowLongerThanAnyTableInAnyColumn() throws IOException {
    InputFile file;
    try (Maker maker = new Maker("f.parquet", "required binary id; required binary name;", 1)) {
      file = maker.file;
      byte[] large = new byte[LineReader.LONGEST_LINE];
      maker.add(maker.row().append("id", "1").append("name", "Rekaan"));
      maker.add(maker.row().append("id", "2").append("name", Binary.fromConstantByteArray(large)));
    }

    assertThatThrownBy(() -> sniff(file))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "The extract f.parquet has more than 8388608 bytes in row 2; shorten it or take the"
                + " file away.");
  }

  @Test
  void shouldRefuseGroupsAndPagesThatMemoryShouldNotHold() throws IOException {
    InputFile file;
    try (Maker maker = new Maker("f.parquet", "required binary a; required binary b;", 1 << 20)) {
      file = maker.file;
      maker.add(maker.row().append("a", "x".repeat(600)).append("b", "y".repeat(600)));
    }
    List<BlockMetaData> groups;
    try (ParquetFileReader reader = ParquetTable.open(file, HADOOP)) {
      groups = reader.getRowGroups();
    }

    assertThat(ParquetPages.mayHoldLongValues(file, groups, HADOOP, 2000)).isFalse();
    assertThatThrownBy(() -> ParquetPages.mayHoldLongValues(file, groups, HADOOP, 1000))
        .isInstanceOf(UnfitFile.class)
        .hasMessageStartingWith("has a group of rows that needs more than 1000 bytes of memory");
  }

  @Test
  void shouldRefuseMoreFieldsThanMayBeUnpackedHoweverSmallTheFile() throws IOException {
    InputFile file;
    StringBuilder columns = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      columns.append("optional int32 c").append(i).append("; ");
    }
    try (Maker maker = new Maker("f.parquet", columns.toString(), 1 << 24)) {
      file = maker.file;
      for (int i = 0; i < 11_000; i++) {
        maker.add(maker.row());
      }
    }
    FileSniffer sniffer =
        new FileSniffer(Settings.load(Optional.empty(), Map.of("ingest.max-unpacked-mb", 1)));

    assertThat(sniff(file).header()).hasSize(100);
    assertThatThrownBy(() -> sniffer.sniff(file, HADOOP))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("f.parquet unpacks to more than 1048576 bytes of rows")
        .hasMessageContaining("ingest.max-unpacked-mb");
  }

  @Test
  void shouldRefuseByNameWhatIsDamaged() throws IOException {
    InputFile file;
    try (Maker maker = new Maker("f.parquet", "required binary a;", 1 << 20)) {
      file = maker.file;
      maker.add(maker.row().append("a", "a text of some length"));
    }
    Path path = folder.resolve("f.parquet");
    byte[] sound = Files.readAllBytes(path);
    Files.deleteIfExists(folder.resolve(".f.parquet.crc"));

    byte[] inPage = sound.clone();
    inPage[new String(sound, StandardCharsets.ISO_8859_1).indexOf("some")] = '?';
    Files.write(path, inPage);
    assertThatThrownBy(() -> rows(file)).satisfies(ParquetRowsTest::isRefusal);

    for (byte[] bytes :
        List.of(Arrays.copyOf(sound, sound.length - 9), "id,name\n1,x\n".getBytes(), new byte[2])) {
      Files.write(path, bytes);
      assertThatThrownBy(() -> sniff(file)).satisfies(ParquetRowsTest::isRefusal);
    }
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void shouldRefuseAPageThatUnpacksToLessThanItSays() throws IOException {
    InputFile file = foreign("pyarrow.parquet");
    Path path = folder.resolve("pyarrow.parquet");
    byte[] bytes = Files.readAllBytes(path);
    // The first page's header, behind the file's mark: its sizes are the second and third number.
    assertThat(Arrays.copyOf(bytes, 9))
        .isEqualTo(new byte[] {'P', 'A', 'R', '1', 21, 4, 21, 8, 21});
    bytes[7] = 72;
    Files.write(path, bytes);

    assertThatThrownBy(() -> rows(file))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("The extract pyarrow.parquet is no Parquet file that can be read");
  }

  private static void isRefusal(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "The extract f.parquet is no Parquet file that can be read, or is damaged, encrypted or"
                + " cut off; copy it again from its source.");
  }
}
