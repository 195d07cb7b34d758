package id.entas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of the house (see the design), each also seen to fail on a planted breach. */
class ArchitectureTest {
  private static final Path SOURCES = Path.of("src/main/java/id/entas");

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("id.entas");

  private static final JavaClasses BREACHES =
      new ClassFileImporter().importPackages("id.entas.breach");

  /** Each law with a class that breaks it and what of that the law must name. */
  static Stream<Arguments> laws() {
    return Stream.of(
        law(HouseLaws::roomsMeetOnlyThroughTables, "panel.CountHistories", "ingest.ExtractNames"),
        law(HouseLaws::noRoomKnowsWhoCallsIt, "ingest.ExtractNames", "breach.YearlyRun"),
        law(HouseLaws::domainIsPureJava, "domain.Tiers", "org.apache.spark.sql.Row"),
        law(HouseLaws::whatIsPublishedIsReadAsItMayBeShown, "publish.WriteCounts", "PublishedRun"),
        law(HouseLaws::whatIsPublishedIsReadAsItMayBeShown, "publish.WriteCounts", "Lake.rows"),
        law(HouseLaws::tablesKnowOnlyTheDomain, "tables.TierTable", "job.SparkDoor"),
        law(HouseLaws::onlyTablesWritesTheLake, "panel.CountHistories", "DataFrameWriter"),
        law(HouseLaws::onlyTablesWritesTheLake, "panel.CountHistories", "io.delta.tables"),
        law(HouseLaws::onlyTablesReadsTheLake, "panel.CountHistories", "DataFrameReader"),
        law(HouseLaws::onlyJobBuildsASession, "panel.CountHistories", "SparkSession.builder()"),
        law(HouseLaws::onlyJobBuildsASession, "panel.CountHistories", "JavaSparkContext"),
        law(HouseLaws::onlyMainExits, "ingest.ExtractNames", "System.exit"),
        law(HouseLaws::theOrderOfTheJobsIsWrittenOnce, "panel.Histories", "panel.CountHistories"));
  }

  private static Arguments law(Function<HouseLaws, ArchRule> law, String breaker, String named) {
    return Arguments.of(law, breaker, named);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void shouldHoldInTheProgramAndFailOnABreach(
      Function<HouseLaws, ArchRule> law, String breaker, String named) {
    law.apply(new HouseLaws("id.entas")).check(PROGRAM);

    assertThatThrownBy(() -> law.apply(new HouseLaws("id.entas.breach")).check(BREACHES))
        .isInstanceOf(AssertionError.class)
        .message()
        .satisfies(
            message ->
                assertThat(message.lines())
                    .anyMatch(line -> line.contains(breaker) && line.contains(named)));
  }

  @Test
  void shouldAllowWhatTheLawsGrant() {
    String granted = "id.entas.breach.YearlyRun";

    assertThatThrownBy(
            () -> new HouseLaws("id.entas.breach").theOrderOfTheJobsIsWrittenOnce().check(BREACHES))
        .message()
        .doesNotContain("<" + granted);
    assertThatThrownBy(() -> new HouseLaws("id.entas.breach").onlyMainExits().check(BREACHES))
        .message()
        .doesNotContain("breach.Main");
  }

  @Test
  void shouldNameColumnsByConstantsOutsideTables() throws IOException {
    Map<String, List<String>> loose = new TreeMap<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.startsWith(SOURCES.resolve("tables")))
          .forEach(
              file -> {
                List<String> found = HouseLaws.looseColumns(text(file));
                if (!found.isEmpty()) {
                  loose.put(SOURCES.relativize(file).toString(), found);
                }
              });
    }
    assertThat(loose).isEmpty();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldFindEveryKindOfLooseColumnName() {
    assertThat(
            HouseLaws.looseColumns(
                """
                rows.select(col("tier"), functions.col("region_code"), rows.apply("unit"))
                    .withColumn("year", rows.column("census_year"));
                row.<Integer>getAs(
                    "households");
                row.getString(row.fieldIndex("tier"));
                protocol.apply("x"); Field.col(); col(NAME); name.getAs(TIER); "col";
                """))
        .containsExactly(
            "col(\"tier\"",
            "col(\"region_code\"",
            ".apply(\"unit\"",
            "withColumn(\"year\"",
            "column(\"census_year\"",
            "getAs(\n    \"households\"",
            "fieldIndex(\"tier\"",
            ".apply(\"x\"");
  }
}
