package id.entas.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Means of what was measured, a line a measure and a column a case, in per cent. */
final class CalibrationTable {

  private static final class Mean {
    private double sum;
    private long count;
  }

  private final List<String> cases;
  private final Map<String, Map<String, Mean>> means = new LinkedHashMap<>();

  CalibrationTable(List<String> cases) {
    this.cases = List.copyOf(cases);
  }

  /** Another value of a measure in a case. */
  void add(String column, String measure, double value) {
    Mean mean =
        means
            .computeIfAbsent(measure, any -> new TreeMap<>())
            .computeIfAbsent(column, any -> new Mean());
    mean.sum += value;
    mean.count++;
  }

  /** Whether an interval holds the truth. */
  void add(String column, String measure, double low, double high, double truth) {
    add(column, measure, low <= truth && truth <= high ? 1 : 0);
  }

  /** Whether it does. */
  void add(String column, String measure, RowInterval interval, double truth) {
    add(column, measure, interval.low(), interval.high(), truth);
  }

  /** The mean of a measure in a case, where it was measured. */
  double mean(String column, String measure) {
    Mean mean = means.get(measure).get(column);
    return mean.sum / mean.count;
  }

  /** The table in Markdown, lines in the order in which they were first measured. */
  String markdown() {
    StringBuilder table = new StringBuilder("| measure |");
    cases.forEach(one -> table.append(' ').append(one).append(" |"));
    table.append("\n|---|");
    cases.forEach(one -> table.append("---:|"));
    table.append('\n');
    means.forEach(
        (measure, byCase) -> {
          table.append("| ").append(measure).append(" |");
          for (String one : cases) {
            Mean mean = byCase.get(one);
            table
                .append(' ')
                .append(
                    mean == null
                        ? "–"
                        : String.format(Locale.ROOT, "%.1f", 100 * mean(one, measure)))
                .append(" |");
          }
          table.append('\n');
        });
    return table.toString();
  }
}
