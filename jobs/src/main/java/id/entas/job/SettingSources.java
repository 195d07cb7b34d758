package id.entas.job;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import id.entas.domain.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where settings come from, each over the one before: the defaults packed into the jar, a file, the
 * environment, the command line. Every value keeps its origin.
 */
final class SettingSources {
  /** Before a key in the environment, which there is in capitals with _ for points and hyphens. */
  static final String ENVIRONMENT_PREFIX = "ENTAS_SET_";

  private static final String DEFAULT = "default";
  private static final String OF_A_CENSUS = "census\\.\"?\\d{4}\"?\\.(instrument|frame|unit)";

  private SettingSources() {}

  /** The defaults, from the text of the file that explains them. */
  static Config defaults(String text) {
    return ConfigFactory.parseString(text);
  }

  /**
   * A settings file; the one that explains the defaults sets nothing.
   *
   * @param shipped text of the file that explains the defaults
   * @throws Refusal if it is missing, is not HOCON, or holds a key that is no setting
   */
  static Config ofFile(Path file, Config defaults, String shipped) {
    if (!Files.isRegularFile(file)) {
      throw Refusal.mistake(
          "The settings file " + file + " does not exist; name another with --conf.");
    }
    try {
      if (Files.readString(file).equals(shipped)) {
        return ConfigFactory.empty();
      }
      Config own = ConfigFactory.parseFile(file.toFile());
      refuseUnknownKeys(own, defaults);
      return own;
    } catch (ConfigException e) {
      throw Refusal.mistake(
          "The settings file cannot be read: " + e.getMessage() + "; correct it.", e);
    } catch (IOException e) {
      throw Refusal.mistake(
          "The settings file " + file + " cannot be read; make it a readable text in UTF-8.", e);
    }
  }

  /** The settings that a run kept; a key that is none by now means another program. */
  static Config ofRun(String text, Config defaults) {
    Config own = ConfigFactory.parseString(text);
    refuseUnknownKeys(own, defaults);
    return own;
  }

  /**
   * The settings that the environment holds, as {@code ENTAS_SET_TARGET_YEAR=2014}.
   *
   * @throws Refusal if one is no setting
   */
  static Config ofEnvironment(Map<String, String> environment, Config defaults) {
    Config own = ConfigFactory.empty();
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      if (variable.getKey().startsWith(ENVIRONMENT_PREFIX)) {
        String key =
            known(defaults).stream()
                .filter(candidate -> variableOf(candidate).equals(variable.getKey()))
                .findFirst()
                .orElseThrow(() -> unknownVariable(variable.getKey(), defaults));
        own =
            own.withValue(
                key, value(key, variable.getValue(), "environment " + variable.getKey(), defaults));
      }
    }
    return own;
  }

  private static Refusal unknownVariable(String variable, Config defaults) {
    return Refusal.mistake(
        "The environment sets "
            + variable
            + ", which is no setting of Entas; did you mean "
            + nearest(known(defaults).stream().map(SettingSources::variableOf).toList(), variable)
            + "?");
  }

  private static String variableOf(String key) {
    return ENVIRONMENT_PREFIX + key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }

  /**
   * The settings of the command line.
   *
   * @param options values by key, as text
   * @throws Refusal if one is no setting
   */
  static Config ofOptions(Map<String, String> options, Config defaults) {
    Config own = ConfigFactory.empty();
    for (Map.Entry<String, String> option : options.entrySet()) {
      String origin = "command line, -D" + option.getKey();
      try {
        own =
            own.withValue(
                option.getKey(), value(option.getKey(), option.getValue(), origin, defaults));
      } catch (ConfigException e) {
        throw Refusal.mistake(
            "-D" + option.getKey() + " is no key of a setting; write -Dtarget.year=2014.", e);
      }
    }
    refuseUnknownKeys(own, defaults);
    return own;
  }

  /** A text is taken as it is where the default is one; anything else is written as in the file. */
  private static ConfigValue value(String key, String text, String origin, Config defaults) {
    ConfigValue plain = ConfigValueFactory.fromAnyRef(text);
    if (!defaults.hasPath(key) || defaults.getValue(key).valueType() != ConfigValueType.STRING) {
      try {
        plain = ConfigFactory.parseString("value = " + text).getValue("value");
      } catch (ConfigException e) {
        throw Refusal.mistake(
            "The value " + text + " of " + key + " (" + origin + ") cannot be read; correct it.",
            e);
      }
    }
    return plain.withOrigin(ConfigOriginFactory.newSimple(origin));
  }

  /**
   * Settings over the defaults, each key with a value of the default's type.
   *
   * @throws Refusal with the line of the first that has another
   */
  static Config over(Config own, Config defaults) {
    try {
      Config config = own.withFallback(defaults).resolve();
      config.checkValid(defaults, defaults.root().keySet().toArray(String[]::new));
      return config;
    } catch (ConfigException.ValidationFailed e) {
      ConfigException.ValidationProblem first = e.problems().iterator().next();
      throw Refusal.mistake(
          first.path()
              + " ("
              + first.origin().description()
              + ") cannot be used: "
              + first.problem()
              + "; correct it.",
          e);
    } catch (ConfigException e) {
      throw Refusal.mistake(
          "The settings cannot be used: " + e.getMessage() + "; correct them.", e);
    }
  }

  /**
   * Where the values that a sentence names were written; those of the whole section that are no
   * defaults, where it names none of them.
   */
  static String written(Config config, Config defaults, String section, String sentence) {
    List<Settings.Line> own =
        lines(config, defaults).stream()
            .filter(line -> line.key().startsWith(section + "."))
            .filter(line -> !line.origin().equals(DEFAULT))
            .toList();
    List<Settings.Line> named = own.stream().filter(line -> sentence.contains(line.key())).toList();
    String origins =
        (named.isEmpty() ? own : named)
            .stream().map(Settings.Line::origin).distinct().collect(Collectors.joining("; "));
    return origins.isEmpty() ? DEFAULT : origins;
  }

  /** Every setting, in the order in which the defaults explain them. */
  static List<Settings.Line> lines(Config config, Config defaults) {
    return config.entrySet().stream()
        .sorted(
            Comparator.comparingInt(
                    (Map.Entry<String, ConfigValue> entry) -> place(entry.getKey(), defaults))
                .thenComparing(Map.Entry::getKey))
        .map(entry -> line(entry.getKey(), entry.getValue(), defaults))
        .toList();
  }

  /** The line of a key in the defaults; what only a user's file has comes last. */
  private static int place(String key, Config defaults) {
    return defaults.hasPath(key) ? defaults.getValue(key).origin().lineNumber() : Integer.MAX_VALUE;
  }

  private static Settings.Line line(String key, ConfigValue value, Config defaults) {
    boolean isKnown = defaults.hasPath(key);
    boolean isDefault = isKnown && value.origin().equals(defaults.getValue(key).origin());
    return new Settings.Line(
        key,
        value.render(ConfigRenderOptions.concise()),
        isDefault ? DEFAULT : value.origin().description(),
        isKnown ? meaning(key, defaults) : "");
  }

  /** What is said before the key, or else before its section. */
  private static String meaning(String key, Config defaults) {
    String own = comments(defaults.getValue(key));
    int section = key.lastIndexOf('.');
    return own.isEmpty() && section > 0
        ? comments(defaults.getValue(key.substring(0, section)))
        : own;
  }

  private static String comments(ConfigValue value) {
    return value.origin().comments().stream().map(String::strip).collect(Collectors.joining(" "));
  }

  static void refuseUnknownKeys(Config own, Config defaults) {
    Set<String> known = known(defaults);
    own.entrySet().stream()
        .filter(entry -> !known.contains(entry.getKey()) && !entry.getKey().matches(OF_A_CENSUS))
        .min(Comparator.comparing(entry -> entry.getValue().origin().lineNumber()))
        .ifPresent(
            entry -> {
              throw Refusal.mistake(
                  "The key "
                      + entry.getKey()
                      + " ("
                      + entry.getValue().origin().description()
                      + ") is no setting of Entas; did you mean "
                      + nearest(List.copyOf(known), entry.getKey())
                      + "?");
            });
  }

  private static Set<String> known(Config defaults) {
    Set<String> known = new TreeSet<>();
    defaults.entrySet().forEach(entry -> known.add(entry.getKey()));
    return known;
  }

  private static String nearest(List<String> known, String key) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> editDistance(candidate, key)))
        .orElse("");
  }

  /** Levenshtein's distance: the fewest letters to add, leave out or change. */
  private static int editDistance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int corner = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = corner + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(Math.min(above, row[j - 1]) + 1, change);
        corner = above;
      }
    }
    return row[b.length()];
  }
}
