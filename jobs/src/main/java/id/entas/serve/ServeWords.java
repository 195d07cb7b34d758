package id.entas.serve;

import id.entas.domain.MinCell;
import id.entas.job.ServeSettings;
import id.entas.job.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the door says when it is open: the run, the views, and how each tool connects. */
public final class ServeWords {
  private ServeWords() {}

  /** What is served, and a line to be copied for each tool. */
  public static List<String> opened(Door door, Door.Address address, Settings settings) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Serving run "
            + door.runId()
            + ": "
            + door.tables()
            + " tables and these views, to be read and nothing else. Ctrl-C ends it.");
    door.views().forEach(view -> lines.add("  " + view));
    findSuppression(settings.minCell()).ifPresent(lines::add);
    lines.add("Connect with");
    lines.addAll(connections(address, settings.serve()));
    return lines;
  }

  /** What a reader must know of suppressed counts, where there are any. */
  static Optional<String> findSuppression(MinCell least) {
    return least.isOn()
        ? Optional.of(
            "Counts of 1 to "
                + (least.households() - 1)
                + " households and what would give them back are null, which then means \"not"
                + " shown\" and not \"none\" (disclosure.min-cell).")
        : Optional.empty();
  }

  /** What must be said of the network, however little else is. */
  public static Optional<String> findWarning(Door.Address address, ServeSettings settings) {
    return address.isLoopback() || settings.findKeystore().isPresent()
        ? Optional.empty()
        : Optional.of(
            "Note: passwords and rows travel unencrypted; name a keystore as serve.keystore.");
  }

  static List<String> connections(Door.Address address, ServeSettings settings) {
    String host = address.host();
    int port = address.port();
    boolean hasTls = settings.findKeystore().isPresent();
    boolean hasPasswords = settings.findPasswordFile().isPresent();
    String jdbc =
        "jdbc:hive2://"
            + host
            + ":"
            + port
            + "/"
            + Names.DATABASE
            + (hasTls ? ";ssl=true;sslTrustStore=FILE;trustStorePassword=PASSWORD" : "");
    String login = hasPasswords ? "NAME:PASSWORD@" : "";
    String python =
        "hive://"
            + login
            + host
            + ":"
            + port
            + "/"
            + Names.DATABASE
            + (hasPasswords ? "?auth=CUSTOM" : "");
    String who = hasPasswords ? "user name and password" : "any user name";
    List<String> lines = new ArrayList<>();
    lines.add(line("JDBC (DBeaver)", jdbc + "  (driver Apache Hive 2.3; " + who + ")"));
    lines.add(
        line("beeline", "beeline -u '" + jdbc + "'" + (hasPasswords ? " -n NAME -p" : " -n me")));
    lines.add(
        line(
            "Tableau",
            "Spark SQL: server "
                + host
                + ", port "
                + port
                + ", type SparkThriftServer, "
                + (hasPasswords ? "User Name and Password" : "User Name")
                + (hasTls ? ", Require SSL" : "")
                + ", schema "
                + Names.DATABASE));
    lines.add(
        line(
            "Power BI",
            "Spark: server "
                + host
                + ":"
                + port
                + ", protocol Standard, "
                + who
                + ", database "
                + Names.DATABASE));
    lines.add(line("Superset", python));
    lines.add(
        line(
            "Metabase",
            "Spark SQL: host "
                + host
                + ", port "
                + port
                + ", database "
                + Names.DATABASE
                + ", "
                + who
                + (hasTls ? ", JDBC options ssl=true" : "")));
    return List.copyOf(lines);
  }

  private static String line(String tool, String how) {
    return String.format("  %-15s %s", tool, how);
  }
}
