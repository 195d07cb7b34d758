package id.entas.ingest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The ingests that lead to a ledger, derived from it: what each laid, in their order.
 *
 * <p>A ledger keeps the order in which contents were laid last and when each came first, but not
 * the ingests themselves. Contents that follow one another, in the order of their names and with
 * one time, were laid together. What else an ingest read again, and left in its place, shows in the
 * households: a kecamatan and census year that has rows of two files got them from one ingest, as
 * each replaces it whole.
 */
final class LedgerReplay {
  private final List<LedgerEntry> entries;
  private final Predicate<LedgerEntry> isGiven;
  private final LakeHoldings held;
  private final Map<String, LedgerEntry> last = new HashMap<>();

  /** The files that have households in a kecamatan's census of a file, by that file. */
  private final Map<String, Set<String>> besides = new HashMap<>();

  private record Place(int year, String region) {}

  /**
   * @param isGiven whether there is a file with the content of an entry
   * @param held the households that stood on the ledger; none where they are not known
   */
  LedgerReplay(List<LedgerEntry> ledger, Predicate<LedgerEntry> isGiven, LakeHoldings held) {
    this.entries = ledger.stream().sorted(Comparator.comparingLong(LedgerEntry::order)).toList();
    this.isGiven = isGiven;
    this.held = held;
    entries.forEach(entry -> last.put(entry.sourceFile(), entry));
    Map<Place, Set<String>> filesOf = new HashMap<>();
    held.holdings()
        .forEach(
            one ->
                filesOf
                    .computeIfAbsent(new Place(one.year(), one.region()), any -> new TreeSet<>())
                    .add(one.sourceFile()));
    for (Set<String> files : filesOf.values()) {
      files.forEach(file -> besides.computeIfAbsent(file, any -> new TreeSet<>()).addAll(files));
    }
  }

  /** Whether another content of its name was laid after it. */
  boolean isSuperseded(LedgerEntry entry) {
    return !last.get(entry.sourceFile()).sha256().equals(entry.sha256());
  }

  /** The contents that are not given, in the order in which they were laid. */
  List<LedgerEntry> missing() {
    return entries.stream().filter(isGiven.negate()).toList();
  }

  /** Those of them that households stand on, as far as that can be told without reading any. */
  List<LedgerEntry> missed() {
    return missing().stream().filter(this::isStoodOn).toList();
  }

  private boolean isStoodOn(LedgerEntry missing) {
    LedgerEntry latest = last.get(missing.sourceFile());
    if (missing.accepted() == 0) {
      return false;
    }
    if (held.holdings().isEmpty()) {
      return latest.equals(missing) || !yearsAfter(missing).containsAll(missing.years());
    }
    long households = held.householdsOf(missing.sourceFile());
    return latest.equals(missing)
        ? households > 0
        : households > latest.accepted()
            || held.holdings().stream()
                .anyMatch(
                    one ->
                        one.sourceFile().equals(missing.sourceFile())
                            && missing.years().contains(one.year())
                            && !latest.years().contains(one.year()));
  }

  private Set<Integer> yearsAfter(LedgerEntry entry) {
    return entries.stream()
        .filter(other -> other.order() > entry.order())
        .flatMap(other -> other.years().stream())
        .collect(Collectors.toSet());
  }

  /** The given contents of each ingest, in the order of their names; none is empty. */
  List<List<LedgerEntry>> ingests() {
    List<List<LedgerEntry>> ingests = new ArrayList<>();
    List<LedgerEntry> before = new ArrayList<>();
    for (List<LedgerEntry> laid : laidTogether()) {
      List<LedgerEntry> given = laid.stream().filter(isGiven).toList();
      if (!given.isEmpty()) {
        TreeMap<String, LedgerEntry> read = new TreeMap<>();
        before.stream()
            .filter(other -> given.stream().anyMatch(one -> shareAPlace(one, other)))
            .forEach(other -> read.put(other.sourceFile(), other));
        given.forEach(one -> read.put(one.sourceFile(), one));
        ingests.add(List.copyOf(read.values()));
        before.addAll(given);
      }
    }
    return ingests;
  }

  private List<List<LedgerEntry>> laidTogether() {
    List<List<LedgerEntry>> all = new ArrayList<>();
    LedgerEntry previous = null;
    for (LedgerEntry entry : entries) {
      boolean isOfTheSame =
          previous != null
              && previous.ingestedAt().equals(entry.ingestedAt())
              && previous.sourceFile().compareTo(entry.sourceFile()) < 0;
      if (!isOfTheSame) {
        all.add(new ArrayList<>());
      }
      all.get(all.size() - 1).add(entry);
      previous = entry;
    }
    return all;
  }

  /** Whether some kecamatan's census has households of both; none has any of what was replaced. */
  private boolean shareAPlace(LedgerEntry one, LedgerEntry other) {
    return !isSuperseded(one)
        && !isSuperseded(other)
        && besides.getOrDefault(one.sourceFile(), Set.of()).contains(other.sourceFile());
  }
}
