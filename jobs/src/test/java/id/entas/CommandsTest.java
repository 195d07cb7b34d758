package id.entas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class CommandsTest {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private record Said(int exitCode, String out, String err) {}

  private static Said say(Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    int code =
        Main.execute(
            new Commands(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                errors,
                Clock.systemUTC(),
                environment),
            errors,
            arguments);
    return new Said(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static CommandLine line() {
    return new CommandLine(new Commands(System.out, System.err, Clock.systemUTC(), Map.of()))
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  static Stream<String> commands() {
    return line().getSubcommands().keySet().stream();
  }

  private static List<String> examples(String command) {
    CommandLine one = line().getSubcommands().get(command);
    return Arrays.stream(one.getCommandSpec().usageMessage().footer())
        .map(String::strip)
        .filter(text -> !text.startsWith("#"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldHaveExamplesThatTheCommandTakes(String command) {
    assertThat(examples(command)).as("examples of " + command).isNotEmpty();
    for (String example : examples(command)) {
      List<String> words =
          WORD.matcher(example.replaceAll("^source <\\((.*)\\)$", "$1").replaceAll(" >\\S+$", ""))
              .results()
              .map(CommandsTest::word)
              .toList();
      assertThat(words.subList(0, 2)).containsExactly("entas", command);
      CommandLine.ParseResult parsed =
          line().parseArgs(words.subList(1, words.size()).toArray(String[]::new));
      assertThat(parsed.subcommand().commandSpec().name()).isEqualTo(command);
    }
  }

  private static String word(MatchResult found) {
    return found.group(1) == null ? found.group(2) : found.group(1);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldHelpWithItself(String command) {
    Said said = say(Map.of(), command, "--help");

    assertThat(said.exitCode()).isZero();
    assertThat(said.out()).startsWith("Usage: entas " + command).contains("Examples:");
  }

  @Test
  void shouldSayItsVersionAndBuild() {
    Said said = say(Map.of(), "--version");

    assertThat(said.exitCode()).isZero();
    assertThat(said.out()).matches("(?s)entas \\S+, build (classes|[0-9a-f]{12})\\RJava 17.*");
  }

  @Test
  void shouldCompleteEveryCommandAndItsOptions() {
    Said said = say(Map.of(), "completion");

    assertThat(said.exitCode()).isZero();
    assertThat(commands()).allSatisfy(command -> assertThat(said.out()).contains(command));
    assertThat(said.out()).contains("--target-year", "--dry-run");
  }

  @Test
  void shouldListTheSettingsThatAreNoDefaultsWithWhereTheyAreFrom() {
    Said said =
        say(
            Map.of("ENTAS_SET_PROJECTION_FUTURES", "3000"),
            "settings",
            "--changed",
            "-Dtarget.year=2015");

    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.out().lines())
        .containsExactly(
            "target.year = 2015   # command line, -Dtarget.year",
            "projection.futures = 3000   # environment ENTAS_SET_PROJECTION_FUTURES");
  }

  @Test
  void shouldTakeTheFileThatExplainsTheDefaultsForTheDefaults() {
    Said said = say(Map.of("ENTAS_HOME", ".."), "settings", "--changed");

    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.out()).isEmpty();
    assertThat(say(Map.of("ENTAS_HOME", ".."), "check", "pom.xml", "-Dprojection.futures=10").err())
        .contains("projection.futures is from 1000", "(command line, -Dprojection.futures)");
  }

  @Test
  void shouldExplainASettingInTheWordsOfItsFile() {
    Said said = say(Map.of(), "settings", "--explain");

    assertThat(said.out().lines().toList())
        .containsSequence(
            "# Year in which the target must be met; after the first census. Unit: year.",
            "target.year = 2013   # default");
  }

  @Test
  void shouldAskWhatWasMeantByACommandOrOptionThatThereIsNot() {
    assertThat(say(Map.of(), "publsh").err()).contains("did you mean").contains("publish");
    assertThat(say(Map.of(), "run", "--sumary", "x").err()).contains("--summary");
  }

  @Test
  void shouldRefuseANegativeWaitBeforeAnythingIsDone() {
    Said said = say(Map.of(), "run", "--wait", "-1");

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err()).contains("--wait").contains("-1");
  }
}
