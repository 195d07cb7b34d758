package id.entas.panel;

import id.entas.domain.TierScheme;
import id.entas.job.Hashes;
import id.entas.tables.Lake.DataFile;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What histories were packed of: each census as the files that held its households, and the tiers.
 * Files never change, so that equal names are equal rows.
 *
 * @param scheme codes of the tiers in their order, and how they are packed
 * @param years for each census, oldest first, its year and the digest of its files
 */
record HistoryOrigin(String scheme, List<String> years) {
  /** Of no histories. */
  static final HistoryOrigin NONE = new HistoryOrigin("", List.of());

  /** Changes with the way in which rows are packed. */
  private static final String PACKING = "1";

  HistoryOrigin {
    years = List.copyOf(years);
  }

  /**
   * Of histories that are packed now.
   *
   * @param files files of the households by census year
   */
  static HistoryOrigin of(SortedMap<String, List<DataFile>> files, TierScheme tiers) {
    List<String> years = new ArrayList<>();
    files.forEach(
        (year, own) ->
            years.add(
                year
                    + ":"
                    + Hashes.sha256(
                        own.stream()
                            .map(DataFile::path)
                            .sorted()
                            .collect(Collectors.joining("\n")))));
    return new HistoryOrigin(PACKING + ":" + String.join(",", tiers.codes()), years);
  }

  /** Reads what {@link #text} wrote. */
  static HistoryOrigin parse(String text) {
    List<String> parts = List.of(text.split("\n"));
    return new HistoryOrigin(parts.get(0), parts.subList(1, parts.size()));
  }

  String text() {
    return scheme + "\n" + String.join("\n", years);
  }

  /**
   * How many censuses of another origin need not be joined again: all of this one, if these are the
   * first of the other, and else none.
   */
  int sharedWith(HistoryOrigin other) {
    boolean isFirst =
        scheme.equals(other.scheme)
            && years.size() <= other.years.size()
            && other.years.subList(0, years.size()).equals(years);
    return isFirst ? years.size() : 0;
  }
}
