package id.entas.domain;

import java.util.Locale;

/** The scenarios that every projection has. */
public enum StandardScenario implements Scenario {
  /** Flows go on as observed. */
  OBSERVED,

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
  };

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
