package id.entas.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
  /** A process that makes itself a folder, says where, and waits. */
  static final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] args) throws IOException {
      Path made = Scratch.findIn(Path.of(args[0])).orElseThrow();
      Files.writeString(made.resolve("shuffle"), "pseudonyms");
      System.out.println(made);
      System.in.read();
    }
  }

  private static Process start(Path temporary) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            OtherProcess.class.getName(),
            temporary.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static Path folderOf(Process process) throws IOException {
    return Path.of(
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine());
  }

  @Test
  void shouldDeleteWhatAKilledProcessLeftAndNothingOfALivingOne(@TempDir Path temporary)
      throws Exception {
    Path ours = Scratch.findIn(temporary).orElseThrow();
    Process killed = start(temporary);
    Process living = start(temporary);
    try {
      Path dead = folderOf(killed);
      Path alive = folderOf(living);
      assertThat(ours).isDirectory();
      killed.destroyForcibly().waitFor();

      Path next = Scratch.findIn(temporary).orElseThrow();

      assertThat(dead).doesNotExist();
      assertThat(alive.resolve("shuffle")).hasContent("pseudonyms");
      assertThat(ours).isDirectory();
      assertThat(next).isDirectory().isNotEqualTo(ours);
    } finally {
      living.destroyForcibly().waitFor();
    }
  }

  @Test
  void shouldBeForItsOwnerAlone(@TempDir Path temporary) throws IOException {
    Path folder = Scratch.findIn(temporary).orElseThrow();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void shouldDoWithoutWhereNoFolderOfOurOwnCanBe(@TempDir Path temporary) throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "no folder");

    assertThat(Scratch.findIn(file)).isEmpty();
  }
}
