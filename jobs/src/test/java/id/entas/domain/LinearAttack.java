package id.entas.domain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.optim.MaxIter;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.linear.UnboundedSolutionException;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;

/**
 * What a reader can tell of counts by linear programming, from everything that ties them: each is
 * at least zero, and sums of them are known. It knows nothing of how they were suppressed.
 */
public final class LinearAttack {
  private static final double ZERO = 1e-9;

  private final List<Known> all = new ArrayList<>();
  private final Map<String, Double> told = new HashMap<>();

  /** A sum of counts that is known, or bounded. */
  private record Known(Map<String, Double> factors, Relationship relationship, double value) {}

  /** A sum of counts, each with a factor. */
  public static final class Sum {
    private final Map<String, Double> factors = new HashMap<>();

    public Sum add(String count) {
      return add(count, 1);
    }

    public Sum add(String count, double factor) {
      factors.merge(count, factor, Double::sum);
      return this;
    }
  }

  public static Sum sum(String... counts) {
    Sum sum = new Sum();
    for (String count : counts) {
      sum.add(count);
    }
    return sum;
  }

  public void equal(Sum sum, double value) {
    all.add(new Known(sum.factors, Relationship.EQ, value));
  }

  public void atLeast(Sum sum, double value) {
    all.add(new Known(sum.factors, Relationship.GEQ, value));
  }

  public void atMost(Sum sum, double value) {
    all.add(new Known(sum.factors, Relationship.LEQ, value));
  }

  public double least(String count) {
    return bound(count, GoalType.MINIMIZE);
  }

  /** The largest possible value; infinite where nothing bounds it. */
  public double most(String count) {
    return bound(count, GoalType.MAXIMIZE);
  }

  /** Subtracts what is told from every sum, until no sum tells another count. */
  private void subtract() {
    boolean isTelling = true;
    while (isTelling) {
      isTelling = false;
      List<Known> left = new ArrayList<>();
      for (Known known : all) {
        Map<String, Double> unknown = new HashMap<>();
        double value = known.value();
        for (Map.Entry<String, Double> one : known.factors().entrySet()) {
          if (told.containsKey(one.getKey())) {
            value -= one.getValue() * told.get(one.getKey());
          } else if (Math.abs(one.getValue()) > ZERO) {
            unknown.put(one.getKey(), one.getValue());
          }
        }
        boolean isEqual = known.relationship() == Relationship.EQ;
        if (isEqual && unknown.size() == 1) {
          Map.Entry<String, Double> only = unknown.entrySet().iterator().next();
          told.put(only.getKey(), value / only.getValue());
          isTelling = true;
        } else if (isEqual
            && Math.abs(value) < ZERO
            && unknown.values().stream().map(Math::signum).distinct().count() == 1) {
          unknown.keySet().forEach(count -> told.put(count, 0.0));
          isTelling = true;
        } else if (!unknown.isEmpty()) {
          left.add(new Known(unknown, known.relationship(), value));
        }
      }
      all.clear();
      all.addAll(left);
    }
  }

  private double bound(String count, GoalType goal) {
    subtract();
    if (told.containsKey(count)) {
      return told.get(count);
    }
    List<Known> tied = tiedTo(count);
    Set<String> counts = new LinkedHashSet<>(Set.of(count));
    tied.forEach(known -> counts.addAll(known.factors().keySet()));
    List<String> places = List.copyOf(counts);
    List<LinearConstraint> constraints = new ArrayList<>();
    for (Known known : tied) {
      constraints.add(
          new LinearConstraint(
              dense(known.factors(), places), known.relationship(), known.value()));
    }
    try {
      return new SimplexSolver(1e-7)
          .optimize(
              new MaxIter(100_000),
              new LinearObjectiveFunction(dense(Map.of(count, 1.0), places), 0),
              new LinearConstraintSet(constraints),
              goal,
              new NonNegativeConstraint(true))
          .getValue();
    } catch (UnboundedSolutionException e) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /** What is known of a count and of all that are tied to it. */
  private List<Known> tiedTo(String count) {
    Set<Known> tied = new LinkedHashSet<>();
    Set<String> seen = new HashSet<>(Set.of(count));
    Deque<String> next = new ArrayDeque<>(Set.of(count));
    Map<String, List<Known>> byCount = new HashMap<>();
    for (Known known : all) {
      known
          .factors()
          .keySet()
          .forEach(one -> byCount.computeIfAbsent(one, any -> new ArrayList<>()).add(known));
    }
    while (!next.isEmpty()) {
      for (Known known : byCount.getOrDefault(next.pop(), List.of())) {
        if (tied.add(known)) {
          known.factors().keySet().stream().filter(seen::add).forEach(next::push);
        }
      }
    }
    return List.copyOf(tied);
  }

  private static double[] dense(Map<String, Double> factors, List<String> places) {
    return places.stream().mapToDouble(one -> factors.getOrDefault(one, 0.0)).toArray();
  }
}
