package id.entas.ingest;

import id.entas.domain.Refusal;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
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
  private final TreeMap<String, InputFile> bySourceFile = new TreeMap<>();

  private InputFiles(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /**
   * The files in the order of their names; folders are searched with their sub-folders.
   *
   * @param inputs files or folders, as paths or URIs
   * @throws Refusal if an input is missing, holds no extract or a file of an unknown format, or two
   *     files have one name
   */
  static List<InputFile> find(Configuration hadoop, List<String> inputs) {
    InputFiles found = new InputFiles(hadoop);
    inputs.forEach(found::add);
    return List.copyOf(found.bySourceFile.values());
  }

  private void add(String input) {
    Path path = input.contains(":/") ? new Path(input) : new Path(new File(input).toURI());
    try {
      FileSystem fileSystem = path.getFileSystem(hadoop);
      FileStatus status = fileSystem.getFileStatus(path);
      if (status.isFile()) {
        LocalFiles.refuseIrregular(status.getPath(), input);
        keep(status, status.getPath().getName());
        return;
      }
      int before = bySourceFile.size();
      refuseFolderNamedAsFile(status, input);
      search(fileSystem, new Folder(status.getPath(), status.getPath(), ""));
      if (bySourceFile.size() == before) {
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

  /**
   * A folder to search.
   *
   * @param root the input folder that it lies in
   * @param prefix what stands before the names of its files
   */
  private record Folder(Path root, Path path, String prefix) {}

  private void search(FileSystem fileSystem, Folder folder) throws IOException {
    String prefix = folder.prefix();
    LocalFiles.refuseLinks(folder.root(), folder.path(), prefix);
    for (FileStatus status : fileSystem.listStatus(folder.path())) {
      String name = status.getPath().getName();
      if (name.startsWith(".")) {
        continue;
      }
      if (status.isDirectory()) {
        refuseFolderNamedAsFile(status, prefix + name);
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

  private static void refuseFolderNamedAsFile(FileStatus status, String name) {
    if (FileKind.find(status.getPath().getName()).isPresent()) {
      throw Refusal.data(
          "The extract " + name + " is a folder, not a file; rename it or take it away.");
    }
  }

  private void keep(FileStatus status, String sourceFile) {
    if (FileKind.find(sourceFile).isEmpty()) {
      throw Refusal.data(
          "The file "
              + sourceFile
              + " is of no format that Entas reads ("
              + FileKind.endings()
              + "); convert it or take it away.");
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
