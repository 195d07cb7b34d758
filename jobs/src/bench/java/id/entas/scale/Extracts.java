package id.entas.scale;

import id.entas.job.RunReport;
import id.entas.job.Sessions;
import id.entas.job.Settings;
import id.entas.synthesize.SynthesisPlan;
import id.entas.synthesize.SynthesizeExtracts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.SparkSession;

/**
 * Invented extracts of about so many rows, unpacked, made once and kept.
 *
 * @param folder holds one or more CSV files a census
 * @param rows rows of all files
 * @param bytes bytes of all files
 */
record Extracts(Path folder, long rows, long bytes) {
  /** Rows that a household of the first census has over five censuses. */
  private static final double ROWS_A_HOUSEHOLD_AND_CENSUS = 4.73 / 5;

  private static final String COUNT = ".rows";

  /**
   * The extracts of a size.
   *
   * @param cache where they are looked for and kept
   */
  static Extracts of(Path cache, long about, int firstYear, int lastYear) throws IOException {
    Path folder = cache.resolve(about + "-" + firstYear + "-" + lastYear);
    Path count = folder.resolveSibling(folder.getFileName() + COUNT);
    if (!Files.exists(count)) {
      Files.writeString(count, Long.toString(make(folder, about, firstYear, lastYear)));
    }
    long bytes = 0;
    for (Path file : files(folder)) {
      bytes += Files.size(file);
    }
    return new Extracts(folder, Long.parseLong(Files.readString(count).strip()), bytes);
  }

  /** Makes them and gives back how many rows they have. */
  private static long make(Path folder, long about, int firstYear, int lastYear)
      throws IOException {
    Files.createDirectories(folder);
    Path packed = folder.resolveSibling(folder.getFileName() + ".packed");
    long households =
        Math.round(about / (ROWS_A_HOUSEHOLD_AND_CENSUS * (lastYear - firstYear + 1)));
    Settings settings = Settings.defaults();
    try (SparkSession spark = Sessions.open()) {
      new SynthesizeExtracts(
              spark,
              settings,
              SynthesisPlan.jember(
                  settings, households, firstYear, lastYear, SynthesisPlan.SAMPLE_SEED),
              packed.toString())
          .run(RunReport.silent());
    }
    long rows = 0;
    for (Path file : list(packed, ".csv.gz")) {
      Path plain = folder.resolve(file.getFileName().toString().replace(".gz", ""));
      try (InputStream text = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
        Files.copy(text, plain, StandardCopyOption.REPLACE_EXISTING);
      }
      try (Stream<String> lines = Files.lines(plain)) {
        rows += lines.count() - 1;
      }
      Files.delete(file);
    }
    Contender.delete(packed);
    return rows;
  }

  List<Path> files() throws IOException {
    return files(folder);
  }

  private static List<Path> files(Path folder) throws IOException {
    return list(folder, ".csv");
  }

  private static List<Path> list(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
