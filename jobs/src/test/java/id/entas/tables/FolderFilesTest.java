package id.entas.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFilesTest {
  @TempDir private java.nio.file.Path folder;

  /** The files of this machine, of which nobody may ask whose they are: it takes a process each. */
  private static final class OwnersUnasked extends RawLocalFileSystem {
    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
      return Arrays.stream(super.listStatus(path))
          .map(OwnersUnasked::unasked)
          .toArray(FileStatus[]::new);
    }

    private static FileStatus unasked(FileStatus one) {
      return new FileStatus(
          one.getLen(),
          one.isDirectory(),
          one.getReplication(),
          one.getBlockSize(),
          one.getModificationTime(),
          one.getPath()) {
        @Override
        public FsPermission getPermission() {
          throw new AssertionError("asked for permissions");
        }

        @Override
        public String getOwner() {
          throw new AssertionError("asked for the owner");
        }
      };
    }
  }

  private FileSystem files() throws IOException {
    FileSystem files = new OwnersUnasked();
    files.initialize(URI.create("file:///"), new Configuration(false));
    return files;
  }

  @Test
  void shouldFindFilesAtEveryDepthAndAskOfNoneWhoseItIs() throws IOException {
    Files.createDirectories(folder.resolve("a/b/c"));
    Files.createDirectories(folder.resolve("empty"));
    Files.writeString(folder.resolve("one"), "1");
    Files.writeString(folder.resolve("a/two"), "22");
    Files.writeString(folder.resolve("a/b/c/.three"), "333");

    assertThat(FolderFiles.below(files(), new Path(folder.toUri())))
        .extracting(file -> file.getPath().getName() + ":" + file.getLen())
        .containsExactlyInAnyOrder("one:1", "two:2", ".three:3");
  }

  @Test
  void shouldSayThatThereIsNoSuchFolder() throws IOException {
    Path missing = new Path(folder.resolve("missing").toUri());
    FileSystem files = files();

    assertThatThrownBy(() -> FolderFiles.below(files, missing))
        .isInstanceOf(FileNotFoundException.class);
  }
}
