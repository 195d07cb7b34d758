package id.entas.job;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import id.entas.domain.ClassificationRule;
import id.entas.domain.Refusal;
import id.entas.domain.TierScheme;
import id.entas.job.Settings.IncomeCriterion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What the settings say of tiers that are made of the 14 criteria. */
record CriteriaSettings(Config config) {
  /**
   * The rule that makes a tier of the 14 criteria.
   *
   * @throws Refusal if it does not fit the tiers
   */
  ClassificationRule rule(TierScheme tiers) {
    List<ClassificationRule.Step> steps = new ArrayList<>();
    for (Config step : steps()) {
      steps.add(
          new ClassificationRule.Step(
              step.getString("tier"),
              step.getDouble("least-score"),
              step.hasPath("mandatory")
                  ? new TreeSet<>(step.getIntList("mandatory"))
                  : new TreeSet<>()));
    }
    return ClassificationRule.of(
        tiers,
        config.getDoubleList("classification.weights"),
        steps,
        config.getInt("classification.min-answered"));
  }

  /** The tiers of the rule, with no other keys than there are. */
  List<? extends Config> steps() {
    try {
      List<? extends Config> steps = config.getConfigList("classification.tiers");
      for (Config step : steps) {
        step.getString("tier");
        step.getDouble("least-score");
        for (String key : step.root().keySet()) {
          if (!List.of("tier", "least-score", "mandatory").contains(key)) {
            throw Refusal.mistake(
                "classification.tiers has the key "
                    + key
                    + ", but a tier there has tier, least-score and mandatory; correct the"
                    + " settings.");
          }
        }
        if (step.hasPath("mandatory")) {
          step.getIntList("mandatory");
        }
      }
      return steps;
    } catch (ConfigException e) {
      throw Refusal.mistake(
          "classification.tiers cannot be used: " + e.getMessage() + "; correct the settings.", e);
    }
  }

  /** The criterion that income answers; none where settings compare no income. */
  Optional<IncomeCriterion> findIncome() {
    String below = config.getString("classification.income-below");
    if (below.equals("none")) {
      return Optional.empty();
    }
    return Optional.of(
        new IncomeCriterion(
            new CheckedValues(config)
                .within("classification.income-criterion", 1, ClassificationRule.CRITERIA),
            CheckedValues.atLeast(
                "classification.income-below",
                CsvFile.wholeNumber("classification.income-below", below),
                1)));
  }
}
