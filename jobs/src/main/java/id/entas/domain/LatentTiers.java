package id.entas.domain;

/**
 * The latent-tier model: all households follow one Markov chain from year to year, and some are
 * recorded in a tier next to their own.
 *
 * <p>The hidden tiers start from their cohort's distribution and move by one matrix a year. At each
 * sighting a household is misrecorded with chance epsilon, the same for all tiers and censuses and
 * independent of everything else, and then in a neighbouring tier ({@link Misrecording}); at the
 * first sighting only among the tiers that its cohort was recorded in then, since a list of the
 * poor takes up no others. A move that is undone at the next census speaks for misrecording, one
 * that lasts for a change; so two censuses tell nothing (k² - 1 free counts, all spent on the start
 * and the matrix), and three are the least. Most likely values by EM, the Baum-Welch algorithm over
 * a yearly chain with emissions in census years only ({@link HiddenChain}), accelerated and from
 * several points ({@link ChainFit}). References: Baum, Petrie, Soules and Weiss 1970; Wiggins 1973;
 * for mobility into and out of poverty Rendtel, Langeheine and Berntsen 1998 and Breen and Moisio
 * 2004, who find it overstated by a quarter to a half when misrecording is ignored.
 *
 * <p>The interval of epsilon is that of the profile likelihood: all rates whose best chain is not
 * rejected against the best of all by the likelihood ratio, with 0 as its lower end where no
 * misrecording is not rejected. It takes households as independent and the model as true.
 *
 * <p>It is a sensitivity, never the main matrix. Whatever makes moves come undone looks like
 * misrecording: households that differ in how easily they move (panels of movers and stayers
 * without any noise look like 1 to 2.5 %, and more the faster the movers) and true changes that do
 * not last. Years with shocks in opposite directions move the rate by up to half a percentage
 * point. Errors that a household repeats at every census stay unseen. Compare {@link MoverStayer}
 * and the fit.
 */
public final class LatentTiers {
  private final long seed;
  private final int climbs;

  /**
   * @param seed names the random numbers of the points that EM climbs from
   * @param climbs how many there are, at least 1
   */
  public LatentTiers(long seed, int climbs) {
    this.seed = seed;
    this.climbs = climbs;
  }

  /**
   * Fits the chain and the rate of misrecording, which is at most one half.
   *
   * @throws Refusal if no household was seen in a tier at three censuses; see {@link
   *     TierSequences#findObstacleToNoise}
   */
  public MeasurementModel fit(TierSequences sequences) {
    sequences.requireIdentifiedNoise();
    LatentFamily family = LatentFamily.estimating(sequences);
    ChainFit best = ChainFit.best(family, seed, climbs);
    RowInterval interval = new RateInterval(family, best).interval();
    return result(
        family,
        best,
        1,
        interval,
        String.format(
            "If all households follow one chain, %s of sightings are recorded in a neighbouring"
                + " tier (95 %% interval %s to %s).",
            MeasurementModels.percent(family.rate(best.parameters())),
            MeasurementModels.percent(interval.low()),
            MeasurementModels.percent(interval.high())));
  }

  /**
   * Fits the chain under an assumed rate of misrecording: what the matrix would be if so many were
   * misrecorded. Two censuses are enough, since the rate is not asked of the data.
   *
   * @param rate share of sightings recorded in a neighbouring tier, 0 to one half
   * @throws Refusal if no household was seen in a tier at two censuses, or at a rate out of range
   */
  public MeasurementModel fitAssuming(TierSequences sequences, double rate) {
    sequences.requireChange();
    LatentFamily family = LatentFamily.assuming(sequences, rate);
    return result(
        family,
        ChainFit.best(family, seed, climbs),
        0,
        new RowInterval(rate, rate),
        "Assumed, not estimated: "
            + MeasurementModels.percent(rate)
            + " of sightings are recorded in a neighbouring tier of one chain.");
  }

  private static MeasurementModel result(
      LatentFamily family, ChainFit best, int more, RowInterval interval, String supposed) {
    return MeasurementModels.of(
        MeasurementModel.Kind.LATENT_TIERS,
        family,
        best,
        more,
        family.rate(best.parameters()),
        interval,
        new double[family.tiers()],
        supposed);
  }
}
