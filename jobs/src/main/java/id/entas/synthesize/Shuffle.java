package id.entas.synthesize;

import java.io.Serializable;

/**
 * A random-looking order of the numbers from 0 to n - 1 that is computed for each number alone,
 * without a list of all: a Feistel network over the next even power of two, walked until the number
 * falls below n.
 *
 * <p>It gives the households of a kecamatan their tiers so that the counts are exact and no village
 * gets all the very poor.
 */
final class Shuffle implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int ROUNDS = 4;

  private final long size;
  private final int halfBits;
  private final long[] keys = new long[ROUNDS];

  Shuffle(long size, long seed) {
    if (size < 0) {
      throw new IllegalArgumentException("a shuffle of " + size + " numbers");
    }
    this.size = size;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(size - 1, 1));
    this.halfBits = (bits + 1) / 2;
    for (int round = 0; round < ROUNDS; round++) {
      keys[round] = Seeds.of(seed, round);
    }
  }

  /** The place of a number from 0 to n - 1 in the shuffled order, also from 0 to n - 1. */
  long placeOf(long number) {
    if (number < 0 || number >= size) {
      throw new IllegalArgumentException(number + " is not among the " + size + " shuffled");
    }
    long place = number;
    do {
      place = permute(place);
    } while (place >= size);
    return place;
  }

  private long permute(long number) {
    long mask = (1L << halfBits) - 1;
    long left = number >>> halfBits;
    long right = number & mask;
    for (long key : keys) {
      long next = left ^ (Seeds.scramble(right ^ key) & mask);
      left = right;
      right = next;
    }
    return (left << halfBits) | right;
  }
}
