package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Instant THEN = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static SniffedFile file(String name, String sha256) {
    return new SniffedFile(
        new InputFile(name, "file:/" + name),
        1,
        sha256,
        TextEncoding.UTF_8,
        ',',
        1,
        List.of(),
        "",
        Contents.of(List.of(FilePart.WHOLE)));
  }

  private static LedgerEntry entry(String name, String sha256, long order, int... years) {
    SortedSet<Integer> all = new TreeSet<>();
    for (int year : years) {
      all.add(year);
    }
    return new LedgerEntry(name, sha256, 1, all, 10, 10, order, THEN);
  }

  private static LakeHoldings holding(String name, long households) {
    return new LakeHoldings(
        List.of(new LakeHoldings.Holding(2008, "3509010", name, "household", households)));
  }

  private static Accounts accepted(int file, int year, long rows) {
    return Accounts.of(List.of(new Tally(file, null, year, "3509010", "household", rows)));
  }

  @Test
  void shouldHoldAFileWhoseRowsAreAllInTheLake() {
    Ledger ledger = new Ledger(List.of(entry("a", "1", 1, 2008)));

    assertThat(ledger.stands(file("a", "1"), holding("a", 10))).isTrue();
    assertThat(ledger.stands(file("a", "1"), holding("a", 9))).isFalse();
    assertThat(ledger.stands(file("a", "2"), holding("a", 10))).isFalse();
    assertThat(ledger.stands(file("b", "1"), holding("a", 10))).isFalse();
  }

  @Test
  void shouldNotHoldAnEarlierContentOfAName() {
    Ledger ledger =
        new Ledger(
            List.of(
                entry("a", "1", 1, 2008),
                entry("a", "2", 2, 2008),
                entry("b", "3", 3, 2009),
                entry("c", "4", 4, 2010)));

    assertThat(ledger.stands(file("a", "1"), holding("a", 10))).isFalse();
    assertThat(ledger.stands(file("a", "2"), holding("a", 10))).isTrue();
    assertThat(
            new Ledger(List.of(entry("a", "1", 1, 2008), entry("a", "2", 2, 2008, 2010)))
                .stands(file("a", "2"), holding("a", 3)))
        .isTrue();
    assertThat(
            new Ledger(
                    List.of(
                        entry("a", "1", 1, 2008),
                        entry("a", "2", 2, 2008, 2010),
                        entry("c", "4", 4, 2010)))
                .stands(file("a", "2"), holding("a", 10)))
        .isFalse();
  }

  @Test
  void shouldAskForAnotherReadingWhenTheCommandGivesAnotherYear() {
    Ledger ledger = new Ledger(List.of(entry("a", "1", 1, 2008)));
    List<SniffedFile> files = List.of(file("a", "1"));

    assertThat(ledger.holdsAll(files, Optional.empty(), holding("a", 10))).isTrue();
    assertThat(ledger.holdsAll(files, Optional.of(2008), holding("a", 10))).isTrue();
    assertThat(ledger.holdsAll(files, Optional.of(2009), holding("a", 10))).isFalse();
  }

  @Test
  void shouldKeepThePlaceOfAFileThatStoodAndPutOthersBehindAll() {
    Ledger ledger =
        new Ledger(List.of(entry("a", "1", 1, 2008), entry("b", "2", 2), entry("c", "3", 3)));
    List<SniffedFile> files = List.of(file("a", "1"), file("b", "2"), file("d", "4"));

    Ledger after = ledger.after(files, accepted(0, 2008, 10), holding("a", 10), NOW);

    assertThat(after.entries())
        .extracting(LedgerEntry::sourceFile, LedgerEntry::order, LedgerEntry::ingestedAt)
        .containsExactlyInAnyOrder(
            tuple("a", 1L, THEN), tuple("c", 3L, THEN), tuple("b", 4L, THEN), tuple("d", 5L, NOW));
  }
}
