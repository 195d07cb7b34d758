package id.entas.publish;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.domain.Region;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictWordsTest {
  private static final String ORDER = "(test markov_order)";

  private static String sentence(Optional<String> rejectedAssumptions) {
    VerdictLine line =
        new VerdictLine(
            "3509",
            Region.Level.KABUPATEN,
            "Jember",
            "observed",
            2013,
            0.01,
            Optional.of(24L),
            Optional.of(2008),
            Optional.of(2_400L),
            Optional.of(2012),
            Optional.of(700L),
            Optional.of(610.0),
            Optional.of(530.0),
            Optional.of(700.0),
            Optional.of(0.25),
            Optional.empty(),
            Optional.of(300.0),
            Optional.of(676.0),
            "POSSIBLE",
            true,
            Optional.empty(),
            Optional.of("ESTIMATED"),
            rejectedAssumptions,
            31,
            31);
    List<String> sentences = new VerdictWords(List.of(line), 0.01, "very poor").sentences();
    assertThat(sentences).hasSize(1);
    return sentences.get(0);
  }

  @Test
  void shouldSayWhatRejectedAssumptionsMeanForTheChance() {
    assertThat(sentence(Optional.of("markov_order, time_homogeneity")))
        .startsWith("Kabupaten Jember had 700 very poor households in 2012")
        .contains("possible, because about 300 households a year")
        .endsWith(
            " How long a household has been poor still matters (test markov_order), which the"
                + " futures leave out: they are too hopeful for the long poor.");
  }

  @Test
  void shouldSayNothingOfAssumptionsThatHold() {
    assertThat(sentence(Optional.empty())).doesNotContain(ORDER).doesNotContain("too hopeful");
    assertThat(sentence(Optional.of("region_homogeneity"))).doesNotContain(ORDER);
  }

  /** The census of the target year settles it, and a later one is not of that year. */
  @ParameterizedTest
  @CsvSource({"2011, 2011", "2011, 2012"})
  void shouldSayOfWhichYearACountIsWhereTheTargetIsAFact(int targetYear, int latestYear) {
    VerdictLine line =
        new VerdictLine(
            "3509",
            Region.Level.KABUPATEN,
            "Jember",
            "observed",
            targetYear,
            0.01,
            Optional.of(100L),
            Optional.of(2008),
            Optional.of(2_400L),
            Optional.of(latestYear),
            Optional.of(60L),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "MISSED",
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            31,
            31);

    assertThat(new VerdictWords(List.of(line), 0.01, "very poor").sentences())
        .containsExactly(
            "Kabupaten Jember counted 60 very poor households in "
                + latestYear
                + "; with 100 tolerated the target of "
                + targetYear
                + " is missed.");
  }
}
