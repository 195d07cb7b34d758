package id.entas.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;

/**
 * One origin row of all regions, each region's estimate leaning on those of the others as far as
 * its own households do not tell.
 *
 * @param fit the distribution that the rows come from
 * @param regions a row for each region, in the order of the counts
 * @param benchmarked whether the rows could be made to add up to the flows of all regions together
 */
public record PooledRows(DirichletFit fit, List<PooledRow> regions, boolean benchmarked) {
  public PooledRows {
    regions = List.copyOf(regions);
  }

  public static Optional<PooledRows> find(
      double[][] counts, double[] dispersion, Pooling pooling) {
    double[][] deflated = deflated(counts, dispersion);
    return DirichletMultinomial.Reached.find(deflated)
        .map(
            reached -> {
              DirichletMultinomial data = DirichletMultinomial.of(reached);
              DirichletFit fit = reached.widened(data.fit());
              List<PooledRow> rows = rows(deflated, fit, samples(data, reached, fit, pooling), pooling);
              return benchmarked(fit, rows, counts);
            });
  }

  private static double[][] deflated(double[][] counts, double[] dispersion) {
    if (dispersion.length != counts.length) {
      throw new IllegalArgumentException(
          dispersion.length + " dispersions of " + counts.length + " regions");
    }
    double[][] deflated = Matrices.copy(counts);
    for (int r = 0; r < counts.length; r++) {
      if (!(dispersion[r] >= 1) || Double.isInfinite(dispersion[r])) {
        throw new IllegalArgumentException("no dispersion of 1 or more: " + dispersion[r]);
      }
      for (int j = 0; j < deflated[r].length; j++) {
        deflated[r][j] /= dispersion[r];
      }
    }
    return deflated;
  }

  /**
   * One bootstrap sample of what the rows come from.
   *
   * @param alpha Dirichlet's parameters
   * @param precision their sum
   * @param half what Jeffreys' half a household comes to among the alphas
   */
  private record Sample(double[] alpha, double precision, double half) {}

  private static List<Sample> samples(
      DirichletMultinomial data,
      DirichletMultinomial.Reached reached,
      DirichletFit fit,
      Pooling pooling) {
    StreamRandom random = new StreamRandom();
    ContinuousSampler halfHousehold = AhrensDieterMarsagliaTsangGammaSampler.of(random, 0.5, 1);
    double[] households = data.households();
    long name = StreamRandom.name(StreamRandom.name(pooling.seed(), "pooling"), pooling.row());
    List<Sample> samples = new ArrayList<>();
    for (PrecisionPosterior.Draw draw : new PrecisionPosterior(data, fit).draws(pooling.draws())) {
      long sampleName = StreamRandom.name(name, samples.size());
      double precision = draw.precision();
      SharedStateContinuousSampler[] weights =
          new SharedStateContinuousSampler[draw.mean().length];
      for (int j = 0; j < weights.length; j++) {
        weights[j] =
            AhrensDieterMarsagliaTsangGammaSampler.of(random, precision * draw.mean()[j], 1);
      }
      double[] row = new double[weights.length];
      double[][] counts = new double[households.length][weights.length];
      double effective = 0;
      for (int r = 0; r < households.length; r++) {
        random.start(StreamRandom.name(sampleName, r));
        for (int j = 0; j < weights.length; j++) {
          row[j] = weights[j].sample();
        }
        long[] drawn = new long[weights.length];
        BinomialSampler.addMultinomial(random, Math.max(1, Math.round(households[r])), row, drawn);
        for (int j = 0; j < weights.length; j++) {
          counts[r][j] = drawn[j];
        }
        effective += GammaRatio.first(precision, households[r]);
      }
      DirichletMultinomial.Reached again =
          DirichletMultinomial.Reached.find(counts).orElseThrow();
      double[] alpha = again.widened(DirichletMultinomial.of(again).alphaGiven(precision).alpha());
      random.start(StreamRandom.name(sampleName, "half"));
      samples.add(
          new Sample(reached.widened(alpha), precision, halfHousehold.sample() / effective));
    }
    return samples;
  }

  private static List<PooledRow> rows(
      double[][] deflated, DirichletFit fit, List<Sample> samples, Pooling pooling) {
    List<PooledRow> rows = new ArrayList<>();
    double[] a = new double[samples.size()];
    double[] b = new double[samples.size()];
    for (double[] own : deflated) {
      double households = Matrices.sum(own);
      double[] probability = fit.shrunk(own);
      double[] low = new double[own.length];
      double[] high = new double[own.length];
      double spread = 0;
      double variance = 0;
      for (int j = 0; j < own.length; j++) {
        for (int k = 0; k < a.length; k++) {
          Sample sample = samples.get(k);
          a[k] = own[j] + sample.alpha()[j] + sample.half();
          b[k] =
              Math.max(0, households - own[j])
                  + Math.max(0, sample.precision() - sample.alpha()[j])
                  + sample.half();
        }
        BetaMixture posterior = new BetaMixture(a, b);
        low[j] = Math.min(probability[j], posterior.quantile((1 - pooling.level()) / 2));
        high[j] = Math.max(probability[j], posterior.quantile((1 + pooling.level()) / 2));
        high[j] = Math.max(high[j], BetaMixture.RESOLUTION);
        spread += posterior.mean() * (1 - posterior.mean());
        variance += posterior.variance();
      }
      rows.add(
          new PooledRow(
              probability, fit.ownWeight(households), low, high, spread / variance - 1));
    }
    return rows;
  }

  private static PooledRows benchmarked(
      DirichletFit fit, List<PooledRow> rows, double[][] counts) {
    double[] households = new double[counts.length];
    double[] totals = new double[counts[0].length];
    double[][] probabilities = new double[counts.length][];
    for (int r = 0; r < counts.length; r++) {
      probabilities[r] = rows.get(r).probability();
      households[r] = Matrices.sum(counts[r]);
      for (int j = 0; j < totals.length; j++) {
        totals[j] += counts[r][j];
      }
    }
    BenchmarkedRows benchmark = BenchmarkedRows.of(probabilities, households, totals);
    double[][] moved = benchmark.rows();
    List<PooledRow> all = new ArrayList<>();
    for (int r = 0; r < moved.length; r++) {
      all.add(rows.get(r).movedTo(moved[r]));
    }
    return new PooledRows(fit, all, benchmark.converged());
  }
}
