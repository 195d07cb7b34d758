package id.entas.synthesize;

import id.entas.domain.Refusal;
import java.io.Serializable;
import java.util.List;

/**
 * How invented households live and how a census records them (METHODS section 10). Probabilities
 * are from 0 to 1 and hold for one year unless said otherwise; tiers are in their order, worst
 * first.
 *
 * @param matrix probabilities from tier (row) to tier (column) of a household that stays in the
 *     population; each row adds up to 1
 * @param gone probability of leaving the population for good
 * @param diedMovedMerged shares of the three reasons among those gone, adding up to 1
 * @param entrantRate entrants per household expected on the list a year before
 * @param entrantTiers shares of the listed tiers among entrants, adding up to 1
 * @param sharedShock standard deviation of the yearly tilt that all kecamatan share
 * @param localShock standard deviation of the yearly tilt of a kecamatan of its own
 * @param absent probability that a census misses a household it saw before
 * @param absentOddsOfWorst odds of being missed in the worst tier, relative to the other tiers
 * @param returning share of the missed that the next census sees again; the rest is never seen
 *     again
 * @param notFound share of the missed for whom the extract says NOT_FOUND
 * @param misrecorded probability that a household is recorded in an adjacent tier
 * @param graduatedWithoutTier share of those recorded in a better tier than a census before for
 *     whom the extract says GRADUATED and no tier
 * @param moving probability of moving to another kecamatan
 * @param inflowLogMean mean of the logarithm of a varied kecamatan's inflow factor
 * @param inflowLogSd its standard deviation
 * @param mostInflow largest inflow factor
 * @param exitLogitSd standard deviation, in logits, of a varied kecamatan's exits from the worst
 *     tier
 * @param programmes the programmes by cluster, 1 to 4
 */
record Behaviour(
    List<List<Double>> matrix,
    double gone,
    List<Double> diedMovedMerged,
    double entrantRate,
    List<Double> entrantTiers,
    double sharedShock,
    double localShock,
    double absent,
    double absentOddsOfWorst,
    double returning,
    double notFound,
    double misrecorded,
    double graduatedWithoutTier,
    double moving,
    double inflowLogMean,
    double inflowLogSd,
    double mostInflow,
    double exitLogitSd,
    List<Programme> programmes)
    implements Serializable {

  static final int CLUSTERS = 4;

  /**
   * A programme of a cluster.
   *
   * @param coverage probability of being served in a year, by tier
   * @param exitRisk how many times likelier a served household is to be in a better tier a year
   *     later than one that is not served
   */
  record Programme(List<Double> coverage, double exitRisk) implements Serializable {
    Programme {
      coverage = List.copyOf(coverage);
      if (coverage.size() != InventedTier.COUNT
          || !coverage.stream().allMatch(Behaviour::isShare)) {
        throw new IllegalArgumentException("coverage is a share for each tier: " + coverage);
      }
      if (!(exitRisk > 0)) {
        throw new IllegalArgumentException("a relative risk is above 0: " + exitRisk);
      }
    }
  }

  Behaviour {
    matrix = matrix.stream().map(List::copyOf).toList();
    diedMovedMerged = List.copyOf(diedMovedMerged);
    entrantTiers = List.copyOf(entrantTiers);
    programmes = List.copyOf(programmes);
    requireDistributions("matrix", matrix, InventedTier.COUNT, InventedTier.COUNT);
    requireDistributions("diedMovedMerged", List.of(diedMovedMerged), 1, 3);
    requireDistributions("entrantTiers", List.of(entrantTiers), 1, InventedTier.LISTED);
    for (double share :
        new double[] {
          gone, entrantRate, absent, returning, notFound, misrecorded, graduatedWithoutTier, moving
        }) {
      if (!isShare(share)) {
        throw new IllegalArgumentException("a probability is from 0 to 1, not " + share);
      }
    }
    if (!(sharedShock >= 0 && localShock >= 0 && inflowLogSd >= 0 && exitLogitSd >= 0)) {
      throw new IllegalArgumentException("a standard deviation is at least 0");
    }
    if (!(absentOddsOfWorst > 0 && mostInflow > 0)) {
      throw new IllegalArgumentException("odds and the largest inflow factor are above 0");
    }
    if (programmes.size() != CLUSTERS) {
      throw Refusal.mistake(
          "There are "
              + CLUSTERS
              + " clusters of programmes, not "
              + programmes.size()
              + "; give one programme for each.");
    }
  }

  private static boolean isShare(double value) {
    return value >= 0 && value <= 1;
  }

  private static void requireDistributions(
      String name, List<List<Double>> rows, int height, int width) {
    boolean right =
        rows.size() == height
            && rows.stream()
                .allMatch(
                    row ->
                        row.size() == width
                            && row.stream().allMatch(Behaviour::isShare)
                            && Math.abs(row.stream().mapToDouble(p -> p).sum() - 1) < 1e-9);
    if (!right) {
      throw new IllegalArgumentException(
          name + " has " + height + " rows of " + width + " shares that add up to 1, not " + rows);
    }
  }

  /** The behaviour of the sample. */
  static Behaviour ofTheSample() {
    return new Behaviour(
        List.of(
            List.of(.55, .324, .0945, .0315),
            List.of(.035, .725, .19, .05),
            List.of(.006, .09, .734, .17),
            List.of(.001, .02, .10, .879)),
        .02,
        List.of(.5, .35, .15),
        .02,
        List.of(.15, .45, .40),
        .12,
        .10,
        .04,
        2,
        .6,
        .05,
        .03,
        .01,
        .003,
        -1,
        .9,
        5,
        .3,
        List.of(
            new Programme(List.of(.45, .10, .02, 0.0), 1.25),
            new Programme(List.of(.12, .08, .04, 0.0), 1.10),
            new Programme(List.of(.03, .05, .06, .01), 1.05),
            // A cluster without any effect: what an honest estimate must not find.
            new Programme(List.of(.15, .10, .05, 0.0), 1.0)));
  }
}
