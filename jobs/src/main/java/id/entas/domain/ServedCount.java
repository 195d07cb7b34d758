package id.entas.domain;

/**
 * Households of a tier in a kecamatan's census of which it is known whether a cluster served them.
 *
 * @param known how many
 * @param received how many of them received a programme of the cluster
 */
public record ServedCount(
    int year, String kecamatan, String tier, int cluster, long known, long received) {
  public ServedCount {
    if (received < 0 || known < received) {
      throw new IllegalArgumentException(received + " of " + known + " households were served");
    }
  }
}
