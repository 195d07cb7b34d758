package id.entas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program of the machine that a test needs, such as a browser. Where there is none, the test says
 * that it was not run; where the environment says CI, it fails instead, so that no green run hides
 * it.
 */
public final class ForeignProgram {
  private static final int MINUTES = 5;

  private final Path file;

  private ForeignProgram(Path file) {
    this.file = file;
  }

  /** The first of the names that the search path has. */
  public static ForeignProgram of(String... names) {
    return new ForeignProgram(find(names).orElseGet(() -> missing(names[0])));
  }

  private static Optional<Path> find(String... names) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> Arrays.stream(names).map(Path.of(folder)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Path missing(String name) {
    String what = "not run: there is no " + name + "; `./entas test` sets it up for root";
    String ci = System.getenv("CI");
    return ci == null || ci.isEmpty() || ci.equals("false") ? abort(what) : fail(what);
  }

  public Path file() {
    return file;
  }

  /** What it prints, once it has ended well. */
  public String run(Path home, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(file.toString()));
    command.addAll(List.of(arguments));
    Path printed = Files.createTempFile(home, "printed", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    // It keeps its own files there, and none in the home of whoever tests.
    builder.environment().put("HOME", home.toString());
    Process process =
        builder
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .redirectInput(new File("/dev/null"))
            .start();
    try {
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as(command + " ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    String said = Files.readString(printed, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
