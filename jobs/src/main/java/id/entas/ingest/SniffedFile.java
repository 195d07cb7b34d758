package id.entas.ingest;

import java.io.Serializable;
import java.util.List;

/**
 * What one look through a whole file tells of it.
 *
 * @param bytes its size on disk
 * @param sha256 its SHA-256, as hex
 * @param encoding how its bytes become text
 * @param delimiter what separates its fields, or a blank where nothing does
 * @param headerLine physical line or row of its header, the first being 1; 0 where the columns have
 *     names without one
 * @param header the fields of its header
 * @param sheet name of the sheet that is read, or {@code ""} where it has none
 * @param contents what else is known of it
 */
record SniffedFile(
    InputFile file,
    long bytes,
    String sha256,
    TextEncoding encoding,
    char delimiter,
    long headerLine,
    List<String> header,
    String sheet,
    Contents contents)
    implements Serializable {

  /** The bytes of several, on disk. */
  static long bytes(List<SniffedFile> files) {
    return files.stream().mapToLong(SniffedFile::bytes).sum();
  }
}
