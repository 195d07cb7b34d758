package id.entas.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.SparkTest;
import id.entas.domain.QualityRule;
import id.entas.domain.Refusal;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.QualityFindingTable;
import id.entas.tables.ReconciliationTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two censuses in which the ids of one kecamatan are written anew, and the codes of two desa of
 * another are swapped.
 */
class QualityTest extends SparkTest {
  private static final String FIGURES =
      """
      id,year,region_level,region_code,tier,unit,measure,value,source,compare,parts
      K1,2008,kecamatan,3509260,MISKIN,household,miskin,360,a book,true,
      K2,2008,kecamatan,3509260,,household,listed,359,a book,true,
      K3,2008,kecamatan,3509260,SANGAT_MISKIN,household,none of these,0,a book,true,
      D,2008,kabupaten,3509,,household,all listed,410,a book,true,K1|K2
      P,2008,kecamatan,3509260,,person,persons,1,a book,true,
      Y,1999,kecamatan,3509260,,household,another year,1,a book,true,
      F,2008,kecamatan,3509260,,family,families,1,a book,true,
      X,2008,provinsi,35,,household,the province,9,a book,false,
      """;

  private Path folder;
  private Lake lake;

  private static Row row(int year, int household, String desa) {
    return HouseholdTable.TABLE
        .row()
        .set(HouseholdTable.CENSUS_YEAR, year)
        .set(HouseholdTable.REGION_CODE, desa.substring(0, 7))
        .set(HouseholdTable.VILLAGE_CODE, desa)
        .set(HouseholdTable.HOUSEHOLD_KEY, ByteBuffer.allocate(16).putInt(household).array())
        .set(HouseholdTable.UNIT, "household")
        .set(HouseholdTable.TIER, "MISKIN")
        .set(HouseholdTable.INSTRUMENT, "INVENTED")
        .set(HouseholdTable.SOURCE_FILE, "invented.csv")
        .build();
  }

  @BeforeAll
  void countTheInventedPanel(@TempDir Path given) {
    folder = given;
    lake = Lake.at(spark(), folder.resolve("lake").toString());
    List<Row> rows = new ArrayList<>();
    for (int household = 0; household < 100; household++) {
      rows.add(row(2008, household, "3509260001"));
      rows.add(row(2009, household, "3509260002"));
    }
    for (int household = 1000; household < 1200; household++) {
      rows.add(row(2008, household, "3509260002"));
      rows.add(row(2009, household, "3509260001"));
    }
    for (int household = 2000; household < 2060; household++) {
      rows.add(row(2008, household, "3509260003"));
      rows.add(row(2009, household, "3509260003"));
    }
    for (int household = 3000; household < 3050; household++) {
      rows.add(row(2008, household, "3509270001"));
      rows.add(row(2009, household < 3019 ? household : household + 500, "3509270001"));
    }
    lake.replace(
        HouseholdTable.TABLE, spark().createDataFrame(rows, HouseholdTable.TABLE.schema()));
    Settings settings = Settings.defaults();
    RunIdentity identity = new RunIdentity(lake, settings, "test");
    new PackHistories(lake, settings, identity).run(RunReport.silent());
    new CountTransitions(lake, settings, identity).run(RunReport.silent());
  }

  private static Settings settings(Map<String, ?> overrides) {
    return Settings.load(Optional.empty(), overrides);
  }

  private void checkLinkage(Settings settings) {
    new CheckLinkage(lake, settings, new RunIdentity(lake, settings, "test"))
        .run(RunReport.silent());
  }

  private List<String> findings(QualityRule.Stage stage) {
    return QualityFindingTable.findings(lake, stage).stream()
        .map(one -> one.rule() + " " + one.censusYear() + " " + one.regionCode() + " " + one.rows())
        .sorted()
        .toList();
  }

  @Test
  void shouldSeeABrokenIdAndSwappedDesaAndWriteTheSameAgain() {
    for (int time = 0; time < 2; time++) {
      checkLinkage(Settings.defaults());
      assertThat(findings(QualityRule.Stage.LINKAGE))
          .containsExactly(
              "LINKAGE 2009 3509260 0",
              "LINKAGE 2009 3509270 31",
              "LINKAGE_BROKEN 2009 3509270 31",
              "VILLAGE_SWAP 2009 3509260 300");
    }
    assertThat(QualityFindingTable.findings(lake, QualityRule.Stage.LINKAGE))
        .anySatisfy(
            finding ->
                assertThat(finding.detail())
                    .contains("38.0 % are linked", "62.0 % absent", "62.0 % are entrants"))
        .anySatisfy(
            finding -> assertThat(finding.detail()).contains("300 of", "and 0 in the same desa"));
    checkLinkage(settings(Map.of("quality.max-unlinked-share", 0.62)));
    assertThat(findings(QualityRule.Stage.LINKAGE)).noneMatch(one -> one.contains("BROKEN"));
  }

  @Test
  void shouldStopWhereTooFewAreLinkedBeforeAnythingIsWritten() {
    Optional<Long> before = lake.findVersion(QualityFindingTable.TABLE);

    assertThatThrownBy(
            () -> checkLinkage(settings(Map.of("quality.stop.max-unlinked-share", 0.61))))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("quality.stop.max-unlinked-share allows 61.0 %")
        .hasMessageContaining("3509270")
        .hasMessageContaining("nothing was published");
    assertThat(lake.findVersion(QualityFindingTable.TABLE)).isEqualTo(before);
    checkLinkage(settings(Map.of("quality.stop.max-unlinked-share", 0.62)));
  }

  private Settings withFigures(String name, Map<String, ?> overrides) throws IOException {
    Path own = Files.createDirectory(folder.resolve(name));
    Files.writeString(own.resolve("published-totals.csv"), FIGURES);
    return Settings.load(Optional.of(Files.writeString(own.resolve("own.conf"), "")), overrides);
  }

  private void reconcile(Settings settings) {
    new Reconcile(lake, settings, new RunIdentity(lake, settings, "test")).run(RunReport.silent());
  }

  private List<String> reconciliation() {
    return lake.rows(ReconciliationTable.TABLE).stream()
        .map(
            row ->
                ReconciliationTable.FIGURE.text(row)
                    + " "
                    + ReconciliationTable.OBSERVED.count(row)
                    + " "
                    + ReconciliationTable.DIFFERENCE.count(row)
                    + " "
                    + ReconciliationTable.WITHIN_TOLERANCE.flag(row)
                    + " "
                    + ReconciliationTable.DETAIL.text(row))
        .sorted()
        .toList();
  }

  @Test
  void shouldHoldFiguresOfTheLakesUnitRegionsAndCensusesAgainstIt() throws IOException {
    Settings exact = withFigures("exact", Map.of());
    reconcile(exact);

    assertThat(exact.sha256()).isNotEqualTo(Settings.defaults().sha256());
    String partly = "the census covers only 2 of its 31 kecamatan";
    assertThat(reconciliation())
        .containsExactly(
            "D 410 0 false " + partly,
            "K1 360 0 true null",
            "K2 360 1 false null",
            "K3 0 0 true null");
    assertThat(findings(QualityRule.Stage.RECONCILIATION))
        .containsExactly(
            "PUBLISHED_NOT_ADDITIVE 2008 3509 309",
            "RECONCILIATION_DIFFERENCE 2008 3509 0",
            "RECONCILIATION_DIFFERENCE 2008 3509260 1");
    reconcile(withFigures("roughly", Map.of("quality.reconciliation-tolerance", 0.01)));
    assertThat(reconciliation()).contains("K2 360 1 true null", "D 410 0 false " + partly);
    assertThatThrownBy(
            () ->
                reconcile(
                    withFigures(
                        "stopping", Map.of("quality.stop.max-reconciliation-difference", 0.001))))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("K2")
        .hasMessageContaining("quality.stop.max-reconciliation-difference allows 0.1 %")
        .hasMessageContaining("nothing was published");
  }

  @Test
  void shouldRefuseAFigureOfWhichNobodyKnowsTheSource() throws IOException {
    Path own = Files.createDirectory(folder.resolve("sourceless"));
    Files.writeString(own.resolve("published-totals.csv"), FIGURES.replace("359,a book", "359,"));
    Path conf = Files.writeString(own.resolve("own.conf"), "");

    assertThatThrownBy(() -> Settings.load(Optional.of(conf), Map.of()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("The figure K2 has no source")
        .hasMessageContaining("published-totals.csv");
  }

  @Test
  void shouldRefuseAStopThatIsNoNumber() {
    assertThatThrownBy(
            () -> checkLinkage(settings(Map.of("quality.stop.max-unlinked-share", "never"))))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("quality.stop.max-unlinked-share is none or a number, not 'never'");
  }
}
