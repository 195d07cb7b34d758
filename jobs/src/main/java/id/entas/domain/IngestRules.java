package id.entas.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is odd about extracts that were read without fault. */
public final class IngestRules {
  /** Other kecamatan of a file have many rows where half of them have this many times the limit. */
  private static final long MANY = 20;

  private final QualityLimits limits;
  private final TierScheme tiers;

  public IngestRules(QualityLimits limits, TierScheme tiers) {
    this.limits = limits;
    this.tiers = tiers;
  }

  /**
   * The kecamatan of a file, in one census, that have a few rows while the others have many: rows
   * with another kecamatan's valid code by mistake.
   *
   * @param accepted accepted rows of the file in the census by kecamatan
   */
  public List<QualityFinding> straysInFile(
      String sourceFile, int year, Map<String, Long> accepted) {
    List<QualityFinding> findings = new ArrayList<>();
    new TreeMap<>(accepted)
        .forEach(
            (kecamatan, rows) -> {
              long others = medianOfOthers(accepted, kecamatan);
              if (rows > 0 && rows < limits.strayRows() && others >= MANY * limits.strayRows()) {
                findings.add(
                    new QualityFinding(
                        QualityRule.STRAY_REGION,
                        year,
                        kecamatan,
                        sourceFile,
                        rows,
                        words(
                            "%s has %,d rows of kecamatan %s in %d, and %,d of a typical other one;"
                                + " these few count as its whole census",
                            sourceFile, rows, kecamatan, year, others)));
              }
            });
    return findings;
  }

  private static long medianOfOthers(Map<String, Long> accepted, String kecamatan) {
    List<Long> others =
        accepted.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(kecamatan))
            .map(Map.Entry::getValue)
            .sorted()
            .toList();
    return others.isEmpty() ? 0 : others.get((others.size() - 1) / 2);
  }

  /** What is odd about a kecamatan's census against what the lake holds of it, if anything. */
  public Optional<QualityFinding> findAgainstLake(RegionReplacement replacement) {
    long before = replacement.householdsBefore();
    long after = replacement.householdsAfter();
    if (before >= limits.strayRows() && after < limits.strayShare() * before) {
      return Optional.of(
          QualityFinding.ofRegion(
              QualityRule.STRAY_REGION,
              replacement.year(),
              replacement.kecamatan(),
              after,
              words(
                  "%,d rows replace the %,d households that the lake held of kecamatan %s in %d",
                  after, before, replacement.kecamatan(), replacement.year())));
    }
    long listedBefore = replacement.listedBefore(tiers);
    long listedAfter = replacement.listedAfter(tiers);
    if (listedBefore > 0
        && Math.abs(listedAfter - listedBefore) > limits.tierShift() * listedBefore) {
      return Optional.of(
          QualityFinding.ofRegion(
              QualityRule.TIER_SHIFT,
              replacement.year(),
              replacement.kecamatan(),
              Math.abs(listedAfter - listedBefore),
              words(
                  "the listed households of kecamatan %s in %d change from %,d to %,d",
                  replacement.kecamatan(), replacement.year(), listedBefore, listedAfter)));
    }
    return Optional.empty();
  }

  /**
   * The kecamatan that a census lacks, of the kabupaten that it covers at least in part.
   *
   * @param covered codes of the kecamatan that it covers
   */
  public static List<QualityFinding> missing(
      int year, Collection<String> covered, Regions regions) {
    Map<String, String> kabupatenOf = regions.kabupatenOfKecamatan();
    List<String> kabupaten = covered.stream().map(kabupatenOf::get).distinct().toList();
    return regions.ofLevel(Region.Level.KECAMATAN).stream()
        .filter(region -> kabupaten.contains(region.parentCode()))
        .filter(region -> region.validity().holds(year))
        .filter(region -> !covered.contains(region.code()))
        .map(
            region ->
                QualityFinding.ofRegion(
                    QualityRule.COVERAGE_MISSING,
                    year,
                    region.code(),
                    null,
                    words(
                        "no extract of %d covers kecamatan %s (%s)",
                        year, region.code(), region.name())))
        .toList();
  }

  private static String words(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
