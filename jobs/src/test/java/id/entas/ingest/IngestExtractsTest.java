package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import id.entas.domain.Refusal;
import id.entas.job.RunIdentity;
import id.entas.job.Settings;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.PseudonymKeyTable;
import id.entas.tables.RegionTable;
import id.entas.tables.RejectedRowTable;
import id.entas.tables.Table;
import id.entas.tables.Tables;
import id.entas.tables.TierTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestExtractsTest extends IngestTest {
  private static final String ROW = "2008,3509010,1,SM,3\n";

  private static Refusal refusalOf(ThrowingCallable run) {
    return catchThrowableOfType(Refusal.class, run);
  }

  private Refusal refusal(Path folder, Settings settings) {
    return refusalOf(() -> ingest(folder, settings));
  }

  private Map<String, Long> versions(Path folder) {
    return lake(folder).versions(Tables.ALL);
  }

  @Test
  void shouldMakeNoNewKeyForALakeWhoseKeyIsLost(@TempDir Path folder) {
    write(folder, "a.csv", HEADER + ROW);
    ingest(folder, lenient());
    Map<String, String> environment = Map.of("XDG_CONFIG_HOME", folder.resolve("c").toString());

    Refusal refusal =
        refusalOf(
            () ->
                PseudonymKey.resolveFor(
                    lake(folder), environment, Settings.defaults(), "local[2]"));

    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MISTAKE);
    assertThat(refusal)
        .hasMessageContaining("fingerprint " + key(KEY).fingerprint())
        .hasMessageContaining("neither in ENTAS_KEY nor in")
        .hasMessageContaining("put it back");
    assertThat(folder.resolve("c")).doesNotExist();
    assertThat(
            PseudonymKey.resolveFor(
                    lake(folder.resolve("other")), environment, Settings.defaults(), "local[2]")
                .fingerprint())
        .isNotEqualTo(key(KEY).fingerprint());
  }

  /** A run that is built again lies in a lake of its own, which no key has made yet. */
  @Test
  void shouldFindNoOtherKeyForALake(@TempDir Path folder) {
    write(folder, "a.csv", HEADER + ROW);
    ingest(folder, lenient());
    Settings settings = Settings.defaults();

    Refusal refusal =
        refusalOf(
            () ->
                PseudonymKey.resolveFor(
                    lake(folder),
                    Map.of(PseudonymKey.VARIABLE, "another key of some length"),
                    settings,
                    "local[2]"));

    assertThat(refusal)
        .hasMessageContaining("made with another pseudonym key")
        .hasMessageContaining("fingerprint " + key(KEY).fingerprint());
    assertThat(
            PseudonymKey.resolveFor(
                    lake(folder), Map.of(PseudonymKey.VARIABLE, KEY), settings, "local[2]")
                .fingerprint())
        .isEqualTo(key(KEY).fingerprint());
  }

  @Test
  void shouldReplaceOnlyTheKecamatanAndYearsThatAreRead(@TempDir Path folder) {
    Settings settings = lenient();
    Path first =
        write(
            folder,
            "a.csv",
            HEADER + ROW + "2008,3509010,2,M,3\n2008,3509020,3,M,3\n2009,3509010,1,HM,3\n");
    Path second = write(folder, "b.csv", HEADER + "2008,3509020,4,M,4\n2008,3509020,4,M,4\n");
    ingest(folder, settings);
    assertThat(households(folder))
        .containsExactly(
            "2008 3509010 MISKIN 3 a.csv",
            "2008 3509010 SANGAT_MISKIN 3 a.csv",
            "2008 3509020 MISKIN 3 a.csv",
            "2008 3509020 MISKIN 4 b.csv",
            "2009 3509010 HAMPIR_MISKIN 3 a.csv");
    assertThat(ledger(folder)).containsExactly("a.csv 1 4 4 0", "b.csv 2 2 1 1");
    Lake lake = lake(folder);
    String runId = new RunIdentity(lake, settings, "test").current();
    for (Row row : lake.rows(ExtractFileTable.TABLE)) {
      assertThat(ExtractFileTable.RUN_ID.text(row)).isEqualTo(runId);
    }
    assertThat(lake.rows(RegionTable.TABLE)).hasSize(settings.regions().all().size());
    assertThat(lake.rows(TierTable.TABLE))
        .extracting(row -> TierTable.RUN_ID.text(row))
        .containsOnly(runId);

    // The same files again, together or alone, change nothing.
    Map<String, Long> before = versions(folder);
    assertThat(ingest(folder, settings)).contains("nothing new: 2 files already in the lake");
    ingest(folder, settings, KEY, NOW, Optional.empty(), second);
    assertThat(versions(folder)).isEqualTo(before);

    // A corrected kecamatan replaces its own rows; a household that another kecamatan of the census
    // holds is no second one; what expired goes.
    Path corrected =
        write(
            folder,
            "corrected/c_2008.csv",
            "region_code,household_id,tier,members\n3509010,9,TM,9\n3509010,4,TM,9\n");
    ingest(folder, settings, KEY, NOW.plus(Duration.ofDays(401)), Optional.of(2008), corrected);
    assertThat(households(folder))
        .containsExactly(
            "2008 3509010 TIDAK_MISKIN 9 c_2008.csv",
            "2008 3509020 MISKIN 3 a.csv",
            "2008 3509020 MISKIN 4 b.csv",
            "2009 3509010 HAMPIR_MISKIN 3 a.csv");
    assertThat(ledger(folder))
        .containsExactly("a.csv 1 4 4 0", "b.csv 2 2 1 1", "c_2008.csv 3 2 1 1");
    assertThat(rejected(folder))
        .extracting(RejectedRowTable.DETAIL::text)
        .containsExactly("household_id stands in another kecamatan of this census in the lake");
    assertThat(folder.resolve("lake/restricted/rejected_row").toFile().list())
        .as("data files: none of a past version")
        .filteredOn(name -> name.endsWith(".parquet"))
        .hasSize(lake.read(RejectedRowTable.TABLE).inputFiles().length);

    // The first file no longer stands: laid again, it takes a new place and keeps its time.
    ingest(folder, settings, KEY, NOW.plusSeconds(9), Optional.empty(), first);
    assertThat(households(folder))
        .containsExactly(
            "2008 3509010 MISKIN 3 a.csv",
            "2008 3509010 SANGAT_MISKIN 3 a.csv",
            "2008 3509020 MISKIN 3 a.csv",
            "2009 3509010 HAMPIR_MISKIN 3 a.csv");
    assertThat(ledger(folder))
        .containsExactly("b.csv 2 2 1 1", "c_2008.csv 3 2 1 1", "a.csv 4 4 4 0");
    assertThat(lake(folder).rows(ExtractFileTable.TABLE))
        .filteredOn(row -> ExtractFileTable.SOURCE_FILE.text(row).equals("a.csv"))
        .extracting(row -> row.getTimestamp(row.fieldIndex("ingested_at")).toInstant())
        .containsExactly(NOW);
  }

  @Test
  void shouldLeaveTheLakeAsItIsWhenItRefuses(@TempDir Path folder) throws Exception {
    Path good = write(folder, "a.csv", HEADER + ROW);
    ingest(folder, Settings.defaults());
    Map<String, Long> before = versions(folder);

    Refusal otherKey =
        refusalOf(
            () ->
                ingest(
                    folder,
                    Settings.defaults(),
                    "another-key-for-tests-0123456789",
                    NOW,
                    Optional.empty(),
                    good));
    assertThat(otherKey.kind()).isEqualTo(Refusal.Kind.MISTAKE);
    assertThat(otherKey).hasMessageContaining("another pseudonym key");

    Path bad = write(folder, "bad.csv", HEADER + ROW.repeat(9) + "2008,3509010,,SM,3\n");
    Refusal share = refusal(folder, Settings.defaults());
    assertThat(share.kind()).isEqualTo(Refusal.Kind.DATA);
    assertThat(share)
        .hasMessageContaining("Of the 10 rows of bad.csv, 1 (10.0 %) are rejected, 1 of them as")
        .hasMessageContaining("MISSING_VALUE");
    Files.write(bad, (HEADER + ROW).getBytes(StandardCharsets.UTF_8));
    assertThat(refusal(folder, Settings.defaults()))
        .hasMessageContaining("1 of them as DUPLICATE_HOUSEHOLD");
    Files.write(bad, (HEADER + "2008,3509010,,SM,3\n").getBytes(StandardCharsets.UTF_8));
    Files.delete(good);
    assertThat(refusal(folder, lenient()).kind()).isEqualTo(Refusal.Kind.DATA);

    Files.write(bad, (HEADER + "2009,3509010,1,SM,3\n").getBytes(StandardCharsets.UTF_8));
    Refusal early = refusal(folder, settings(Map.of("target.year", 2007)));
    assertThat(early.kind()).isEqualTo(Refusal.Kind.MISTAKE);
    assertThat(early).hasMessageContaining("2007 is earlier than the first census, 2008");

    assertThat(versions(folder)).isEqualTo(before);
    Row key = lake(folder).rows(PseudonymKeyTable.TABLE).get(0);
    assertThat(PseudonymKeyTable.FINGERPRINT.text(key)).isEqualTo(key(KEY).fingerprint());
  }

  @Test
  void shouldRefuseFilesByName(@TempDir Path folder) {
    record Case(String name, byte[] bytes, Refusal.Kind kind, String words) {}
    byte[] cut = gzip(HEADER + ROW.repeat(500));
    byte[] good = (HEADER + ROW).getBytes(StandardCharsets.UTF_8);
    List<Case> cases =
        List.of(
            new Case("empty.csv", new byte[0], Refusal.Kind.DATA, "empty.csv is empty"),
            new Case("blank.csv", "\n \n".getBytes(), Refusal.Kind.DATA, "blank.csv has no header"),
            new Case(
                "cut.csv.gz",
                Arrays.copyOf(cut, cut.length - 9),
                Refusal.Kind.DATA,
                "cut.csv.gz is a damaged or cut off gzip file"),
            new Case("no.csv.gz", good, Refusal.Kind.DATA, "no.csv.gz is a damaged"),
            new Case("data.xls", good, Refusal.Kind.DATA, "data.xls is of no format"),
            new Case("folder.csv/x.csv", good, Refusal.Kind.DATA, "folder.csv is a folder"),
            new Case(
                "twice.csv",
                "tier,Tier,region_code\n".getBytes(),
                Refusal.Kind.DATA,
                "twice.csv has the column Tier twice"),
            new Case(
                "lacks.csv",
                "id_rt,kdprop,nama\n1,2,3\n".getBytes(),
                Refusal.Kind.DATA,
                "lacks.csv lacks census_year (tahun, tahun_pendataan, thn_pendataan, tahun_sensus)"
                    + " or a year in the file's name (_2008.csv) or --year; region_code"
                    + " (kode_kecamatan, kode_kec, kdkec7) or KDPROP, KDKAB and KDKEC, or its name"
                    + " (kecamatan, nama_kecamatan, nama_kec, nmkec, nm_kecamatan); tier"
                    + " (status_kesejahteraan, kategori, status) or, to derive it,"
                    + " indicator_01 (k01) and so on to indicator_14 (k14)"
                    + " (found id_rt, kdprop, nama)"),
            new Case(
                "desa.csv",
                "tahun,kode_kec,nomor_urut,status\n".getBytes(),
                Refusal.Kind.DATA,
                "kode_desa/kelurahan) or KDDESA, or its name (desa, nama_desa, "));
    for (Case one : cases) {
      Path own = folder.resolve(one.name().replace('/', '_'));
      write(own, one.name(), one.bytes());
      Refusal refusal = refusal(own, Settings.defaults());
      assertThat(refusal).as(one.name()).hasMessageContaining(one.words());
      assertThat(refusal.kind()).isEqualTo(one.kind());
      assertThat(versions(own)).isEmpty();
    }
    assertThat(refusal(folder.resolve("nowhere"), Settings.defaults()))
        .hasMessageContaining("does not exist");
    Path same = write(folder.resolve("x"), "same.csv", good);
    Path again = write(folder.resolve("y"), "same.csv", good);
    Refusal twice =
        refusalOf(
            () -> ingest(folder, Settings.defaults(), KEY, NOW, Optional.empty(), same, again));
    assertThat(twice).hasMessageContaining("Two inputs give a file of the name same.csv");
  }

  @Test
  void shouldTakeTheUnitOfTheSeriesFromTheExtractsOfANewLake(@TempDir Path folder) {
    write(
        folder,
        "a.csv",
        "tahun,kode_kec,nomor_urut,kode_desa,satuan,status\n"
            + "2008,3509010,1,3509010001,keluarga,SM\n"
            + "2008,3509010,1,3509010002,family,SM\n");

    ingest(folder, Settings.defaults());

    assertThat(lake(folder).rows(HouseholdTable.TABLE))
        .extracting(HouseholdTable.UNIT::text)
        .containsExactly("family", "family");
  }

  @Test
  void shouldReadTheColumnsOfTheBdt(@TempDir Path folder) {
    write(
        folder,
        "bdt_2011.csv",
        "KDPROP;KDKAB;KDKEC;KDDESA;IDBDT;Nama_KRT;Jumlah_ART;Jumlah_Keluarga;Status Kesejahteraan\n"
            + "35;9;260;1;11;Rekaan;3;1;SM\n"
            + "35;09;260;001;12;Rekaan;4;2;M\n"
            + "35;09;260;;13;Rekaan;4;1;M\n"
            + "35;09;260;999;14;Rekaan;4;1;M\n"
            + "35;09;260;3,5E+03;15;Rekaan;4;1;M\n");
    write(
        folder,
        "bdt_2009.csv",
        "kode_kec;KDDESA;IDBDT;Status\n3509260;1;16;SM\n350931;3509260001;17;SM\n");
    ingest(folder, lenient());
    assertThat(lake(folder).rows(HouseholdTable.TABLE))
        .extracting(
            row ->
                HouseholdTable.REGION_CODE.text(row) + " " + HouseholdTable.VILLAGE_CODE.text(row))
        .containsExactlyInAnyOrder(
            "3509260 3509260001",
            "3509260 3509260001",
            "3509260 3509260001",
            "3509260 3509260001",
            "3509260 null");
    assertThat(rejected(folder))
        .extracting(RejectedRowTable.DETAIL::text)
        .containsExactly(
            "village_code '3509260999' is no known desa",
            "kddesa '3,5E+03' was rounded by a spreadsheet");
  }

  @Test
  void shouldReadWorkbooksAndTitledTextAlikeAndAccountForEveryRow(@TempDir Path folder)
      throws IOException {
    try (InputStream book = getClass().getResourceAsStream("/foreign/libreoffice.xlsx")) {
      write(folder, "a.xlsx", book.readAllBytes());
    }
    write(
        folder,
        "b.csv",
        "Daftar rumah tangga, 2011\n\n"
            + HEADER.replace(',', ';')
            + ROW.replace(',', ';')
            + "Sumber: BPS\n");

    String said = ingest(folder, lenient());

    assertThat(ledger(folder)).containsExactly("a.xlsx 1 6 2 4", "b.csv 2 2 1 1");
    assertThat(households(folder))
        .contains("2012 3509260 SANGAT_MISKIN 4 a.xlsx", "2012 3509260 MISKIN 5 a.xlsx");
    assertThat(rejected(folder))
        .extracting(
            row ->
                RejectedRowTable.ROW_NUMBER.count(row)
                    + " "
                    + RejectedRowTable.REASON.text(row)
                    + " "
                    + new String(
                        row.<byte[]>getAs(RejectedRowTable.RAW.name()), StandardCharsets.UTF_8))
        .containsExactly(
            "7 IMPRECISE_NUMBER 2012,3509260,3509260101700000.0,Tono,M,3,2012-03-03,1",
            "8 UNREADABLE_VALUE 2012-03-04,3509260,100004,Ani,HM,2,2012-03-04,1",
            "10 UNREADABLE_VALUE 2012,3509260,100005,Édi,HM,#N/A,2012-03-05,0",
            "11 UNREADABLE_VALUE Sumber: Bappeda",
            "5 COLUMN_COUNT Sumber: BPS");
    assertThat(said).contains("columns of a.xlsx that are not read: Nama KRT, Tanggal");
  }

  @Test
  void shouldNeverShowTheKeyInAPlan(@TempDir Path folder) {
    Path file = write(folder, "a.csv", HEADER + ROW);
    byte[] secret = KEY.getBytes(StandardCharsets.UTF_8);
    InputFile input = new InputFile("a.csv", file.toUri().toString());
    SniffedFile sniffed =
        SniffedFiles.of(
                spark(), List.of(input), new FileSniffer(Settings.defaults()), Refusals.STOP)
            .get(0);
    ExtractHeader header =
        ExtractHeader.of(
            input, sniffed.header(), ExtractHeader.YearSource.COLUMN, Settings.defaults());
    ExtractFormat format =
        new ExtractFormat(
            0,
            input,
            sniffed.encoding(),
            sniffed.delimiter(),
            1,
            "",
            header,
            null,
            sniffed.contents().parts());
    Dataset<Row> judged =
        JudgedRows.of(
                ParsedRows.of(
                    FramedRows.of(spark(), List.of(format), FramedRows.Raw.LEFT_OUT),
                    Settings.defaults()),
                key(KEY))
            .persist();
    Dataset<Row> sound = JudgedRows.sound(judged, "household");

    assertThat(sound.count()).isEqualTo(1);
    String plans =
        judged.queryExecution().toString()
            + sound.queryExecution().toString()
            + judged
                .queryExecution()
                .explainString(org.apache.spark.sql.execution.ExplainMode.fromString("codegen"))
            + spark().sparkContext().getConf().toDebugString()
            + key(KEY);
    assertThat(plans)
        .contains("pseudonym(")
        .doesNotContain(KEY)
        .doesNotContain(HexFormat.of().formatHex(secret))
        .doesNotContain(Base64.getEncoder().encodeToString(secret))
        .doesNotContain(Arrays.toString(secret));
    judged.unpersist();
  }

  /** Of a correction of a whole census and of one of a kecamatan, which goes another way. */
  @ParameterizedTest
  @CsvSource({"2009, 3509010", "2008, 3509260"})
  void shouldHoldNoMoreFilesHoweverOftenACensusIsCorrected(
      int year, String region, @TempDir Path folder) {
    write(folder, "a.csv", HEADER + "2008,3509260,1,SM,4\n2008,3509260,1x,kaya,4\n");
    write(folder, "b.csv", HEADER + "2008,3509010,2,SM,4\n2009,3509010,2,SM,4\n");
    ingest(folder, lenient());
    Map<String, Integer> after = new TreeMap<>();
    for (int time = 1; time <= 4; time++) {
      Path corrected =
          write(folder, "c.csv", HEADER + "%d,%s,%d,M,4\n".formatted(year, region, 10 + time));
      ingest(folder, lenient(), KEY, NOW, Optional.empty(), corrected);
      Map<String, Integer> files = files(lake(folder));
      if (time == 2) {
        after.putAll(files);
      }
      if (time > 2) {
        assertThat(files).isEqualTo(after);
      }
    }
  }

  private static Map<String, Integer> files(Lake lake) {
    Map<String, Integer> files = new TreeMap<>();
    for (Table table : Tables.ALL) {
      int many = lake.filesByPartition(table).values().stream().mapToInt(List::size).sum();
      if (many > 0) {
        files.put(table.name(), many);
      }
    }
    return files;
  }
}
