package id.entas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a house of its own, with a Maven and a Java that only write down their calls. */
class LauncherTest {
  private static final String JAVA =
      """
      #!/bin/sh
      if [ "$1" = -XshowSettings:properties ]; then
        echo "    java.home = $(dirname "$(dirname "$0")")" >&2
        echo "    java.specification.version = 17" >&2
        exit
      fi
      case " $* " in
        *" -Xshare:dump "*)
          echo made >>archives
          for one in "$@"; do
            case $one in -XX:SharedArchiveFile=*) echo classes >"${one#*=}" ;; esac
          done ;;
        *) for one in "$@"; do echo "$one"; done ;;
      esac
      """;

  private static final String MAVEN =
      """
      #!/bin/sh
      case "$*" in *-v*) echo "Apache Maven ${FAKE_MAVEN_VERSION:-3.9.9} (fake)"; exit ;; esac
      echo "$*" >>builds
      [ -z "${FAKE_MAVEN_SLEEPS:-}" ] || sleep "$FAKE_MAVEN_SLEEPS"
      [ -z "${FAKE_MAVEN_FAILS:-}" ] || { echo "broken" >&2; exit 1; }
      mkdir -p jobs/target/surefire-reports jobs/target/failsafe-reports
      cat >jobs/target/surefire-reports/TEST-One.xml <<'END'
      <testsuite name="One" tests="3" errors="1" skipped="1" failures="1">
        <testcase name="a"/>
        <testcase name="b">
          <error message="no"/>
        </testcase>
        <testcase name="c">
          <skipped/>
        </testcase>
      </testsuite>
      END
      cat >jobs/target/failsafe-reports/TEST-Two.xml <<'END'
        <testcase name="d" time="3.5">
          <failure>a line that speaks of a <testcase name="e"/></failure>
        </testcase>
      END
      touch jobs/target/entas.jar spark.jar
      pwd | sed 's|$|/spark.jar|' >jobs/target/spark.classpath
      echo "-Done=1 -Dtwo=2" >jobs/target/jvm.options
      """;

  private record Said(int exitCode, String out, String err) {
    List<String> arguments() {
      return out.lines().toList();
    }
  }

  private Path folder;
  private Path house;

  @BeforeEach
  void buildTheHouse(@TempDir Path folder) throws IOException {
    this.folder = folder;
    house = folder.resolve("my house");
    for (String part : List.of("conf", "jobs/src/main", "jobs/src/launcher")) {
      Files.createDirectories(house.resolve(part));
    }
    Files.createFile(house.resolve("pom.xml"));
    Files.createFile(house.resolve("jobs/pom.xml"));
    Files.createFile(house.resolve("conf/entas.conf"));
    script(house.resolve("entas"), Files.readString(Path.of("../entas")));
    script(folder.resolve("bin/mvn"), MAVEN);
    script(folder.resolve("bin/chromium"), "#!/bin/sh\n");
    script(folder.resolve("bin/apt-get"), "#!/bin/sh\necho \"$*\" >>'" + installs() + "'\n");
    script(folder.resolve("a jdk/bin/java"), JAVA);
    script(folder.resolve("a jdk/bin/javac"), "#!/bin/sh\n");
  }

  private Path installs() {
    return folder.resolve("installs");
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private ProcessBuilder command(Path entas, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of("sh", entas.toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.directory(folder.toFile());
    builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().put("JAVA_HOME", folder.resolve("a jdk").toString());
    builder.environment().put("ENTAS_LOG", folder.resolve("logs/entas.log").toString());
    builder.environment().remove("ENTAS_HEAP");
    builder.redirectOutput(Files.createTempFile(folder, "said", ".out").toFile());
    builder.redirectError(Files.createTempFile(folder, "said", ".err").toFile());
    return builder;
  }

  private static Said end(ProcessBuilder builder, Process process) throws Exception {
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Said(
        process.exitValue(),
        Files.readString(builder.redirectOutput().file().toPath(), StandardCharsets.UTF_8),
        Files.readString(builder.redirectError().file().toPath(), StandardCharsets.UTF_8));
  }

  private Said say(String... arguments) throws Exception {
    ProcessBuilder builder = command(house.resolve("entas"), arguments);
    return end(builder, builder.start());
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(house.resolve("builds"));
  }

  @Test
  void shouldBuildOnFirstUseAndPassOnTheCommandThroughALinkFromAnyFolder() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("linked entas"), Path.of("my house/entas"));
    ProcessBuilder builder = command(link, "run", "--lake", "a lake");
    Said said = end(builder, builder.start());

    assertThat(said.err()).isEqualTo("Building Entas (first use) …\n");
    assertThat(said.exitCode()).isZero();
    Path real = house.toRealPath();
    assertThat(said.arguments())
        .containsSubsequence(
            "-Done=1",
            "-Dtwo=2",
            "-Dentas.home=" + real,
            "-Dentas.log=" + folder.resolve("logs/entas.log"),
            "-Dlog4j2.configurationFile=" + real.resolve("conf/log4j2.xml"),
            "-cp",
            real.resolve("spark.jar") + ":" + real.resolve("jobs/target/entas.jar"),
            "id.entas.Main",
            "run",
            "--lake",
            "a lake");
    assertThat(folder.resolve("logs/entas.log")).exists();
  }

  @Test
  void shouldBuildAgainOnlyWhenASourceIsNewerOrAJarOfSparkIsGone() throws Exception {
    say("run");
    assertThat(say("run").err()).isEmpty();

    Files.setLastModifiedTime(
        house.resolve("conf/entas.conf"), FileTime.from(Instant.now().plusSeconds(2)));
    assertThat(say("run").err()).contains("sources changed");

    Files.setLastModifiedTime(house.resolve("conf/entas.conf"), FileTime.from(Instant.EPOCH));
    Files.delete(house.resolve("spark.jar"));
    assertThat(say("run").err()).contains("jars are gone");
    assertThat(builds()).hasSize(3);
  }

  @Test
  void shouldBuildOnceForTwoThatStartTogether() throws Exception {
    ProcessBuilder one = command(house.resolve("entas"), "run");
    ProcessBuilder two = command(house.resolve("entas"), "run");
    one.environment().put("FAKE_MAVEN_SLEEPS", "1");
    two.environment().put("FAKE_MAVEN_SLEEPS", "1");
    Process first = one.start();
    Process second = two.start();

    assertThat(end(one, first).exitCode()).isZero();
    assertThat(end(two, second).exitCode()).isZero();
    assertThat(builds()).hasSize(1);
    assertThat(house.resolve("jobs/target/.building")).doesNotExist();
  }

  @Test
  void shouldTakeOverTheLockOfABuildThatDied() throws Exception {
    Process dead = new ProcessBuilder("sh", "-c", "uname -n").start();
    String host = new String(dead.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    dead.waitFor();
    Files.createDirectories(house.resolve("jobs/target"));
    Files.writeString(house.resolve("jobs/target/.building"), host + " " + dead.pid() + "\n");

    assertThat(say("run").exitCode()).isZero();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void shouldNameMavensLogWhenTheBuildFailsAndTryAgainNextTime() throws Exception {
    ProcessBuilder builder = command(house.resolve("entas"), "run");
    builder.environment().put("FAKE_MAVEN_FAILS", "yes");
    Said said = end(builder, builder.start());

    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err()).endsWith("my house/jobs/target/build.log.\n");
    assertThat(house.resolve("jobs/target/build.log")).hasContent("broken");
    assertThat(say("run").exitCode()).isZero();
  }

  @Test
  void shouldRefuseAMavenThatIsTooOldInOneSentence() throws Exception {
    ProcessBuilder builder = command(house.resolve("entas"), "run");
    builder.environment().put("FAKE_MAVEN_VERSION", "3.6.3");
    Said said = end(builder, builder.start());

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err().lines()).singleElement().asString().contains("Maven 3.8", "3.6.3");
  }

  @Test
  void shouldTakeTheHeapFromTheEnvironment() throws Exception {
    ProcessBuilder builder = command(house.resolve("entas"), "run");
    builder.environment().put("ENTAS_HEAP", "3g");

    assertThat(end(builder, builder.start()).arguments()).contains("-Xmx3g");
  }

  private Path archive() {
    return house.resolve("jobs/target/spark.jsa");
  }

  /** Gives the house what an archive is made from, starts it, and waits until there is one. */
  private void makeAnArchive() throws Exception {
    Files.writeString(folder.resolve("a jdk/release"), "JAVA_VERSION=17.0.1\n");
    Path list = house.resolve("jobs/src/archive/spark-classes.list.gz");
    Files.createDirectories(list.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(list))) {
      out.write("java/lang/Object\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(say("run").arguments()).doesNotContain(option());
    await();
  }

  private void await() throws InterruptedException {
    Path key = Path.of(archive() + ".key");
    for (int tries = 0; tries < 600 && !Files.exists(key); tries++) {
      Thread.sleep(100);
    }
    assertThat(key).exists();
  }

  private String option() throws IOException {
    return "-XX:SharedArchiveFile=" + house.toRealPath().resolve("jobs/target/spark.jsa");
  }

  private List<String> attempts() throws IOException {
    return Files.readAllLines(folder.resolve("archives"));
  }

  @Test
  void shouldMakeAnArchiveOfClassesOnceAndStartFromItAfterwards() throws Exception {
    makeAnArchive();

    assertThat(say("run").arguments()).contains(option(), "id.entas.Main");
    assertThat(attempts()).hasSize(1);
  }

  @Test
  void shouldStartFromNoArchiveThatWasCutShortNorTryForAnotherBeforeTheNextBuild()
      throws Exception {
    makeAnArchive();
    Files.writeString(archive(), "class");

    assertThat(say("run").arguments()).doesNotContain(option()).contains("id.entas.Main");
    assertThat(attempts()).hasSize(1);

    Files.delete(Path.of(archive() + ".key"));
    Files.setLastModifiedTime(
        house.resolve("conf/entas.conf"), FileTime.from(Instant.now().plusSeconds(2)));
    say("run");
    await();
    assertThat(attempts()).hasSize(2);
  }

  @Test
  void shouldMakeAnotherArchiveWhereJarsOfSparkWereFetchedAnew() throws Exception {
    makeAnArchive();
    Files.delete(house.resolve("spark.jar"));

    assertThat(say("run").arguments()).doesNotContain(option());
    await();
    assertThat(attempts()).hasSize(2);
  }

  @Test
  void shouldArchiveClassesOfWhichNearlyAllAreStillThere() throws Exception {
    List<String> classes;
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(Path.of("src/archive/spark-classes.list.gz")))) {
      classes = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    long there =
        classes.stream()
            .filter(one -> ClassLoader.getSystemResource(one + ".class") != null)
            .count();

    assertThat(classes).hasSizeGreaterThan(10_000);
    assertThat((double) there / classes.size()).isGreaterThan(0.95);
  }

  @Test
  void shouldMakeAnotherArchiveForAnotherJava() throws Exception {
    makeAnArchive();
    Files.delete(Path.of(archive() + ".key"));
    Files.writeString(folder.resolve("a jdk/release"), "JAVA_VERSION=17.0.2\n");

    assertThat(say("run").arguments()).doesNotContain(option());
    await();
    assertThat(say("run").arguments()).contains(option());
    assertThat(attempts()).hasSize(2);
  }

  @Test
  void shouldEndTheTestsWithTheirCounts() throws Exception {
    Said said = say("test");

    assertThat(said.exitCode()).isZero();
    assertThat(said.out().lines())
        .last()
        .asString()
        .isEqualTo("All tests of Entas passed. Tests run: 4, Failures: 1, Errors: 1, Skipped: 1");
    assertThat(builds()).singleElement().asString().endsWith(" verify");
    assertThat(say("test", "--fast").exitCode()).isEqualTo(2);
  }

  @Test
  void shouldSetUpNoBrowserWhereThereIsOne() throws Exception {
    assertThat(say("test").exitCode()).isZero();

    assertThat(installs()).doesNotExist();
  }
}
