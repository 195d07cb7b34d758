package id.entas.domain;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A chance as the futures support it.
 *
 * <p>A share of the futures is published as a probability when at least {@value #LEAST_HITS}
 * futures met the target: its relative standard error is then at most a tenth. Fewer tell only that
 * the chance is small, and how small at most: the upper end is the one-sided 95 % limit of Clopper
 * and Pearson for the hits among the futures. Without a single hit among N that is 1 - 0.05^(1/N),
 * about 3 / N: 20,000 futures support "less than 3 in 20,000", never "less than one in a million",
 * however few the expected households. The upper end is never printed below one in a million.
 *
 * <p>Verdicts are taken from {@link #share}. With the default 20,000 futures and the default
 * thresholds an unpublished probability is always below the least one, so the verdict is
 * OUT_OF_REACH and does not depend on what is not known.
 *
 * @param hits futures that met the target
 * @param futures all futures, at least 1
 */
public record PublishedChance(int hits, int futures) {
  /** Hits from which on a probability is published. */
  public static final int LEAST_HITS = 100;

  /** Chances below are published as being below, whatever the futures support. */
  public static final double LEAST_CHANCE = 1e-6;

  private static final double CONFIDENCE = 0.95;

  /** Each takes a search, and there are at most {@link #LEAST_HITS} of them for many rows. */
  private static final Map<PublishedChance, Double> UPPERS = new ConcurrentHashMap<>();

  public PublishedChance {
    if (futures < 1 || hits < 0 || hits > futures) {
      throw new IllegalArgumentException(hits + " hits among " + futures + " futures");
    }
  }

  /**
   * The share of the futures that met the target, for verdicts; not for print where it is small.
   */
  public double share() {
    return (double) hits / futures;
  }

  /** The probability to publish; empty where too few futures tell. */
  public Optional<Double> findProbability() {
    return hits >= LEAST_HITS && share() >= LEAST_CHANCE ? Optional.of(share()) : Optional.empty();
  }

  /** The upper limit to publish where there is no probability. */
  public Optional<Double> findUpper() {
    if (findProbability().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(UPPERS.computeIfAbsent(this, PublishedChance::upper));
  }

  private double upper() {
    double upper =
        hits == futures ? 1 : RowInterval.betaQuantile(CONFIDENCE, hits + 1.0, futures - hits);
    return Math.max(upper, LEAST_CHANCE);
  }
}
