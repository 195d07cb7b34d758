package id.entas.publish;

import id.entas.tables.Field;
import id.entas.tables.ReductionRateTable;
import id.entas.tables.TargetReachabilityTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * How a kecamatan comes to its verdict, step by step, each number as a table of the run has it: the
 * base census and what the target asked from there, the latest census and what moved since the one
 * before, what is expected and from where, what it would take, and the verdict.
 */
final class KecamatanStory {
  private final String name;
  private final String tierLabel;

  /**
   * @param name of the kecamatan
   * @param tierLabel the target tier in words, such as "very poor"
   */
  KecamatanStory(String name, String tierLabel) {
    this.name = name;
    this.tierLabel = tierLabel;
  }

  /**
   * The story, a line a step.
   *
   * @param zero the row of {@link TargetReachabilityTable} without tolerance, {@code observed}
   * @param headline the same with the headline's tolerance
   * @param lastInterval the row of {@link ReductionRateTable} of the target tier that ends at the
   *     latest census, where there is one; its flows are not told where they are suppressed
   * @return no lines where the kecamatan has no base census, or its counts are suppressed
   */
  List<String> lines(Row zero, Row headline, Optional<Row> lastInterval) {
    List<String> lines = new ArrayList<>();
    if (TargetReachabilityTable.BASE_HOUSEHOLDS.isNull(zero)) {
      return lines;
    }
    lines.add(
        "How " + name + " comes to its verdict (tables target_reachability and reduction_rate)");
    lines.add(base(zero));
    lines.add(latest(zero, lastInterval));
    if (!TargetReachabilityTable.EXPECTED_HOUSEHOLDS.isNull(zero)) {
      lines.add(expected(zero));
      lines.add(needed(headline));
    }
    lines.add(
        step(
            "",
            "At most %s: chance %s, %s. Zero: chance %s, %s.",
            whole(TargetReachabilityTable.TOLERANCE_HOUSEHOLDS.count(headline)),
            VerdictWords.chance(VerdictLine.of(headline, name)),
            VerdictWords.plain(TargetReachabilityTable.VERDICT.text(headline)),
            VerdictWords.chance(VerdictLine.of(zero, name)),
            VerdictWords.plain(TargetReachabilityTable.VERDICT.text(zero))));
    return lines;
  }

  private String base(Row zero) {
    String counted =
        String.format(
            Locale.ROOT,
            "%s %s households.",
            whole(TargetReachabilityTable.BASE_HOUSEHOLDS.count(zero)),
            tierLabel);
    Optional<Double> perYear = find(TargetReachabilityTable.BASE_REQUIRED_PER_YEAR, zero);
    Optional<Double> rate = find(TargetReachabilityTable.BASE_REQUIRED_ANNUAL_RATE, zero);
    String asked =
        perYear.isPresent() && rate.isPresent()
            ? String.format(
                Locale.ROOT,
                " None by %d asked for %s fewer every year in a straight line, or a fall of %s every"
                    + " year.",
                TargetReachabilityTable.TARGET_YEAR.year(zero),
                round(perYear.get()),
                percent(rate.get()))
            : "";
    return step(TargetReachabilityTable.BASE_YEAR.year(zero), "%s%s", counted, asked);
  }

  private String latest(Row zero, Optional<Row> lastInterval) {
    StringBuilder words =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s%s.",
                whole(TargetReachabilityTable.LATEST_HOUSEHOLDS.count(zero)),
                find(TargetReachabilityTable.OBSERVED_ANNUAL_RATE, zero)
                    .map(KecamatanStory::fall)
                    .orElse("")));
    lastInterval
        .filter(row -> !ReductionRateTable.EXITS_BETTER.isNull(row))
        .ifPresent(
            row ->
                words.append(
                    String.format(
                        Locale.ROOT,
                        " Of the %s of %d, %s left for a better tier and %s were not seen again in the"
                            + " kecamatan; %s came from other tiers, and %s were new, came back or moved"
                            + " in.",
                        whole(ReductionRateTable.HOUSEHOLDS_FROM.count(row)),
                        ReductionRateTable.FROM_YEAR.year(row),
                        whole(sum(row, ReductionRateTable.EXITS_BETTER)),
                        whole(
                            sum(
                                row,
                                ReductionRateTable.ABSENT,
                                ReductionRateTable.DEPARTED,
                                ReductionRateTable.GONE,
                                ReductionRateTable.GRADUATED)),
                        whole(
                            sum(
                                row,
                                ReductionRateTable.ENTRIES_WORSE,
                                ReductionRateTable.ENTRIES_BETTER)),
                        whole(
                            sum(
                                row,
                                ReductionRateTable.ENTRANTS,
                                ReductionRateTable.RETURNED,
                                ReductionRateTable.ARRIVED)))));
    return step(TargetReachabilityTable.LATEST_YEAR.year(zero), "%s", words);
  }

  private static String fall(double rate) {
    return rate >= 0
        ? ", a fall of " + percent(rate) + " a year so far"
        : ", a rise of " + percent(-rate) + " a year so far";
  }

  private static String expected(Row zero) {
    return step(
        TargetReachabilityTable.TARGET_YEAR.year(zero),
        "%s expected (90 %% range %s to %s): %s who stay, %s who fall into it or return, %s new. About"
            + " %s a year come whatever is done for those who are there.",
        round(TargetReachabilityTable.EXPECTED_HOUSEHOLDS.number(zero)),
        round(TargetReachabilityTable.P05.number(zero)),
        round(TargetReachabilityTable.P95.number(zero)),
        round(TargetReachabilityTable.EXPECTED_STAYED.number(zero)),
        round(TargetReachabilityTable.EXPECTED_FELL.number(zero)),
        round(TargetReachabilityTable.EXPECTED_NEW.number(zero)),
        round(TargetReachabilityTable.YEARLY_INFLOW.number(zero)));
  }

  private static String needed(Row headline) {
    String most = whole(TargetReachabilityTable.TOLERANCE_HOUSEHOLDS.count(headline));
    return find(TargetReachabilityTable.REQUIRED_EXIT_PROBABILITY, headline)
        .map(
            exit ->
                step(
                    "",
                    "For a good chance of at most %s, %s of its households would have to leave every"
                        + " year.",
                    most,
                    percent(exit)))
        .orElseGet(
            () ->
                step("", "At most %s is not to be had by exits alone: too many come anew.", most));
  }

  private static String step(Object year, String format, Object... values) {
    return String.format(Locale.ROOT, "  %4s  ", year) + String.format(Locale.ROOT, format, values);
  }

  private static long sum(Row row, Field... fields) {
    long sum = 0;
    for (Field field : fields) {
      sum += field.isNull(row) ? 0 : field.count(row);
    }
    return sum;
  }

  private static Optional<Double> find(Field field, Row row) {
    return field.isNull(row) ? Optional.empty() : Optional.of(field.number(row));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  private static String whole(long households) {
    return String.format(Locale.ROOT, "%,d", households);
  }

  private static String round(double households) {
    return whole(Math.round(households));
  }
}
