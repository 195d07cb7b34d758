package id.entas.ingest;

import id.entas.domain.Refusal;
import id.entas.job.Settings;
import id.entas.tables.GeneratedCode;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** The steps from files to judged rows, which an ingest and a check share; writes nothing. */
final class ExtractReading {
  private final SparkSession spark;
  private final Settings settings;
  private final Optional<Integer> year;

  /**
   * @param year the census year of rows that do not say theirs
   */
  ExtractReading(SparkSession spark, Settings settings, Optional<Integer> year) {
    this.spark = spark;
    this.settings = settings;
    this.year = year;
  }

  /** A refusal within a task reaches the driver inside exceptions of Spark. */
  static Optional<Refusal> findRefusal(Exception exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refusal refusal) {
        return Optional.of(refusal);
      }
    }
    return Optional.empty();
  }

  /** The same for extracts that somebody named. */
  List<SniffedFile> sniff(List<String> inputs, Refusals refusals) {
    return sniff(ExtractInputs.named(inputs, year), refusals);
  }

  /** Finds and looks through the files, and readies this thread for as much as they hold. */
  List<SniffedFile> sniff(ExtractInputs inputs, Refusals refusals) {
    FileSniffer sniffer = new FileSniffer(settings);
    List<InputFile> files = inputs.files(spark.sessionState().newHadoopConf(), refusals);
    List<SniffedFile> sniffed =
        files.isEmpty() ? List.of() : SniffedFiles.of(spark, files, sniffer, refusals);
    GeneratedCode.decideForTasks(spark, SniffedFile.bytes(sniffed));
    return sniffed;
  }

  /** How to read each file, in their order; those refused are left out. */
  List<ExtractFormat> formats(List<SniffedFile> files, Refusals refusals) {
    List<ExtractFormat> formats = new ArrayList<>();
    for (SniffedFile sniffed : files) {
      try {
        formats.add(format(formats.size(), sniffed));
      } catch (Refusal refusal) {
        refusals.add(sniffed.file().sourceFile(), refusal);
      }
    }
    return formats;
  }

  /**
   * How to read one file.
   *
   * @throws Refusal if it cannot be read as an extract
   */
  ExtractFormat format(int index, SniffedFile sniffed) {
    InputFile file = sniffed.file();
    Optional<Integer> inName = file.findYearInName();
    if (year.isPresent() && inName.isPresent() && !year.equals(inName)) {
      throw Refusal.mistake(
          "The name of "
              + file.sourceFile()
              + " says "
              + inName.get()
              + ", but --year says "
              + year.get()
              + "; leave out --year or rename the file.");
    }
    Optional<Integer> fileYear = year.or(() -> inName);
    ExtractHeader header =
        ExtractHeader.of(
            file,
            sniffed.header(),
            fileYear.isPresent() ? ExtractHeader.YearSource.FILE : ExtractHeader.YearSource.COLUMN,
            settings);
    sniffed.contents().refuseWantedObstacle(file, sniffed.header(), header.slots());
    return new ExtractFormat(
        index,
        file,
        sniffed.encoding(),
        sniffed.delimiter(),
        sniffed.headerLine(),
        sniffed.sheet(),
        header,
        fileYear.orElse(null),
        sniffed.contents().parts());
  }

  /** What a reader of a report should know of a file and of the columns read from it. */
  static List<String> notes(SniffedFile file, ExtractFormat format) {
    String name = file.file().sourceFile();
    List<String> notes = new ArrayList<>(file.contents().notes());
    if (!format.header().ignored().isEmpty()) {
      notes.add(
          "columns of "
              + name
              + " that are not read: "
              + String.join(", ", format.header().ignored()));
    }
    format.header().choices().forEach(choice -> notes.add("columns of " + name + ": " + choice));
    return notes;
  }

  Dataset<Row> parsed(List<ExtractFormat> formats, FramedRows.Raw raw) {
    return ParsedRows.of(FramedRows.of(spark, formats, raw), settings);
  }

  /** The rows of the files, judged one by one; to be closed. */
  JudgedExtracts judged(List<ExtractFormat> formats, PseudonymKey key) {
    return JudgedExtracts.of(spark, settings, formats, key);
  }

  /** The unit of the series (see {@link IngestExtracts}). */
  String seriesUnit(Accounts accounts, LakeHoldings holdings) {
    SortedSet<String> units = accounts.units();
    return holdings.findUnit().orElseGet(() -> units.size() == 1 ? units.first() : settings.unit());
  }

  /** The households of the lake, in the census years that are read, that stay. */
  Dataset<Row> staying(Lake lake, Replacement replacement, LakeHoldings holdings) {
    return replacement.leavesSome(holdings)
        ? lake.read(HouseholdTable.TABLE).filter(functions.expr(replacement.staying()))
        : nothing(HouseholdTable.TABLE.schema());
  }

  Dataset<Row> nothing(StructType schema) {
    return spark.createDataFrame(List.<Row>of(), schema);
  }
}
