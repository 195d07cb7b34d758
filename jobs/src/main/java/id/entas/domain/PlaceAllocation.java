package id.entas.domain;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Places of a programme spread over kecamatan so that the expected households of the target tier
 * fall most.
 *
 * <p>A place helps one household of the tier each year from the first projected one to the target:
 * its chance to leave grows by an effect, and one helped out in a year counts as far as it would
 * still have been in the tier, by the average chance to stay. A kecamatan's places are worth less
 * where fewer households are left for them, so the gain is a sum of concave functions, and taking
 * the best place again and again finds the optimum (Fox, Operations Research 14, 1966). That a
 * household helped out may fall back, and that help leaves fewer for later years, is left out: it
 * makes the gain an upper one.
 *
 * @param places by kecamatan, in the order given
 * @param gains expected households fewer in the target tier, by kecamatan
 * @param gap no allocation is better than this one by more households
 */
public record PlaceAllocation(List<Long> places, List<Double> gains, double gap) {
  public PlaceAllocation {
    places = List.copyOf(places);
    gains = List.copyOf(gains);
    if (places.size() != gains.size() || !(gap >= 0)) {
      throw new IllegalArgumentException(places.size() + " places, gap " + gap);
    }
  }

  /**
   * A kecamatan to help.
   *
   * @param expected households of the target tier at the start of each year to the target
   * @param stay average yearly chance to stay in it, 0 to 1
   */
  public record Candidate(double[] expected, double stay) {
    public Candidate {
      expected = expected.clone();
      if (!(stay >= 0 && stay <= 1)) {
        throw new IllegalArgumentException("chance to stay " + stay);
      }
    }

    @Override
    public double[] expected() {
      return expected.clone();
    }

    /** Households that another place makes fewer. */
    private double gain(long taken, double effect) {
      double gain = 0;
      double remains = 1;
      for (int year = expected.length - 1; year >= 0; year--) {
        double served = Math.max(0, Math.min(1, expected[year] - taken));
        gain += served * Math.min(effect, stay) * remains;
        remains *= stay;
      }
      return gain;
    }
  }

  /**
   * Gives the places out one after another.
   *
   * @param candidates kecamatan
   * @param places at least 0
   * @param effect growth of a helped household's chance to leave, 0 to 1
   */
  public static PlaceAllocation of(List<Candidate> candidates, long places, double effect) {
    if (places < 0 || !(effect >= 0 && effect <= 1)) {
      throw new IllegalArgumentException(places + " places with an effect of " + effect);
    }
    long[] taken = new long[candidates.size()];
    double[] gains = new double[candidates.size()];
    record Next(int kecamatan, double gain) {}
    PriorityQueue<Next> best =
        new PriorityQueue<>(
            Comparator.comparingDouble((Next next) -> -next.gain())
                .thenComparingInt(Next::kecamatan));
    for (int k = 0; k < taken.length; k++) {
      best.add(new Next(k, candidates.get(k).gain(0, effect)));
    }
    long left = places;
    while (left > 0 && !best.isEmpty() && best.peek().gain() > 0) {
      Next next = best.poll();
      int k = next.kecamatan();
      taken[k]++;
      gains[k] += next.gain();
      left--;
      best.add(new Next(k, candidates.get(k).gain(taken[k], effect)));
    }
    return new PlaceAllocation(
        Arrays.stream(taken).boxed().toList(),
        Arrays.stream(gains).boxed().toList(),
        gap(candidates, places, effect, Arrays.stream(gains).sum()));
  }

  /**
   * Lagrange's bound: at a price a place, no allocation gains more than its cost and what each
   * kecamatan gains above the price. The price is that of the place after the last.
   */
  private static double gap(
      List<Candidate> candidates, long places, double effect, double reached) {
    PriorityQueue<Double> gains = new PriorityQueue<>();
    for (Candidate candidate : candidates) {
      double next = candidate.gain(0, effect);
      for (long taken = 1; next > 0; taken++) {
        gains.add(next);
        if (gains.size() > places + 1) {
          gains.poll();
        }
        next = candidate.gain(taken, effect);
      }
    }
    double price = gains.size() > places ? gains.peek() : 0;
    double bound = price * places;
    for (Candidate candidate : candidates) {
      double above = 0;
      double most = 0;
      double next = candidate.gain(0, effect);
      for (long taken = 1; next > 0; taken++) {
        above += next - price;
        most = Math.max(most, above);
        next = candidate.gain(taken, effect);
      }
      bound += most;
    }
    return Math.max(0, bound - reached);
  }
}
