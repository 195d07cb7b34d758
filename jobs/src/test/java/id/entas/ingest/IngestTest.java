package id.entas.ingest;

import id.entas.SparkTest;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.RejectedRowTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;

/** What tests of ingest share: a folder with extracts, and a lake to lay them into. */
abstract class IngestTest extends SparkTest {
  static final String KEY = "a-key-for-tests-only-0123456789";
  static final String HEADER = "census_year,region_code,household_id,tier,members\n";
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  static PseudonymKey key(String text) {
    return PseudonymKey.resolve(
        Map.of(PseudonymKey.VARIABLE, text), Settings.defaults(), "local[2]");
  }

  static Settings settings(Map<String, ?> overrides) {
    return Settings.load(Optional.empty(), overrides);
  }

  /** Settings under which no share of rejected rows stops an ingest. */
  static Settings lenient() {
    return settings(Map.of("ingest.max-rejected-share", 1.0));
  }

  static Path write(Path folder, String name, String text) {
    return write(folder, name, text.getBytes(StandardCharsets.UTF_8));
  }

  static Path write(Path folder, String name, byte[] bytes) {
    try {
      Path file = folder.resolve("in").resolve(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  Lake lake(Path folder) {
    return Lake.at(spark(), folder.resolve("lake").toString());
  }

  /** Ingests the folder's extracts and gives back what the run said. */
  String ingest(Path folder, Settings settings) {
    return ingest(folder, settings, KEY, NOW, Optional.empty(), folder.resolve("in"));
  }

  String ingest(
      Path folder,
      Settings settings,
      String key,
      Instant now,
      Optional<Integer> year,
      Path... inputs) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    RunReport report =
        new RunReport(
            new PrintStream(said, true, StandardCharsets.UTF_8), RunReport.Voice.PLAIN, clock);
    Lake lake = lake(folder);
    report.phase(
        new IngestExtracts(
            spark(),
            lake,
            settings,
            clock,
            () -> key(key),
            new RunIdentity(lake, settings, "test"),
            ExtractInputs.named(List.of(inputs).stream().map(Path::toString).toList(), year)));
    report.summary();
    return said.toString(StandardCharsets.UTF_8);
  }

  /** Accepted households as text: year, kecamatan, tier, members and file, in order. */
  List<String> households(Path folder) {
    return lake(folder).rows(HouseholdTable.TABLE).stream()
        .map(
            row ->
                row.getAs(HouseholdTable.CENSUS_YEAR.name())
                    + " "
                    + HouseholdTable.REGION_CODE.text(row)
                    + " "
                    + HouseholdTable.TIER.text(row)
                    + " "
                    + row.getAs(HouseholdTable.MEMBERS.name())
                    + " "
                    + HouseholdTable.SOURCE_FILE.text(row))
        .sorted()
        .toList();
  }

  List<Row> rejected(Path folder) {
    return lake(folder).rows(RejectedRowTable.TABLE).stream()
        .sorted(
            Comparator.comparing(RejectedRowTable.SOURCE_FILE::text)
                .thenComparing(RejectedRowTable.ROW_NUMBER::count))
        .toList();
  }

  /** Ledger as text: file, order, rows read, accepted and rejected. */
  List<String> ledger(Path folder) {
    return lake(folder).rows(ExtractFileTable.TABLE).stream()
        .sorted(Comparator.comparing(ExtractFileTable.INGEST_ORDER::count))
        .map(
            row ->
                ExtractFileTable.SOURCE_FILE.text(row)
                    + " "
                    + ExtractFileTable.INGEST_ORDER.count(row)
                    + " "
                    + ExtractFileTable.ROWS_READ.count(row)
                    + " "
                    + ExtractFileTable.ROWS_ACCEPTED.count(row)
                    + " "
                    + ExtractFileTable.ROWS_REJECTED.count(row))
        .toList();
  }
}
