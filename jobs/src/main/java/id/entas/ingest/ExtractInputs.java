package id.entas.ingest;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** What one ingest reads. */
public final class ExtractInputs {
  /** A way to the files of an ingest. */
  private interface Finding {
    List<InputFile> in(Configuration hadoop, Refusals refusals);
  }

  private final Finding finding;
  private final Optional<Integer> year;

  private ExtractInputs(Finding finding, Optional<Integer> year) {
    this.finding = finding;
    this.year = year;
  }

  /**
   * The extracts that somebody named.
   *
   * @param inputs files or folders, as paths or URIs
   * @param year the census year of rows that do not say theirs
   */
  public static ExtractInputs named(List<String> inputs, Optional<Integer> year) {
    List<String> all = List.copyOf(inputs);
    return new ExtractInputs((hadoop, refusals) -> InputFiles.find(hadoop, all, refusals), year);
  }

  /**
   * Files under the names by which the lake is to know them.
   *
   * @param files in the order of their names
   */
  static ExtractInputs of(List<InputFile> files, Optional<Integer> year) {
    List<InputFile> all = List.copyOf(files);
    return new ExtractInputs((hadoop, refusals) -> all, year);
  }

  /**
   * The files in the order of their names.
   *
   * @param refusals told of each file that cannot be read
   */
  List<InputFile> files(Configuration hadoop, Refusals refusals) {
    return finding.in(hadoop, refusals);
  }

  /** The census year that the command gives to all files, if it does. */
  Optional<Integer> findYear() {
    return year;
  }
}
