package id.entas.job;

import com.typesafe.config.Config;
import id.entas.domain.Refusal;
import id.entas.job.Settings.Census;
import id.entas.job.Settings.Frame;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the settings say of censuses: those that they name, and every other. */
record CensusSettings(Config config) {
  private static final List<String> UNITS = List.of("household", "family");
  private static final List<String> FRAMES = Arrays.stream(Frame.values()).map(Enum::name).toList();

  /** Household or family, where neither an extract nor its census says it. */
  String unit() {
    return new CheckedValues(config).oneOf("ingest.unit", UNITS);
  }

  Census of(int year) {
    Config other = config.getConfig("census.default");
    String own = "census." + year;
    return census(
        "census " + year, config.hasPath(own) ? config.getConfig(own).withFallback(other) : other);
  }

  SortedMap<Integer, Census> named() {
    SortedMap<Integer, Census> named = new TreeMap<>();
    config.getObject("census").keySet().stream()
        .filter(key -> !key.equals("default"))
        .map(key -> CsvFile.wholeNumber("census", key))
        .forEach(year -> named.put(year, of(year)));
    return named;
  }

  Census others() {
    return census("any other census", config.getConfig("census.default"));
  }

  private Census census(String which, Config census) {
    String frame = CheckedValues.oneOf("The frame of " + which, census.getString("frame"), FRAMES);
    String instrument = census.getString("instrument");
    if (!instrument.matches("[A-Za-z0-9 _-]{1,40}")) {
      throw Refusal.mistake(
          "The instrument of "
              + which
              + " is a name of letters and digits such as PPLS2008, not '"
              + instrument
              + "'; correct the settings.");
    }
    String unit =
        census.hasPath("unit")
            ? CheckedValues.oneOf("The unit of " + which, census.getString("unit"), UNITS)
            : unit();
    return new Census(instrument, Frame.valueOf(frame), unit);
  }
}
