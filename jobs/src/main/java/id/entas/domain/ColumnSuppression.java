package id.entas.domain;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Which parts of a sum are suppressed so that no subtraction gives a small one back.
 *
 * <p>Small parts are suppressed, and beside them the smallest others until what is suppressed is
 * known only as a sum that lets every part of it be anything from 1 to at least the smallest count
 * shown (complementary suppression; Willenborg and de Waal 2001, chapter 4; Hundepool et al. 2012,
 * chapter 4). As zeros are shown, a reader knows that a suppressed part is at least 1. With k parts
 * of sum s, and nothing else that ties them, each ranges from 1 to s - k + 1, and every value of
 * that range is reached: the bounds are exact. Where the parts cannot be kept apart so, all are
 * suppressed, the zeros too, and each ranges from 0 to the total.
 */
public final class ColumnSuppression {
  private ColumnSuppression() {}

  /**
   * The parts to suppress.
   *
   * @param parts households by region
   * @param total what the parts, and households of no part, add up to; shown, unless it is small
   * @return none, where nothing is small
   */
  public static Set<String> of(SortedMap<String, Long> parts, long total, MinCell least) {
    if (least.isSmall(total)) {
      return new TreeSet<>(parts.keySet());
    }
    long rest = total - parts.values().stream().mapToLong(Long::longValue).sum();
    Set<String> hidden = new TreeSet<>();
    parts.forEach(
        (region, households) -> {
          if (least.isSmall(households)) {
            hidden.add(region);
          }
        });
    if (hidden.isEmpty() && !least.isSmall(rest)) {
      return hidden;
    }
    while (!areApart(hidden, parts, rest, least)) {
      Optional<String> next = findSmallestShown(hidden, parts);
      if (next.isEmpty()) {
        return new TreeSet<>(parts.keySet());
      }
      hidden.add(next.get());
    }
    return hidden;
  }

  private static boolean areApart(
      Set<String> hidden, Map<String, Long> parts, long rest, MinCell least) {
    long sum = rest + hidden.stream().mapToLong(parts::get).sum();
    int unknown = hidden.size() + (rest == 0 ? 0 : 1);
    return hidden.size() > 1 && sum - unknown + 1 >= least.households();
  }

  private static Optional<String> findSmallestShown(Set<String> hidden, Map<String, Long> parts) {
    return parts.entrySet().stream()
        .filter(part -> part.getValue() > 0 && !hidden.contains(part.getKey()))
        .min(
            Comparator.comparing(Map.Entry<String, Long>::getValue)
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey);
  }
}
