package id.entas.domain;

import java.util.Locale;
import java.util.OptionalDouble;

/** The scenarios that every projection has. */
public enum StandardScenario implements Scenario {
  /** Flows go on as observed. */
  OBSERVED {
    @Override
    public boolean changes(int row, int tiers, int year) {
      return false;
    }
  },

  /** Nobody enters, arrives or returns: absent households stay absent. */
  NO_ENTRANTS {
    @Override
    public FutureInputs prepared(FutureInputs inputs) {
      return inputs.withoutNewcomers();
    }

    @Override
    public void adjust(double[][] matrix, int year, int target) {
      withoutReturns(matrix);
    }

    @Override
    public boolean changes(int row, int tiers, int year) {
      return row == tiers;
    }
  },

  /**
   * Nor does anybody move into the target tier from another: they stay where they are. The slogan's
   * best case, with exits as observed and no inflow of any kind.
   */
  NO_INFLOW {
    @Override
    public FutureInputs prepared(FutureInputs inputs) {
      return inputs.withoutNewcomers();
    }

    @Override
    public void adjust(double[][] matrix, int year, int target) {
      withoutReturns(matrix);
      for (int i = 0; i < matrix.length - 1; i++) {
        if (i != target) {
          matrix[i][i] += matrix[i][target];
          matrix[i][target] = 0;
        }
      }
    }
  },

  /**
   * Everybody is found: absent households are counted in the tiers they are in, with odds of the
   * target tier a third of those of the seen.
   */
  ABSENT_BETTER(1.0 / 3),

  /** The same with equal odds. */
  ABSENT_SAME(1),

  /** The same with three times the odds. */
  ABSENT_WORSE(3);

  /** How many times the odds of the target tier an absent household has, if it is counted. */
  private final OptionalDouble delta;

  StandardScenario() {
    delta = OptionalDouble.empty();
  }

  StandardScenario(double delta) {
    this.delta = OptionalDouble.of(delta);
  }

  /**
   * Absent households of the latest census go where the seen are, but for the odds of the target
   * tier: of the seen, as nobody knows where those absent would be.
   */
  @Override
  public FutureInputs prepared(FutureInputs inputs) {
    if (delta.isEmpty()) {
      return inputs;
    }
    int tiers = inputs.tiers();
    double[] seen = new double[tiers + 2];
    for (int tier = 0; tier < tiers; tier++) {
      seen[tier] = inputs.stock(tier);
    }
    seen[tiers] = inputs.absentStock();
    if (Matrices.sum(seen) == inputs.absentStock()) {
      return inputs;
    }
    found(seen, inputs.target(), inputs.target());
    long[] stocks = new long[tiers];
    long left = inputs.absentStock();
    for (int tier = tiers - 1; tier > 0; tier--) {
      long more = Math.min(left, Math.round(seen[tier] - inputs.stock(tier)));
      stocks[tier] = inputs.stock(tier) + more;
      left -= more;
    }
    stocks[0] = inputs.stock(0) + left;
    return inputs.withStocks(stocks, 0);
  }

  /** Those that would be absent are in the tiers of those seen, but for the odds. */
  @Override
  public void adjust(double[][] matrix, int year, int target) {
    if (delta.isPresent()) {
      for (int i = 0; i < matrix.length - 1; i++) {
        found(matrix[i], target, i);
      }
    }
  }

  /**
   * Spreads what is absent over the tiers.
   *
   * @param row the tiers, ABSENT and GONE
   * @param stays the tier of those of whom nothing was seen
   */
  private void found(double[] row, int target, int stays) {
    int absent = row.length - 2;
    double seen = 0;
    for (int j = 0; j < absent; j++) {
      seen += row[j];
    }
    double missing = row[absent];
    row[absent] = 0;
    if (seen == 0) {
      row[stays] += missing;
      return;
    }
    double others = seen - row[target];
    double weighted = delta.getAsDouble() * row[target];
    double scale = missing / (weighted + others);
    for (int j = 0; j < absent; j++) {
      row[j] += scale * (j == target ? weighted : row[j]);
    }
  }

  @Override
  public AbsenceTreatment absence() {
    return switch (this) {
      case OBSERVED -> AbsenceTreatment.OWN_STATE;
      case NO_ENTRANTS, NO_INFLOW -> AbsenceTreatment.NEVER_RETURN;
      case ABSENT_BETTER -> AbsenceTreatment.FOUND_BETTER;
      case ABSENT_SAME -> AbsenceTreatment.FOUND_SAME;
      case ABSENT_WORSE -> AbsenceTreatment.FOUND_WORSE;
    };
  }

  @Override
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static void withoutReturns(double[][] matrix) {
    int absent = matrix.length - 1;
    for (int j = 0; j < absent; j++) {
      matrix[absent][absent] += matrix[absent][j];
      matrix[absent][j] = 0;
    }
  }
}
