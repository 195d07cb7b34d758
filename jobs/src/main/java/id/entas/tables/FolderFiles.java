package id.entas.tables;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Lists the files below a folder. Hadoop's own recursive listing also asks for every file's owner
 * and permissions, for which it starts a process a file on this machine, some ten milliseconds
 * each.
 */
final class FolderFiles {
  private FolderFiles() {}

  /**
   * All files below a folder, at any depth.
   *
   * @throws IOException if one of the folders cannot be read
   */
  static List<FileStatus> below(FileSystem files, Path folder) throws IOException {
    List<FileStatus> found = new ArrayList<>();
    Deque<Path> folders = new ArrayDeque<>(List.of(folder));
    while (!folders.isEmpty()) {
      for (FileStatus one : files.listStatus(folders.remove())) {
        if (one.isDirectory()) {
          folders.add(one.getPath());
        } else {
          found.add(one);
        }
      }
    }
    return found;
  }
}
