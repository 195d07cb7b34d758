package id.entas.tables;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** A real HDFS of one datanode in the test's own process. */
public final class SmallHdfs implements AutoCloseable {
  /** As ever: when HDFS closes a file by itself. */
  private static final Duration HARD_LIMIT = Duration.ofMinutes(20);

  private final MiniDFSCluster cluster;

  private SmallHdfs(MiniDFSCluster cluster) {
    this.cluster = cluster;
  }

  /** Starts one that keeps what it holds in a folder of this machine. */
  public static SmallHdfs in(Path folder) throws IOException {
    Configuration conf = new Configuration();
    MiniDFSCluster cluster =
        new MiniDFSCluster.Builder(conf, folder.toFile()).numDataNodes(1).build();
    cluster.waitActive();
    return new SmallHdfs(cluster);
  }

  DistributedFileSystem files() throws IOException {
    return cluster.getFileSystem();
  }

  /** The URI of a path, which begins with a stroke. */
  public String path(String path) {
    return cluster.getURI() + path;
  }

  /**
   * @param soft milliseconds after which a writer that is silent loses its file to another
   */
  void setLeasePeriod(long soft) {
    cluster.setLeasePeriod(soft, HARD_LIMIT.toMillis());
  }

  @Override
  public void close() {
    cluster.shutdown();
  }
}
