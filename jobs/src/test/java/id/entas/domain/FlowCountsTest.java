package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flows and stocks of single households, counted by hand from their definitions. */
@Execution(ExecutionMode.CONCURRENT)
class FlowCountsTest {
  private static final String A = "3509010";
  private static final String B = "3509020";
  private static final String C = "3510010";
  private static final String D = "3510020";
  private static final Map<String, String> KABUPATEN_OF =
      Map.of(A, "3509", B, "3509", C, "3510", D, "3510");
  private static final TierScheme SCHEME =
      new TierScheme(
          Stream.of(1, 2, 3)
              .map(at -> new Tier("T" + at, at, "T", "T", true, at == 1, List.of()))
              .toList());

  /** The census of 2005 was made in A alone, that of 2009 in C alone. */
  private static final Coverage COVERAGE = coverage();

  private static Coverage coverage() {
    Coverage coverage = new Coverage();
    coverage.add(A, 2005);
    coverage.add(C, 2009);
    for (String kecamatan : List.of(A, B, C, D)) {
      coverage.add(kecamatan, 2008);
      coverage.add(kecamatan, 2010);
    }
    return coverage;
  }

  /** The history twice, of 3 and of 4 households that were first seen in a kecamatan. */
  private static List<History> histories(String home, String text) {
    String written =
        text.replace("@A", "@" + A)
            .replace("@B", "@" + B)
            .replace("@C", "@" + C)
            .replace("@D", "@" + D);
    return List.of(History.parse(home, written, 3), History.parse(home, written, 4));
  }

  private static List<String> asText(SortedMap<FlowCounts.Flow, Long> flows) {
    List<String> all = new ArrayList<>();
    flows.forEach(
        (flow, households) -> {
          assertThat(households).isEqualTo(7);
          all.add(
              flow.region().replace(A, "A").replace(B, "B").replace(C, "C").replace(D, "D")
                  + " "
                  + flow.interval().from() % 100
                  + "-"
                  + flow.interval().to() % 100
                  + " "
                  + flow.from()
                  + ">"
                  + flow.to());
        });
    return all;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          2008=1 2010=2             | 3509 8-10 T1>T2, B 8-10 T1>T2
          2008=3 2010=3             | 3509 8-10 T3>T3, B 8-10 T3>T3
          2008=1 2010=2@A           | 3509 8-10 T1>T2, A 8-10 ARRIVED>T2, B 8-10 T1>DEPARTED
          2008=1 2010=2@D           | 3509 8-10 T1>DEPARTED, B 8-10 T1>DEPARTED, 3510 8-10 ARRIVED>T2, D 8-10 ARRIVED>T2
          2008=1 2010=2@C           | 3509 8-10 T1>DEPARTED, B 8-10 T1>DEPARTED, 3510 9-10 RETURNED>T2, C 9-10 RETURNED>T2
          2008=3                    | 3509 8-10 T3>ABSENT, B 8-10 T3>ABSENT
          2010=1                    | 3509 8-10 ENTRANT>T1, B 8-10 ENTRANT>T1
          2005=1@A 2010=2@A         | 3509 5-8 T1>ABSENT, 3509 8-10 RETURNED>T2, A 5-8 T1>ABSENT, A 8-10 RETURNED>T2
          2005=1@A 2010=2           | 3509 5-8 T1>ABSENT, 3509 8-10 RETURNED>T2, A 5-8 T1>ABSENT, B 8-10 RETURNED>T2
          2005=1@A 2008=2           | 3509 5-8 T1>DEPARTED, 3509 8-10 T2>ABSENT, A 5-8 T1>DEPARTED, B 8-10 T2>ABSENT
          2008=NOT_FOUND 2010=2     | 3509 8-10 RETURNED>T2, B 8-10 RETURNED>T2
          2008=1 2010=DIED          | 3509 8-10 T1>DIED, B 8-10 T1>DIED
          2008=1 2010=GRADUATED@A   | 3509 8-10 T1>GRADUATED, B 8-10 T1>GRADUATED
          2008=2 2010=NOT_FOUND     | 3509 8-10 T2>NOT_FOUND, B 8-10 T2>NOT_FOUND
          2009=1@C                  | 3510 8-9 ENTRANT>T1, 3510 9-10 T1>ABSENT, C 8-9 ENTRANT>T1, C 9-10 T1>ABSENT
          2008=DIED                 | none
          2005=DIED@A               | none
          """)
  void shouldBeWhereAHouseholdCameFromAndWentIn(String history, String flows) {
    SortedMap<FlowCounts.Flow, Long> counted =
        FlowCounts.of(histories(B, history), COVERAGE, SCHEME, KABUPATEN_OF).households();

    assertThat(asText(counted))
        .containsExactlyElementsOf(flows == null ? List.of() : List.of(flows.split(", ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          2005=1 2008=3 2010=1        | 3509 8-10 T3>T1, A 8-10 T3>T1
          2005=1 2008=2 2010=1@B      | 3509 8-10 T2>T1, A 8-10 T2>DEPARTED, B 8-10 ARRIVED>T1
          2005=2 2008=3 2010=1        | none
          2008=3 2010=1               | none
          2005=1 2008=1 2010=1        | none
          2005=1 2008=2 2010=3        | none
          2005=1 2010=1               | none
          2005=1 2008=NOT_FOUND 2010=1| none
          2005=1 2008=3 2010=DIED     | none
          """)
  void shouldBeRelapsesWhereAHouseholdFellBackIntoATierThatItWasInBefore(
      String history, String flows) {
    SortedMap<FlowCounts.Flow, Long> counted =
        FlowCounts.relapses(histories(A, history), COVERAGE, SCHEME, KABUPATEN_OF).households();

    assertThat(asText(counted))
        .containsExactlyElementsOf(flows == null ? List.of() : List.of(flows.split(", ")));
  }

  @Test
  void shouldStandInTheOrderOfRegionIntervalAndEnds() {
    List<History> histories = new ArrayList<>();
    for (String text :
        List.of("2008=2 2010=1", "2005=2@A 2010=3", "2008=1 2010=3", "2008=1 2010=2", "2008=1")) {
      histories.addAll(histories(B, text));
    }
    SortedMap<FlowCounts.Flow, Long> counted =
        FlowCounts.of(histories, COVERAGE, SCHEME, KABUPATEN_OF).households();
    counted.keySet().removeIf(flow -> flow.region().equals("3509"));

    assertThat(asText(counted))
        .containsExactly(
            "A 5-8 T2>ABSENT",
            "B 8-10 RETURNED>T3",
            "B 8-10 T1>ABSENT",
            "B 8-10 T1>T2",
            "B 8-10 T1>T3",
            "B 8-10 T2>T1");
  }

  @Test
  void shouldKnowOneFlowAndRefuseOneThatCannotBe() {
    FlowCounts counts =
        FlowCounts.of(histories(A, "2008=1 2010=2@B"), COVERAGE, SCHEME, KABUPATEN_OF);
    Interval interval = new Interval(2008, 2010);

    assertThat(counts.households(B, interval, FlowState.ARRIVED, "T2")).isEqualTo(7);
    assertThat(counts.households(A, interval, "T1", FlowState.DEPARTED)).isEqualTo(7);
    assertThat(counts.households(A, interval, "T1", "T2")).isZero();
    assertThat(counts.households(C, interval, "T1", "T2")).isZero();
    assertThat(counts.households(A, new Interval(2005, 2008), "T1", "T2")).isZero();
    assertThatThrownBy(() -> counts.households(A, interval, FlowState.ABSENT, "T2"))
        .hasMessageContaining("ABSENT to T2");
    assertThatThrownBy(() -> counts.households(A, interval, "T1", FlowState.ARRIVED))
        .hasMessageContaining("T1 to ARRIVED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          2008=1 2010=2         | A 2008 T1, A 2010 T2
          2008=1 2010=2@B       | A 2008 T1, B 2010 T2
          2005=3                | A 2005 T3, A 2008 ABSENT, A 2010 ABSENT
          2005=3 2008=NOT_FOUND | A 2005 T3, A 2008 ABSENT, A 2010 ABSENT
          2008=3 2010=GRADUATED | A 2008 T3
          2008=3 2010=DIED      | A 2008 T3
          2008=2@C              | C 2008 T2, C 2009 ABSENT, C 2010 ABSENT
          2008=2@B              | B 2008 T2, B 2010 ABSENT
          2010=1                | A 2010 T1
          """)
  void shouldBeInTheStockOfWhereAHouseholdWasLastKnown(String history, String expected) {
    Stocks stocks = Stocks.of(histories(A, history), COVERAGE, SCHEME);

    List<String> found = new ArrayList<>();
    for (String kecamatan : List.of(A, B, C)) {
      for (int year = 2004; year <= 2011; year++) {
        for (String state : List.of("T1", "T2", "T3", FlowState.ABSENT)) {
          long households = stocks.households(kecamatan, year, state);
          if (households != 0) {
            assertThat(households).isEqualTo(7);
            String letter = kecamatan.equals(A) ? "A" : kecamatan.equals(B) ? "B" : "C";
            found.add(letter + " " + year + " " + state);
          }
        }
      }
    }
    assertThat(found).containsExactly(expected.split(", "));
    assertThatThrownBy(() -> stocks.households(A, 2008, "DIED")).hasMessageContaining("DIED");
  }
}
