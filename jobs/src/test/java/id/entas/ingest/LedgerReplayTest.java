package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LedgerReplayTest {
  private static final LakeHoldings NOT_KNOWN = new LakeHoldings(List.of());

  /** Of ten accepted rows, laid on a day of January. */
  private static LedgerEntry entry(String name, String sha256, long order, int day, int year) {
    return new LedgerEntry(
        name,
        sha256,
        1,
        new TreeSet<>(Set.of(year)),
        10,
        10,
        order,
        Instant.parse("2013-01-%02dT00:00:00Z".formatted(day)));
  }

  private static LakeHoldings.Holding held(String name, String region, int year, long households) {
    return new LakeHoldings.Holding(year, region, name, "household", "MISKIN", households);
  }

  private static LedgerReplay replay(LakeHoldings held, LedgerEntry... entries) {
    return new LedgerReplay(Arrays.asList(entries), any -> true, held);
  }

  private static List<String> names(LedgerReplay replay) {
    return replay.ingests().stream()
        .map(
            ingest ->
                String.join(
                    " ",
                    ingest.stream().map(entry -> entry.sourceFile() + entry.sha256()).toList()))
        .toList();
  }

  @Test
  void shouldLayTogetherWhatWasLaidTogether() {
    assertThat(
            names(
                replay(
                    NOT_KNOWN,
                    entry("c", "3", 3, 2, 2009),
                    entry("a", "1", 1, 1, 2008),
                    entry("b", "2", 2, 1, 2008))))
        .containsExactly("a1 b2", "c3");
  }

  @Test
  void shouldKeepThePlaceOfAContentThatWasLaidOnceMore() {
    assertThat(
            names(
                replay(
                    NOT_KNOWN,
                    entry("a", "1", 1, 1, 2008),
                    entry("b", "X", 3, 2, 2008),
                    entry("b", "2", 4, 1, 2008))))
        .as("b was laid, corrected, and set back")
        .containsExactly("a1", "bX", "b2");
    assertThat(names(replay(NOT_KNOWN, entry("b", "2", 1, 1, 2008), entry("a", "1", 2, 1, 2008))))
        .as("one ingest lays its files in the order of their names")
        .containsExactly("b2", "a1");
  }

  @Test
  void shouldReadAgainWhatSharesTheCensusOfAKecamatan() {
    LedgerEntry[] entries = {
      entry("desa1", "1", 1, 1, 2008),
      entry("desa2", "2", 2, 2, 2008),
      entry("other", "3", 3, 2, 2009),
      entry("late", "4", 4, 3, 2009)
    };

    assertThat(
            names(
                replay(
                    new LakeHoldings(
                        List.of(
                            held("desa1", "3509010", 2008, 10),
                            held("desa2", "3509010", 2008, 10),
                            held("other", "3509020", 2009, 10),
                            held("late", "3509010", 2009, 10))),
                    entries)))
        .containsExactly("desa11", "desa11 desa22 other3", "late4");
    assertThat(names(replay(NOT_KNOWN, entries)))
        .containsExactly("desa11", "desa22 other3", "late4");
  }

  @Test
  void shouldMissOnlyWhatHouseholdsStandOn() {
    LedgerEntry old = entry("a", "1", 1, 1, 2008);
    LedgerEntry corrected = entry("a", "2", 2, 2, 2008);
    LedgerEntry next = entry("b", "3", 3, 3, 2009);
    List<LedgerEntry> all = List.of(old, corrected, next);
    LakeHoldings whole =
        new LakeHoldings(List.of(held("a", "3509010", 2008, 10), held("b", "3509010", 2009, 10)));
    LakeHoldings mixed =
        new LakeHoldings(
            List.of(
                held("a", "3509010", 2008, 10),
                held("a", "3509020", 2008, 4),
                held("b", "3509010", 2009, 10)));

    assertThat(new LedgerReplay(all, one -> one != old, whole).missing()).containsExactly(old);
    assertThat(new LedgerReplay(all, one -> one != old, whole).missed()).isEmpty();
    assertThat(new LedgerReplay(all, one -> one != old, NOT_KNOWN).missed()).isEmpty();
    assertThat(new LedgerReplay(all, one -> one != old, mixed).missed())
        .as("four households are of the content that was replaced in part")
        .containsExactly(old);
    assertThat(new LedgerReplay(all, one -> one == old, whole).missed())
        .containsExactly(corrected, next);
    assertThat(new LedgerReplay(all, one -> one == old, NOT_KNOWN).missed())
        .containsExactly(corrected, next);
  }

  @Test
  void shouldMissWhatWasReplacedByANameAloneAndNotInItsCensus() {
    LedgerEntry old = entry("a", "1", 1, 1, 2008);
    LedgerEntry next = entry("a", "2", 2, 2, 2009);

    assertThat(new LedgerReplay(List.of(old, next), one -> one != old, NOT_KNOWN).missed())
        .containsExactly(old);
    assertThat(
            new LedgerReplay(
                    List.of(old, next),
                    one -> one != old,
                    new LakeHoldings(
                        List.of(held("a", "3509010", 2008, 4), held("a", "3509010", 2009, 5))))
                .missed())
        .containsExactly(old);
  }
}
