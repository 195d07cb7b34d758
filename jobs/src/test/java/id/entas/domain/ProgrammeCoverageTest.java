package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgrammeCoverageTest {
  private static final Map<String, String> KABUPATEN =
      Map.of("3509260", "3509", "3509060", "3509", "3510010", "3510");

  private static final List<Programme> PROGRAMMES =
      List.of(
          programme("CASH", 1, Programme.HOUSEHOLD, new Validity(2008, null)),
          programme("RICE", 1, Programme.HOUSEHOLD, new Validity(2010, null)),
          programme("ROADS", 2, "village", Validity.ALWAYS));

  private static Programme programme(String code, int cluster, String unit, Validity validity) {
    return new Programme(
        code,
        cluster,
        "Dinas",
        List.of("frame: aim"),
        unit,
        List.of("VERY_POOR", "POOR"),
        validity);
  }

  private static List<ProgrammeCoverage.Line> lines(
      List<ServedCount> counts, ProgrammePlan... plans) {
    return new ProgrammeCoverage(PROGRAMMES, KABUPATEN).lines(counts, List.of(plans));
  }

  private static ProgrammeCoverage.Line line(
      List<ProgrammeCoverage.Line> lines, int year, String region, String programme, String tier) {
    return lines.stream()
        .filter(line -> line.year() == year && line.region().equals(region))
        .filter(
            line ->
                programme == null
                    ? line.programme() == null
                    : line.programme() != null && line.programme().code().equals(programme))
        .filter(line -> tier == null ? line.tier() == null : tier.equals(line.tier()))
        .reduce(
            (a, b) -> {
              throw new AssertionError("two lines of one place");
            })
        .orElseThrow();
  }

  @Test
  void shouldSayWhatAClusterGaveInEachKecamatanAndTheirSum() {
    List<ProgrammeCoverage.Line> lines =
        lines(
            List.of(
                new ServedCount(2011, "3509260", "POOR", 1, 100, 40),
                new ServedCount(2011, "3509060", "POOR", 1, 10, 5),
                new ServedCount(2011, "3510010", "POOR", 1, 7, 7)));

    ProgrammeCoverage.Line jember = line(lines, 2011, "3509", null, "POOR");
    assertThat(jember.known()).isEqualTo(110);
    assertThat(jember.received()).isEqualTo(45);
    assertThat(jember.kecamatan()).isEqualTo(2);
    assertThat(jember.planned()).isNull();
    assertThat(line(lines, 2011, "3509260", null, "POOR").received()).isEqualTo(40);
    assertThat(lines).hasSize(5).allMatch(line -> line.programme() == null);
  }

  @Test
  void shouldTellOfAProgrammeOnlyWhereItIsTheOnlyOneOfItsCluster() {
    List<ServedCount> counts =
        List.of(
            new ServedCount(2009, "3509260", "VERY_POOR", 1, 50, 30),
            new ServedCount(2009, "3509260", "POOR", 1, 100, 40),
            new ServedCount(2009, "3509260", "NOT_POOR", 1, 20, 2),
            new ServedCount(2011, "3509260", "POOR", 1, 100, 40),
            new ServedCount(2009, "3509260", "POOR", 2, 100, 60));

    List<ProgrammeCoverage.Line> lines =
        lines(
            counts,
            new ProgrammePlan("CASH", 2009, "3509260", null, 80L, new BigDecimal("1000.50")),
            new ProgrammePlan("CASH", 2011, "3509260", "POOR", 90L, null),
            new ProgrammePlan("ROADS", 2009, "3509260", null, 3L, null));

    assertThat(line(lines, 2009, "3509260", "CASH", "POOR").received()).isEqualTo(40);
    assertThat(line(lines, 2009, "3509260", "CASH", "NOT_POOR").received()).isEqualTo(2);
    ProgrammeCoverage.Line all = line(lines, 2009, "3509260", "CASH", null);
    assertThat(all.planned()).isEqualTo(80);
    assertThat(all.received()).as("of the tiers that it is for").isEqualTo(70);
    assertThat(all.known()).isEqualTo(150);
    assertThat(all.budget()).isEqualByComparingTo("1000.50");
    assertThat(line(lines, 2009, "3509", "CASH", null).received()).isEqualTo(70);
    assertThat(line(lines, 2011, "3509260", "CASH", "POOR").received()).as("or rice?").isNull();
    assertThat(line(lines, 2011, "3509260", "CASH", "POOR").planned()).isEqualTo(90);
    assertThat(line(lines, 2009, "3509260", "ROADS", null).received()).as("villages").isNull();
  }

  @Test
  void shouldSumThePlansOfKecamatanOnlyWhereTheKabupatenHasNone() {
    List<ProgrammeCoverage.Line> lines =
        lines(
            List.of(),
            new ProgrammePlan("CASH", 2011, "3509260", "POOR", 90L, new BigDecimal("10")),
            new ProgrammePlan("CASH", 2011, "3509060", "POOR", 30L, new BigDecimal("5.25")),
            new ProgrammePlan("RICE", 2011, "3509260", "POOR", 90L, null),
            new ProgrammePlan("RICE", 2011, "3509", "POOR", 500L, null));

    ProgrammeCoverage.Line sum = line(lines, 2011, "3509", "CASH", "POOR");
    assertThat(sum.planned()).isEqualTo(120);
    assertThat(sum.budget()).isEqualByComparingTo("15.25");
    assertThat(sum.received()).isNull();
    assertThat(line(lines, 2011, "3509", "RICE", "POOR").planned()).isEqualTo(500);
  }
}
