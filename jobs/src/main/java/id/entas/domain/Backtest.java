package id.entas.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Forecasts that the product would have made at past censuses, against what was then counted
 * (rolling origin, L. J. Tashman, Out-of-sample tests of forecasting accuracy, Int. J. Forecasting
 * 16, 2000).
 *
 * <p>At every census after a first interval and before the last census, shocks, matrices and
 * newcomers are estimated anew from what was known then, and futures are drawn as the product draws
 * them: the same numbers, only fewer futures. With fewer yearly intervals than the settings ask for
 * shocks are assumed, as they would have been. A kecamatan is forecast from a census that covers
 * it, and compared at every later one that does; the kabupaten is the sum of the kecamatan that are
 * both, future by future.
 *
 * <p>It misleads where it is read as many independent trials: all kecamatan of a year share its
 * shock, and forecasts over overlapping years share years. Three origins cannot tell a 90 % range
 * from an 80 % one.
 */
public final class Backtest {
  /** Futures that suffice: their 5 % quantile is right to half a percentage point. */
  public static final int FUTURES = 2_000;

  /**
   * How the product forecasts.
   *
   * @param listed whether each tier's households are listed
   * @param target the target tier, 0 for the worst
   * @param assumed shocks to assume below so many yearly intervals
   * @param prior Dirichlet weight added to each allowed destination
   * @param seed seed of every draw
   * @param futures futures to draw, at least 1
   */
  public record Terms(
      boolean[] listed, int target, AssumedShocks assumed, double prior, long seed, int futures) {
    public Terms {
      listed = listed.clone();
      if (target < 0 || target >= listed.length || !(prior >= 0) || futures < 1) {
        throw new IllegalArgumentException(
            "target " + target + ", prior " + prior + ", futures " + futures);
      }
    }

    @Override
    public boolean[] listed() {
      return listed.clone();
    }
  }

  private final Terms terms;

  public Backtest(Terms terms) {
    this.terms = terms;
  }

  /** Every forecast that can be compared, by origin, horizon, region, tier and model. */
  public List<Forecast> of(KabupatenCensuses censuses) {
    List<Integer> origins = new ArrayList<>(censuses.years());
    // Origins do not share anything, so their order of work does not matter.
    return origins.parallelStream()
        .map(origin -> of(censuses, origin))
        .flatMap(List::stream)
        .collect(Collectors.toList());
  }

  /** The forecasts of one origin; none where no interval ends there or before, or none follows. */
  public List<Forecast> of(KabupatenCensuses censuses, int origin) {
    SortedSet<Integer> later = censuses.years().tailSet(origin + 1);
    KabupatenCensuses known = censuses.until(origin);
    if (later.isEmpty() || known.whole().isEmpty()) {
      return List.of();
    }
    SortedMap<String, FutureCounts> futures = futures(known, origin, later.last());
    List<Forecast> forecasts = new ArrayList<>();
    for (int year : later) {
      List<String> both =
          futures.keySet().stream().filter(code -> censuses.covers(code, year)).toList();
      List<Compared> regions = new ArrayList<>();
      both.forEach(
          code -> regions.add(new Compared(code, Region.Level.KECAMATAN, List.of(code), 1)));
      if (!both.isEmpty()) {
        regions.add(
            new Compared(
                censuses.kabupaten(), Region.Level.KABUPATEN, both, censuses.kecamatanTotal()));
      }
      KabupatenCensuses then = censuses.until(year);
      for (Compared region : regions) {
        forecasts.addAll(compared(region, then, origin, year, futures));
      }
    }
    return forecasts;
  }

  /**
   * What the futures of a kabupaten start from.
   *
   * @param shocks how years differ
   * @param kecamatan those that the origin's census covers and that have flows
   */
  record Start(ShockModel shocks, List<FutureInputs> kecamatan) {}

  /** The start of all futures, estimated from what is known. */
  Start start(KabupatenCensuses known, int origin) {
    List<List<IntervalFlows>> kecamatan = List.copyOf(known.kecamatan().values());
    ShockModel shocks = YearShocks.estimate(RegionYear.of(kecamatan), terms.assumed()).model();
    Map<String, AnnualMatrices.Matrix> matrices =
        AnnualMatrices.withoutIntervals(
            known.whole(),
            kecamatan,
            terms.target(),
            shocks,
            terms.assumed().minIntervals(),
            terms.seed());
    double dispersion = Newcomers.dispersion(kecamatan, terms.listed());
    return new Start(
        shocks,
        known.kecamatan().keySet().stream()
            .filter(code -> known.covers(code, origin))
            .map(code -> inputs(known, origin, code, matrices.get(code), dispersion))
            .toList());
  }

  /** The futures of every kecamatan of the start. */
  SortedMap<String, FutureCounts> futures(KabupatenCensuses known, int origin, int horizonYear) {
    Start start = start(known, origin);
    Futures draws = new Futures(terms.seed(), terms.futures(), horizonYear, start.shocks());
    return start.kecamatan().parallelStream()
        .collect(
            Collectors.toMap(
                FutureInputs::regionCode,
                one -> draws.simulate(one, StandardScenario.OBSERVED),
                (one, other) -> one,
                TreeMap::new));
  }

  private FutureInputs inputs(
      KabupatenCensuses known,
      int origin,
      String code,
      AnnualMatrices.Matrix matrix,
      double dispersion) {
    int tiers = terms.listed().length;
    long[] stock = known.stocks().get(code).get(origin);
    boolean[][] allowed = FutureInputs.everyDestination(tiers);
    double[][] probability = new double[tiers + 1][];
    double[] households = new double[tiers + 1];
    double[] ownWeight = new double[tiers + 1];
    for (int from = 0; from <= tiers; from++) {
      AnnualMatrices.Row row = matrix.rows().get(from);
      probability[from] = row.probability();
      households[from] = row.households();
      ownWeight[from] = row.ownWeight()[terms.target()];
      if (row.interval().isEmpty()) {
        // The row is an assumption and not an estimate: nothing else is possible.
        Arrays.fill(allowed[from], false);
        allowed[from][from] = true;
      }
    }
    return new FutureInputs(
        code,
        origin,
        Arrays.copyOf(stock, tiers),
        stock[tiers],
        probability,
        households,
        ownWeight,
        terms.prior(),
        allowed,
        Newcomers.of(known.kecamatan().get(code), terms.listed()).rates(),
        dispersion,
        terms.listed(),
        terms.target());
  }

  /** A region that is compared, as the sum of its parts. */
  private record Compared(String code, Region.Level level, List<String> parts, long total) {}

  private List<Forecast> compared(
      Compared region,
      KabupatenCensuses then,
      int origin,
      int year,
      SortedMap<String, FutureCounts> futures) {
    boolean comparable = then.isComparable(region.parts());
    List<Forecast> forecasts = new ArrayList<>();
    for (int tier = 0; tier < terms.listed().length; tier++) {
      SortedMap<Integer, Long> households = then.households(region.parts(), tier);
      long observed = households.get(year);
      SortedMap<Integer, Long> known = households.headMap(origin + 1);
      int[] drawn = new int[terms.futures()];
      for (String code : region.parts()) {
        int[] own = futures.get(code).households(year, tier);
        Arrays.setAll(drawn, future -> drawn[future] + own[future]);
      }
      Ensemble ensemble = Ensemble.of(drawn);
      for (ForecastModel model : ForecastModel.values()) {
        Optional<Double> point = model.findPoint(known, year);
        if (model != ForecastModel.FUTURES && point.isEmpty()) {
          continue;
        }
        forecasts.add(
            new Forecast(
                region.code(),
                region.level(),
                origin,
                year - origin,
                tier,
                model,
                observed,
                point.orElseGet(ensemble::mean),
                point.isPresent()
                    ? Optional.empty()
                    : Optional.of(ForecastSpread.of(ensemble, observed)),
                point.map(one -> Math.abs(one - observed)).orElseGet(() -> ensemble.crps(observed)),
                comparable,
                region.parts().size(),
                region.total()));
      }
    }
    return forecasts;
  }
}
