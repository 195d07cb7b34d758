package id.entas.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * A file to ingest.
 *
 * @param sourceFile its path below the input folder, or its name
 * @param uri where it lies
 */
record InputFile(String sourceFile, String uri) implements Serializable {
  private static final int BUFFER = 1 << 16;
  private static final Pattern YEAR_AT_END = Pattern.compile("_((?:19|20)\\d{2})$");

  /** What the file is, by its name. */
  FileKind kind() {
    return FileKind.find(sourceFile).orElseThrow();
  }

  /** The census year that the file's name ends in, as in {@code jember_2008.csv}. */
  Optional<Integer> findYearInName() {
    Matcher matcher =
        YEAR_AT_END.matcher(
            sourceFile.substring(0, sourceFile.length() - kind().ending().length()));
    return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }

  /** The bytes as they lie on disk. */
  InputStream open(Configuration hadoop) throws IOException {
    return open(hadoop, 0);
  }

  /** The bytes as they lie on disk, from one of them on. */
  InputStream open(Configuration hadoop, long from) throws IOException {
    FSDataInputStream bytes = path().getFileSystem(hadoop).open(path());
    if (from > 0) {
      bytes.seek(from);
    }
    return new BufferedInputStream(bytes, BUFFER);
  }

  /** Where it lies, as Hadoop says it. */
  Path path() {
    return new Path(URI.create(uri));
  }

  /** The bytes of the text, out of the bytes as they lie on disk. */
  InputStream unpacked(InputStream bytes) throws IOException {
    return kind() == FileKind.CSV_GZ
        ? new BufferedInputStream(new GZIPInputStream(bytes, BUFFER), BUFFER)
        : bytes;
  }
}
