package id.entas.ingest;

import id.entas.domain.IngestRules;
import id.entas.domain.QualityFinding;
import id.entas.domain.Refusal;
import id.entas.job.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Why an ingest would not lay what it has read into the lake. */
final class Acceptance {
  private final Settings settings;
  private final LakeHoldings holdings;

  /**
   * @param holdings what the lake holds before
   */
  Acceptance(Settings settings, LakeHoldings holdings) {
    this.settings = settings;
    this.holdings = holdings;
  }

  /** All reasons, those of the files first, in their order. */
  List<Refusal> reasons(Accounts accounts, List<String> sourceFiles) {
    List<Refusal> reasons = new ArrayList<>();
    for (int file = 0; file < sourceFiles.size(); file++) {
      accounts
          .findAbove(settings.maxRejectedShare(), file, sourceFiles.get(file))
          .ifPresent(reasons::add);
    }
    if (accounts.accepted() == 0) {
      reasons.add(
          Refusal.data(
              "No row of the extracts is a household that can be accepted; name other files with"
                  + " --input."));
      return reasons;
    }
    findEarlyTarget(accounts).ifPresent(reasons::add);
    settings
        .findStopAtMissingKecamatan()
        .ifPresent(most -> reasons.addAll(tooFewKecamatan(accounts, most)));
    return reasons;
  }

  /**
   * Goes on only where there is no reason not to.
   *
   * @throws Refusal the first reason
   */
  void require(Accounts accounts, List<String> sourceFiles) {
    for (Refusal reason : reasons(accounts, sourceFiles)) {
      throw reason;
    }
  }

  private Optional<Refusal> findEarlyTarget(Accounts accounts) {
    int first = accounts.regionsByYear().firstKey();
    int earliest = Math.min(first, holdings.findFirstYear().orElse(first));
    return settings.targetYear() >= earliest
        ? Optional.empty()
        : Optional.of(
            Refusal.mistake(
                "The target year "
                    + settings.targetYear()
                    + " is earlier than the first census, "
                    + earliest
                    + "; name a later one with --target-year."));
  }

  private List<Refusal> tooFewKecamatan(Accounts accounts, double most) {
    List<Refusal> reasons = new ArrayList<>();
    SortedMap<Integer, SortedSet<String>> read = accounts.regionsByYear();
    for (int year : read.keySet()) {
      SortedSet<String> covered = new TreeSet<>(read.get(year));
      covered.addAll(holdings.regions(year));
      List<QualityFinding> missing = IngestRules.missing(year, covered, settings.regions());
      if (missing.size() > most) {
        reasons.add(
            Refusal.data(
                String.format(
                    Locale.ROOT,
                    "The census %d lacks %d kecamatan, the first of them %s (%s), and"
                        + " quality.stop.max-missing-kecamatan allows %.0f; add their extracts or"
                        + " correct that setting.",
                    year,
                    missing.size(),
                    missing.get(0).regionCode(),
                    settings.regions().nameOf(missing.get(0).regionCode()),
                    most)));
      }
    }
    return reasons;
  }
}
