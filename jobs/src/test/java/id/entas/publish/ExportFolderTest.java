package id.entas.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportFolderTest {
  private static final byte[] WHOLE = "whole".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private ExportFolder exports() {
    return ExportFolder.at(folder.toString());
  }

  private static void writeInto(String scratch, String text) {
    try {
      Path made = Files.createDirectories(Path.of(URI.create(scratch).getPath()));
      Files.writeString(made.resolve("part-0.parquet"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldLeaveTheOldFileWholeWhereTheNewOneFails() throws IOException {
    exports().write("report.html", WHOLE);

    assertThatThrownBy(
            () ->
                exports()
                    .write(
                        "report.html",
                        out -> {
                          out.write('h');
                          out.flush();
                          assertThat(folder.resolve("report.html")).hasContent("whole");
                          throw new IOException("No space left on device");
                        }))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("No space left on device");

    assertThat(folder.resolve("report.html")).hasContent("whole");
    assertThat(folder).isDirectoryNotContaining(path -> !path.endsWith("report.html"));
  }

  @Test
  void shouldLeaveTheOldTableWholeWhereItsEngineFails() {
    exports().adopt("tier.parquet", ".parquet", scratch -> writeInto(scratch, "whole"));

    assertThatThrownBy(
            () ->
                exports()
                    .adopt(
                        "tier.parquet",
                        ".parquet",
                        scratch -> {
                          writeInto(scratch, "half");
                          throw new IllegalStateException("out of memory");
                        }))
        .hasMessage("out of memory");

    assertThat(folder.resolve("tier.parquet")).hasContent("whole");
    assertThat(folder).isDirectoryNotContaining(path -> !path.endsWith("tier.parquet"));
  }

  @Test
  void shouldReplaceAFileWholeWhateverADeadRunHasLeftBesideIt() throws IOException {
    exports().write("report.html", WHOLE);
    Files.writeString(folder.resolve(".report.html.writing"), "ha");
    Files.writeString(folder.resolve(".report.html.crc"), "of another file");

    String said = exports().write("report.html", "new".getBytes(StandardCharsets.UTF_8));

    assertThat(Path.of(said)).isEqualTo(folder.resolve("report.html")).hasContent("new");
    assertThat(folder).isDirectoryNotContaining(path -> !path.endsWith("report.html"));
  }
}
