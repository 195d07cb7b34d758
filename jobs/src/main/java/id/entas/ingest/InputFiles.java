package id.entas.ingest;

import id.entas.domain.Refusal;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds the files to ingest below the inputs that a user named. */
final class InputFiles {
  private static final List<String> BESIDE =
      List.of(".md", ".conf", ".cpg", ".dbt", ".fpt", ".mdx", ".cdx", ".idx", ".ndx", ".ntx");

  private final Configuration hadoop;
  private final Refusals refusals;
  private final TreeMap<String, InputFile> bySourceFile = new TreeMap<>();
  private int refused;

  private InputFiles(Configuration hadoop, Refusals refusals) {
    this.hadoop = hadoop;
    this.refusals = refusals;
  }

  /**
   * The files in the order of their names; folders are searched with their sub-folders.
   *
   * @param inputs files or folders, as paths or URIs
   * @param refusals told of each file of an unknown format
   * @throws Refusal if an input is missing or holds no extract, or two files have one name
   */
  static List<InputFile> find(Configuration hadoop, List<String> inputs, Refusals refusals) {
    InputFiles found = new InputFiles(hadoop, refusals);
    inputs.forEach(found::add);
    return List.copyOf(found.bySourceFile.values());
  }

  private void add(String input) {
    Path path = input.contains(":/") ? new Path(input) : new Path(new File(input).toURI());
    try {
      FileSystem fileSystem = path.getFileSystem(hadoop);
      FileStatus status = fileSystem.getFileStatus(path);
      if (status.isFile()) {
        addFile(status, input);
        return;
      }
      int before = bySourceFile.size() + refused;
      if (isNamedAsFile(status)) {
        refuseFolder(input);
      } else {
        search(fileSystem, new Folder(status.getPath(), status.getPath(), ""));
      }
      if (bySourceFile.size() + refused == before) {
        throw Refusal.mistake(
            "The input folder "
                + input
                + " holds no extract ("
                + FileKind.endings()
                + "); name another with --input.");
      }
    } catch (FileNotFoundException e) {
      throw Refusal.mistake(
          "The input " + input + " does not exist; name another with --input.", e);
    } catch (IOException e) {
      throw Refusal.mistake(
          "The input "
              + input
              + " cannot be read: "
              + e.getMessage()
              + "; name another with --input.",
          e);
    }
  }

  private void addFile(FileStatus status, String input) {
    try {
      LocalFiles.refuseIrregular(status.getPath(), input);
    } catch (Refusal refusal) {
      refuse(input, refusal);
      return;
    }
    keep(status, status.getPath().getName());
  }

  /**
   * A folder to search.
   *
   * @param root the input folder that it lies in
   * @param prefix what stands before the names of its files
   */
  private record Folder(Path root, Path path, String prefix) {}

  private void search(FileSystem fileSystem, Folder folder) throws IOException {
    String prefix = folder.prefix();
    Set<String> unfit = LocalFiles.refuseLinks(folder.root(), folder.path(), prefix, this::refuse);
    for (FileStatus status : fileSystem.listStatus(folder.path())) {
      String name = status.getPath().getName();
      if (name.startsWith(".") || unfit.contains(name)) {
        continue;
      }
      if (status.isDirectory() && isNamedAsFile(status)) {
        refuseFolder(prefix + name);
      } else if (status.isDirectory()) {
        search(fileSystem, new Folder(folder.root(), status.getPath(), prefix + name + "/"));
      } else if (!isBeside(name)) {
        keep(status, prefix + name);
      }
    }
  }

  /**
   * Whether a file only accompanies extracts: notes, the truth of invented data, settings, memos
   * and indexes of dBASE, the mark of a folder that Spark wrote, the lock of an open workbook.
   */
  private static boolean isBeside(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return BESIDE.stream().anyMatch(lower::endsWith)
        || lower.startsWith("~$")
        || lower.equals("truth.json")
        || lower.equals("_success");
  }

  private static boolean isNamedAsFile(FileStatus status) {
    return FileKind.find(status.getPath().getName()).isPresent();
  }

  private void refuseFolder(String name) {
    refuse(
        name,
        Refusal.data(
            "The extract " + name + " is a folder, not a file; rename it or take it away."));
  }

  private void refuse(String name, Refusal refusal) {
    refused++;
    refusals.add(name, refusal);
  }

  private void keep(FileStatus status, String sourceFile) {
    if (FileKind.find(sourceFile).isEmpty()) {
      refuse(
          sourceFile,
          Refusal.data(
              "The file "
                  + sourceFile
                  + " is of no format that Entas reads ("
                  + FileKind.endings()
                  + "); convert it or take it away."));
      return;
    }
    InputFile file = new InputFile(sourceFile, status.getPath().toUri().toString());
    InputFile other = bySourceFile.putIfAbsent(sourceFile, file);
    if (other != null) {
      throw Refusal.mistake(
          "Two inputs give a file of the name "
              + sourceFile
              + " ("
              + other.uri()
              + " and "
              + file.uri()
              + "); rename one, as the lake keeps files by name.");
    }
  }
}
