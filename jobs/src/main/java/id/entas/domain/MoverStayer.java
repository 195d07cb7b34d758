package id.entas.domain;

/**
 * The mover-stayer model: of the households first seen in a tier a share never moves, and the
 * others follow one Markov chain from year to year. Records are right.
 *
 * <p>A household that never moved while it was watched may be either; one that moved is a mover. So
 * a tier is kept longer than a single chain says, without any noise. It needs three censuses, as
 * {@link LatentTiers} does: with two, the share of stayers and the movers' chance of staying cannot
 * be told apart. Most likely values by EM over who is which and over unseen years (Fuchs and
 * Greenhouse 1988), which for complete sequences in consecutive years are those of Frydman (1984).
 * The model is of Blumen, Kogan and McCarthy (1955) and Goodman (1961).
 *
 * <p>It is the simplest way in which households differ, and stands for all of them: a share of
 * stayers says that a single chain moves too many households too often, not that so many will never
 * move. Misrecording makes stayers look like movers.
 */
public final class MoverStayer {
  private final long seed;
  private final int climbs;

  /**
   * @param seed names the random numbers of the points that EM climbs from
   * @param climbs how many there are, at least 1
   */
  public MoverStayer(long seed, int climbs) {
    this.seed = seed;
    this.climbs = climbs;
  }

  /**
   * Fits the movers' chain and the stayers' shares.
   *
   * @throws Refusal if no household was seen in a tier at three censuses; see {@link
   *     TierSequences#findObstacleToNoise}
   */
  public MeasurementModel fit(TierSequences sequences) {
    sequences.requireIdentifiedNoise();
    MoverStayerFamily family = MoverStayerFamily.of(sequences);
    ChainFit best = ChainFit.best(family, seed, climbs);
    double[] stayers = new double[family.tiers()];
    int shares = 0;
    double of = 0;
    double all = 0;
    family.pass(best.parameters());
    for (int i = 0; i < stayers.length; i++) {
      if (sequences.isSeenAgain(i)) {
        stayers[i] = family.stayers(i, best.parameters());
        shares++;
      }
      for (double[] cohort : family.chain().expectedStarts()) {
        all += cohort[i] + cohort[stayers.length + i];
        of += (cohort[i] + cohort[stayers.length + i]) * stayers[i];
      }
    }
    return MeasurementModels.of(
        MeasurementModel.Kind.MOVER_STAYER,
        family,
        best,
        shares,
        0,
        new RowInterval(0, 0),
        stayers,
        "If records are right, "
            + MeasurementModels.percent(of / all)
            + " of households never move and the others follow one chain.");
  }
}
