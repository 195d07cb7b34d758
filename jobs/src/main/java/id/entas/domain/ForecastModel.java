package id.entas.domain;

import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Who made a forecast: the futures, or one of the simple rules that they must beat.
 *
 * <p>The simple rules are point forecasts. A spread from their own past errors would rest on one to
 * three years, which all kecamatan share, so that the errors of 31 kecamatan are hardly more than
 * one; and it would add the past drift to "no change", which is then another rule.
 */
public enum ForecastModel {
  /** The product's futures under the scenario {@link StandardScenario#OBSERVED}. */
  FUTURES,

  /** The count of the origin's census. */
  NO_CHANGE {
    @Override
    Optional<Double> findPoint(SortedMap<Integer, Long> known, int year) {
      return Optional.of((double) known.get(known.lastKey()));
    }
  },

  /**
   * The count of the origin's census, changed every year by the mean yearly rate since the first
   * census: x_o · (x_o / x_first)^(h / (o - first)). Without a household in the first there is no
   * rate.
   */
  CONSTANT_RATE {
    @Override
    Optional<Double> findPoint(SortedMap<Integer, Long> known, int year) {
      int first = known.firstKey();
      int origin = known.lastKey();
      if (first == origin || known.get(first) == 0) {
        return Optional.empty();
      }
      double ratio = (double) known.get(origin) / known.get(first);
      double share = (double) (year - origin) / (origin - first);
      return Optional.of(known.get(origin) * Math.pow(ratio, share));
    }
  },

  /** The least-squares line through all censuses up to the origin, and no less than zero. */
  LINEAR_TREND {
    @Override
    Optional<Double> findPoint(SortedMap<Integer, Long> known, int year) {
      if (known.size() < 2) {
        return Optional.empty();
      }
      double meanYear = known.keySet().stream().mapToInt(one -> one).average().orElseThrow();
      double mean = known.values().stream().mapToLong(one -> one).average().orElseThrow();
      double products = 0;
      double squares = 0;
      for (int one : known.keySet()) {
        products += (one - meanYear) * (known.get(one) - mean);
        squares += (one - meanYear) * (one - meanYear);
      }
      return Optional.of(Math.max(0, mean + products / squares * (year - meanYear)));
    }
  };

  /** The name written in the tables, in lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The point forecast of a simple rule.
   *
   * @param known counts by census up to the origin, at least one; the last is the origin
   * @param year the year to forecast, after the origin
   * @return empty where the rule has nothing to go by, and for the futures, which are no point
   */
  Optional<Double> findPoint(SortedMap<Integer, Long> known, int year) {
    return Optional.empty();
  }
}
