package id.entas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.entas.domain.Refusal;
import id.entas.job.RunReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnattendedTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2013-02-01T02:00:00Z"), ZoneOffset.UTC);

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PATH",
          System.getenv("PATH"),
          "ENTAS_KEY",
          "a secret",
          "ENTAS_KEYSTORE_PASSWORD",
          "another secret");

  @TempDir Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);

  private Unattended asked() {
    Unattended unattended = new Unattended();
    unattended.summary = folder.resolve("left/last-run.json");
    String wrote = folder.resolve("told").toString();
    unattended.onSuccess = "echo well $ENTAS_EXIT_CODE $ENTAS_RUN_ID \"$ENTAS_ERROR\" >" + wrote;
    unattended.onFailure = "echo ill $ENTAS_EXIT_CODE $ENTAS_RUN_ID \"$ENTAS_ERROR\" >" + wrote;
    return unattended;
  }

  private JsonNode summary() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("left/last-run.json").toFile());
  }

  @Test
  void shouldLeaveASummaryAndCallTheCommandOfSuccess() throws IOException {
    RunReport report = RunReport.silent();

    asked()
        .around(
            "lake",
            report,
            err,
            CLOCK,
            ENVIRONMENT,
            () -> {
              report.published("ab12");
              report.problem("UNKNOWN_TIER", 3);
              report.note("A note.");
              report.result("out of reach");
            });

    assertThat(summary().get("status").asText()).isEqualTo("DONE");
    assertThat(summary().get("exit_code").asInt()).isZero();
    assertThat(summary().get("run_id").asText()).isEqualTo("ab12");
    assertThat(summary().get("started_at").asText()).isEqualTo("2013-02-01T02:00:00Z");
    assertThat(summary().get("problems").get("UNKNOWN_TIER").asInt()).isEqualTo(3);
    assertThat(summary().get("result").get(0).asText()).isEqualTo("out of reach");
    assertThat(folder.resolve("told")).hasContent("well 0 ab12 ");
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void shouldTellOfAFailureAndGiveItOn() throws IOException {
    Refusal refusal = Refusal.conflict("The lake is being written.");

    assertThatThrownBy(
            () ->
                asked()
                    .around(
                        "lake",
                        RunReport.silent(),
                        err,
                        CLOCK,
                        ENVIRONMENT,
                        () -> {
                          throw refusal;
                        }))
        .isSameAs(refusal);

    assertThat(summary().get("status").asText()).isEqualTo("FAILED");
    assertThat(summary().get("exit_code").asInt()).isEqualTo(4);
    assertThat(summary().get("error").asText()).isEqualTo("The lake is being written.");
    assertThat(folder.resolve("told")).hasContent("ill 4 The lake is being written.");
  }

  @Test
  void shouldNotFailARunForItsSummaryOrItsCommand() throws IOException {
    Unattended unattended = asked();
    unattended.summary = Files.writeString(folder.resolve("file"), "").resolve("below");
    unattended.onSuccess = "exit 7";

    unattended.around("lake", RunReport.silent(), err, CLOCK, ENVIRONMENT, () -> {});

    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("--summary"))
        .anySatisfy(line -> assertThat(line).contains("exit 7").contains("exit code 7"));
  }

  @Test
  void shouldKeepSecretsFromTheCommand() throws IOException {
    Unattended unattended = asked();
    unattended.onSuccess = "env >" + folder.resolve("told");

    unattended.around("lake", RunReport.silent(), err, CLOCK, ENVIRONMENT, () -> {});

    assertThat(Files.readString(folder.resolve("told")))
        .contains("ENTAS_EXIT_CODE=0", "PATH=")
        .doesNotContain("ENTAS_KEY", "secret");
  }

  /** A run in a process of its own that works until it is ended. */
  static final class Working {
    private Working() {}

    public static void main(String[] args) {
      Unattended unattended = new Unattended();
      unattended.summary = Path.of(args[0]);
      unattended.around(
          "lake",
          RunReport.silent(),
          System.err,
          CLOCK,
          ENVIRONMENT,
          () -> {
            System.out.println("working");
            try {
              Thread.sleep(600_000);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }
  }

  @Test
  void shouldTellOfARunThatASignalEnded() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Working.class.getName(),
                folder.resolve("left/last-run.json").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.inputReader().readLine()).isEqualTo("working");

    process.destroy();
    process.waitFor();

    assertThat(summary().get("status").asText()).isEqualTo("FAILED");
    assertThat(summary().get("exit_code").asInt()).isEqualTo(143);
    assertThat(summary().get("error").asText()).contains("signal");
  }

  @Test
  void shouldRefuseToTellOfARunThatIsNotDone() {
    assertThatThrownBy(() -> asked().refuseWith("--dry-run"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("--dry-run");
    new Unattended().refuseWith("--dry-run");
  }

  @Test
  void shouldRefuseToWaitLessThanNoTime() {
    Unattended unattended = new Unattended();
    unattended.wait = -1;

    assertThatThrownBy(unattended::patience).isInstanceOf(Refusal.class).hasMessageContaining("-1");
  }
}
