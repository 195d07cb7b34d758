package id.entas.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.CodecPool;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.Decompressor;
import org.apache.hadoop.util.ReflectionUtils;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Unpacks the pages of a Parquet file.
 *
 * <p>Parquet's own unpacking never ends on a page that unpacks to less than its header says, as one
 * damaged bit may have it: some of its streams then give no bytes for ever. Here such a page is
 * damaged.
 */
final class ParquetUnpacking implements CompressionCodecFactory {
  private final Configuration hadoop;

  ParquetUnpacking(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName name) {
    throw new UnsupportedOperationException("nothing is packed here");
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
    return new PageUnpacking(name);
  }

  @Override
  public void release() {
    // Each page gives back what it borrowed.
  }

  /** Unpacks the pages of one column. */
  private final class PageUnpacking implements BytesInputDecompressor {
    private final String codecName;

    private PageUnpacking(CompressionCodecName name) {
      this.codecName = name.getHadoopCompressionCodecClassName();
    }

    @Override
    public BytesInput decompress(BytesInput packed, int size) throws IOException {
      if (codecName == null) {
        return packed;
      }
      CompressionCodec codec =
          (CompressionCodec)
              ReflectionUtils.newInstance(hadoop.getClassByNameOrNull(codecName), hadoop);
      Decompressor borrowed = CodecPool.getDecompressor(codec);
      try {
        if (borrowed != null) {
          borrowed.reset();
        }
        try (InputStream stream = codec.createInputStream(packed.toInputStream(), borrowed)) {
          return BytesInput.from(whole(stream, size));
        }
      } finally {
        CodecPool.returnDecompressor(borrowed);
      }
    }

    private static byte[] whole(InputStream stream, int size) throws IOException {
      byte[] bytes = new byte[size];
      int at = 0;
      while (at < size) {
        int read = stream.read(bytes, at, size - at);
        if (read <= 0) {
          throw new IOException("a page unpacks to less than its header says");
        }
        at += read;
      }
      return bytes;
    }

    @Override
    public void decompress(ByteBuffer packed, int packedSize, ByteBuffer into, int size)
        throws IOException {
      into.put(decompress(BytesInput.from(packed), size).toByteBuffer());
    }

    @Override
    public void release() {
      // Each page gives back what it borrowed.
    }
  }
}
