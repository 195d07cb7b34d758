package id.entas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program is made of, and that it needs nothing of the network. */
class SupplyChainIT {
  /** Of the module, where the tests run. */
  private static final Path KEPT = Path.of("LIBRARIES.md");

  /** Classes of tests and benchmarks. */
  private static final Path TESTS = Path.of("target", "test-classes");

  /** Their POM names none; the licence lies in the jar. */
  private static final Set<String> LICENCE_IN_THE_JAR =
      Set.of("oro:oro", "org.apache.xbean:xbean-asm9-shaded");

  private static final List<String> SOURCES =
      List.of("entas", "pom.xml", "LICENSE", "jobs", "conf", "notebooks-export");

  private record Library(String name, String version, List<String> licences, String where) {}

  private static List<Library> libraries() throws IOException {
    List<String> beside = new ArrayList<>();
    for (String jar :
        Files.readString(ProgramProcess.TARGET.resolve("spark.classpath"))
            .strip()
            .split(File.pathSeparator)) {
      beside.add(Path.of(jar).getFileName().toString());
    }
    JsonNode bom = new ObjectMapper().readTree(ProgramProcess.TARGET.resolve("bom.json").toFile());
    List<Library> libraries = new ArrayList<>();
    for (JsonNode component : bom.get("components")) {
      String name = component.get("name").asText();
      String version = component.get("version").asText();
      List<String> licences = new ArrayList<>();
      for (JsonNode licence : component.path("licenses")) {
        JsonNode one = licence.path("license");
        licences.add(
            one.hasNonNull("id")
                ? one.get("id").asText()
                : one.path("name").asText(licence.path("expression").asText()));
      }
      boolean launched = beside.stream().anyMatch(jar -> jar.startsWith(name + "-" + version));
      libraries.add(
          new Library(
              component.get("group").asText() + ":" + name,
              version,
              licences,
              launched ? "beside" : "inside"));
    }
    return libraries;
  }

  private static String markdown(List<Library> libraries) {
    StringBuilder text =
        new StringBuilder(
            """
            # Libraries

            What Entas runs on, from its bill of materials (CycloneDX, `jobs/target/bom.json` of every `./entas test`). *Inside* is what
            `entas.jar` contains; *beside* is what the launcher puts on the class path, and what a cluster has of its own in its own versions.
            Vega, Vega-Lite and the interpreter of Vega's expressions (BSD-3-Clause) lie in the sources, with their licences.

            | library | version | licence | where |
            |---|---|---|---|
            """);
    libraries.stream()
        .map(
            library ->
                "| %s | %s | %s | %s |\n"
                    .formatted(
                        library.name(),
                        library.version(),
                        library.licences().isEmpty()
                            ? "in the jar"
                            : String.join("; ", library.licences()),
                        library.where()))
        .sorted()
        .distinct()
        .forEach(text::append);
    return text.toString();
  }

  @Test
  void shouldListEveryLibraryWithItsLicence() throws IOException {
    String made = markdown(libraries());
    Files.writeString(Path.of("target", "LIBRARIES.md"), made);

    assertThat(KEPT)
        .as("the kept list; the new one lies in jobs/target, copy it where it is right")
        .hasContent(made);
  }

  @Test
  void shouldRestOnReleasesWithKnownLicences() throws IOException {
    List<Library> libraries = libraries();

    assertThat(libraries).hasSizeGreaterThan(100);
    assertThat(libraries)
        .allSatisfy(
            library -> {
              assertThat(library.version()).as(library.name()).doesNotContain("SNAPSHOT");
              assertThat(library.version()).as(library.name()).matches("[0-9].*");
              if (!LICENCE_IN_THE_JAR.contains(library.name())) {
                assertThat(library.licences()).as(library.name()).isNotEmpty();
              }
            });
  }

  /** A name that occurs twice is a choice that the class path makes, differently elsewhere. */
  @Test
  void shouldHaveEveryLibraryInOneVersion() throws IOException {
    List<Library> libraries = libraries();
    Set<String> names = new TreeSet<>();
    libraries.forEach(library -> names.add(library.name()));

    assertThat(
            libraries.stream()
                .map(library -> library.name() + library.version())
                .distinct()
                .count())
        .isEqualTo(names.size());
  }

  @Test
  void shouldPackNoTestAndNoTimeIntoTheJar() throws IOException {
    Set<Long> times = new TreeSet<>();
    try (JarFile jar = new JarFile(ProgramProcess.TARGET.resolve("entas.jar").toFile())) {
      List<JarEntry> own =
          jar.stream().filter(entry -> entry.getName().startsWith("id/entas/")).toList();
      assertThat(own).hasSizeGreaterThan(100);
      assertThat(own)
          .extracting(JarEntry::getName)
          .noneMatch(name -> name.endsWith(".class") && Files.exists(TESTS.resolve(name)));
      own.forEach(entry -> times.add(entry.getLastModifiedTime().toMillis()));
    }
    assertThat(times).as("moments of the jar's own files").hasSize(1);
  }

  /** Nothing but the loopback is there, as on a machine whose cable is drawn. */
  @Test
  void shouldCheckExtractsWithoutANetwork(@TempDir Path folder) throws Exception {
    String said =
        unplugged(folder, "check", ProgramProcess.HOUSE.resolve("data-samples/tiny").toString());

    assertThat(said).contains("Yes: a run would accept these extracts.");
  }

  @Test
  @Tag("long")
  void shouldTakeASampleToAVerdictWithoutANetwork(@TempDir Path folder) throws Exception {
    Path conf = folder.resolve("few.conf");
    Files.writeString(
        conf,
        """
        projection.futures = 1000
        requirement.futures = 100
        ingest.max-rejected-share = 1.0
        """);
    String said =
        unplugged(
            folder,
            "run",
            "--input",
            ProgramProcess.HOUSE.resolve("data-samples/tiny").toString(),
            "--conf",
            conf.toString());

    assertThat(said).contains("Sumberjambe");
    assertThat(folder.resolve("lake/exports/laporan-2013.html")).exists();
  }

  private static String unplugged(Path folder, String... arguments) throws Exception {
    assumeTrue(
        mayUnplug(), "not run: unshare and ip may make no network namespace on this machine");
    StringBuilder line =
        new StringBuilder("ip link set lo up && ENTAS_KEY='" + ProgramProcess.KEY + "' exec");
    for (String word : ProgramProcess.command(folder, arguments).command()) {
      line.append(" '").append(word.replace("'", "'\\''")).append('\'');
    }
    return ForeignProgram.of("unshare").run(folder, "-rn", "sh", "-c", line.toString());
  }

  private static boolean mayUnplug() throws Exception {
    return new ProcessBuilder("sh", "-c", "unshare -rn ip link set lo up")
            .redirectErrorStream(true)
            .start()
            .waitFor()
        == 0;
  }

  /** Two builds of the same sources, in two folders, as two people would make them. */
  @Test
  @Tag("long")
  void shouldBuildTheSameBytesTwice(@TempDir Path first, @TempDir Path second) throws Exception {
    assertThat(built(first)).hasSameBinaryContentAs(built(second));
  }

  private static Path built(Path folder) throws Exception {
    for (String source : SOURCES) {
      Path from = ProgramProcess.HOUSE.resolve(source);
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.filter(one -> !one.startsWith(ProgramProcess.TARGET)).toList()) {
          Path to = folder.resolve(ProgramProcess.HOUSE.relativize(file).toString());
          if (Files.isDirectory(file)) {
            Files.createDirectories(to);
          } else {
            Files.createDirectories(to.getParent());
            Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    }
    String local =
        System.getProperty("maven.repo.local", System.getProperty("user.home") + "/.m2/repository");
    ForeignProgram.of("mvn")
        .run(
            folder,
            "-o",
            "-q",
            "-B",
            "-Dmaven.repo.local=" + local,
            "-Dmaven.test.skip=true",
            "package");
    return folder.resolve("jobs/target/entas.jar");
  }
}
