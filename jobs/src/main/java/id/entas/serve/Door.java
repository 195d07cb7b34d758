package id.entas.serve;

import id.entas.domain.Refusal;
import id.entas.job.ServeSettings;
import id.entas.job.Settings;
import id.entas.tables.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.hive.conf.HiveConf;
import org.apache.hadoop.hive.conf.HiveConf.ConfVars;
import org.apache.hive.service.CompositeService;
import org.apache.hive.service.ServiceException;
import org.apache.hive.service.server.HiveServer2;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.hive.thriftserver.HiveThriftServer2;
import org.apache.spark.sql.hive.thriftserver.SparkSQLCLIService;
import org.apache.spark.sql.hive.thriftserver.ui.HiveThriftServer2EventManager;

/**
 * The door for BI tools: HiveServer2's protocol over the run published last, to be read and nothing
 * else.
 *
 * <p>Three locks stand one behind the other. What a client sends besides statements is dropped
 * ({@link GuardedThrift}). A statement is let in only if all of it is on a list, and its tables are
 * replaced by rows in memory ({@link ReadOnlyParser}). What Spark made of it is checked to rest on
 * nothing else ({@link AnalysedStatement}).
 */
public final class Door implements AutoCloseable {
  /** Environment variable with the password of the keystore. */
  public static final String KEYSTORE_PASSWORD = "ENTAS_KEYSTORE_PASSWORD";

  private final Generations generations;
  private final CompositeService services;
  private final Path scratch;

  /**
   * Where the door is.
   *
   * @param bind address to listen on
   * @param port TCP port, 1 to 65535
   */
  public record Address(String bind, int port) {
    /**
     * @throws Refusal if the port is none or the address is not known
     */
    public Address {
      if (port < 1 || port > 65_535) {
        throw Refusal.mistake(
            "The port " + port + " is outside 1 to 65535; name another with --port.");
      }
      resolve(bind);
    }

    private static InetAddress resolve(String bind) {
      try {
        return InetAddress.getByName(bind);
      } catch (UnknownHostException e) {
        throw Refusal.mistake(
            "The address " + bind + " is not known; name one of this machine with --bind.", e);
      }
    }

    boolean isLoopback() {
      return resolve(bind).isLoopbackAddress();
    }

    /** The host that a tool on this machine connects to. */
    String host() {
      return resolve(bind).isAnyLocalAddress() ? "localhost" : bind;
    }

    private void requireFree() {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(resolve(bind), port));
      } catch (IOException e) {
        throw Refusal.mistake(
            "Port "
                + port
                + " of "
                + bind
                + " cannot be listened on: "
                + e.getMessage()
                + "; name another with --port or --bind.",
            e);
      }
    }
  }

  private Door(Generations generations, CompositeService services, Path scratch) {
    this.generations = generations;
    this.services = services;
    this.scratch = scratch;
  }

  /**
   * Refuses what would leave the door open to everyone, before anything is started.
   *
   * @throws Refusal that says what to do
   */
  public static void check(
      Address address, ServeSettings settings, Map<String, String> environment) {
    if (settings.findPasswordFile().isEmpty() && !address.isLoopback()) {
      throw Refusal.mistake(
          "Without passwords only this machine is listened to, not "
              + address.bind()
              + "; add a user with `entas serve --add-user NAME` and name the file as"
              + " serve.password-file, or leave out --bind.");
    }
    settings.findPasswordFile().map(PasswordFile::new).ifPresent(PasswordFile::requireUsable);
    if (settings.findKeystore().isPresent()) {
      if (!Files.isReadable(settings.findKeystore().get())) {
        throw Refusal.mistake(
            "The keystore "
                + settings.findKeystore().get()
                + " cannot be read; name another as serve.keystore.");
      }
      if (environment.getOrDefault(KEYSTORE_PASSWORD, "").isEmpty()) {
        throw Refusal.mistake(
            "The password of the keystore is read from "
                + KEYSTORE_PASSWORD
                + ", which is not set; set it.");
      }
    }
    address.requireFree();
  }

  /**
   * Loads the run published last and lets readers in.
   *
   * @param spark a session made to serve
   * @param location the lake's folder or URI
   * @throws Refusal if there is no published run
   */
  public static Door open(
      SparkSession spark,
      String location,
      Settings settings,
      Address address,
      Map<String, String> environment) {
    ServeSettings serve = settings.serve();
    Path scratch = scratch();
    Holder holder = new Holder();
    SparkSession session = ReadOnlySession.beside(spark, holder, new RowLimit(serve.maxRows()));
    Metadata metadata = new Metadata(session, scratch.resolve("catalog").toUri());
    holder.generations = new Generations(() -> Lake.at(spark, location), settings, metadata::enter);
    holder.generations.watch(Duration.ofSeconds(serve.refreshSeconds()));
    HiveThriftServer2.eventManager_$eq(new HiveThriftServer2EventManager(spark.sparkContext()));
    int threads = Math.max(2, spark.sparkContext().defaultParallelism());
    Services services = new Services(session, serve, Math.max(2, threads / 2));
    NoMetastore.knowNoFunctions();
    services.init(hiveSettings(serve, address, environment, scratch));
    try {
      services.start();
    } catch (ServiceException e) {
      throw Refusal.mistake(
          "The door cannot be opened: " + rootMessage(e) + "; see --bind, --port, serve.keystore.",
          e);
    }
    return new Door(holder.generations, services, scratch);
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }

  /** The parser needs the generations, and they need the session that the parser is part of. */
  private static final class Holder implements Supplier<Generation> {
    private volatile Generations generations;

    @Override
    public Generation get() {
      return generations.get();
    }
  }

  /** HiveServer2's parts, with our own service for the network. */
  private static final class Services extends CompositeService {
    Services(SparkSession session, ServeSettings settings, int statementsOfUser) {
      super("entas");
      SparkSQLCLIService service = new SparkSQLCLIService(new HiveServer2(), session.sqlContext());
      addService(service);
      addService(new GuardedThrift(service, settings, statementsOfUser));
    }
  }

  private static Path scratch() {
    try {
      return Files.createTempDirectory("entas-serve");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HiveConf hiveSettings(
      ServeSettings settings, Address address, Map<String, String> environment, Path scratch) {
    HiveConf conf = new HiveConf();
    conf.setVar(ConfVars.HIVE_SERVER2_TRANSPORT_MODE, "binary");
    conf.setVar(ConfVars.HIVE_SERVER2_THRIFT_BIND_HOST, address.bind());
    conf.setIntVar(ConfVars.HIVE_SERVER2_THRIFT_PORT, address.port());
    conf.setBoolVar(ConfVars.HIVE_SERVER2_ENABLE_DOAS, false);
    conf.setBoolVar(ConfVars.HIVE_SERVER2_LOGGING_OPERATION_ENABLED, false);
    conf.setVar(ConfVars.HIVE_AUTHORIZATION_MANAGER, NoMetastore.class.getName());
    // Hive asks its metastore when a session ends; it is told of one that never answers, lest it
    // make its own.
    conf.setVar(ConfVars.METASTOREURIS, "thrift://127.0.0.1:1");
    conf.setIntVar(ConfVars.METASTORETHRIFTCONNECTIONRETRIES, 1);
    conf.setIntVar(ConfVars.METASTORETHRIFTFAILURERETRIES, 0);
    conf.set(ConfVars.METASTORE_CLIENT_CONNECT_RETRY_DELAY.varname, "0s");
    conf.setIntVar(ConfVars.HIVE_SERVER2_ASYNC_EXEC_THREADS, 64);
    // A connection beyond the sessions allowed still gets a thread that refuses it.
    conf.setIntVar(
        ConfVars.HIVE_SERVER2_THRIFT_MAX_WORKER_THREADS, 2 * settings.maxSessions() + 16);
    conf.set(ConfVars.HIVE_SERVER2_IDLE_SESSION_TIMEOUT.varname, settings.idleMinutes() + "m");
    conf.set(ConfVars.HIVE_SERVER2_SESSION_CHECK_INTERVAL.varname, "1m");
    conf.setVar(ConfVars.SCRATCHDIR, scratch.resolve("scratch").toUri().toString());
    conf.setVar(ConfVars.LOCALSCRATCHDIR, scratch.resolve("local").toString());
    conf.setVar(ConfVars.DOWNLOADED_RESOURCES_DIR, scratch.resolve("resources").toString());
    conf.setVar(ConfVars.HIVE_SERVER2_GLOBAL_INIT_FILE_LOCATION, scratch.toString());
    settings
        .findPasswordFile()
        .ifPresentOrElse(
            file -> {
              System.setProperty(PasswordCheck.FILE, file.toString());
              // Hive reads this one from the system's properties, not from these settings.
              System.setProperty(
                  ConfVars.HIVE_SERVER2_CUSTOM_AUTHENTICATION_CLASS.varname,
                  PasswordCheck.class.getName());
              conf.setVar(ConfVars.HIVE_SERVER2_AUTHENTICATION, "CUSTOM");
            },
            () -> conf.setVar(ConfVars.HIVE_SERVER2_AUTHENTICATION, "NONE"));
    settings
        .findKeystore()
        .ifPresent(
            keystore -> {
              conf.setBoolVar(ConfVars.HIVE_SERVER2_USE_SSL, true);
              conf.setVar(ConfVars.HIVE_SERVER2_SSL_KEYSTORE_PATH, keystore.toString());
              conf.setVar(
                  ConfVars.HIVE_SERVER2_SSL_KEYSTORE_PASSWORD, environment.get(KEYSTORE_PASSWORD));
            });
    return conf;
  }

  /** Id of the run that statements see now. */
  public String runId() {
    return generations.get().runId();
  }

  /** The ready views, each as its name and the question it answers. */
  public List<String> views() {
    return generations.get().all().stream()
        .filter(one -> one.kind() == Published.Kind.VIEW)
        .map(view -> view.name() + ": " + view.table().meaning())
        .toList();
  }

  /** How many tables are served, beside the views. */
  public long tables() {
    return generations.get().all().stream()
        .filter(one -> one.kind() == Published.Kind.TABLE)
        .count();
  }

  @Override
  public void close() {
    generations.close();
    services.stop();
    try (Stream<Path> left = Files.walk(scratch)) {
      for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
