package id.entas.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Panels of households that follow a known truth, for models of tier sequences. */
final class Panels {
  static final String KECAMATAN = "3509260";

  /** The sample's matrix of Sumberjambe, over the tiers alone. */
  static final double[][] MATRIX = {
    {.55, .324, .0945, .0315},
    {.035, .725, .19, .05},
    {.006, .09, .734, .17},
    {.001, .02, .10, .879}
  };

  static final double[] FIRST = {.15, .3, .4, .15};

  static final int[] YEARS = {2008, 2009, 2010, 2011, 2012};

  /**
   * What is true of a panel.
   *
   * @param years of the censuses
   * @param first share of each tier in the first year
   * @param matrix of the movers, one year
   * @param stayers share of stayers by first tier
   * @param misrecorded share recorded in a neighbouring tier
   * @param absent share not seen by a census, whatever the tier
   */
  record Truth(
      int[] years,
      double[] first,
      double[][] matrix,
      double[] stayers,
      double misrecorded,
      double absent) {
    static Truth ofChain(int... years) {
      return new Truth(years, FIRST, MATRIX, new double[4], 0, 0);
    }

    Truth misrecording(double share) {
      return new Truth(years, first, matrix, stayers, share, absent);
    }

    Truth staying(double... shares) {
      return new Truth(years, first, matrix, shares, misrecorded, absent);
    }

    Truth missing(double share) {
      return new Truth(years, first, matrix, stayers, misrecorded, share);
    }
  }

  /** Draws households one by one. */
  static List<History> draw(Truth truth, int households, long seed) {
    StreamRandom random = new StreamRandom();
    random.start(StreamRandom.name(seed, "panel"));
    double[][] recorded = recorded(truth.matrix().length, truth.misrecorded());
    Map<String, Long> counts = new TreeMap<>();
    for (int h = 0; h < households; h++) {
      int tier = draw(random, truth.first());
      boolean stays = random.nextDouble() < truth.stayers()[tier];
      StringBuilder text = new StringBuilder();
      int year = truth.years()[0];
      for (int census : truth.years()) {
        for (; year < census; year++) {
          tier = stays ? tier : draw(random, truth.matrix()[tier]);
        }
        int as = draw(random, recorded[tier]);
        if (random.nextDouble() >= truth.absent()) {
          text.append(text.length() == 0 ? "" : " ").append(census).append('=').append(as + 1);
        }
      }
      if (text.length() > 0) {
        counts.merge(text.toString(), 1L, Long::sum);
      }
    }
    return histories(counts);
  }

  /** Households as expected, seen at all censuses, rounded: a panel without luck. */
  static List<History> expected(Truth truth, double households) {
    double[][] recorded = recorded(truth.matrix().length, truth.misrecorded());
    Map<String, Long> counts = new TreeMap<>();
    int tiers = truth.first().length;
    double[] movers = new double[tiers];
    double[] stayers = new double[tiers];
    for (int i = 0; i < tiers; i++) {
      movers[i] = households * truth.first()[i] * (1 - truth.stayers()[i]);
      stayers[i] = households * truth.first()[i] * truth.stayers()[i];
    }
    record(truth, recorded, 0, movers, stayers, "", counts);
    return histories(counts);
  }

  private static void record(
      Truth truth,
      double[][] recorded,
      int census,
      double[] movers,
      double[] stayers,
      String text,
      Map<String, Long> counts) {
    int tiers = movers.length;
    for (int as = 0; as < tiers; as++) {
      double[] moving = new double[tiers];
      double[] staying = new double[tiers];
      double all = 0;
      for (int i = 0; i < tiers; i++) {
        moving[i] = movers[i] * recorded[i][as];
        staying[i] = stayers[i] * recorded[i][as];
        all += moving[i] + staying[i];
      }
      String longer = text + (census == 0 ? "" : " ") + truth.years()[census] + "=" + (as + 1);
      if (census == truth.years().length - 1) {
        if (Math.round(all) > 0) {
          counts.put(longer, Math.round(all));
        }
      } else {
        double[][] step = {moving};
        for (int year = truth.years()[census]; year < truth.years()[census + 1]; year++) {
          step = Matrices.product(step, truth.matrix());
        }
        record(truth, recorded, census + 1, step[0], staying, longer, counts);
      }
    }
  }

  /** The definition written out again, so that the program's own is not its own witness. */
  private static double[][] recorded(int tiers, double rate) {
    double[][] recorded = new double[tiers][tiers];
    for (int i = 0; i < tiers; i++) {
      recorded[i][i] = 1 - rate;
      if (i == 0) {
        recorded[i][1] = rate;
      } else if (i == tiers - 1) {
        recorded[i][i - 1] = rate;
      } else {
        recorded[i][i - 1] = rate / 2;
        recorded[i][i + 1] = rate / 2;
      }
    }
    return recorded;
  }

  private static int draw(StreamRandom random, double[] chances) {
    double u = random.nextDouble();
    int i = 0;
    while (i < chances.length - 1 && u >= chances[i]) {
      u -= chances[i];
      i++;
    }
    return i;
  }

  private static List<History> histories(Map<String, Long> counts) {
    List<History> histories = new ArrayList<>();
    counts.forEach((text, households) -> histories.add(history(text, households)));
    return histories;
  }

  static History history(String text, long households) {
    return History.parse(KECAMATAN, text, households);
  }

  static TierSequences sequences(List<History> histories) {
    return TierSequences.of(histories, 4);
  }

  /** A matrix in which neighbouring tiers are the likelier. */
  static double[][] banded(int tiers) {
    double[][] matrix = new double[tiers][tiers];
    for (int i = 0; i < tiers; i++) {
      for (int j = 0; j < tiers; j++) {
        matrix[i][j] = Math.exp(-1.3 * Math.abs(i - j)) * (1 + 0.1 * i);
      }
      double all = Matrices.sum(matrix[i]);
      for (int j = 0; j < tiers; j++) {
        matrix[i][j] /= all;
      }
    }
    return matrix;
  }

  private Panels() {}
}
