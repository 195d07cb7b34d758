package id.entas.tables;

import id.entas.domain.Refusal;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkExecutorInfo;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * Whether a lake in a plain folder is one and the same folder for every executor.
 *
 * <p>On several machines a {@code file:} lake that is not shared does not fail: each executor
 * writes its part to its own disk, and the driver's log names files that no one finds. So the
 * driver lays a marker file beside the lake and every executor has to read it.
 */
public final class SharedFolder {
  /** Rounds of looking in which every executor is asked, the late ones included. */
  private static final int ROUNDS = 20;

  private static final int TASKS_PER_EXECUTOR = 8;
  private static final long TASK_MILLIS = 25;
  private static final long PAUSE_MILLIS = 500;

  /** The executors of a session, each named {@code host:port}. */
  interface Fleet {
    /** The executors at work now. */
    Set<String> executors();

    /** By executor that answered, whether it reads the content in the file. */
    Map<String, Boolean> look(String file, String content);
  }

  private SharedFolder() {}

  /**
   * Refuses a lake in a folder that some executor does not see; a session of one process, and a
   * lake that is no plain folder, are never refused. The lake is not changed. Executors that Spark
   * starts later are not asked.
   *
   * @param lakeLocation the lake's folder or URI, which need not exist yet
   * @throws Refusal naming a host that does not see the folder, or if the folder cannot be written
   */
  public static void check(SparkSession spark, String lakeLocation) {
    URI uri = Lake.uri(lakeLocation);
    if (!spark.sparkContext().isLocal() && "file".equals(uri.getScheme())) {
      check(
          new SparkFleet(JavaSparkContext.fromSparkContext(spark.sparkContext())),
          Path.of(uri.getPath()));
    }
  }

  static void check(Fleet fleet, Path lake) {
    Path folder = lake.toAbsolutePath();
    while (!Files.isDirectory(folder)) {
      folder = folder.getParent();
    }
    String content = UUID.randomUUID().toString();
    Path marker = folder.resolve(".entas-" + content);
    try {
      try {
        Files.writeString(marker, content);
        ask(fleet, lake, marker, content);
      } finally {
        Files.deleteIfExists(marker);
      }
    } catch (IOException e) {
      throw Refusal.mistake(
          "The folder "
              + folder
              + " of the lake cannot be written ("
              + FileTrouble.inWords(e)
              + "); name a writable folder with --lake.",
          e);
    }
  }

  /** Asks in rounds until two of them found the same executors and each has answered. */
  private static void ask(Fleet fleet, Path lake, Path marker, String content) {
    Map<String, Boolean> answers = new HashMap<>();
    Set<String> before = Set.of();
    Set<String> executors = Set.of();
    for (int round = 0; round < ROUNDS; round++) {
      answers.putAll(fleet.look(marker.toString(), content));
      answers.forEach((executor, sees) -> refuseUnless(sees, executor, lake, "does not see it"));
      executors = fleet.executors();
      if (executors.equals(before) && answers.keySet().containsAll(executors)) {
        return;
      }
      before = executors;
    }
    Set<String> silent = new HashSet<>(executors);
    silent.removeAll(answers.keySet());
    silent.forEach(executor -> refuseUnless(false, executor, lake, "does not say that it sees it"));
  }

  private static void refuseUnless(boolean sees, String executor, Path lake, String otherwise) {
    if (!sees) {
      throw Refusal.mistake(
          "The lake "
              + lake
              + " lies in a folder of the driver's machine, and an executor on "
              + executor.substring(0, executor.lastIndexOf(':'))
              + " "
              + otherwise
              + "; name a folder that all machines share, or hdfs:// or s3a://, with --lake.");
    }
  }

  /** The executors of a Spark cluster. */
  private record SparkFleet(JavaSparkContext context) implements Fleet {

    @Override
    public Set<String> executors() {
      Set<String> executors = new HashSet<>();
      for (SparkExecutorInfo info : context.sc().statusTracker().getExecutorInfos()) {
        executors.add(info.host() + ":" + info.port());
      }
      executors.remove(me());
      return executors;
    }

    /**
     * Runs more short tasks than Spark has slots, so that no executor is left without one, after a
     * pause in which late executors arrive.
     */
    @Override
    public Map<String, Boolean> look(String file, String content) {
      pause(PAUSE_MILLIS);
      int tasks =
          TASKS_PER_EXECUTOR * Math.max(executors().size() + 1, context.defaultParallelism());
      List<Integer> numbers = Collections.nCopies(tasks, 0);
      Map<String, Boolean> answers = new HashMap<>();
      context
          .parallelize(new ArrayList<>(numbers), tasks)
          .map(
              number -> {
                pause(TASK_MILLIS);
                return new Tuple2<>(me(), reads(file, content));
              })
          .collect()
          .forEach(answer -> answers.merge(answer._1(), answer._2(), Boolean::logicalAnd));
      return answers;
    }

    private static String me() {
      return SparkEnv.get().blockManager().blockManagerId().hostPort();
    }

    private static boolean reads(String file, String content) {
      try {
        byte[] found = Files.readAllBytes(Path.of(file));
        return Arrays.equals(found, content.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        return false;
      }
    }

    private static void pause(long milliseconds) {
      try {
        Thread.sleep(milliseconds);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while asking the executors", e);
      }
    }
  }
}
