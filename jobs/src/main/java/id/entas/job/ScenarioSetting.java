package id.entas.job;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import id.entas.domain.Refusal;
import id.entas.domain.ScenarioPlan;
import id.entas.domain.StandardScenario;
import id.entas.domain.TierScheme;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * A scenario of {@code scenarios.conf}, its moves by the places of the tier scheme.
 *
 * @param code as written in the tables
 * @param labelId what it is called in Bahasa Indonesia
 * @param labelEn what it is called in English
 * @param cluster 1 to 4
 * @param coverage share of the households of a tier that are reached
 * @param firstYear first year with the help
 * @param lastYear last year with it
 * @param moves whose risk it changes
 */
public record ScenarioSetting(
    String code,
    String labelId,
    String labelEn,
    int cluster,
    double coverage,
    int firstYear,
    int lastYear,
    List<Move> moves) {
  private static final Set<String> KEYS =
      Set.of("label-id", "label-en", "cluster", "coverage", "from-year", "to-year", "effects");
  private static final String OBSERVED = "OBSERVED";

  public ScenarioSetting {
    moves = List.copyOf(moves);
  }

  /**
   * A move between tiers.
   *
   * @param relativeRisk empty where it is that of the data
   */
  public record Move(int from, int to, OptionalDouble relativeRisk) {}

  /** Whether a relative risk is to be taken from the data. */
  public boolean isOfTheData() {
    return moves.stream().anyMatch(move -> move.relativeRisk().isEmpty());
  }

  /** The plan, with a relative risk for the moves that take it from the data. */
  public ScenarioPlan plan(double ofTheData) {
    return new ScenarioPlan(
        code,
        coverage,
        firstYear,
        lastYear,
        moves.stream()
            .map(
                move ->
                    new ScenarioPlan.Effect(
                        move.from(), move.to(), move.relativeRisk().orElse(ofTheData)))
            .toList());
  }

  static List<ScenarioSetting> parse(String text, TierScheme tiers) {
    List<ScenarioSetting> all = new ArrayList<>();
    try {
      Config scenarios = ConfigFactory.parseString(text).resolve().getConfig("scenarios");
      for (String code : new TreeSet<>(scenarios.root().keySet())) {
        Config one = scenarios.getConfig(ConfigUtil.quoteString(code));
        all.add(setting(code, one, tiers));
      }
    } catch (ConfigException e) {
      throw Refusal.mistake(
          "scenarios.conf cannot be used: " + e.getMessage() + "; correct it.", e);
    }
    return all;
  }

  private static ScenarioSetting setting(String code, Config one, TierScheme tiers) {
    if (!code.matches("[a-z][a-z0-9_]*")) {
      throw mistake(code, "is no code of lower-case letters, digits and _");
    }
    if (Arrays.stream(StandardScenario.values()).anyMatch(known -> known.code().equals(code))) {
      throw mistake(code, "is the name of a scenario that every run has");
    }
    for (String key : one.root().keySet()) {
      if (!KEYS.contains(key)) {
        throw mistake(code, "has the unknown key " + key);
      }
    }
    double coverage = one.getDouble("coverage");
    int first = one.getInt("from-year");
    int last = one.getInt("to-year");
    int cluster = one.getInt("cluster");
    if (!(coverage >= 0 && coverage <= 1)) {
      throw mistake(code, "has a coverage of " + coverage + ", which is not within 0 to 1");
    }
    if (first > last) {
      throw mistake(code, "begins in " + first + " and ends before, in " + last);
    }
    if (cluster < 1 || cluster > 4) {
      throw mistake(code, "names cluster " + cluster + ", which is not within 1 to 4");
    }
    List<Move> moves = new ArrayList<>();
    for (Config effect : one.getConfigList("effects")) {
      String risk = effect.getString("relative-risk");
      OptionalDouble relativeRisk = OptionalDouble.empty();
      if (!risk.equals(OBSERVED)) {
        double number = effect.getDouble("relative-risk");
        if (!(number >= 0) || Double.isInfinite(number)) {
          throw mistake(
              code, "has a relative risk of " + risk + ", which is no finite number from 0");
        }
        relativeRisk = OptionalDouble.of(number);
      }
      for (int from : places(code, effect.getString("from"), -1, tiers)) {
        for (int to : places(code, effect.getString("to"), from, tiers)) {
          if (to != from) {
            requireNew(code, from, to, moves, tiers);
            moves.add(new Move(from, to, relativeRisk));
          }
        }
      }
    }
    if (moves.isEmpty()) {
      throw mistake(code, "has no effect on any move between two tiers");
    }
    return new ScenarioSetting(
        code,
        label(one, "label-id", code),
        label(one, "label-en", code),
        cluster,
        coverage,
        first,
        last,
        moves);
  }

  /** Two changes of one chance could take more from it than there is. */
  private static void requireNew(
      String code, int from, int to, List<Move> moves, TierScheme tiers) {
    if (moves.stream().anyMatch(move -> move.from() == from && move.to() == to)) {
      throw mistake(
          code,
          "changes the move from %s to %s twice"
              .formatted(tiers.codes().get(from), tiers.codes().get(to)));
    }
  }

  private static String label(Config one, String key, String code) {
    return one.hasPath(key) ? one.getString(key) : code;
  }

  private static List<Integer> places(String code, String name, int from, TierScheme tiers) {
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < tiers.size(); place++) {
      boolean named =
          switch (name) {
            case "TARGET" -> place == tiers.targetIndex();
            case "OTHERS" -> place != tiers.targetIndex();
            case "BETTER" -> from >= 0 && place > from;
            default -> tiers.codes().get(place).equals(name);
          };
      if (named) {
        places.add(place);
      }
    }
    if (places.isEmpty() && !name.equals("BETTER")) {
      throw mistake(code, "names the tier " + name + ", which tiers.csv does not hold");
    }
    return places;
  }

  private static Refusal mistake(String code, String what) {
    return Refusal.mistake(
        "The scenario " + code + " of scenarios.conf " + what + "; correct it there.");
  }
}
