package id.entas.ingest;

import id.entas.domain.Refusal;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What only a local disk has and Hadoop's file systems follow or pass over without a word: links,
 * pipes and devices.
 */
final class LocalFiles {
  private LocalFiles() {}

  /**
   * Looks at the links in a folder, and at what is neither file nor folder.
   *
   * @param root the input folder, out of which no link may lead
   * @param folder the folder, within the input folder
   * @param prefix what stands before the names of its files
   * @throws Refusal if a link leads out, to a folder or to nothing
   */
  static void refuseLinks(
      org.apache.hadoop.fs.Path root, org.apache.hadoop.fs.Path folder, String prefix)
      throws IOException {
    if (!isLocal(root)) {
      return;
    }
    Path realRoot = local(root).toRealPath();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(local(folder))) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (name.startsWith(".")) {
          continue;
        }
        if (Files.isSymbolicLink(entry)) {
          refuseLink(entry, prefix + name, realRoot);
        }
        if (!Files.isDirectory(entry)) {
          refuseIrregular(entry, prefix + name);
        }
      }
    }
  }

  private static void refuseLink(Path link, String name, Path realRoot) {
    Path target;
    try {
      target = link.toRealPath();
    } catch (IOException e) {
      throw Refusal.data(
          "The input " + name + " is a link to nothing; mend it or take it away.", e);
    }
    if (!target.startsWith(realRoot)) {
      throw Refusal.data(
          "The input "
              + name
              + " is a link that leads out of the input folder; put the file itself there, or"
              + " name it with --input.");
    }
    if (Files.isDirectory(target)) {
      throw Refusal.data(
          "The input " + name + " is a link to a folder that is searched anyway; take it away.");
    }
  }

  /**
   * Looks at a file that is to be read.
   *
   * @throws Refusal if it is a pipe or device, which may never end
   */
  static void refuseIrregular(org.apache.hadoop.fs.Path file, String name) {
    if (isLocal(file)) {
      refuseIrregular(local(file), name);
    }
  }

  private static void refuseIrregular(Path file, String name) {
    if (!Files.isRegularFile(file)) {
      throw Refusal.data(
          "The input " + name + " is no file but a pipe or device; copy what it gives to a file.");
    }
  }

  private static boolean isLocal(org.apache.hadoop.fs.Path path) {
    return "file".equals(path.toUri().getScheme());
  }

  private static Path local(org.apache.hadoop.fs.Path path) {
    return Path.of(path.toUri().getPath());
  }
}
