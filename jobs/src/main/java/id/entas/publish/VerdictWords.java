package id.entas.publish;

import id.entas.domain.AssumptionTests;
import id.entas.domain.Region;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The verdict as people read it in a terminal: a table of kecamatan and one sentence for the
 * kabupaten.
 */
final class VerdictWords {
  /**
   * A chance that the table publishes as null with this bound is said in these words (METHODS
   * section 4).
   */
  private static final double ONE_IN_A_MILLION = 1e-6;

  private static final String MARKOV_ORDER = AssumptionTests.Assumption.MARKOV_ORDER.code();
  private static final String HEADLINE_SCENARIO = "observed";
  private static final String BEST_CASE = "no_inflow";

  private final List<VerdictLine> lines;
  private final double headline;
  private final String tierLabel;

  /**
   * @param lines every scenario and tolerance
   * @param headline the tolerance of the headline verdict
   * @param tierLabel the target tier in words, such as "very poor"
   */
  VerdictWords(List<VerdictLine> lines, double headline, String tierLabel) {
    this.lines = lines;
    this.headline = headline;
    this.tierLabel = tierLabel;
  }

  /** The table of kecamatan, sorted by chance, highest first. */
  List<String> table() {
    List<VerdictLine> kecamatan =
        lines.stream()
            .filter(line -> line.level() == Region.Level.KECAMATAN && isHeadline(line, headline))
            .sorted(
                Comparator.comparingDouble(VerdictLine::chance)
                    .reversed()
                    .thenComparing(line -> line.expected().orElse(Double.MAX_VALUE))
                    .thenComparing(VerdictLine::name))
            .toList();
    if (kecamatan.isEmpty()) {
      return List.of("No kecamatan can be assessed.");
    }
    VerdictLine first = kecamatan.get(0);
    List<String> table = new ArrayList<>();
    table.add(
        String.format(
            Locale.ROOT,
            "%-14s %12s %12s %9s %17s %12s %12s  %s",
            "Kecamatan",
            "base",
            "latest",
            "in " + first.targetYear(),
            "90 % range",
            "chance " + percent(headline),
            "chance zero",
            "verdict"));
    for (VerdictLine line : kecamatan) {
      table.add(
          String.format(
              Locale.ROOT,
              "%-14s %12s %12s %9s %17s %12s %12s  %s",
              line.name(),
              count(line.baseHouseholds(), line.baseYear()),
              count(line.latestHouseholds(), line.latestYear()),
              line.expected().map(VerdictWords::round).orElse("-"),
              range(line),
              chance(line),
              at(line.region(), HEADLINE_SCENARIO, 0).map(VerdictWords::chance).orElse("-"),
              line.verdict()));
    }
    return table;
  }

  /** One sentence of plain words for each kabupaten. */
  List<String> sentences() {
    return lines.stream()
        .filter(line -> line.level() == Region.Level.KABUPATEN && isHeadline(line, headline))
        .map(this::sentence)
        .toList();
  }

  private String sentence(VerdictLine line) {
    StringBuilder words = new StringBuilder("Kabupaten ").append(line.name());
    if (line.kecamatanCovered() < line.kecamatanTotal()) {
      words.append(
          String.format(
              Locale.ROOT,
              " (only %d of its %d kecamatan)",
              line.kecamatanCovered(),
              line.kecamatanTotal()));
    }
    if (line.isSuppressed()) {
      return words
          .append(" is not shown by numbers, as few households are in some of them: ")
          .append(plain(line.verdict()))
          .append(".")
          .toString();
    }
    if (line.expected().isEmpty()) {
      if (line.verdict().equals("REACHED") || line.verdict().equals("MISSED")) {
        words.append(
            String.format(
                Locale.ROOT,
                " counted %s %s households in %d; with %s tolerated the target of %d is %s.",
                line.latestHouseholds().map(VerdictWords::whole).orElse("no"),
                tierLabel,
                line.latestYear().orElse(line.targetYear()),
                line.toleranceHouseholds().map(VerdictWords::whole).orElse("none"),
                line.targetYear(),
                line.verdict().equals("REACHED") ? "reached" : "missed"));
        return line.comparable() ? words.toString() : words.append(notComparable(line)).toString();
      }
      return words
          .append(
              " cannot be assessed: it has no two comparable censuses, no base census, or none"
                  + " from which futures reach the target year.")
          .toString();
    }
    words.append(
        String.format(
            Locale.ROOT,
            " had %s %s households in %d and is expected to have %s in %d (90 %% range %s); the chance of at most %s (%s of"
                + " those listed at the start) is %s, and of zero %s: %s",
            line.latestHouseholds().map(VerdictWords::whole).orElse("-"),
            tierLabel,
            line.latestYear().orElseThrow(),
            line.expected().map(VerdictWords::round).orElse("-"),
            line.targetYear(),
            range(line),
            line.toleranceHouseholds().map(VerdictWords::whole).orElse("-"),
            percent(headline),
            chanceInWords(line),
            at(line.region(), HEADLINE_SCENARIO, 0)
                .map(VerdictWords::chanceInWords)
                .orElse("not assessed"),
            plain(line.verdict())));
    line.yearlyInflow()
        .ifPresent(
            inflow ->
                words.append(
                    String.format(
                        Locale.ROOT,
                        "%s about %s households a year become %s",
                        line.comparable() ? ", because" : ", and",
                        round(inflow),
                        tierLabel)));
    at(line.region(), BEST_CASE, headline)
        .flatMap(VerdictLine::expected)
        .ifPresent(
            left ->
                words.append(
                    String.format(
                        Locale.ROOT,
                        "; even if from now on none did, about %s would remain",
                        round(left))));
    words.append('.');
    if (!line.comparable()) {
      words.append(notComparable(line));
    }
    if (line.shockSource().filter("ASSUMED"::equals).isPresent()) {
      words.append(
          " The variation between years is assumed, as fewer than three intervals have been observed.");
    }
    line.rejectedAssumptions()
        .filter(tests -> tests.contains(MARKOV_ORDER))
        .ifPresent(
            any ->
                words.append(
                    " How long a household has been poor still matters (test markov_order), which"
                        + " the futures leave out: they are too hopeful for the long poor."));
    return words.toString();
  }

  private static String notComparable(VerdictLine line) {
    return line.instruments()
        .map(
            instruments ->
                " The censuses were made with different instruments, "
                    + instruments
                    + ", so that what changed between them may be the instrument and not the"
                    + " households: the comparison is not safe.")
        .orElse(
            " With what instruments the censuses were made is not known, so the comparison is not"
                + " safe.");
  }

  private boolean isHeadline(VerdictLine line, double tolerance) {
    return line.scenario().equals(HEADLINE_SCENARIO) && line.toleranceShare() == tolerance;
  }

  private Optional<VerdictLine> at(String region, String scenario, double tolerance) {
    return lines.stream()
        .filter(
            line ->
                line.region().equals(region)
                    && line.scenario().equals(scenario)
                    && line.toleranceShare() == tolerance)
        .findFirst();
  }

  static String plain(String verdict) {
    return switch (verdict) {
      case "ON_TRACK" -> "on track";
      case "POSSIBLE" -> "possible";
      case "UNLIKELY" -> "unlikely";
      case "OUT_OF_REACH" -> "out of reach";
      case "NOT_ASSESSED" -> "no verdict is given";
      case VerdictLine.NOT_SHOWN -> "not shown";
      default -> verdict;
    };
  }

  static String chance(VerdictLine line) {
    return line.probability()
        .map(VerdictWords::percentOf)
        .or(() -> line.probabilityUpper().map(upper -> "<" + percentOf(upper)))
        .orElse("-");
  }

  private static String chanceInWords(VerdictLine line) {
    boolean tiny =
        line.probability().isEmpty()
            && line.probabilityUpper().filter(u -> u <= ONE_IN_A_MILLION).isPresent();
    return tiny ? "less than one in a million" : chance(line).replace("<", "less than ");
  }

  /** A chance as a percentage with the digits that the draws can tell. */
  private static String percentOf(double chance) {
    double percent = 100 * chance;
    if (percent > 0 && percent < 0.001) {
      return "0.001 %";
    }
    String pattern = percent < 0.1 ? "%.3f %%" : percent < 10 ? "%.1f %%" : "%.0f %%";
    String text = String.format(Locale.ROOT, pattern, percent);
    return chance < 1 && text.equals("100 %") ? ">99 %" : text;
  }

  private static String percent(double share) {
    double percent = 100 * share;
    return percent == Math.rint(percent)
        ? String.format(Locale.ROOT, "%.0f %%", percent)
        : String.format(Locale.ROOT, "%.1f %%", percent);
  }

  private static String range(VerdictLine line) {
    return line.low().isPresent() && line.high().isPresent()
        ? round(line.low().get()) + " to " + round(line.high().get())
        : "-";
  }

  private static String count(Optional<Long> households, Optional<Integer> year) {
    return households.isPresent() && year.isPresent()
        ? whole(households.get())
            + " ("
            + String.format(Locale.ROOT, "%02d", year.get() % 100)
            + ")"
        : "-";
  }

  private static String whole(long households) {
    return String.format(Locale.ROOT, "%,d", households);
  }

  private static String round(double households) {
    return String.format(Locale.ROOT, "%,d", Math.round(households));
  }
}
