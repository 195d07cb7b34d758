package id.entas;

import id.entas.job.Audience;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that several commands have. */
final class Options {
  private Options() {}

  /** Options of a command that looks at a lake. */
  static final class OnLake {
    @Option(
        names = "--lake",
        paramLabel = "DIR",
        description = "Folder or URI of the Delta tables (default: ./lake).")
    String lake = "lake";

    @Mixin Speech speech;
  }

  /** Options of a command on a lake that has settings. */
  static class Configured {
    @Option(
        names = "--lake",
        paramLabel = "DIR",
        description = "Folder or URI of the Delta tables (default: ./lake).")
    String lake = "lake";

    @Option(
        names = "--conf",
        paramLabel = "FILE",
        description = "Settings over the defaults (default: conf/entas.conf).")
    Path conf;

    @Mixin Overrides overrides;

    @Mixin Speech speech;

    /** Settings over the file's, by key. */
    Map<String, String> overrides() {
      return new TreeMap<>(overrides.values);
    }
  }

  /** Options of a command to which the target matters. */
  static final class Common extends Configured {
    @Option(
        names = "--target-year",
        paramLabel = "Y",
        description = "Year of the target, over the settings'.")
    Integer targetYear;

    @Override
    Map<String, String> overrides() {
      Map<String, String> all = super.overrides();
      if (targetYear != null) {
        all.put("target.year", targetYear.toString());
      }
      return all;
    }
  }

  /** Settings on the command line. */
  static final class Overrides {
    @Option(
        names = "-D",
        paramLabel = "KEY=VALUE",
        description =
            "A setting over the file's and the environment's, as -Dprojection.futures=2000; may be"
                + " repeated.")
    Map<String, String> values = new TreeMap<>();
  }

  /** How much a command says. */
  static final class Speech {
    @Option(names = "--quiet", description = "Say only the result.")
    boolean quiet;

    @Option(names = "--verbose", description = "Show the stack trace of an error.")
    boolean verbose;

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this help.")
    boolean help;
  }

  /** Options of the commands that write exports. */
  static final class Exports {
    @Option(
        names = "--out",
        paramLabel = "DIR",
        description =
            "Folder of the exports (default: <lake>/exports, with --public <lake>/exports-public).")
    String out;

    @Option(
        names = "--public",
        description =
            "Exports for everybody: counts of few households are suppressed (disclosure.public-min-cell).")
    boolean isPublic;

    Audience audience() {
      return isPublic ? Audience.PUBLIC : Audience.GOVERNMENT;
    }
  }

  /** Options of the commands that read extracts. */
  static final class Extracts {
    @Option(
        names = "--input",
        paramLabel = "PATH",
        description = "File or folder of extracts; may be repeated (default: data-samples/jember).")
    List<String> inputs = List.of();

    @Option(
        names = "--year",
        paramLabel = "Y",
        description = "Census year of files that do not say it.")
    Integer year;
  }
}
