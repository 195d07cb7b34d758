package id.entas.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import id.entas.domain.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Settings as they are read, before any value is looked at: the file with what goes over it and
 * under it, and the texts of the files beside it.
 *
 * @param config every value, with where it was written
 * @param files text by name of the files beside the settings
 */
record SettingFiles(Config config, SortedMap<String, String> files) {
  static final String BORDERS = "report.geojson";
  static final String KEY_FILE = "pseudonym.key-file";
  static final String SCENARIOS = "scenarios.conf";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SETTINGS = "entas.conf";

  /** Settings that name a file. */
  private static final List<String> NAMING =
      List.of(BORDERS, KEY_FILE, ServeSettings.PASSWORD_FILE, ServeSettings.KEYSTORE);

  private static final List<String> BESIDE =
      List.of(
          ReferenceFiles.TIERS,
          ReferenceFiles.REGIONS,
          ReferenceFiles.PUBLISHED,
          SCENARIOS,
          ProgrammeFiles.PROGRAMMES,
          ProgrammeFiles.PLANS,
          OutsideFiles.POPULATION,
          OutsideFiles.SERIES);

  /** The settings that the jar holds. */
  static Config defaults() {
    return SettingSources.defaults(resource("conf/" + SETTINGS));
  }

  /**
   * Those of another run.
   *
   * @param text as given by {@link #text}
   * @throws Refusal if this program's settings have other keys or files
   */
  static SettingFiles ofRun(String text) {
    SortedMap<String, String> files;
    try {
      files = JSON.readValue(text, new TypeReference<TreeMap<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no settings: " + text, e);
    }
    Config defaults = defaults();
    Config own = SettingSources.ofRun(files.remove(SETTINGS), defaults);
    if (!files.keySet().containsAll(BESIDE)) {
      throw Refusal.mistake(
          "The run was made with settings that lack one of "
              + String.join(", ", BESIDE)
              + "; use the program that made it.");
    }
    return new SettingFiles(SettingSources.over(own, defaults), files);
  }

  /** Those of a file over the defaults, and values over both. */
  static SettingFiles of(Optional<Path> file, Map<String, ?> overrides) {
    Config over = ConfigFactory.empty();
    for (Map.Entry<String, ?> override : overrides.entrySet()) {
      over =
          over.withValue(
              override.getKey(), ConfigValueFactory.fromAnyRef(override.getValue(), "given"));
    }
    return of(file, over, defaults());
  }

  /** Those of a file over the defaults, of the environment over these, and options over all. */
  static SettingFiles of(
      Optional<Path> file, Map<String, String> environment, Map<String, String> options) {
    Config defaults = defaults();
    Config over =
        SettingSources.ofOptions(options, defaults)
            .withFallback(SettingSources.ofEnvironment(environment, defaults));
    return of(file, over, defaults);
  }

  private static SettingFiles of(Optional<Path> file, Config over, Config defaults) {
    Config own =
        file.map(
                one ->
                    besideIt(
                        SettingSources.ofFile(one, defaults, resource("conf/" + SETTINGS)), one))
            .orElse(ConfigFactory.empty());
    SortedMap<String, String> beside = new TreeMap<>();
    BESIDE.forEach(name -> beside.put(name, beside(file, name)));
    return new SettingFiles(SettingSources.over(over.withFallback(own), defaults), beside);
  }

  /** The text of a file beside the settings. */
  String beside(String name) {
    return files.get(name);
  }

  /**
   * All of it as a JSON object of texts by file name.
   *
   * @param without sections of the settings that are left out
   */
  String text(List<String> without) {
    Config kept = config;
    for (String section : without) {
      kept = kept.withoutPath(section);
    }
    SortedMap<String, String> all = new TreeMap<>(files);
    all.put(SETTINGS, kept.root().render(ConfigRenderOptions.concise()));
    try {
      return JSON.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Settings that name files from where they lie themselves, each where it was written. */
  private static Config besideIt(Config own, Path file) {
    Config beside = own;
    for (String key : NAMING) {
      Optional<ConfigValue> written = findText(own, key);
      if (written.isPresent()) {
        Path named = file.toAbsolutePath().resolveSibling(written.get().unwrapped().toString());
        beside =
            beside.withValue(
                key,
                ConfigValueFactory.fromAnyRef(named.toString()).withOrigin(written.get().origin()));
      }
    }
    return beside;
  }

  /** A text that is not blank; whatever else stands there is refused when all is put together. */
  private static Optional<ConfigValue> findText(Config own, String key) {
    try {
      return own.hasPath(key) && !own.getString(key).isBlank()
          ? Optional.of(own.getValue(key))
          : Optional.empty();
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }

  private static String beside(Optional<Path> file, String name) {
    Optional<Path> own = findOwn(file, name);
    if (own.isPresent()) {
      try {
        return Files.readString(own.get());
      } catch (IOException e) {
        throw Refusal.mistake(
            "The settings file "
                + own.get()
                + " cannot be read: "
                + e.getMessage()
                + "; correct it.",
            e);
      }
    }
    // The series that are shipped are of the regions that are shipped.
    return name.equals(OutsideFiles.SERIES) && findOwn(file, ReferenceFiles.REGIONS).isPresent()
        ? OutsideFiles.NO_SERIES
        : resource("conf/" + name);
  }

  private static Optional<Path> findOwn(Optional<Path> file, String name) {
    return file.map(one -> one.toAbsolutePath().resolveSibling(name)).filter(Files::isRegularFile);
  }

  private static String resource(String name) {
    try (InputStream in = SettingFiles.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar holds no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
