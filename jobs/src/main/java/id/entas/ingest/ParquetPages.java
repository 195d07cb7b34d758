package id.entas.ingest;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * What a Parquet file would ask of memory.
 *
 * <p>A group of rows is read in one piece, and a page of each of its columns is unpacked in one
 * piece; how large they are stands in the file. Whatever is written there is looked at before
 * anything is unpacked.
 */
final class ParquetPages {
  /** Bytes that a group of rows may have packed, and the largest pages of its columns unpacked. */
  static final long MOST_BYTES = 256 << 20;

  private final InputFile file;
  private final Configuration hadoop;
  private final long mostBytes;
  private boolean hasLargePages;

  private ParquetPages(InputFile file, Configuration hadoop, long mostBytes) {
    this.file = file;
    this.hadoop = hadoop;
    this.mostBytes = mostBytes;
  }

  /**
   * Looks at the sizes of all groups and pages.
   *
   * @param mostBytes bytes that a group of rows may have packed, and the largest pages of its
   *     columns unpacked
   * @return whether a value may be longer than {@link LineReader#LONGEST_LINE}
   * @throws UnfitFile if the file is packed in a way that is not known, or its pieces are too large
   */
  static boolean mayHoldLongValues(
      InputFile file, List<BlockMetaData> groups, Configuration hadoop, long mostBytes)
      throws IOException {
    ParquetPages pages = new ParquetPages(file, hadoop, mostBytes);
    try (FSDataInputStream bytes = file.path().getFileSystem(hadoop).open(file.path())) {
      for (BlockMetaData group : groups) {
        pages.look(group, bytes);
      }
    }
    return pages.hasLargePages;
  }

  private void look(BlockMetaData group, FSDataInputStream bytes) throws IOException {
    long packed = 0;
    long unpacked = 0;
    for (ColumnChunkMetaData column : group.getColumns()) {
      refuseUnknown(column.getCodec());
      packed += column.getTotalSize();
      long page = largestPage(column, bytes);
      hasLargePages |= page > LineReader.LONGEST_LINE;
      unpacked += page;
      if (packed > mostBytes || unpacked > mostBytes) {
        throw new UnfitFile(
            "has a group of rows that needs more than " + mostBytes + " bytes of memory",
            "write it with smaller groups of rows and smaller pages");
      }
    }
  }

  private void refuseUnknown(CompressionCodecName codec) throws UnfitFile {
    String name = codec.getHadoopCompressionCodecClassName();
    if (name != null && hadoop.getClassByNameOrNull(name) == null) {
      throw new UnfitFile(
          "is packed by " + codec + ", which Entas cannot unpack",
          "write it with snappy, zstd or gzip");
    }
  }

  /** Unpacked bytes of the largest page of a column. */
  private long largestPage(ColumnChunkMetaData column, FSDataInputStream bytes) throws IOException {
    long largest = 0;
    long at = column.getStartingPos();
    long end = at + column.getTotalSize();
    while (at < end) {
      bytes.seek(at);
      PageHeader header = Util.readPageHeader(bytes);
      if (header.getCompressed_page_size() < 0 || header.getUncompressed_page_size() < 0) {
        throw new IOException("a page of " + file.sourceFile() + " has less than no bytes");
      }
      largest = Math.max(largest, header.getUncompressed_page_size());
      at = bytes.getPos() + header.getCompressed_page_size();
    }
    return largest;
  }
}
