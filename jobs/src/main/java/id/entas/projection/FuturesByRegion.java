package id.entas.projection;

import id.entas.domain.FutureCounts;
import id.entas.domain.FutureInputs;
import id.entas.domain.FutureSummary;
import id.entas.domain.Futures;
import id.entas.domain.Scenario;
import id.entas.domain.ShockModel;
import id.entas.domain.StandardScenario;
import id.entas.job.Settings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.SparkSession;

/**
 * Draws the futures of all kecamatan, spread over Spark's cores, and their sums by kabupaten.
 *
 * <p>Every draw is named by what it is for, so that the result is the same to the bit on any number
 * of partitions; a kabupaten's future is the sum of the kecamatan's futures of the same number,
 * which share their shocks. Sums of whole numbers do not depend on their order.
 */
final class FuturesByRegion {
  /** More tasks than cores, as kecamatan differ in size. */
  private static final int TASKS_PER_CORE = 2;

  private final SortedMap<String, List<RegionFutures>> byRegion;
  private final SortedMap<String, List<Solved>> solved;

  private FuturesByRegion(
      SortedMap<String, List<RegionFutures>> byRegion, SortedMap<String, List<Solved>> solved) {
    this.byRegion = byRegion;
    this.solved = solved;
  }

  /** What it would take in a region; nothing for a kabupaten. */
  List<Solved> solvedOf(String region) {
    return solved.getOrDefault(region, List.of());
  }

  /** The futures of a region, one entry a scenario; none for a region without. */
  List<RegionFutures> of(String region) {
    return byRegion.getOrDefault(region, List.of());
  }

  /** What every task needs to know. */
  private record Task(
      long seed,
      int futures,
      int horizonYear,
      Map<String, ShockModel> shocks,
      List<? extends Scenario> scenarios,
      Map<String, List<Long>> goals,
      Map<String, String> kabupatenOf,
      WhatItTakes whatItTakes)
      implements Serializable {}

  /** What a task gives back: summaries of its kecamatan, and its part of each kabupaten's sum. */
  private record Part(
      List<RegionFutures> kecamatan,
      TreeMap<Group, FutureCounts> sums,
      TreeMap<Group, List<int[]>> reaching,
      TreeMap<String, List<Solved>> solved)
      implements Serializable {

    Part plus(Part other) {
      List<RegionFutures> all = new ArrayList<>(kecamatan);
      all.addAll(other.kecamatan);
      TreeMap<Group, FutureCounts> both = new TreeMap<>(sums);
      other.sums.forEach((group, counts) -> both.merge(group, counts, FuturesByRegion::sum));
      TreeMap<Group, List<int[]>> bothReaching = new TreeMap<>(reaching);
      other.reaching.forEach(
          (group, counts) -> bothReaching.merge(group, counts, FuturesByRegion::sumOfGoals));
      TreeMap<String, List<Solved>> bothSolved = new TreeMap<>(solved);
      bothSolved.putAll(other.solved);
      return new Part(all, both, bothReaching, bothSolved);
    }
  }

  /** A kabupaten under a scenario. */
  private record Group(String kabupaten, String scenario)
      implements Serializable, Comparable<Group> {
    Group observed() {
      return new Group(kabupaten, StandardScenario.OBSERVED.code());
    }

    @Override
    public int compareTo(Group other) {
      int order = kabupaten.compareTo(other.kabupaten);
      return order != 0 ? order : scenario.compareTo(other.scenario);
    }
  }

  /**
   * Draws all futures.
   *
   * @param inputs the kecamatan to project
   * @param shocks how years differ, by kabupaten
   * @param goals households that count as met by region, one per tolerance; kabupaten included
   */
  static FuturesByRegion draw(
      SparkSession spark,
      Settings settings,
      List<FutureInputs> inputs,
      Map<String, ShockModel> shocks,
      List<? extends Scenario> scenarios,
      Map<String, List<Long>> goals) {
    int cores = spark.sparkContext().defaultParallelism();
    return draw(spark, settings, inputs, shocks, scenarios, goals, TASKS_PER_CORE * cores);
  }

  /** The same on a given number of partitions. */
  static FuturesByRegion draw(
      SparkSession spark,
      Settings settings,
      List<FutureInputs> inputs,
      Map<String, ShockModel> shocks,
      List<? extends Scenario> scenarios,
      Map<String, List<Long>> goals,
      int partitions) {
    SortedMap<String, List<RegionFutures>> byRegion = new TreeMap<>();
    if (inputs.isEmpty()) {
      return new FuturesByRegion(byRegion, new TreeMap<>());
    }
    Task task =
        new Task(
            settings.seed(),
            settings.futures(),
            settings.horizonYear(),
            shocks,
            scenarios,
            goals,
            settings.regions().kabupatenOfKecamatan(),
            WhatItTakes.of(settings));
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    FlatMapFunction<Iterator<FutureInputs>, Part> draw =
        some -> List.of(draw(task, some)).iterator();
    Part all =
        context
            .parallelize(inputs, Math.min(inputs.size(), partitions))
            .mapPartitions(draw)
            .treeReduce(Part::plus);

    all.kecamatan()
        .forEach(one -> byRegion.computeIfAbsent(one.region(), any -> new ArrayList<>()).add(one));
    all.sums()
        .forEach(
            (group, counts) ->
                byRegion
                    .computeIfAbsent(group.kabupaten(), any -> new ArrayList<>())
                    .add(
                        RegionFutures.of(
                            group.kabupaten(),
                            group.scenario(),
                            counts,
                            all.sums().get(group.observed()),
                            inputs.get(0).target(),
                            goals.get(group.kabupaten()),
                            all.reaching().getOrDefault(group, List.of()).stream()
                                .map(FutureSummary::of)
                                .toList())));
    return new FuturesByRegion(byRegion, all.solved());
  }

  private static Part draw(Task task, Iterator<FutureInputs> inputs) {
    Part part = new Part(new ArrayList<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    int targetYear = task.whatItTakes().targetYear();
    while (inputs.hasNext()) {
      FutureInputs one = inputs.next();
      String kabupaten = task.kabupatenOf().get(one.regionCode());
      Futures futures =
          new Futures(
              task.seed(), task.futures(), task.horizonYear(), task.shocks().get(kabupaten));
      List<Long> goals = task.goals().get(one.regionCode());
      part.solved().put(one.regionCode(), task.whatItTakes().solve(futures, one, goals));
      // Together the scenarios draw but once what they share; the first is that they differ from.
      List<Scenario> all = new ArrayList<>(List.of(StandardScenario.OBSERVED));
      all.addAll(task.scenarios());
      all = all.stream().distinct().toList();
      List<FutureCounts> drawn = futures.simulate(one, all);
      FutureCounts observed = drawn.get(0);
      for (Scenario scenario : task.scenarios()) {
        FutureCounts counts = drawn.get(all.indexOf(scenario));
        part.kecamatan()
            .add(
                RegionFutures.of(
                    one.regionCode(),
                    scenario.code(),
                    counts,
                    observed,
                    one.target(),
                    goals,
                    List.of()));
        Group group = new Group(kabupaten, scenario.code());
        part.sums().merge(group, counts, FuturesByRegion::sum);
        if (targetYear > one.latestYear()) {
          part.reaching()
              .merge(
                  group,
                  goals.stream().map(met -> counts.reached(targetYear, one.target(), met)).toList(),
                  FuturesByRegion::sumOfGoals);
        }
      }
    }
    return part;
  }

  private static List<int[]> sumOfGoals(List<int[]> one, List<int[]> other) {
    List<int[]> sums = new ArrayList<>();
    for (int goal = 0; goal < one.size(); goal++) {
      int[] sum = one.get(goal).clone();
      for (int f = 0; f < sum.length; f++) {
        sum[f] += other.get(goal)[f];
      }
      sums.add(sum);
    }
    return sums;
  }

  private static FutureCounts sum(FutureCounts one, FutureCounts other) {
    return FutureCounts.sum(List.of(one, other));
  }
}
