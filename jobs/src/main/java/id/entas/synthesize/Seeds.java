package id.entas.synthesize;

/**
 * Seeds of independent random streams, each a hash of what the stream is for. A draw then depends
 * on its own subject alone, never on who drew before or on which machine.
 */
final class Seeds {
  private Seeds() {}

  /** The seed of the stream of these subjects, under the seed of the plan. */
  static long of(long seed, long... subjects) {
    long hash = scramble(seed ^ 0x5851F42D4C957F2DL);
    for (long subject : subjects) {
      hash = scramble(hash ^ scramble(subject + 0x14057B7EF767814FL));
    }
    return hash;
  }

  /** The 64-bit finalizer of MurmurHash3: every bit of the input moves every bit of the output. */
  static long scramble(long bits) {
    long x = bits;
    x = (x ^ (x >>> 33)) * 0xFF51AFD7ED558CCDL;
    x = (x ^ (x >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return x ^ (x >>> 33);
  }
}
