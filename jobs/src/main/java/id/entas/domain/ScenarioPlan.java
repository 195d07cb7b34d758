package id.entas.domain;

import java.util.List;

/**
 * A scenario of the settings: help that changes the risk of some moves, for a share of the
 * households of a tier and over some years. "Cluster 1 reaches 80 % of very-poor households from
 * 2011" is such a plan.
 *
 * <p>A move's chance becomes p (1 + coverage (relative risk - 1)), as the covered share has the
 * relative risk and the rest has none. What the moves of a row gain or lose, its diagonal gives:
 * moves that would need more than that share it in proportion. The chances of becoming absent or
 * gone stay as they are.
 *
 * @param code in lower case, as written in the tables
 * @param coverage share of the households of a tier that the help reaches, 0 to 1
 * @param firstYear the first census whose year has the help
 * @param lastYear the last one
 * @param effects on moves between tiers, at least one, and one on each move
 */
public record ScenarioPlan(
    String code, double coverage, int firstYear, int lastYear, List<Effect> effects)
    implements Scenario {
  private static final long serialVersionUID = 1L;

  public ScenarioPlan {
    effects = List.copyOf(effects);
    if (!(coverage >= 0 && coverage <= 1) || firstYear > lastYear || effects.isEmpty()) {
      throw new IllegalArgumentException(
          code + " covers " + coverage + " from " + firstYear + " to " + lastYear);
    }
    if (effects.stream().map(one -> List.of(one.from(), one.to())).distinct().count()
        < effects.size()) {
      throw new IllegalArgumentException(code + " changes a move twice: " + effects);
    }
  }

  /**
   * The relative risk of one move.
   *
   * @param from place of the tier before
   * @param to place of the tier after, another one
   * @param relativeRisk of those reached against those not, at least 0 and finite
   */
  public record Effect(int from, int to, double relativeRisk) implements java.io.Serializable {
    private static final long serialVersionUID = 1L;

    public Effect {
      if (from < 0
          || to < 0
          || from == to
          || !(relativeRisk >= 0)
          || Double.isInfinite(relativeRisk)) {
        throw new IllegalArgumentException(
            "relative risk " + relativeRisk + " from " + from + " to " + to);
      }
    }
  }

  @Override
  public void adjust(double[][] matrix, int year, int target) {
    int tiers = matrix.length - 1;
    for (int i = 0; i < tiers; i++) {
      if (!changes(i, tiers, year)) {
        continue;
      }
      double[] row = matrix[i];
      double more = 0;
      double less = 0;
      double[] changes = new double[row.length];
      for (Effect effect : effects) {
        if (effect.from() == i) {
          double change = row[effect.to()] * coverage * (effect.relativeRisk() - 1);
          changes[effect.to()] += change;
          if (change > 0) {
            more += change;
          } else {
            less -= change;
          }
        }
      }
      double scale = more > row[i] + less ? (row[i] + less) / more : 1;
      for (int j = 0; j < row.length; j++) {
        double change = changes[j] > 0 ? scale * changes[j] : changes[j];
        row[j] += change;
        row[i] -= change;
      }
      row[i] = Math.max(0, row[i]);
    }
  }

  @Override
  public boolean changes(int row, int tiers, int year) {
    if (row >= tiers || year < firstYear || year > lastYear) {
      return false;
    }
    for (Effect effect : effects) {
      if (effect.from() == row) {
        return true;
      }
    }
    return false;
  }
}
