package id.entas.synthesize;

import id.entas.domain.Refusal;
import id.entas.job.Job;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes invented extracts with known truth: one gzip CSV for each census, or numbered ones for
 * very many households, and {@code truth.json} beside them.
 *
 * <p>Each file is one task of its own, so that any number of households is written by as many
 * machines as there are. Rows depend on the plan alone. Run again, it replaces the files that the
 * folder's {@code truth.json} names; a folder with anything else and without that file is left
 * alone.
 */
public final class SynthesizeExtracts implements Job {
  private static final String DRAFT = ".draft";

  private final SparkSession spark;
  private final SynthesisPlan plan;
  private final Path folder;
  private final int tasks;

  /**
   * @param plan what to invent
   * @param outFolder any path that Hadoop can write to
   * @throws Refusal if the plan's kecamatan are not all in the settings
   */
  public SynthesizeExtracts(
      SparkSession spark, Settings settings, SynthesisPlan plan, String outFolder) {
    this(spark, settings, plan, outFolder, Integer.MAX_VALUE);
  }

  /** The same in at most so many tasks, for tests. */
  SynthesizeExtracts(
      SparkSession spark, Settings settings, SynthesisPlan plan, String outFolder, int tasks) {
    plan.places().stream()
        .filter(place -> settings.regions().find(place.code()).isEmpty())
        .findFirst()
        .ifPresent(
            place -> {
              throw Refusal.mistake(
                  "Kecamatan "
                      + place.code()
                      + " of the plan is not in regions.csv, so that its rows could not be read"
                      + " again; add it there.");
            });
    this.spark = spark;
    this.plan = plan;
    this.folder = new Path(outFolder);
    this.tasks = tasks;
  }

  @Override
  public String name() {
    return "synthesize";
  }

  @Override
  public String purpose() {
    return "invents extracts with known truth in " + folder;
  }

  @Override
  public List<Table> reads() {
    return List.of();
  }

  @Override
  public List<Table> writes() {
    return List.of();
  }

  @Override
  public void run(RunReport report) {
    Truth truth = Truth.of(plan);
    List<ExtractFile> files = ExtractFile.of(truth);
    SerializableConfiguration conf =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    try {
      FileSystem fileSystem = plainFileSystem(folder, conf);
      clear(fileSystem);
      // The list of files stands before the files do: a run that was stopped can be repeated.
      writeText(fileSystem, TruthFile.text(truth, files, new TreeMap<>()));
      TreeMap<Integer, ExtractFile.Counts> counts = writeAll(truth, files, conf);
      writeText(fileSystem, TruthFile.text(truth, files, counts));
      report.rows("files", files.size());
      report.rows("rows", counts.values().stream().mapToLong(ExtractFile.Counts::rows).sum());
    } catch (IOException e) {
      throw Refusal.mistake(
          "The folder " + folder + " cannot be written: " + e.getMessage() + "; name another.", e);
    }
  }

  private TreeMap<Integer, ExtractFile.Counts> writeAll(
      Truth truth, List<ExtractFile> files, SerializableConfiguration conf) {
    String where = folder.toString();
    List<Written> written =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(files, Math.min(files.size(), tasks))
            .map(
                file -> new Written(truth.yearOf(file.step()), writeFile(truth, file, where, conf)))
            .collect();
    TreeMap<Integer, ExtractFile.Counts> counts = new TreeMap<>();
    written.forEach(file -> counts.merge(file.year(), file.counts(), ExtractFile.Counts::plus));
    return counts;
  }

  private record Written(int year, ExtractFile.Counts counts) implements Serializable {}

  /** Writes beside and renames, so that a task tried twice never leaves half a file. */
  private static ExtractFile.Counts writeFile(
      Truth truth, ExtractFile file, String folder, SerializableConfiguration conf) {
    Path target = new Path(folder, file.name());
    Path draft =
        new Path(folder, "." + file.name() + "." + TaskContext.get().taskAttemptId() + DRAFT);
    try {
      FileSystem fileSystem = plainFileSystem(target, conf);
      ExtractFile.Counts counts;
      try (OutputStream out = fileSystem.create(draft, true)) {
        counts = file.write(truth, out);
      }
      fileSystem.delete(target, false);
      if (!fileSystem.rename(draft, target)) {
        throw new IOException("cannot rename " + draft + " to " + target);
      }
      return counts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void clear(FileSystem fileSystem) throws IOException {
    fileSystem.mkdirs(folder);
    Path truthFile = new Path(folder, TruthFile.NAME);
    if (fileSystem.exists(truthFile)) {
      byte[] text = new byte[(int) fileSystem.getFileStatus(truthFile).getLen()];
      try (FSDataInputStream in = fileSystem.open(truthFile)) {
        in.readFully(text);
      }
      for (String name : TruthFile.filesOf(new String(text, StandardCharsets.UTF_8))) {
        fileSystem.delete(new Path(folder, name), false);
        for (FileStatus draft :
            fileSystem.globStatus(new Path(folder, "." + name + ".*" + DRAFT))) {
          fileSystem.delete(draft.getPath(), false);
        }
      }
    } else if (fileSystem.listStatus(folder).length > 0) {
      throw Refusal.mistake(
          "The folder "
              + folder
              + " holds files and no "
              + TruthFile.NAME
              + " that names them as invented; name an empty folder with --out.");
    }
  }

  private void writeText(FileSystem fileSystem, String text) throws IOException {
    try (OutputStream out = fileSystem.create(new Path(folder, TruthFile.NAME), true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Hadoop's local file system lays hidden checksum files beside its own; the plain one does not.
   */
  private static FileSystem plainFileSystem(Path path, SerializableConfiguration conf)
      throws IOException {
    FileSystem fileSystem = path.getFileSystem(conf.value());
    return fileSystem instanceof ChecksumFileSystem checked
        ? checked.getRawFileSystem()
        : fileSystem;
  }
}
