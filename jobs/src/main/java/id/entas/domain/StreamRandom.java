package id.entas.domain;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * Random numbers named by what they are for: the same name gives the same numbers, whatever was
 * drawn before, on however many processes.
 *
 * <p>The name (seed, purpose, region, future, year, row) is hashed to the start of a SplitMix64
 * sequence (Steele, Lea and Flood 2014), which is also the hash's mixing step. The generator is our
 * own because it is started anew for every row of every year of every future: restarting a
 * generator of commons-rng allocates a new one and, for its samplers, all of theirs.
 */
final class StreamRandom implements UniformRandomProvider {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  /** Starts the sequence that has this name. */
  void start(long name) {
    state = name;
  }

  @Override
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mixed(state);
  }

  /** The name of a part of what another name names. */
  static long name(long whole, long part) {
    return mixed(whole ^ mixed(part + GOLDEN_GAMMA));
  }

  /** The same, with a text for the part. */
  static long name(long whole, String part) {
    long name = name(whole, part.length());
    for (int i = 0; i < part.length(); i++) {
      name = name(name, part.charAt(i));
    }
    return name;
  }

  private static long mixed(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
