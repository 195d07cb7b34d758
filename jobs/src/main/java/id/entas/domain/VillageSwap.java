package id.entas.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Two desa of one kecamatan that exchange their listed totals over an interval.
 *
 * @param first code of one desa
 * @param second code of the other, which sorts after it
 * @param firstBefore listed households of the first at the start
 * @param secondBefore listed households of the second at the start
 */
public record VillageSwap(
    String kecamatan,
    Interval interval,
    String first,
    String second,
    long firstBefore,
    long secondBefore) {

  /** Below this many households a total says nothing. */
  private static final long FEWEST = 20;

  /** Totals that differ by less than so many tolerances look exchanged without being so. */
  private static final int APART = 4;

  /**
   * The pairs of desa that seem to have exchanged their totals.
   *
   * @param before listed households by desa at the start, of one kecamatan
   * @param after the same at the end
   * @param tolerance largest difference, as a share
   */
  public static List<VillageSwap> among(
      String kecamatan,
      Interval interval,
      Map<String, Long> before,
      Map<String, Long> after,
      double tolerance) {
    List<VillageSwap> swaps = new ArrayList<>();
    List<String> desa = new ArrayList<>(new TreeMap<>(before).keySet());
    for (int i = 0; i < desa.size(); i++) {
      for (String second : desa.subList(i + 1, desa.size())) {
        String first = desa.get(i);
        long a = before.get(first);
        long b = before.get(second);
        boolean apart = Math.abs(a - b) > APART * tolerance * Math.max(a, b);
        boolean exchanged =
            isNear(after.getOrDefault(first, 0L), b, tolerance)
                && isNear(after.getOrDefault(second, 0L), a, tolerance);
        if (Math.min(a, b) >= FEWEST && apart && exchanged) {
          swaps.add(new VillageSwap(kecamatan, interval, first, second, a, b));
        }
      }
    }
    return swaps;
  }

  private static boolean isNear(long value, long other, double tolerance) {
    return Math.abs(value - other) <= tolerance * other;
  }

  /**
   * The finding, where few of the two desa's households stay in them.
   *
   * @param seen households of the two at the start that the later census knows
   * @param stayed of them in the same desa
   */
  public Optional<QualityFinding> findFinding(long seen, long stayed, double linkedShare) {
    long households = firstBefore + secondBefore;
    if (stayed >= linkedShare * households) {
      return Optional.empty();
    }
    return Optional.of(
        QualityFinding.ofRegion(
            QualityRule.VILLAGE_SWAP,
            interval.to(),
            kecamatan,
            households,
            String.format(
                Locale.ROOT,
                "from %d to %d desa %s (%,d listed households) and %s (%,d) exchange their totals,"
                    + " while %,d of their households are seen again and %,d in the same desa; look"
                    + " whether their codes were swapped",
                interval.from(),
                interval.to(),
                first,
                firstBefore,
                second,
                secondBefore,
                seen,
                stayed)));
  }
}
