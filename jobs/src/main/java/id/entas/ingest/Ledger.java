package id.entas.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files that were laid into the lake, each content of a name once.
 *
 * @param entries one for each name and content
 */
record Ledger(List<LedgerEntry> entries) {

  Ledger {
    entries = List.copyOf(entries);
  }

  Optional<LedgerEntry> find(SniffedFile file) {
    return entries.stream().filter(entry -> entry.isOf(file)).findFirst();
  }

  /**
   * Whether the lake still holds what was accepted from a file: no other content was laid under its
   * name since, and none of its rows was replaced. As a kecamatan and census year is always
   * replaced whole, the number of its rows tells; where the lake may hold rows of an earlier
   * content of the name, too, it does not, and any later file of the same census years counts
   * against it.
   */
  boolean stands(SniffedFile file, LakeHoldings holdings) {
    Optional<LedgerEntry> own = find(file);
    if (own.isEmpty()) {
      return false;
    }
    LedgerEntry entry = own.get();
    List<LedgerEntry> sameName =
        entries.stream().filter(other -> other.sourceFile().equals(entry.sourceFile())).toList();
    if (sameName.size() == 1) {
      return holdings.householdsOf(entry.sourceFile()) == entry.accepted();
    }
    return entries.stream()
        .filter(other -> other.order() > entry.order())
        .noneMatch(
            other ->
                other.sourceFile().equals(entry.sourceFile())
                    || !Collections.disjoint(other.years(), entry.years()));
  }

  /**
   * Whether reading the files again would change nothing.
   *
   * @param year the census year that the command gives to all files, if it does
   */
  boolean holdsAll(List<SniffedFile> files, Optional<Integer> year, LakeHoldings holdings) {
    return files.stream()
        .allMatch(
            file ->
                stands(file, holdings)
                    && (year.isEmpty()
                        || Set.of(year.get()).containsAll(find(file).orElseThrow().years())));
  }

  /**
   * The ledger after files were laid. A file that stood keeps its place and its time; one that was
   * laid over another takes a new place behind all, and so do new files, in the order of names.
   *
   * @param files the files read, in the order of names
   * @param accounts what became of their rows
   */
  Ledger after(List<SniffedFile> files, Accounts accounts, LakeHoldings before, Instant now) {
    List<LedgerEntry> after = new ArrayList<>(entries);
    long order = entries.stream().mapToLong(LedgerEntry::order).max().orElse(0);
    for (int i = 0; i < files.size(); i++) {
      SniffedFile file = files.get(i);
      Optional<LedgerEntry> known = find(file);
      after.removeIf(entry -> entry.isOf(file));
      after.add(
          new LedgerEntry(
              file.file().sourceFile(),
              file.sha256(),
              file.bytes(),
              accounts.years(i),
              accounts.read(i),
              accounts.accepted(i),
              stands(file, before) ? known.orElseThrow().order() : ++order,
              known.map(LedgerEntry::ingestedAt).orElse(now)));
    }
    return new Ledger(after);
  }
}
