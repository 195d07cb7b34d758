package id.entas.ingest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of files that ingest reads, told apart by how their names end. */
enum FileKind {
  CSV(".csv"),
  CSV_GZ(".csv.gz"),
  XLSX(".xlsx"),
  DBF(".dbf"),
  PARQUET(".parquet");

  private final String ending;

  FileKind(String ending) {
    this.ending = ending;
  }

  /** How names of this kind end, in lower case. */
  String ending() {
    return ending;
  }

  /** The endings of all kinds, for sentences. */
  static String endings() {
    return Arrays.stream(values()).map(FileKind::ending).collect(Collectors.joining(", "));
  }

  static Optional<FileKind> find(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(kind -> lower.endsWith(kind.ending)).findFirst();
  }
}
