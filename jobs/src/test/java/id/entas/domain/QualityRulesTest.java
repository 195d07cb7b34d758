package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.job.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QualityRulesTest {
  private static final Settings SETTINGS = Settings.defaults();
  private static final QualityLimits LIMITS = SETTINGS.qualityLimits();
  private static final Interval YEAR = new Interval(2008, 2009);
  private final IngestRules ingest = new IngestRules(LIMITS, SETTINGS.tiers());

  private static PublishedFigure figure(String id, long value, String... parts) {
    return new PublishedFigure(
        id,
        2008,
        "kecamatan",
        "3509260",
        null,
        "household",
        "listed",
        value,
        "somebody",
        PublishedFigure.Use.COMPARED,
        List.of(parts));
  }

  @Test
  void shouldFindTheFewRowsOfAFileThatStrayIntoAnotherKecamatan() {
    Map<String, Long> rows = new HashMap<>(Map.of("3509010", 4L, "3509020", 100L, "3509030", 300L));

    assertThat(ingest.straysInFile("a.csv", 2008, rows))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo(QualityRule.STRAY_REGION);
              assertThat(finding.regionCode()).isEqualTo("3509010");
              assertThat(finding.sourceFile()).isEqualTo("a.csv");
              assertThat(finding.rows()).isEqualTo(4);
            });
    rows.put("3509010", 5L);
    assertThat(ingest.straysInFile("a.csv", 2008, rows)).isEmpty();
    rows.putAll(Map.of("3509010", 4L, "3509020", 99L));
    assertThat(ingest.straysInFile("a.csv", 2008, rows)).isEmpty();
    assertThat(ingest.straysInFile("a.csv", 2008, Map.of("3509010", 4L))).isEmpty();
  }

  private String against(Map<String, Long> before, Map<String, Long> after) {
    return ingest
        .findAgainstLake(new RegionReplacement(2008, "3509010", before, after))
        .map(finding -> finding.rule() + " " + finding.rows())
        .orElse("nothing");
  }

  @Test
  void shouldFindAKecamatanThatFarFewerRowsReplace() {
    Map<String, Long> thousand = Map.of("MISKIN", 900L, "", 100L);

    assertThat(against(thousand, Map.of("MISKIN", 199L))).isEqualTo("STRAY_REGION 199");
    assertThat(against(thousand, Map.of("MISKIN", 600L))).isEqualTo("TIER_SHIFT 300");
    assertThat(against(thousand, Map.of("MISKIN", 630L))).isEqualTo("nothing");
    assertThat(against(Map.of(), thousand)).isEqualTo("nothing");
  }

  @Test
  void shouldCompareOnlyListedHouseholdsWithTheLake() {
    assertThat(
            against(
                Map.of("MISKIN", 100L, "TIDAK_MISKIN", 10L),
                Map.of("MISKIN", 100L, "TIDAK_MISKIN", 500L)))
        .isEqualTo("nothing");
    assertThat(against(Map.of("MISKIN", 100L), Map.of("MISKIN", 69L, "TIDAK_MISKIN", 31L)))
        .isEqualTo("TIER_SHIFT 31");
  }

  @Test
  void shouldFindEveryKecamatanThatACensusLacks() {
    List<QualityFinding> missing =
        IngestRules.missing(2008, List.of("3509010", "3509260"), SETTINGS.regions());

    assertThat(missing)
        .hasSize(29)
        .allMatch(finding -> finding.rule() == QualityRule.COVERAGE_MISSING)
        .noneMatch(finding -> List.of("3509010", "3509260").contains(finding.regionCode()));
    assertThat(IngestRules.missing(2008, List.of(), SETTINGS.regions())).isEmpty();
  }

  @Test
  void shouldCallALinkageBrokenWhenMoreThanTheShareIsAbsent() {
    Linkage fair = new Linkage("3509260", YEAR, 100, 60, 80, 40);
    Linkage broken = fair.plus(new Linkage("3509260", YEAR, 1, 1, 0, 0));

    assertThat(fair.findings(LIMITS.maxUnlinkedShare()))
        .extracting(QualityFinding::rule)
        .containsExactly(QualityRule.LINKAGE);
    assertThat(fair.words()).contains("40.0 % are linked", "60.0 % absent", "50.0 % are entrants");
    assertThat(broken.findings(LIMITS.maxUnlinkedShare()))
        .extracting(QualityFinding::rule)
        .containsExactly(QualityRule.LINKAGE, QualityRule.LINKAGE_BROKEN);
    assertThat(new Linkage("3509260", YEAR, 0, 0, 0, 0).unlinkedShare()).isZero();
  }

  private static List<VillageSwap> swaps(long a, long b, long laterA, long laterB) {
    return VillageSwap.among(
        "3509260",
        YEAR,
        Map.of("3509260001", a, "3509260002", b, "3509260003", 500L),
        Map.of("3509260001", laterA, "3509260002", laterB, "3509260003", 500L),
        LIMITS.swapTolerance());
  }

  @Test
  void shouldFindTwoDesaThatExchangeTheirTotalsOnlyWhereFewStay() {
    assertThat(swaps(100, 200, 200, 100)).hasSize(1);
    assertThat(swaps(100, 200, 190, 105)).hasSize(1);
    assertThat(swaps(100, 200, 189, 100)).isEmpty();
    assertThat(swaps(100, 110, 110, 100)).as("too near to tell").isEmpty();
    assertThat(swaps(10, 19, 19, 10)).as("too few to tell").isEmpty();

    VillageSwap swap = swaps(100, 200, 200, 100).get(0);
    assertThat(swap.findFinding(290, 179, LIMITS.swapLinkedShare()))
        .hasValueSatisfying(
            finding -> {
              assertThat(finding.rule()).isEqualTo(QualityRule.VILLAGE_SWAP);
              assertThat(finding.detail()).contains("3509260001", "3509260002", "179");
            });
    assertThat(swap.findFinding(290, 180, LIMITS.swapLinkedShare())).isEmpty();
  }

  @Test
  void shouldBearAFigureOutWithinTheToleranceOfACompleteCensus() {
    Reconciliation off = new Reconciliation(figure("A", 1000), 990, 1, 1);

    assertThat(off.difference()).isEqualTo(-10);
    assertThat(off.findShare()).contains(-0.01);
    assertThat(off.isWithin(0.01)).isTrue();
    assertThat(off.isWithin(0.0099)).isFalse();
    assertThat(off.findFinding(0)).isPresent();
    assertThat(new Reconciliation(figure("A", 1000), 1000, 1, 1).findFinding(0)).isEmpty();
    assertThat(new Reconciliation(figure("A", 0), 0, 1, 1).findShare()).isEmpty();
    assertThat(new Reconciliation(figure("A", 1000), 1000, 30, 31).findFinding(1))
        .hasValueSatisfying(
            finding -> assertThat(finding.detail()).contains("only 30 of its 31 kecamatan"));
  }

  @Test
  void shouldFindPublishedFiguresThatDoNotAddUp() {
    assertThat(
            Reconciliation.notAdditive(
                List.of(
                    figure("whole", 30, "a", "b"),
                    figure("printed", 31, "a", "b"),
                    figure("a", 10),
                    figure("b", 20))))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rows()).isEqualTo(1);
              assertThat(finding.detail()).contains("printed", "31", "a + b add up to 30");
            });
  }

  @Test
  void shouldFindWhichOfTheFiguresInTheSettingsDoNotAddUp() {
    assertThat(Reconciliation.notAdditive(SETTINGS.publishedFigures()))
        .extracting(finding -> finding.detail().split(" ")[0])
        .containsExactly("T11", "T22", "T23");
  }

  @Test
  void shouldSayWhatEveryRuleMeans() {
    assertThat(QualityRule.values())
        .allSatisfy(rule -> assertThat(rule.meaning()).matches("[A-Z].*\\."));
  }
}
