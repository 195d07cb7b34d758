package id.entas.domain;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How the forecasts of one tier at one level and horizon fared (METHODS section 9).
 *
 * <p>Coverage is counted, not tested: kecamatan of one year share its shock, so {@link #spans}, and
 * not {@link #forecasts}, says how much there is to learn from.
 *
 * @param level kecamatan or kabupaten
 * @param horizon years from origin to count
 * @param forecasts comparable forecasts of the futures
 * @param origins censuses they were made from
 * @param spans of those, the most whose years do not overlap
 * @param held by interval, how many held the count
 * @param crps by model, the mean over those forecasts that every named model made, in households
 */
public record BacktestSummary(
    Region.Level level,
    int horizon,
    int forecasts,
    int origins,
    int spans,
    Map<CentralInterval, Integer> held,
    Map<ForecastModel, Double> crps) {
  /** Below this nobody chooses a model by its score. */
  public static final int LEAST_ORIGINS = 8;

  public BacktestSummary {
    held = Map.copyOf(held);
    crps = Map.copyOf(crps);
    if (spans < 1 || spans > origins || origins > forecasts) {
      throw new IllegalArgumentException(
          forecasts + " forecasts from " + origins + " origins over " + spans + " spans");
    }
  }

  /**
   * Sums up by level and horizon, kecamatan first. Forecasts across two instruments are left out,
   * as their error may be the instrument's.
   */
  public static List<BacktestSummary> of(List<Forecast> forecasts, int tier) {
    List<Forecast> own =
        forecasts.stream().filter(one -> one.comparable() && one.tier() == tier).toList();
    SortedSet<Integer> horizons =
        own.stream().map(Forecast::horizon).collect(Collectors.toCollection(TreeSet::new));
    List<BacktestSummary> all = new ArrayList<>();
    for (Region.Level level : List.of(Region.Level.KECAMATAN, Region.Level.KABUPATEN)) {
      for (int horizon : horizons) {
        find(
                level,
                horizon,
                own.stream()
                    .filter(one -> one.level() == level && one.horizon() == horizon)
                    .toList())
            .ifPresent(all::add);
      }
    }
    return all;
  }

  private static Optional<BacktestSummary> find(
      Region.Level level, int horizon, List<Forecast> forecasts) {
    List<Forecast> futures =
        forecasts.stream().filter(one -> one.model() == ForecastModel.FUTURES).toList();
    if (futures.isEmpty()) {
      return Optional.empty();
    }
    SortedSet<Integer> origins =
        futures.stream().map(Forecast::originYear).collect(Collectors.toCollection(TreeSet::new));
    Map<CentralInterval, Integer> held = new EnumMap<>(CentralInterval.class);
    for (CentralInterval interval : CentralInterval.values()) {
      held.put(
          interval,
          (int)
              futures.stream()
                  .filter(one -> one.spread().orElseThrow().holds(interval, one.observed()))
                  .count());
    }
    return Optional.of(
        new BacktestSummary(
            level,
            horizon,
            futures.size(),
            origins.size(),
            spans(origins, horizon),
            held,
            crps(forecasts)));
  }

  private static int spans(SortedSet<Integer> origins, int horizon) {
    int spans = 0;
    int end = Integer.MIN_VALUE;
    for (int origin : origins) {
      if (origin >= end) {
        spans++;
        end = origin + horizon;
      }
    }
    return spans;
  }

  /**
   * Models that forecast different cases are not comparable, so that each is taken over the same.
   */
  private static Map<ForecastModel, Double> crps(List<Forecast> forecasts) {
    record Case(String region, int origin) {}
    Map<Case, List<Forecast>> cases =
        forecasts.stream()
            .collect(Collectors.groupingBy(one -> new Case(one.region(), one.originYear())));
    long models = forecasts.stream().map(Forecast::model).distinct().count();
    return cases.values().stream()
        .filter(own -> own.size() == models)
        .flatMap(List::stream)
        .collect(
            Collectors.groupingBy(Forecast::model, Collectors.averagingDouble(Forecast::crps)));
  }

  /**
   * What a report says of it, without the region's name.
   *
   * @param tierLabel the tier in words, such as "very poor"
   */
  public String words(String tierLabel) {
    return String.format(
        Locale.ROOT,
        "%s households forecast %s ahead: 90 %% ranges held %d of %d %s-years, %s%s",
        tierLabel,
        years(horizon),
        held.get(CentralInterval.OF_90),
        forecasts,
        level.code(),
        horizon == 1
            ? spans + " independent " + (spans == 1 ? "year" : "years")
            : spans + " independent " + (spans == 1 ? "span" : "spans"),
        crpsInWords());
  }

  private String crpsInWords() {
    if (!crps.containsKey(ForecastModel.FUTURES) || crps.size() < 2) {
      return "";
    }
    List<String> others = new ArrayList<>();
    for (ForecastModel model : ForecastModel.values()) {
      if (model != ForecastModel.FUTURES && crps.containsKey(model)) {
        others.add(
            String.format(
                Locale.ROOT, "%,.0f of %s", crps.get(model), model.code().replace('_', ' ')));
      }
    }
    return String.format(
        Locale.ROOT,
        "; mean error (CRPS) %,.0f households, against %s",
        crps.get(ForecastModel.FUTURES),
        String.join(", ", others));
  }

  private static String years(int horizon) {
    return horizon == 1 ? "1 year" : horizon + " years";
  }
}
