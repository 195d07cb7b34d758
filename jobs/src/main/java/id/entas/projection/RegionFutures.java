package id.entas.projection;

import id.entas.domain.FutureCounts;
import id.entas.domain.FutureSummary;
import id.entas.domain.TargetOrigins;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The futures of one region under one scenario, summarised: small enough to travel and to be
 * written.
 *
 * @param region BPS code
 * @param scenario code of the scenario
 * @param futures how many were drawn
 * @param firstYear first projected year
 * @param summaries by year from the first, then by tier
 * @param origins of the target tier's expected households, by the years of which they are known
 * @param yearlyInflow households expected to come into the target tier in a year; null where that
 *     is not known
 * @param hits futures in which the target tier is within each goal, by year, then by goal
 * @param differences from the same futures under the flows as observed, by year, then by tier; none
 *     of these themselves
 * @param reaching of a kabupaten, how many of its kecamatan meet the target in its year, by goal;
 *     empty for a kecamatan, and where none is projected to that year
 */
record RegionFutures(
    String region,
    String scenario,
    int futures,
    int firstYear,
    List<List<FutureSummary>> summaries,
    SortedMap<Integer, TargetOrigins> origins,
    Double yearlyInflow,
    List<List<Integer>> hits,
    List<List<FutureSummary>> differences,
    List<FutureSummary> reaching)
    implements Serializable {

  /**
   * @param target place of the target tier
   * @param goals households that count as met, one per tolerance
   * @param observed the region's futures under the flows as observed
   */
  static RegionFutures of(
      String region,
      String scenario,
      FutureCounts counts,
      FutureCounts observed,
      int target,
      List<Long> goals,
      List<FutureSummary> reaching) {
    List<List<FutureSummary>> differences = new ArrayList<>();
    List<List<FutureSummary>> summaries = new ArrayList<>();
    SortedMap<Integer, TargetOrigins> origins = new TreeMap<>();
    List<List<Integer>> hits = new ArrayList<>();
    for (int year = counts.latestYear() + 1; year <= counts.horizonYear(); year++) {
      List<FutureSummary> tiers = new ArrayList<>();
      List<FutureSummary> changes = new ArrayList<>();
      for (int tier = 0; tier < counts.tiers(); tier++) {
        tiers.add(counts.summary(year, tier));
        if (counts != observed) {
          changes.add(counts.difference(observed, year, tier));
        }
      }
      differences.add(changes);
      List<Integer> met = new ArrayList<>();
      for (long goal : goals) {
        met.add(counts.hits(year, target, goal));
      }
      summaries.add(tiers);
      int in = year;
      counts.findOrigins(year).ifPresent(known -> origins.put(in, known));
      hits.add(met);
    }
    return new RegionFutures(
        region,
        scenario,
        counts.futures(),
        counts.latestYear() + 1,
        summaries,
        origins,
        counts.findYearlyInflow().orElse(null),
        hits,
        differences,
        reaching);
  }

  int lastYear() {
    return firstYear + summaries.size() - 1;
  }

  boolean projects(int year) {
    return year >= firstYear && year <= lastYear();
  }

  FutureSummary summary(int year, int tier) {
    return summaries.get(year - firstYear).get(tier);
  }

  FutureSummary difference(int year, int tier) {
    return differences.get(year - firstYear).get(tier);
  }

  Optional<TargetOrigins> findOrigins(int year) {
    return Optional.ofNullable(origins.get(year));
  }

  Optional<Double> findYearlyInflow() {
    return Optional.ofNullable(yearlyInflow);
  }

  int hits(int year, int goal) {
    return hits.get(year - firstYear).get(goal);
  }
}
