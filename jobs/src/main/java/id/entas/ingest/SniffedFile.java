package id.entas.ingest;

import java.util.List;

/**
 * What one look through a whole file tells of it.
 *
 * @param bytes its size on disk
 * @param sha256 its SHA-256, as hex
 * @param encoding how its bytes become text
 * @param delimiter what separates its fields
 * @param header the fields of its first line that is not blank
 * @param contents what else is known of it
 */
record SniffedFile(
    InputFile file,
    long bytes,
    String sha256,
    TextEncoding encoding,
    char delimiter,
    List<String> header,
    Contents contents) {}
