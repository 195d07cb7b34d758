package id.entas;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code entas serve} in a process of its own, ready for readers. */
final class ServeProcess implements AutoCloseable {
  /** A door that is not open by then hangs. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Process process;
  private final int port;
  private final Path out;

  private ServeProcess(Process process, int port, Path out) {
    this.process = process;
    this.port = port;
    this.out = out;
  }

  /**
   * Starts the door and waits until it says how tools connect.
   *
   * @param work its working folder
   * @param environment what it finds in its environment
   */
  static ServeProcess start(Path work, Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    return startUntil("Metabase", work, environment, options);
  }

  /**
   * Starts the door and waits until it says a word.
   *
   * @throws IllegalStateException with what it said, if it ends or hangs before that
   */
  static ServeProcess startUntil(
      String word, Path work, Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> arguments = new ArrayList<>(List.of("serve", "--port", Integer.toString(port)));
    arguments.addAll(List.of(options));
    Path out = Files.createTempFile("entas-serve-out", ".txt");
    ProcessBuilder builder =
        ProgramProcess.command(work, arguments.toArray(String[]::new))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().putAll(environment);
    ServeProcess serve = new ServeProcess(builder.start(), port, out);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!serve.said().contains(word)) {
      if (!serve.process.isAlive() || System.nanoTime() > end) {
        String said = serve.said();
        serve.close();
        throw new IllegalStateException("the door did not open: " + said);
      }
      Thread.sleep(50);
    }
    return serve;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  long pid() {
    return process.pid();
  }

  String said() throws IOException {
    return Files.readString(out);
  }

  /** Connects as a user; {@code address} is what follows the port. */
  Connection connect(String address, String user, String password) throws SQLException {
    return DriverManager.getConnection("jdbc:hive2://localhost:" + port + address, user, password);
  }

  Connection connect() throws SQLException {
    return connect("/entas", "reader", "");
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.delete(out);
  }
}
