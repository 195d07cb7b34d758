package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ShockedIntervalsTest {
  /** The 97.5 % quantiles of a normal distribution and of Student's t on three degrees. */
  private static final double NORMAL = 1.959963984540054;

  private static final double STUDENT_3 = 3.182446305284263;

  private static final double[] ROW = {0.2, 0.5, 0.3};
  private static final List<RowInterval> POSTERIOR =
      List.of(new RowInterval(0.15, 0.27), new RowInterval(0.4, 0.58), new RowInterval(0.25, 0.36));

  private static final double[] SEEN = {1, 1, 1};
  private static final double[] NONE = {0, 0, 0};

  private static ShockedIntervals.Parts parts(double kept, double ownWeight) {
    return new ShockedIntervals.Parts(
        ROW,
        new double[] {kept, kept, kept},
        new double[] {ownWeight, ownWeight, ownWeight},
        new double[] {0.5, 0.5, 0.5},
        2);
  }

  private static double logit(double p) {
    return Math.log(p) - Math.log(1 - p);
  }

  private static void assertEnds(RowInterval interval, double low, double high) {
    assertThat(interval.low()).isCloseTo(low, within(1e-9));
    assertThat(interval.high()).isCloseTo(high, within(1e-9));
  }

  /** A chance that lies so far away in log odds. */
  private static double away(double p, double logOdds) {
    double odds = p / (1 - p) * Math.exp(logOdds);
    return odds / (1 + odds);
  }

  @Test
  void shouldLeaveIntervalsWhereNothingWasLeftOfTheShocks() {
    ShockedIntervals calm = new ShockedIntervals(ShockModel.none(), 31, 0.95);
    List<RowInterval> joined =
        calm.joined(parts(1, 1), POSTERIOR, SEEN, new ShockedIntervals.Left(NONE, NONE));
    for (int j = 0; j < 3; j++) {
      assertEnds(joined.get(j), POSTERIOR.get(j).low(), POSTERIOR.get(j).high());
    }
  }

  @Test
  void shouldAddTheDistancesOfPosteriorAndShocksInSquares() {
    double shock = NORMAL * Math.sqrt(0.01 + 0.5 * 0.04);
    ShockedIntervals assumed =
        new ShockedIntervals(new ShockModel(0.1, 0.2, 1, ShockSource.ASSUMED), 31, 0.95);
    List<RowInterval> joined =
        assumed.joined(
            parts(0.64, 1),
            POSTERIOR,
            SEEN,
            new ShockedIntervals.Left(new double[] {0.9, 0.4, 0.7}, NONE));

    // Of the tiers 0.64 of the posterior's variance are not the shocks' already; of ABSENT all.
    assertEnds(
        joined.get(0),
        away(0.2, -Math.hypot(0.8 * (logit(0.2) - logit(0.15)), 0.9 * shock)),
        away(0.2, Math.hypot(0.8 * (logit(0.27) - logit(0.2)), 0.9 * shock)));
    assertEnds(
        joined.get(2),
        away(0.3, -Math.hypot(logit(0.3) - logit(0.25), 0.7 * shock)),
        away(0.3, Math.hypot(logit(0.36) - logit(0.3), 0.7 * shock)));
  }

  @Test
  void shouldTakeShocksThatFewYearsToldForAStudentT() {
    ShockedIntervals estimated =
        new ShockedIntervals(new ShockModel(0.1, 0, 4, ShockSource.ESTIMATED), 31, 0.95);
    RowInterval first =
        estimated
            .joined(
                parts(1, 1),
                POSTERIOR,
                SEEN,
                new ShockedIntervals.Left(new double[] {1, 1, 1}, NONE))
            .get(0);

    assertEnds(
        first,
        away(0.2, -Math.hypot(logit(0.2) - logit(0.15), 0.1 * STUDENT_3)),
        away(0.2, Math.hypot(logit(0.27) - logit(0.2), 0.1 * STUDENT_3)));
  }

  @Test
  void shouldAddWhatUnseenYearsHideAsADistanceInTheChance() {
    ShockedIntervals assumed =
        new ShockedIntervals(new ShockModel(0.1, 0, 1, ShockSource.ASSUMED), 31, 0.95);
    RowInterval second =
        assumed
            .joined(
                parts(1, 0.25),
                POSTERIOR,
                new double[] {1, 2, 1},
                new ShockedIntervals.Left(NONE, new double[] {0, 0.3, 0}))
            .get(1);

    // Once more as many households would tell it: half the length of the interval, by the root of
    // the weight of the own flows.
    double chance = Math.hypot(0.5 * (0.58 - 0.4) / 2, NORMAL * 0.1 * 0.3);
    assertEnds(
        second,
        away(0.5, -Math.hypot(logit(0.5) - logit(0.4), logit(0.5) - logit(0.5 - chance))),
        away(0.5, Math.hypot(logit(0.58) - logit(0.5), logit(0.5 + chance) - logit(0.5))));
  }

  @Test
  void shouldBeginAtNoneWhereUnseenYearsLeaveNoMoreThanTheIntervalIsLong() {
    ShockedIntervals calm = new ShockedIntervals(ShockModel.none(), 31, 0.95);
    List<RowInterval> wide =
        List.of(new RowInterval(0.05, 0.45), new RowInterval(0.4, 0.58), new RowInterval(0.1, 0.9));
    ShockedIntervals.Left nothing = new ShockedIntervals.Left(NONE, NONE);

    // 0.8 of its log odds of 1.56 are more than one: its estimate is nearer to none than that.
    assertThat(calm.joined(parts(1, 0), wide, SEEN, nothing).get(0).low())
        .isCloseTo(0.05, within(1e-9));
    List<RowInterval> unseen = calm.joined(parts(1, 0), wide, new double[] {2, 2, 2}, nothing);
    assertThat(unseen.get(0).low()).isZero();
    assertThat(unseen.get(0).high()).isCloseTo(0.45, within(1e-9));
    assertThat(unseen.get(1).low()).isCloseTo(0.4, within(1e-9));
  }

  @Test
  void shouldReachTheEndsWhereTheShocksOfUnseenYearsDo() {
    ShockedIntervals assumed =
        new ShockedIntervals(new ShockModel(0.5, 0, 1, ShockSource.ASSUMED), 31, 0.95);
    List<RowInterval> joined =
        assumed.joined(
            parts(1, 1),
            POSTERIOR,
            SEEN,
            new ShockedIntervals.Left(NONE, new double[] {1, 1, 0.5}));

    assertEnds(joined.get(0), 0, 1);
    assertEnds(joined.get(1), 0, 1);
    // The chance of 0.3 may be 0.49 less, which is none, and 0.49 more.
    assertThat(joined.get(2).low()).isZero();
    assertThat(joined.get(2).high()).isBetween(0.78, 0.85);
  }

  @Test
  void shouldLeaveChancesOfNoneAndAllAndEndsThatAreThere() {
    ShockedIntervals assumed =
        new ShockedIntervals(new ShockModel(0.5, 0, 1, ShockSource.ASSUMED), 31, 0.95);
    ShockedIntervals.Parts certain =
        new ShockedIntervals.Parts(
            new double[] {0, 1, 0.3}, SEEN, SEEN, new double[] {0.5, 0.5, 0.5}, 2);
    List<RowInterval> ends =
        List.of(new RowInterval(0, 0.1), new RowInterval(0.9, 1), new RowInterval(0, 1));
    assertThat(
            assumed.joined(
                certain, ends, SEEN, new ShockedIntervals.Left(new double[] {1, 1, 1}, NONE)))
        .isEqualTo(ends);
  }
}
