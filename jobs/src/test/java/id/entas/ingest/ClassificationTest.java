package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.ClassificationRule;
import id.entas.domain.QualityRule;
import id.entas.domain.Refusal;
import id.entas.job.Settings;
import id.entas.tables.Field;
import id.entas.tables.HouseholdTable;
import id.entas.tables.QualityFindingTable;
import id.entas.tables.RejectedRowTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tiers from the 14 criteria, and the unit and instrument of a row. */
class ClassificationTest extends IngestTest {
  private static final String INDICATORS =
      IntStream.rangeClosed(1, 14)
          .mapToObj(number -> String.format("K%02d", number))
          .collect(Collectors.joining(";"));

  private static String met(int count) {
    return "1;".repeat(count) + "0;".repeat(14 - count);
  }

  private List<String> tiers(Path folder) {
    return lake(folder).rows(HouseholdTable.TABLE).stream()
        .map(row -> String.valueOf(HouseholdTable.TIER.text(row)))
        .sorted()
        .toList();
  }

  private static Settings odd() {
    return settings(
        Map.of(
            "classification.weights",
            List.of(0.1, 0.1, 0.1, 0.2, 0.2, 0.0, 0.3, 0.7, 0.1, 0.4, 0.1, 0.9, 0.2, 0.6),
            "classification.tiers",
            List.of(
                Map.of("tier", "SANGAT_MISKIN", "least-score", 2.8, "mandatory", List.of(1, 2)),
                Map.of("tier", "MISKIN", "least-score", 1.2, "mandatory", List.of(6)),
                Map.of("tier", "HAMPIR_MISKIN", "least-score", 1.0)),
            "classification.min-answered",
            12));
  }

  @Test
  void shouldSayInSparkWhatTheRuleSaysInJava() {
    Settings settings = odd();
    ClassificationRule rule = settings.classification();
    Random random = new Random(11);
    List<Row> rows = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      String[] texts = new String[14];
      List<Boolean> met = new ArrayList<>();
      for (int c = 0; c < 14; c++) {
        Boolean one = random.nextInt(25) == 0 ? null : Boolean.valueOf(random.nextBoolean());
        met.add(one);
        texts[c] = one == null ? null : one ? "1" : "0";
      }
      rows.add(RowFactory.create((Object[]) texts));
      expected.add(rule.findTier(met).orElse(null));
    }
    assertThat(expected).contains("SANGAT_MISKIN", "MISKIN", "HAMPIR_MISKIN", "TIDAK_MISKIN", null);

    List<String> derived =
        DerivedTiers.of(
                spark()
                    .createDataFrame(
                        rows,
                        FramedRows.schema(
                            ExtractColumn.INDICATORS.stream()
                                .map(ExtractColumn::text)
                                .toArray(Field[]::new)))
                    .coalesce(1),
                settings)
            .collectAsList()
            .stream()
            .map(DerivedTiers.DERIVED::text)
            .toList();

    assertThat(derived).isEqualTo(expected);
  }

  @Test
  void shouldDeriveTiersAndRejectRowsWhoseBlanksDecide(@TempDir Path folder) {
    write(
        folder,
        "a_2008.csv",
        "kode_kec;id_rt;"
            + INDICATORS
            + ";keterangan\n"
            + ("3509260;1;" + met(14) + "\n")
            + ("3509260;2;" + met(12) + "\n")
            + ("3509260;3;" + met(9) + "\n")
            + ("3509260;4;" + met(3) + "\n")
            // Eleven met and three blank: from poor to very poor.
            + ("3509260;5;" + "1;".repeat(11) + ";;;\n")
            // Nine not met: whatever the blank ones are, not poor.
            + ("3509260;6;" + "0;".repeat(9) + ";;;;;\n")
            + ("3509260;7;" + "2;" + "1;".repeat(13) + "\n")
            + ("3509260;8;" + ";".repeat(14) + "PINDAH\n")
            + ("3509260;9;" + ";".repeat(14) + "\n"));

    String said = ingest(folder, lenient());

    assertThat(tiers(folder))
        .containsExactly(
            "HAMPIR_MISKIN", "MISKIN", "SANGAT_MISKIN", "TIDAK_MISKIN", "TIDAK_MISKIN", "null");
    assertThat(rejected(folder).stream().map(RejectedRowTable.REASON::text))
        .containsExactly("MISSING_VALUE", "UNREADABLE_VALUE", "MISSING_VALUE");
    assertThat(rejected(folder).stream().map(RejectedRowTable.DETAIL::text))
        .satisfiesExactly(
            one ->
                assertThat(one)
                    .endsWith("without indicator_12, indicator_13, indicator_14")
                    .startsWith("tier and outcome are blank"),
            one -> assertThat(one).isEqualTo("indicator_01 '2' is neither 0 nor 1"),
            one -> assertThat(one).contains("without indicator_01, indicator_02"));
    assertThat(ledger(folder)).containsExactly("a_2008.csv 1 9 6 3");
    assertThat(said)
        .contains("a_2008.csv, census 2008: 5 rows have no tier recorded, and theirs is derived");
  }

  @Test
  void shouldKeepTheRecordedTierAndSayWhereTheIndicatorsDisagree(@TempDir Path folder) {
    write(
        folder,
        "b_2009.csv",
        "kode_kec;id_rt;status;"
            + INDICATORS
            + "\n"
            + "3509260;1;M;1;1;1;1;1;1;1;1;1;1;1;1;1;1\n"
            + "3509260;2;M;1;1;1;1;1;1;1;1;1;1;1;1;1;1\n"
            + "3509260;3;SM;0;0;0;0;0;0;0;0;0;0;0;0;0;0\n"
            + "3509260;4;SM;1;1;1;1;1;1;1;1;1;1;1;1;1;1\n"
            + "3509260;5;SM;;;;;;;;;;;;;;\n");
    write(folder, "c_2009.csv", HEADER + "2009,3509010,6,SM,3\n2009,3509010,7,,3\n");

    String said = ingest(folder, lenient());

    assertThat(households(folder))
        .containsExactly(
            "2009 3509010 SANGAT_MISKIN 3 c_2009.csv",
            "2009 3509260 MISKIN null b_2009.csv",
            "2009 3509260 MISKIN null b_2009.csv",
            "2009 3509260 SANGAT_MISKIN null b_2009.csv",
            "2009 3509260 SANGAT_MISKIN null b_2009.csv",
            "2009 3509260 SANGAT_MISKIN null b_2009.csv");
    assertThat(said)
        .contains(
            "Note: b_2009.csv, census 2009: of 4 rows with tier and indicators 3 disagree, and the"
                + " recorded tier is kept: recorded MISKIN, derived SANGAT_MISKIN 2; recorded"
                + " SANGAT_MISKIN, derived TIDAK_MISKIN 1")
        .doesNotContain("c_2009.csv, census");
    assertThat(
            QualityFindingTable.findings(lake(folder), QualityRule.Stage.INGEST).stream()
                .filter(finding -> finding.rule() == QualityRule.TIER_DISAGREEMENT))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule().severity()).isEqualTo(QualityRule.Severity.WARNING);
              assertThat(finding.regionCode()).isEqualTo("3509260");
              assertThat(finding.sourceFile()).isEqualTo("b_2009.csv");
              assertThat(finding.rows()).isEqualTo(3);
              assertThat(finding.detail())
                  .contains("recorded MISKIN, derived SANGAT_MISKIN 2")
                  .contains("recorded SANGAT_MISKIN, derived TIDAK_MISKIN 1");
            });
    assertThat(RejectedRowTable.DETAIL.text(rejected(folder).get(0)))
        .startsWith("tier and outcome are blank");
  }

  @Test
  void shouldTakeTheIncomeForItsBlankCriterion(@TempDir Path folder) {
    Settings settings =
        settings(
            Map.of(
                "ingest.max-rejected-share",
                1.0,
                "classification.income-below",
                600000,
                "classification.tiers",
                List.of(Map.of("tier", "MISKIN", "least-score", 14))));
    String others = "1;".repeat(11) + "{};1;1";
    write(
        folder,
        "a_2008.csv",
        "kode_kec;id_rt;pendapatan;"
            + INDICATORS
            + "\n"
            + "3509260;1;Rp 599.999;"
            + others.replace("{}", "")
            + "\n3509260;2;600.000,00;"
            + others.replace("{}", "")
            + "\n3509260;3;900000;"
            + others.replace("{}", "1")
            + "\n3509260;4;banyak;"
            + others.replace("{}", "1")
            + "\n");

    ingest(folder, settings);

    assertThat(tiers(folder)).containsExactly("MISKIN", "MISKIN", "TIDAK_MISKIN");
    assertThat(RejectedRowTable.DETAIL.text(rejected(folder).get(0)))
        .isEqualTo("income 'banyak' is no amount of rupiah");
  }

  @Test
  void shouldNameBothWaysToATierWhereAFileHasNeither(@TempDir Path folder) {
    write(folder, "a_2008.csv", "kode_kec;id_rt;k01;k02\n3509260;1;1;1\n");
    assertThatThrownBy(() -> ingest(folder, Settings.defaults()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("lacks tier (status_kesejahteraan")
        .hasMessageContaining("or, to derive it, indicator_03 (k03) and indicator_04 (k04)");
    write(folder, "a_2008.csv", "kode_kec;id_rt\n3509260;1\n");
    assertThatThrownBy(() -> ingest(folder, Settings.defaults()))
        .hasMessageContaining(
            "or, to derive it, indicator_01 (k01) and so on to indicator_14 (k14)");
  }

  @Test
  void shouldRefuseARuleThatDoesNotFitTheSettings() {
    assertThatThrownBy(
            () ->
                settings(
                        Map.of(
                            "classification.tiers", List.of(Map.of("tier", "MISKIN", "score", 9))))
                    .classification())
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("classification.tiers cannot be used");
    assertThatThrownBy(
            () ->
                settings(Map.of("classification.weights", Collections.nCopies(3, 1)))
                    .classification())
        .hasMessageContaining("14 numbers");
  }

  @Test
  void shouldTakeUnitAndInstrumentFromTheExtractBeforeTheSettings(@TempDir Path folder) {
    write(
        folder,
        "a.csv",
        "tahun,kode_kec,id_rt,status,instrumen\n"
            + "2008,3509010,1,SM,\n"
            + "2008,3509260,2,SM,pplsx 08\n"
            + "2011,3509010,1,SM,\n"
            + "2011,3509010,2,SM,\"Budi, Jalan Mawar\"\n");
    Settings settings =
        settings(
            Map.of(
                "ingest.max-rejected-share", 1.0,
                "census.2011.instrument", "PPLS-2011",
                "census.2008.unit", "family",
                "ingest.unit", "family"));

    ingest(folder, settings);

    assertThat(
            lake(folder).rows(HouseholdTable.TABLE).stream()
                .map(
                    row ->
                        HouseholdTable.CENSUS_YEAR.year(row)
                            + HouseholdTable.INSTRUMENT.text(row)
                            + HouseholdTable.UNIT.text(row))
                .sorted())
        .containsExactly("2008PPLS2008family", "2008PPLSX08family", "2011PPLS2011family");
    assertThat(RejectedRowTable.REASON.text(rejected(folder).get(0))).isEqualTo("UNREADABLE_VALUE");
  }

  @Test
  void shouldRefuseTwoInstrumentsInAKecamatanAndACensusOfAnotherUnit(@TempDir Path folder) {
    write(
        folder,
        "a.csv",
        "tahun,kode_kec,id_rt,status,instrumen\n"
            + "2008,3509010,1,SM,PPLS2008\n2008,3509010,2,SM,BDT2011\n2008,3509010,3,SM,\n");
    assertThatThrownBy(() -> ingest(folder, Settings.defaults()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(
            "Kecamatan 3509010 has rows of more than one instrument in census 2008 (BDT2011: 1"
                + " rows, PPLS2008: 2 rows)");

    write(folder, "a.csv", HEADER + "2008,3509010,1,SM,3\n2009,3509010,1,SM,3\n");
    assertThatThrownBy(
            () ->
                ingest(
                    folder,
                    settings(
                        Map.of("ingest.max-rejected-share", 1.0, "census.2009.unit", "family"))))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(
            "All rows of census 2009 have the unit family, but the series has the unit household");
  }
}
