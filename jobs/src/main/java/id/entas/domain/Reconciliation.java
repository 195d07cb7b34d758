package id.entas.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A published figure against what the lake counts. Nothing is corrected by it.
 *
 * @param observed households that the lake counts
 * @param covered kecamatan of the region that the census covers
 * @param total kecamatan of the region
 */
public record Reconciliation(PublishedFigure figure, long observed, long covered, long total) {

  /** Observed less published. */
  public long difference() {
    return observed - figure.value();
  }

  /** The difference as a share of the published figure, where that is not zero. */
  public Optional<Double> findShare() {
    return figure.value() == 0
        ? Optional.empty()
        : Optional.of((double) difference() / figure.value());
  }

  /** Whether the census covers all of the region, so that the two can be compared. */
  public boolean isComplete() {
    return covered == total;
  }

  /** Whether the lake bears the figure out; never where the census covers only part of it. */
  public boolean isWithin(double tolerance) {
    return isComplete() && Math.abs(difference()) <= tolerance * Math.abs(figure.value());
  }

  /** What keeps the two from being compared, if anything. */
  public Optional<String> findCaveat() {
    return isComplete()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT, "the census covers only %d of its %d kecamatan", covered, total));
  }

  /** The finding where the lake does not bear the figure out. */
  public Optional<QualityFinding> findFinding(double tolerance) {
    if (isWithin(tolerance)) {
      return Optional.empty();
    }
    return Optional.of(
        QualityFinding.ofRegion(
            QualityRule.RECONCILIATION_DIFFERENCE,
            figure.year(),
            figure.regionCode(),
            Math.abs(difference()),
            words() + findCaveat().map(caveat -> "; " + caveat).orElse("")));
  }

  /** The two figures in words. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "%s (%s, %d) was published as %,d, and the lake counts %,d",
        figure.id(),
        figure.measure(),
        figure.year(),
        figure.value(),
        observed);
  }

  /** The figures that are not the sum of their parts. */
  public static List<QualityFinding> notAdditive(List<PublishedFigure> figures) {
    Map<String, PublishedFigure> byId =
        figures.stream().collect(Collectors.toMap(PublishedFigure::id, Function.identity()));
    List<QualityFinding> findings = new ArrayList<>();
    for (PublishedFigure figure : figures) {
      long sum = figure.parts().stream().mapToLong(part -> byId.get(part).value()).sum();
      if (!figure.parts().isEmpty() && sum != figure.value()) {
        findings.add(
            new QualityFinding(
                QualityRule.PUBLISHED_NOT_ADDITIVE,
                figure.year(),
                figure.regionCode().isEmpty() ? null : figure.regionCode(),
                null,
                Math.abs(figure.value() - sum),
                String.format(
                    Locale.ROOT,
                    "%s (%s, %d) was published as %,d, but its parts %s add up to %,d",
                    figure.id(),
                    figure.measure(),
                    figure.year(),
                    figure.value(),
                    String.join(" + ", figure.parts()),
                    sum)));
      }
    }
    return findings;
  }
}
