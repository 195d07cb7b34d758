package id.entas;

import io.delta.storage.LogStore;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An installation of Spark made of links to Maven's jars, enough for {@code local-cluster}. */
public record SparkHome(Path folder) {

  /**
   * Makes one.
   *
   * @param classPath Spark's jars, as the launcher knows them
   */
  public static SparkHome in(Path folder, String classPath) throws IOException {
    SparkHome home = new SparkHome(folder);
    Files.createDirectories(home.jars());
    for (String jar : classPath.split(File.pathSeparator)) {
      home.link(Path.of(jar));
    }
    // A cluster's Delta brings it along; the launcher has it in Entas's own jar.
    home.link(
        Path.of(LogStore.class.getProtectionDomain().getCodeSource().getLocation().getPath()));
    return home;
  }

  private void link(Path jar) throws IOException {
    Files.createSymbolicLink(jars().resolve(jar.getFileName()), jar);
  }

  public Path jars() {
    return folder.resolve("jars");
  }

  /** What the processes of a cluster must find in their environment. */
  public Map<String, String> environment() {
    return Map.of(
        "SPARK_HOME",
        folder.toString(),
        "SPARK_SCALA_VERSION",
        "2.12",
        "JAVA_HOME",
        System.getProperty("java.home"));
  }
}
