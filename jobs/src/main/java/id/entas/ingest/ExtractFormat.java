package id.entas.ingest;

import java.io.Serializable;
import java.util.List;

/**
 * All that is needed to read the rows of one file.
 *
 * @param index place of the file among those read, from 0
 * @param file where it lies
 * @param encoding how its bytes become text
 * @param delimiter what separates its fields
 * @param headerLine physical line or row of its header, the first being 1
 * @param sheet name of the sheet that is read, or {@code ""} where it has none
 * @param header where its wanted columns stand
 * @param fileYear census year of its name or of {@code --year}, or null
 * @param parts its parts, which together hold each of its rows once
 */
record ExtractFormat(
    int index,
    InputFile file,
    TextEncoding encoding,
    char delimiter,
    long headerLine,
    String sheet,
    ExtractHeader header,
    Integer fileYear,
    List<FilePart> parts)
    implements Serializable {}
