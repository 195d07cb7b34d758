package id.entas.ingest;

import id.entas.domain.Refusal;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

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
   * @param refusals told of each link that leads out, to a folder or to nothing, and of each pipe
   * @return the names within the folder of what was refused
   */
  static Set<String> refuseLinks(
      org.apache.hadoop.fs.Path root,
      org.apache.hadoop.fs.Path folder,
      String prefix,
      Refusals refusals)
      throws IOException {
    Set<String> unfit = new TreeSet<>();
    if (!isLocal(root)) {
      return unfit;
    }
    Path realRoot = local(root).toRealPath();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(local(folder))) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (name.startsWith(".")) {
          continue;
        }
        try {
          refuseUnfit(entry, prefix + name, realRoot);
        } catch (Refusal refusal) {
          unfit.add(name);
          refusals.add(prefix + name, refusal);
        }
      }
    }
    return unfit;
  }

  private static void refuseUnfit(Path entry, String name, Path realRoot) {
    if (Files.isSymbolicLink(entry)) {
      refuseLink(entry, name, realRoot);
    }
    if (!Files.isDirectory(entry)) {
      refuseIrregular(entry, name);
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
