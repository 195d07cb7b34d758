package id.entas.domain;

import java.util.List;

/**
 * Households new to a kecamatan, entrants and arrivals, as rates per listed household and year.
 *
 * <p>Model: newcomers of tier j in an interval of d years are counts of mean rate_j · listed · d
 * and of a variance that is the {@link #dispersion} times as large. The rate is newcomers over
 * listed household-years (occurrence over exposure), the dispersion Pearson's X2 over its degrees
 * of freedom (quasi-Poisson; McCullagh and Nelder, Generalized Linear Models, 1989, chapter 6).
 *
 * <p>It takes newcomers to grow with the listed and rates to last. It misleads where a census was
 * made by wider rules than the one before: households found at last are then new every year.
 *
 * @param rates by tier, worst first, at least 0
 */
public record Newcomers(double[] rates) {
  public Newcomers {
    rates = rates.clone();
  }

  @Override
  public double[] rates() {
    return rates.clone();
  }

  /**
   * The rates of a kecamatan, over all its intervals: newcomers by listed households at the start,
   * each counted for every year of its interval. Over several years some newcomers have left the
   * tier they came into, so the rates are those of the newcomers that a census sees.
   *
   * @param own flows of one kecamatan by interval
   * @param listed which tiers are listed
   */
  public static Newcomers of(List<IntervalFlows> own, boolean[] listed) {
    double[] rates = new double[listed.length];
    double exposure = 0;
    for (IntervalFlows flows : own) {
      exposure += exposure(flows, listed);
    }
    if (exposure > 0) {
      for (int tier = 0; tier < rates.length; tier++) {
        for (IntervalFlows flows : own) {
          rates[tier] += (flows.entrants()[tier] + flows.arrived()[tier]) / exposure;
        }
      }
    }
    return new Newcomers(rates);
  }

  /**
   * How much more the number of newcomers varies between the intervals of a kecamatan than a
   * Poisson count would: Pearson's X2 by its degrees of freedom over all kecamatan, at least 1.
   *
   * @param byKecamatan flows by interval of each kecamatan
   */
  public static double dispersion(List<List<IntervalFlows>> byKecamatan, boolean[] listed) {
    double statistic = 0;
    int degrees = 0;
    for (List<IntervalFlows> own : byKecamatan) {
      double rate = 0;
      for (double one : of(own, listed).rates()) {
        rate += one;
      }
      int informative = 0;
      for (IntervalFlows flows : own) {
        double expected = rate * exposure(flows, listed);
        if (expected > 0) {
          double difference = newcomers(flows) - expected;
          statistic += difference * difference / expected;
          informative++;
        }
      }
      degrees += Math.max(0, informative - 1);
    }
    return degrees == 0 ? 1 : Math.max(1, statistic / degrees);
  }

  private static long newcomers(IntervalFlows flows) {
    long sum = 0;
    for (int tier = 0; tier < flows.tiers(); tier++) {
      sum += flows.entrants()[tier] + flows.arrived()[tier];
    }
    return sum;
  }

  private static double exposure(IntervalFlows flows, boolean[] listed) {
    double households = 0;
    for (int tier = 0; tier < listed.length; tier++) {
      households += listed[tier] ? flows.stockFrom(tier) : 0;
    }
    return households * flows.interval().years();
  }
}
