package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import id.entas.domain.QualityRule;
import id.entas.domain.Refusal;
import id.entas.job.Settings;
import id.entas.tables.QualityFindingTable;
import id.entas.tables.RejectedRowTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that Entas did not write, ingested from one folder. */
class MixedFormatsTest extends IngestTest {
  /** Writes a query's rows as one Parquet file, as Spark does it. */
  private void writeParquet(Path folder, String name, String query) throws IOException {
    Path written = folder.resolve("written");
    spark().sql(query).coalesce(1).write().mode(SaveMode.Overwrite).parquet(written.toString());
    try (var files = Files.list(written)) {
      Path part =
          files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
      write(folder, name, Files.readAllBytes(part));
    }
  }

  private static byte[] foreign(String name) throws IOException {
    try (InputStream in = MixedFormatsTest.class.getResourceAsStream("/foreign/" + name)) {
      return in.readAllBytes();
    }
  }

  @Test
  void shouldIngestDbfParquetAndCsvFromOneFolder(@TempDir Path folder) throws IOException {
    write(folder, "bdt.dbf", foreign("libreoffice.dbf"));
    write(folder, "bdt.cpg", "1252");
    write(folder, "lo_2011.csv", foreign("libreoffice-semicolons.csv"));
    write(folder, "pyarrow.parquet", foreign("pyarrow.parquet"));
    writeParquet(
        folder,
        "bdt.parquet",
        "SELECT 2011 AS tahun, 3509260L AS kode_kecamatan, id AS id_rt, 'Miskin' AS status,"
            + " CAST(3 AS DOUBLE) AS jumlah_art, named_struct('x', 1) AS other"
            + " FROM VALUES (3509260009000001D), (12D), (13D) AS v(id)");
    write(folder, "bdt_2010.csv", "region_code,household_id,tier\n3509010,h1,MISKIN\n");

    String said = ingest(folder, lenient());

    assertThat(ledger(folder))
        .containsExactly(
            "bdt.dbf 1 4 3 1",
            "bdt.parquet 2 3 2 1",
            "bdt_2010.csv 3 1 1 0",
            "lo_2011.csv 4 3 3 0",
            "pyarrow.parquet 5 4 3 1");
    assertThat(households(folder))
        .containsExactly(
            "2010 3509010 MISKIN null bdt_2010.csv",
            "2011 3509260 HAMPIR_MISKIN 1 bdt.dbf",
            "2011 3509260 MISKIN 3 bdt.parquet",
            "2011 3509260 MISKIN 3 bdt.parquet",
            "2011 3509260 MISKIN 5 bdt.dbf",
            "2011 3509260 MISKIN null pyarrow.parquet",
            "2011 3509260 SANGAT_MISKIN 4 bdt.dbf",
            "2011 3509260 SANGAT_MISKIN 4 lo_2011.csv",
            "2011 3509260 SANGAT_MISKIN 4 pyarrow.parquet",
            "2011 3509270 HAMPIR_MISKIN 1 lo_2011.csv",
            "2011 3509270 HAMPIR_MISKIN 2 pyarrow.parquet",
            "2011 3509270 MISKIN 5 lo_2011.csv");
    assertThat(said)
        .contains("bdt.dbf does not say its code page and is read as windows-1252")
        .contains("columns of bdt.parquet that are not read: other");
    assertThat(rejected(folder))
        .extracting(
            row -> RejectedRowTable.SOURCE_FILE.text(row),
            row -> RejectedRowTable.ROW_NUMBER.count(row),
            row -> RejectedRowTable.REASON.text(row))
        .containsExactly(
            tuple("bdt.dbf", 4L, "UNKNOWN_TIER"),
            tuple("bdt.parquet", 1L, "IMPRECISE_NUMBER"),
            tuple("pyarrow.parquet", 4L, "VALUE_OUT_OF_RANGE"));
    assertThat(
            QualityFindingTable.findings(lake(folder), QualityRule.Stage.INGEST).stream()
                .filter(finding -> finding.rule() == QualityRule.OTHER_ENCODING)
                .map(finding -> finding.sourceFile() + " " + finding.detail()))
        .containsExactly("bdt.dbf windows-1252", "lo_2011.csv windows-1252");
    List<String> raw =
        rejected(folder).stream()
            .map(row -> (byte[]) row.getAs(RejectedRowTable.RAW.name()))
            .map(bytes -> new String(bytes, Charset.forName("windows-1252")))
            .toList();
    assertThat(raw)
        .containsExactly(
            " 201135090100013509010001000001Supardi     Kaya Raya    320110801",
            "2011,3509260,3509260009000001.0,Miskin,3",
            "2011,35,9,270,002,3509270002000014,Rekaan Empat,41,1,Miskin,2011-07-15");
  }

  @Test
  void shouldReadAFileThatWasSplitAsOneThatWasNot(@TempDir Path folder) {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < 500; i++) {
      text.append("2010,3509010,h").append(i).append(i % 50 == 7 ? ",?,3\n" : ",MISKIN,3\n");
    }
    Path path = write(folder, "a.csv", text.toString().getBytes(StandardCharsets.UTF_8));
    InputFile file = new InputFile("a.csv", path.toUri().toString());
    SniffedFile sniffed =
        SniffedFiles.of(
                spark(), List.of(file), new FileSniffer(Settings.defaults(), 1000), Refusals.STOP)
            .get(0);

    assertThat(sniffed.contents().parts()).hasSizeGreaterThan(3);
    assertThat(places(sniffed, sniffed.contents().parts()))
        .hasSize(500)
        .isEqualTo(places(sniffed, List.of(FilePart.WHOLE)));
  }

  @Test
  void shouldReadManySmallFilesInFewTasksAndTheirRowsInOrder(@TempDir Path folder) {
    List<InputFile> files = new ArrayList<>();
    for (int i = 100; i < 200; i++) {
      String rows = "2010,3509010,h" + i + ",MISKIN,3\n2010,3509010,g" + i + ",SM,3\n";
      // Some files have a header and no row.
      Path path = write(folder, "f" + i + ".csv", HEADER + (i % 7 == 0 ? "" : rows));
      files.add(new InputFile("f" + i + ".csv", path.toUri().toString()));
    }
    List<SniffedFile> sniffed =
        SniffedFiles.of(spark(), files, new FileSniffer(Settings.defaults()), Refusals.STOP);

    List<ExtractFormat> formats =
        new ExtractReading(spark(), lenient(), Optional.empty()).formats(sniffed, Refusals.STOP);
    Dataset<Row> rows = FramedRows.of(spark(), formats, FramedRows.Raw.LEFT_OUT);

    int cores = spark().sparkContext().defaultParallelism();
    assertThat(rows.rdd().getNumPartitions()).isBetween(2, 16 * cores).isLessThan(100);
    assertThat(
            rows.select(ExtractColumn.HOUSEHOLD_ID.text().col()).collectAsList().stream()
                .map(row -> row.getString(0)))
        .containsExactlyElementsOf(
            IntStream.range(100, 200)
                .filter(i -> i % 7 != 0)
                .boxed()
                .flatMap(i -> Stream.of("h" + i, "g" + i))
                .toList());
  }

  private List<Long> places(SniffedFile sniffed, List<FilePart> parts) {
    ExtractHeader header =
        ExtractHeader.of(
            sniffed.file(), sniffed.header(), ExtractHeader.YearSource.COLUMN, lenient());
    ExtractFormat format =
        new ExtractFormat(
            0,
            sniffed.file(),
            sniffed.encoding(),
            sniffed.delimiter(),
            sniffed.headerLine(),
            sniffed.sheet(),
            header,
            null,
            parts);
    var rows = FramedRows.of(spark(), List.of(format), FramedRows.Raw.LEFT_OUT);
    assertThat(rows.rdd().getNumPartitions()).isEqualTo(parts.size());
    return rows.select(FramedRows.lineOf(FramedRows.PLACE)).collectAsList().stream()
        .map(row -> row.getLong(0))
        .toList();
  }

  @Test
  void shouldRefuseADamagedPageByName(@TempDir Path folder) throws IOException {
    writeParquet(
        folder,
        "a.parquet",
        "SELECT 2011 AS tahun, '3509260' AS region_code, 'an-id-to-be-found' AS id_rt,"
            + " 'Miskin' AS tier");
    Path path = folder.resolve("in").resolve("a.parquet");
    byte[] bytes = Files.readAllBytes(path);
    int place = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("an-id-to");
    bytes[place] = '?';
    Files.write(path, bytes);

    assertThatThrownBy(() -> ingest(folder, lenient()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("The extract a.parquet is no Parquet file that can be read, or is");
  }
}
