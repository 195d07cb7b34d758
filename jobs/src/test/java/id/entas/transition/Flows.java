package id.entas.transition;

import id.entas.domain.Interval;
import id.entas.domain.IntervalFlows;
import id.entas.domain.Region;
import java.util.Set;
import java.util.TreeSet;

/** Flows of a kecamatan, made for tests. */
final class Flows {
  static IntervalFlows ofTwoTiers(String kecamatan, int from, int to) {
    return of(kecamatan, from, to, new long[][] {{60, 30}, {10, 80}}, new long[] {5, 5});
  }

  /** Of four tiers, as many in each; ten of every tier are absent at the end. */
  static IntervalFlows ofFourTiers(String kecamatan, int from, int to) {
    return of(
        kecamatan,
        from,
        to,
        new long[][] {{60, 30, 8, 2}, {10, 60, 25, 5}, {2, 18, 60, 20}, {0, 5, 15, 80}},
        new long[] {10, 10, 10, 10});
  }

  private static IntervalFlows of(
      String kecamatan, int from, int to, long[][] moved, long[] absent) {
    long[] none = new long[moved.length];
    return new IntervalFlows(
        kecamatan,
        Region.Level.KECAMATAN,
        new Interval(from, to),
        moved,
        absent,
        none,
        none,
        none,
        none,
        none,
        none,
        0,
        new TreeSet<>(Set.of("PPLS2008")),
        1,
        1);
  }

  private Flows() {}
}
