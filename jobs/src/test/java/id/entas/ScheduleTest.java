package id.entas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The examples of {@code conf/schedule}, each held against the program and the tool it is for. */
class ScheduleTest {
  private static final Path SCHEDULE = Path.of("..", "conf", "schedule");
  private static final String PROGRAM = "/opt/entas/entas";
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private record Said(int exitCode, String text) {}

  private static Said say(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes());
    return new Said(process.waitFor(), text);
  }

  private static boolean isThere(String tool) throws IOException, InterruptedException {
    return say("/bin/sh", "-c", "command -v " + tool).exitCode() == 0;
  }

  private static void assertUnderstood(List<String> arguments) {
    CommandLine line =
        new CommandLine(new Commands(System.out, System.err, Clock.systemUTC(), Map.of()));
    assertThat(line.parseArgs(arguments.toArray(String[]::new)).hasSubcommand()).isTrue();
  }

  /** The words after the program in the one command of a text. */
  private static List<String> arguments(String text) {
    String joined = text.replace("\\\n", " ");
    String command =
        joined
            .substring(joined.indexOf(PROGRAM + " run") + PROGRAM.length())
            .lines()
            .findFirst()
            .orElseThrow();
    Matcher word = WORD.matcher(command);
    return word.results()
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .toList();
  }

  @Test
  void shouldNameOnlyCommandsAndOptionsThatThereAre() throws IOException {
    assertUnderstood(arguments(Files.readString(SCHEDULE.resolve("entas.service"))));
    assertUnderstood(arguments(Files.readString(SCHEDULE.resolve("entas.crontab"))));
    String dag = Files.readString(SCHEDULE.resolve("entas_dag.py"));
    String command = dag.substring(dag.indexOf(PROGRAM), dag.indexOf("\n]"));
    List<String> words =
        Arrays.stream(command.split("[\\s,]+")).map(word -> word.replace("\"", "")).toList();
    assertUnderstood(words.subList(1, words.size()));
  }

  @Test
  void shouldHaveACrontabWithFiveFieldsOfTime() throws IOException {
    List<String> lines =
        Files.readAllLines(SCHEDULE.resolve("entas.crontab")).stream()
            .filter(line -> line.contains(PROGRAM))
            .toList();

    assertThat(lines)
        .singleElement()
        .asString()
        .matches("[0-5]?\\d ([01]?\\d|2[0-3]) [1-9]\\d? [1-9]\\d? (\\*|[0-7]) /opt.*");
  }

  @Test
  void shouldHaveUnitsThatSystemdTakes(@TempDir Path folder)
      throws IOException, InterruptedException {
    Assumptions.assumeTrue(isThere("systemd-analyze"), "not run: there is no systemd-analyze here");
    // Systemd looks whether the programs are there.
    Files.writeString(
        folder.resolve("entas.service"),
        Files.readString(SCHEDULE.resolve("entas.service"))
            .replace(PROGRAM, "/bin/true")
            .replace("/usr/local/bin/tell-the-analyst", "/bin/true"));
    Files.copy(SCHEDULE.resolve("entas.timer"), folder.resolve("entas.timer"));

    Said said =
        say(
            "systemd-analyze",
            "verify",
            folder.resolve("entas.service").toString(),
            folder.resolve("entas.timer").toString());

    assertThat(said.exitCode()).as(said.text()).isZero();
  }

  @Test
  void shouldHaveADagThatPythonCompiles(@TempDir Path folder)
      throws IOException, InterruptedException {
    Assumptions.assumeTrue(isThere("python3"), "not run: there is no python3 here");
    Path dag = Files.copy(SCHEDULE.resolve("entas_dag.py"), folder.resolve("entas_dag.py"));

    Said said = say("python3", "-m", "py_compile", dag.toString());

    assertThat(said.exitCode()).as(said.text()).isZero();
  }
}
