package id.entas.domain;

/**
 * The plain model that noise and stayers are measured against: all households follow one Markov
 * chain from year to year, and are recorded in the tier they are in.
 *
 * <p>A household starts from its cohort's distribution over tiers at its first sighting and moves
 * by one matrix P a year, the same in all years; over d years it moves by P to the power of d. The
 * matrix of most likelihood is found by EM over unseen years ({@link HiddenChain}); with sightings
 * in consecutive years it is n_ij / n_i (Anderson and Goodman 1957).
 *
 * <p>It misleads where households differ, where a move makes the next one likelier, where records
 * err, or where years do, which is to say everywhere: its use is the comparison.
 */
public final class ObservedChain {
  private final long seed;
  private final int climbs;

  /**
   * @param seed names the random numbers of the points that EM climbs from
   * @param climbs how many there are, at least 1
   */
  public ObservedChain(long seed, int climbs) {
    this.seed = seed;
    this.climbs = climbs;
  }

  /**
   * Fits the chain.
   *
   * @throws Refusal if no household was seen in a tier at two censuses
   */
  public MeasurementModel fit(TierSequences sequences) {
    sequences.requireChange();
    LatentFamily family = LatentFamily.assuming(sequences, 0);
    return MeasurementModels.of(
        MeasurementModel.Kind.OBSERVED_CHAIN,
        family,
        ChainFit.best(family, seed, climbs),
        0,
        0,
        new RowInterval(0, 0),
        new double[sequences.tiers()],
        "All households follow one chain and are recorded in the tier they are in.");
  }
}
