package id.entas.domain;

/**
 * What became of the households of one tier that a programme cluster served, or of those that it
 * did not serve.
 *
 * @param households all of them at the start of the interval
 * @param seen of these, the households seen in a tier of the same kecamatan at its end
 * @param exits of those seen, the households in a better tier
 * @param absent the households absent or not found at its end; the rest departed, are gone or are
 *     recorded as graduated into a tier unknown
 */
public record ServedOutcomes(long households, long seen, long exits, long absent) {
  public static final ServedOutcomes NONE = new ServedOutcomes(0, 0, 0, 0);

  public ServedOutcomes {
    if (exits < 0 || absent < 0 || exits > seen || seen + absent > households) {
      throw new IllegalArgumentException(
          "no outcomes of "
              + households
              + " households: "
              + seen
              + " seen, "
              + exits
              + " exits, "
              + absent
              + " absent");
    }
  }

  /** The households of both. */
  public ServedOutcomes plus(ServedOutcomes other) {
    return new ServedOutcomes(
        households + other.households,
        seen + other.seen,
        exits + other.exits,
        absent + other.absent);
  }

  /** Households seen in the same or a worse tier. */
  public long stays() {
    return seen - exits;
  }
}
