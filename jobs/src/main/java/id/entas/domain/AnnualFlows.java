package id.entas.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * A region's flows in the form of the unconditional one-year matrix: on the tiers, ABSENT and GONE
 * (METHODS section 3).
 */
public final class AnnualFlows {

  /**
   * One interval's flows. Departed households are gone from the region. Graduates are in one of the
   * better tiers, which one unknown; one recorded so in the best tier tells nothing and is left
   * out. Of the households absent at the start some return; what returns from elsewhere never was
   * in the region's pool, so that the pool gives no more than it has. The others stay absent, but
   * over several years some of them came back and are gone since, unseen: they are in one of the
   * two, which one unknown. Taken as absent all along they would make absence look more lasting
   * than it is, by three points in a hundred a year over three years.
   */
  public static IntervalCounts of(IntervalFlows flows) {
    int tiers = flows.tiers();
    int states = tiers + 2;
    int absent = tiers;
    int gone = tiers + 1;
    double[][] counts = new double[states][states];
    List<CensoredCount> censored = new ArrayList<>();
    long returned = 0;
    for (int from = 0; from < tiers; from++) {
      for (int to = 0; to < tiers; to++) {
        counts[from][to] = flows.moved()[from][to];
      }
      counts[from][absent] = flows.absent()[from];
      counts[from][gone] = flows.gone()[from] + flows.departed()[from];
      if (flows.graduated()[from] > 0 && from < tiers - 1) {
        censored.add(CensoredCount.graduates(from, tiers, states, flows.graduated()[from]));
      }
      returned += flows.returned()[from];
    }
    double share = returned > flows.absentPool() ? (double) flows.absentPool() / returned : 1;
    for (int to = 0; to < tiers; to++) {
      counts[absent][to] = share * flows.returned()[to];
    }
    double others = Math.max(0, flows.absentPool() - returned);
    if (flows.interval().years() == 1) {
      counts[absent][absent] = others;
    } else if (others > 0) {
      boolean[] within = new boolean[states];
      within[absent] = true;
      within[gone] = true;
      censored.add(new CensoredCount(absent, within, others));
    }
    return new IntervalCounts(flows.interval().years(), counts, censored);
  }

  /** The flows of an interval that a one-year matrix expects of the households at its start. */
  static IntervalCounts expected(IntervalFlows flows, double[][] probability) {
    double[][] over = Matrices.identity(probability.length);
    for (int y = flows.interval().from(); y < flows.interval().to(); y++) {
      over = Matrices.product(over, probability);
    }
    return expectedOver(flows, over);
  }

  /** The same of a matrix over the whole interval, which is changed. */
  static IntervalCounts expectedOver(IntervalFlows flows, double[][] over) {
    IntervalCounts observed = of(flows);
    double[][] observedCounts = observed.counts();
    int states = over.length;
    int absent = flows.tiers();
    double[] households = new double[states];
    for (int i = 0; i < states; i++) {
      households[i] = Matrices.sum(observedCounts[i]);
    }
    List<CensoredCount> notReturned = new ArrayList<>();
    for (CensoredCount some : observed.censored()) {
      households[some.from()] += some.households();
      if (some.from() == absent) {
        double chance = 0;
        for (int j = 0; j < states; j++) {
          chance += some.within()[j] ? over[absent][j] : 0;
          over[absent][j] = some.within()[j] ? 0 : over[absent][j];
        }
        notReturned.add(new CensoredCount(absent, some.within(), chance));
      }
    }
    for (int i = 0; i < states; i++) {
      for (int j = 0; j < states; j++) {
        over[i][j] *= households[i];
      }
    }
    return new IntervalCounts(
        observed.years(),
        over,
        notReturned.stream()
            .map(
                some ->
                    new CensoredCount(
                        absent, some.within(), some.households() * households[absent]))
            .toList());
  }

  private AnnualFlows() {}
}
