package id.entas.domain;

/**
 * The chances from which on a verdict holds (settings).
 *
 * @param onTrack from this chance on ON_TRACK, at most 1
 * @param possible from this chance on POSSIBLE, less than {@code onTrack}
 * @param unlikely from this chance on UNLIKELY, less than {@code possible} and above 0; below it
 *     OUT_OF_REACH
 */
public record VerdictThresholds(double onTrack, double possible, double unlikely) {
  public VerdictThresholds {
    if (!(onTrack <= 1 && possible < onTrack && unlikely < possible && unlikely > 0)) {
      throw Refusal.mistake(
          "Verdict thresholds fall from at most 1 to above 0, but they are "
              + onTrack
              + ", "
              + possible
              + " and "
              + unlikely
              + "; correct verdict.on-track, verdict.possible and verdict.unlikely.");
    }
  }
}
