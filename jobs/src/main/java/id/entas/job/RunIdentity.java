package id.entas.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.Lake;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.Row;

/**
 * The id of a run, derived from what it is made of: the extracts in the order they were laid into
 * the lake, the settings and the program. So an unchanged run has the same id and writes the same
 * rows.
 */
public final class RunIdentity {
  private static final int LENGTH = 16;

  /** Of the digest of an extract, in what every version of a table carries. */
  private static final int DIGITS = 12;

  private static final String BUILD = "build";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Lake lake;
  private final Settings settings;
  private final String programVersion;

  /** Two runs at once may have the same id, as one may come to see the ledger of the other. */
  private final String writer = UUID.randomUUID().toString();

  public RunIdentity(Lake lake, Settings settings, String programVersion) {
    this.lake = lake;
    this.settings = settings;
    this.programVersion = programVersion;
  }

  /** The id for the extracts that the lake's ledger holds now. */
  public String current() {
    return of(lake.rows(ExtractFileTable.TABLE));
  }

  /** The id for a ledger that is about to be written. */
  public String of(List<Row> ledger) {
    StringBuilder content = new StringBuilder();
    ledger.stream()
        .sorted(Comparator.comparingLong(ExtractFileTable.INGEST_ORDER::count))
        .forEach(
            row ->
                content
                    .append(ExtractFileTable.SOURCE_FILE.text(row))
                    .append('\t')
                    .append(ExtractFileTable.SHA256.text(row))
                    .append('\n'));
    content.append(settings.sha256()).append('\n').append(programVersion);
    return Hashes.sha256(content.toString()).substring(0, LENGTH);
  }

  /**
   * Has the versions of tables that are written from now on say that one writer made them, while it
   * is not known yet of which run they are.
   */
  public void markBeginning() {
    mark(new LinkedHashMap<>());
  }

  /** Has the versions of tables that are written from now on say of which run they are. */
  public void mark() {
    mark(lake.rows(ExtractFileTable.TABLE));
  }

  /**
   * The same for a ledger that is about to be written: the run, the build of the program, the
   * extracts with the start of their digests, the program, and what tells this writer from all
   * others. The build is no part of the id, which would change with every source.
   */
  public void mark(List<Row> ledger) {
    Map<String, Object> mark = new LinkedHashMap<>();
    mark.put("run_id", of(ledger));
    mark.put(BUILD, Program.build());
    mark.put(
        "extracts",
        ledger.stream()
            .sorted(Comparator.comparingLong(ExtractFileTable.INGEST_ORDER::count))
            .map(
                row ->
                    ExtractFileTable.SOURCE_FILE.text(row)
                        + " "
                        + ExtractFileTable.SHA256.text(row).substring(0, DIGITS))
            .toList());
    mark(mark);
  }

  private void mark(Map<String, Object> mark) {
    mark.put("program_version", programVersion);
    mark.put("writer", writer);
    try {
      lake.mark(JSON.writeValueAsString(mark));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The build of the program that a version of a table carries, if it carries any. */
  public static Optional<String> findBuild(String mark) {
    try {
      return Optional.ofNullable(JSON.readTree(mark).path(BUILD).textValue());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  public String programVersion() {
    return programVersion;
  }
}
