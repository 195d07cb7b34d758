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
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

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
      CensusesAhead ahead,
      Map<String, ShockModel> shocks,
      List<? extends Scenario> scenarios,
      Map<String, List<Long>> goals,
      Map<String, String> kabupatenOf,
      WhatItTakes whatItTakes)
      implements Serializable {}

  /**
   * Kecamatan of one kabupaten: their summaries, and their part of its sum.
   *
   * @param sums by scenario
   * @param reaching by scenario, how many kecamatan meet each goal in the target year, by future
   * @param solved by kecamatan
   */
  private record Part(
      List<RegionFutures> kecamatan,
      TreeMap<String, FutureCounts> sums,
      TreeMap<String, List<int[]>> reaching,
      TreeMap<String, List<Solved>> solved)
      implements Serializable {
    Part() {
      this(new ArrayList<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    Part plus(Part other) {
      kecamatan.addAll(other.kecamatan);
      other.sums.forEach((scenario, counts) -> sums.merge(scenario, counts, FuturesByRegion::sum));
      other.reaching.forEach(
          (scenario, counts) -> reaching.merge(scenario, counts, FuturesByRegion::sumOfGoals));
      solved.putAll(other.solved);
      return this;
    }
  }

  /** What the driver keeps of a kabupaten. */
  private record Summaries(List<RegionFutures> regions, TreeMap<String, List<Solved>> solved)
      implements Serializable {}

  /**
   * Draws all futures.
   *
   * @param inputs the kecamatan to project
   * @param ahead what was counted of some in years that others project
   * @param shocks how years differ, by kabupaten
   * @param goals households that count as met by region, one per tolerance; kabupaten included
   */
  static FuturesByRegion draw(
      SparkSession spark,
      Settings settings,
      List<FutureInputs> inputs,
      CensusesAhead ahead,
      Map<String, ShockModel> shocks,
      List<? extends Scenario> scenarios,
      Map<String, List<Long>> goals) {
    int cores = spark.sparkContext().defaultParallelism();
    return draw(spark, settings, inputs, ahead, shocks, scenarios, goals, TASKS_PER_CORE * cores);
  }

  /**
   * The same on a given number of partitions.
   *
   * @param inputs in the order of their kabupaten, so that few tasks have a part of one
   */
  static FuturesByRegion draw(
      SparkSession spark,
      Settings settings,
      List<FutureInputs> inputs,
      CensusesAhead ahead,
      Map<String, ShockModel> shocks,
      List<? extends Scenario> scenarios,
      Map<String, List<Long>> goals,
      int partitions) {
    if (inputs.isEmpty()) {
      return new FuturesByRegion(new TreeMap<>(), new TreeMap<>());
    }
    Task task =
        new Task(
            settings.seed(),
            settings.futures(),
            settings.horizonYear(),
            ahead,
            shocks,
            scenarios,
            goals,
            settings.regions().kabupatenOfKecamatan(),
            WhatItTakes.of(settings));
    int target = inputs.get(0).target();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int kabupaten =
        Math.toIntExact(
            inputs.stream()
                .map(one -> task.kabupatenOf().get(one.regionCode()))
                .distinct()
                .count());
    // The counts of a kabupaten are some megabytes a scenario. Tasks draw one kabupaten at a time;
    // those that sum and summarise hold several and can spill them. So no memory grows with the
    // number of regions but that of the summaries.
    List<Summaries> all =
        context
            .parallelize(inputs, Math.min(inputs.size(), partitions))
            .mapPartitionsToPair(some -> new DrawnParts(task, some))
            .combineByKey(
                part -> part,
                Part::plus,
                Part::plus,
                new HashPartitioner(Math.min(kabupaten, partitions)),
                false,
                null)
            .map(part -> summarised(task, part._1(), part._2(), target))
            .collect();
    SortedMap<String, List<RegionFutures>> byRegion = new TreeMap<>();
    SortedMap<String, List<Solved>> solved = new TreeMap<>();
    for (Summaries some : all) {
      some.regions()
          .forEach(
              one -> byRegion.computeIfAbsent(one.region(), any -> new ArrayList<>()).add(one));
      solved.putAll(some.solved());
    }
    return new FuturesByRegion(byRegion, solved);
  }

  private static Summaries summarised(Task task, String kabupaten, Part part, int target) {
    addCounted(task, kabupaten, part, target);
    List<RegionFutures> regions = new ArrayList<>(part.kecamatan());
    part.sums()
        .forEach(
            (scenario, counts) ->
                regions.add(
                    RegionFutures.of(
                        kabupaten,
                        scenario,
                        counts,
                        part.sums().get(StandardScenario.OBSERVED.code()),
                        target,
                        task.goals().get(kabupaten),
                        part.reaching().getOrDefault(scenario, List.of()).stream()
                            .map(FutureSummary::of)
                            .toList())));
    return new Summaries(regions, part.solved());
  }

  /**
   * Kecamatan that were counted to the last year projected have no futures, and are in the sums.
   */
  private static void addCounted(Task task, String kabupaten, Part part, int target) {
    for (Map.Entry<String, SortedMap<Integer, long[]>> one :
        task.ahead().ofKabupaten(kabupaten, task.kabupatenOf()).entrySet()) {
      if (one.getValue().lastKey() >= task.horizonYear() && !part.sums().isEmpty()) {
        FutureCounts any = part.sums().firstEntry().getValue();
        FutureCounts counts =
            FutureCounts.ofCensuses(
                task.ahead().start(kabupaten),
                task.horizonYear(),
                any.tiers(),
                any.futures(),
                one.getValue());
        for (Scenario scenario : task.scenarios()) {
          addToSums(task, one.getKey(), scenario, counts, target, part);
        }
      }
    }
  }

  private static void addToSums(
      Task task, String kecamatan, Scenario scenario, FutureCounts counts, int target, Part part) {
    int start = task.ahead().start(kabupaten(task, kecamatan));
    int targetYear = task.whatItTakes().targetYear();
    if (start >= task.horizonYear()) {
      return;
    }
    part.sums().merge(scenario.code(), counts.ofTiers(), FuturesByRegion::sum);
    if (targetYear > start) {
      part.reaching()
          .merge(
              scenario.code(),
              task.goals().get(kecamatan).stream()
                  .map(met -> counts.reached(targetYear, target, met))
                  .toList(),
              FuturesByRegion::sumOfGoals);
    }
  }

  /** Draws kecamatan after kecamatan, and gives a part as soon as another kabupaten follows. */
  private static final class DrawnParts implements Iterator<Tuple2<String, Part>> {
    private final Task task;
    private final Iterator<FutureInputs> inputs;
    private FutureInputs next;

    DrawnParts(Task task, Iterator<FutureInputs> inputs) {
      this.task = task;
      this.inputs = inputs;
      advance();
    }

    private void advance() {
      next = inputs.hasNext() ? inputs.next() : null;
    }

    private String kabupaten() {
      return FuturesByRegion.kabupaten(task, next.regionCode());
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Tuple2<String, Part> next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      String kabupaten = kabupaten();
      Part part = new Part();
      while (next != null && kabupaten().equals(kabupaten)) {
        draw(task, next, task.shocks().get(kabupaten), part);
        advance();
      }
      return new Tuple2<>(kabupaten, part);
    }
  }

  private static void draw(Task task, FutureInputs one, ShockModel shocks, Part part) {
    Futures futures = new Futures(task.seed(), task.futures(), task.horizonYear(), shocks);
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
      String code = scenario.code();
      part.kecamatan()
          .add(
              RegionFutures.of(
                  one.regionCode(), code, counts, observed, one.target(), goals, List.of()));
      addToSums(
          task,
          one.regionCode(),
          scenario,
          task.ahead().prepended(kabupaten(task, one.regionCode()), one.regionCode(), counts),
          one.target(),
          part);
    }
  }

  private static String kabupaten(Task task, String kecamatan) {
    return task.kabupatenOf().get(kecamatan);
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
