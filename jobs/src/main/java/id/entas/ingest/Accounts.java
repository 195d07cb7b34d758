package id.entas.ingest;

import id.entas.domain.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What became of every row read, by file. */
final class Accounts {
  private final List<Tally> tallies;

  private Accounts(List<Tally> tallies) {
    this.tallies = List.copyOf(tallies);
  }

  /** The accounts of rows that were judged one by one. */
  static Accounts of(List<Tally> tallies) {
    return new Accounts(tallies);
  }

  /**
   * Refuses a census that has rows of another unit than the series', and none of the series' own:
   * such rows are no strays to be rejected one by one.
   *
   * @throws Refusal naming the census and both units
   */
  void refuseCensusOfAnotherUnit(String seriesUnit) {
    SortedMap<Integer, SortedSet<String>> units = new TreeMap<>();
    tallies.stream()
        .filter(Tally::isAccepted)
        .forEach(
            tally ->
                units.computeIfAbsent(tally.year(), year -> new TreeSet<>()).add(tally.unit()));
    units.forEach(
        (year, ofYear) -> {
          if (!ofYear.contains(seriesUnit)) {
            throw Refusal.data(
                "All rows of census "
                    + year
                    + " have the unit "
                    + ofYear.first()
                    + ", but the series has the unit "
                    + seriesUnit
                    + ", and one series never mixes the two; keep this census in another lake with"
                    + " --lake, or correct the unit in its extract or census."
                    + year
                    + ".unit in the settings.");
          }
        });
  }

  /** The same where accepted rows of another unit than the series' are rejected. */
  Accounts withUnit(String seriesUnit) {
    return new Accounts(
        tallies.stream()
            .map(
                tally ->
                    tally.isAccepted() && !tally.unit().equals(seriesUnit)
                        ? new Tally(
                            tally.file(),
                            RejectionReason.MIXED_UNIT,
                            tally.year(),
                            tally.region(),
                            tally.unit(),
                            tally.tier(),
                            tally.rows())
                        : tally)
            .toList());
  }

  /** The same where some of the accepted rows turn out to be duplicates. */
  Accounts withDuplicates(List<Tally> duplicates) {
    List<Tally> all = new ArrayList<>(tallies);
    for (Tally duplicate : duplicates) {
      all.add(duplicate);
      all.add(
          new Tally(
              duplicate.file(),
              null,
              duplicate.year(),
              duplicate.region(),
              duplicate.unit(),
              duplicate.tier(),
              -duplicate.rows()));
    }
    return new Accounts(all);
  }

  /** The units of the accepted rows. */
  SortedSet<String> units() {
    SortedSet<String> units = new TreeSet<>();
    tallies.stream().filter(Tally::isAccepted).forEach(tally -> units.add(tally.unit()));
    return units;
  }

  /** The kecamatan of accepted rows by census year: what an ingest replaces. */
  SortedMap<Integer, SortedSet<String>> regionsByYear() {
    SortedMap<Integer, SortedSet<String>> regions = new TreeMap<>();
    tallies.stream()
        .filter(Tally::isAccepted)
        .forEach(
            tally ->
                regions.computeIfAbsent(tally.year(), year -> new TreeSet<>()).add(tally.region()));
    return regions;
  }

  long read(int file) {
    return tallies.stream().filter(t -> t.file() == file).mapToLong(Tally::rows).sum();
  }

  long accepted(int file) {
    return tallies.stream()
        .filter(t -> t.file() == file && t.isAccepted())
        .mapToLong(Tally::rows)
        .sum();
  }

  long rejected(int file) {
    return read(file) - accepted(file);
  }

  long accepted() {
    return tallies.stream().filter(Tally::isAccepted).mapToLong(Tally::rows).sum();
  }

  /** Rejected rows of all files by reason. */
  Map<RejectionReason, Long> reasons() {
    Map<RejectionReason, Long> reasons = new EnumMap<>(RejectionReason.class);
    tallies.stream()
        .filter(tally -> !tally.isAccepted())
        .forEach(tally -> reasons.merge(tally.reason(), tally.rows(), Long::sum));
    return reasons;
  }

  /** Rejected rows of a file by reason. */
  Map<RejectionReason, Long> reasons(int file) {
    return ofFile(file).reasons();
  }

  /** Accepted rows of a file by census year and kecamatan. */
  SortedMap<Integer, SortedMap<String, Long>> acceptedByYear(int file) {
    SortedMap<Integer, SortedMap<String, Long>> rows = new TreeMap<>();
    tallies.stream()
        .filter(tally -> tally.file() == file && tally.isAccepted())
        .forEach(
            tally ->
                rows.computeIfAbsent(tally.year(), any -> new TreeMap<>())
                    .merge(tally.region(), tally.rows(), Long::sum));
    return rows;
  }

  /** Accepted rows of a file in a census year by tier, "" where they have none. */
  SortedMap<String, Long> tiers(int file, int year) {
    return byTier(tally -> tally.file() == file && tally.year() == year);
  }

  /** Accepted rows of a kecamatan in a census year by tier, "" where they have none. */
  SortedMap<String, Long> tiers(int year, String region) {
    return byTier(tally -> tally.year() == year && tally.region().equals(region));
  }

  private SortedMap<String, Long> byTier(Predicate<Tally> wanted) {
    SortedMap<String, Long> rows = new TreeMap<>();
    tallies.stream()
        .filter(Tally::isAccepted)
        .filter(wanted)
        .forEach(
            tally ->
                rows.merge(Objects.requireNonNullElse(tally.tier(), ""), tally.rows(), Long::sum));
    rows.values().removeIf(count -> count == 0);
    return rows;
  }

  /** The census years of a file's accepted rows. */
  SortedSet<Integer> years(int file) {
    Map<Integer, Long> rows = new TreeMap<>();
    tallies.stream()
        .filter(t -> t.file() == file && t.isAccepted())
        .forEach(t -> rows.merge(t.year(), t.rows(), Long::sum));
    SortedSet<Integer> years = new TreeSet<>(rows.keySet());
    years.removeIf(year -> rows.get(year) == 0);
    return years;
  }

  /** The refusal of a file of which more than a share of the rows is rejected. */
  Optional<Refusal> findAbove(double maxRejectedShare, int file, String sourceFile) {
    long read = read(file);
    long rejected = rejected(file);
    if (rejected <= maxRejectedShare * read) {
      return Optional.empty();
    }
    Map.Entry<RejectionReason, Long> largest =
        reasons(file).entrySet().stream()
            .max(Comparator.comparingLong(Map.Entry::getValue))
            .orElseThrow();
    return Optional.of(
        Refusal.data(
            String.format(
                Locale.ROOT,
                "Of the %d rows of %s, %d (%.1f %%) are rejected, %d of them as %s, and"
                    + " ingest.max-rejected-share allows %.1f %%; correct the file or that setting.",
                read,
                sourceFile,
                rejected,
                100.0 * rejected / read,
                largest.getValue(),
                largest.getKey(),
                100 * maxRejectedShare)));
  }

  private Accounts ofFile(int file) {
    return new Accounts(tallies.stream().filter(tally -> tally.file() == file).toList());
  }
}
