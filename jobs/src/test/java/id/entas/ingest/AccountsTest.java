package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AccountsTest {
  private static final String HOUSEHOLD = "household";

  private static Tally accepted(int file, int year, String region, String unit, long rows) {
    return new Tally(file, null, year, region, unit, "MISKIN", rows);
  }

  private static Tally rejected(int file, RejectionReason reason, long rows) {
    return new Tally(file, reason, 2008, null, HOUSEHOLD, null, rows);
  }

  @Test
  void shouldKeepRowsReadWhateverLaterStepsReject() {
    Accounts alone =
        Accounts.of(
            List.of(
                accepted(0, 2008, "3509010", HOUSEHOLD, 90),
                accepted(0, 2009, "3509010", HOUSEHOLD, 2),
                accepted(0, 2008, "3509010", "family", 5),
                rejected(0, RejectionReason.UNKNOWN_TIER, 3)));

    Accounts all =
        alone
            .withUnit(HOUSEHOLD)
            .withDuplicates(
                List.of(
                    new Tally(
                        0,
                        RejectionReason.DUPLICATE_HOUSEHOLD,
                        2009,
                        "3509010",
                        HOUSEHOLD,
                        "MISKIN",
                        2)));

    assertThat(alone.units()).containsExactly("family", HOUSEHOLD);
    assertThat(all.read(0)).isEqualTo(100);
    assertThat(all.accepted(0)).isEqualTo(90);
    assertThat(all.rejected(0)).isEqualTo(10);
    assertThat(all.years(0)).containsExactly(2008);
    assertThat(all.tiers(2008, "3509010")).containsExactly(Map.entry("MISKIN", 90L));
    assertThat(all.tiers(2009, "3509010")).isEmpty();
    assertThat(all.acceptedByYear(0).get(2008)).containsExactly(Map.entry("3509010", 90L));
    assertThat(all.reasons())
        .isEqualTo(
            Map.of(
                RejectionReason.MIXED_UNIT, 5L,
                RejectionReason.UNKNOWN_TIER, 3L,
                RejectionReason.DUPLICATE_HOUSEHOLD, 2L));
  }

  @Test
  void shouldRefuseTheFileOfWhichMoreThanTheShareIsRejected() {
    Accounts accounts =
        Accounts.of(
            List.of(
                accepted(0, 2008, "3509010", HOUSEHOLD, 95),
                rejected(0, RejectionReason.UNKNOWN_TIER, 5),
                accepted(1, 2008, "3509010", HOUSEHOLD, 90),
                rejected(1, RejectionReason.UNKNOWN_TIER, 4),
                rejected(1, RejectionReason.MISSING_VALUE, 6)));

    assertThat(accounts.findAbove(0.05, 0, "a")).isEmpty();
    assertThat(accounts.findAbove(0.1, 1, "b")).isEmpty();
    assertThat(accounts.findAbove(0.05, 1, "b").orElseThrow())
        .hasMessage(
            "Of the 100 rows of b, 10 (10.0 %) are rejected, 6 of them as MISSING_VALUE, and"
                + " ingest.max-rejected-share allows 5.0 %; correct the file or that setting.");
  }

  @Test
  void shouldNameAWholeYearAloneWhenAllOfItIsReplaced() {
    LakeHoldings holdings =
        new LakeHoldings(
            List.of(
                new LakeHoldings.Holding(2008, "3509010", "a", HOUSEHOLD, "MISKIN", 1),
                new LakeHoldings.Holding(2009, "3509010", "a", HOUSEHOLD, "MISKIN", 1),
                new LakeHoldings.Holding(2009, "3509020", "a", HOUSEHOLD, "MISKIN", 1)));
    TreeMap<Integer, SortedSet<String>> read = new TreeMap<>();
    read.put(2008, new TreeSet<>(List.of("3509010", "3509030")));
    read.put(2009, new TreeSet<>(List.of("3509010", "3509030")));
    read.put(2010, new TreeSet<>(List.of("3509010")));
    Replacement replacement = new Replacement(read);

    assertThat(replacement.predicate(holdings))
        .isEqualTo(
            "(census_year = 2008) OR (census_year = 2009 AND region_code IN ('3509010', '3509030'))"
                + " OR (census_year = 2010)");
    assertThat(replacement.leavesSome(holdings)).isTrue();
    assertThat(new Replacement(read.headMap(2009)).leavesSome(holdings)).isFalse();
  }
}
