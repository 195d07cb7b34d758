package id.entas.projection;

import id.entas.domain.MeanFutures;
import java.io.Serializable;
import java.util.Optional;

/**
 * What it would take in a kecamatan to meet the target by a year.
 *
 * @param goal place of the tolerance
 * @param year by which it is met
 * @param kind of help
 * @param answer null where no help of the kind is enough
 */
record Solved(int goal, int year, Kind kind, Answer answer) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How households are helped. */
  enum Kind {
    EXITS,
    INFLOW,
    MIX
  }

  /**
   * The help that is enough.
   *
   * @param exitProbability of an average year with it
   * @param inflowCut share of the inflow that ends
   * @param exits households that leave the tier a year
   * @param helpedOut those that leave by the help
   * @param keptOut households that do not come into it a year
   */
  record Answer(
      double exitProbability, double inflowCut, double exits, double helpedOut, double keptOut)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    static Answer of(MeanFutures futures, int year, MeanFutures.Help help) {
      MeanFutures.Effort effort = futures.effort(year, help);
      return new Answer(
          futures.exitProbability(help),
          1 - help.inflowKept(),
          effort.exits(),
          effort.helpedOut(),
          effort.keptOut());
    }
  }

  Optional<Answer> findAnswer() {
    return Optional.ofNullable(answer);
  }
}
