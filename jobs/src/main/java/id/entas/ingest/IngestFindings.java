package id.entas.ingest;

import id.entas.domain.IngestRules;
import id.entas.domain.QualityFinding;
import id.entas.domain.QualityRule;
import id.entas.domain.RegionReplacement;
import id.entas.job.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What ingest finds odd about the extracts it reads, and about what they replace. */
final class IngestFindings {
  private final Settings settings;
  private final IngestRules rules;
  private final List<ExtractFormat> formats;
  private final Accounts accounts;
  private final List<TierAgreement> agreements;
  private final LakeHoldings holdings;

  /**
   * @param accounts what became of all rows, duplicates included
   * @param agreements how recorded and derived tiers agree
   * @param holdings what the lake holds before
   */
  IngestFindings(
      Settings settings,
      List<ExtractFormat> formats,
      Accounts accounts,
      List<TierAgreement> agreements,
      LakeHoldings holdings) {
    this.settings = settings;
    this.rules = new IngestRules(settings.qualityLimits(), settings.tiers());
    this.formats = formats;
    this.accounts = accounts;
    this.agreements = agreements;
    this.holdings = holdings;
  }

  /**
   * The findings after the ingest: its own, and those before that are about neither its files nor
   * what it replaces.
   */
  List<QualityFinding> after(List<QualityFinding> before) {
    SortedMap<Integer, SortedSet<String>> replaced = accounts.regionsByYear();
    List<String> read = formats.stream().map(format -> format.file().sourceFile()).toList();
    List<QualityFinding> after = new ArrayList<>();
    for (QualityFinding finding : before) {
      boolean stays =
          finding.regionCode() == null
              ? !read.contains(finding.sourceFile())
              : !replaced
                  .getOrDefault(finding.censusYear(), new TreeSet<>())
                  .contains(finding.regionCode());
      if (stays && finding.rule() != QualityRule.COVERAGE_MISSING) {
        after.add(finding);
      }
    }
    after.addAll(all());
    return after;
  }

  /** All findings of the ingest itself. */
  List<QualityFinding> all() {
    List<QualityFinding> findings = new ArrayList<>(ofFiles());
    findings.addAll(ofTiers());
    findings.addAll(ofReplacements());
    findings.addAll(ofCoverage());
    return findings;
  }

  /** What is odd about the files themselves. */
  private List<QualityFinding> ofFiles() {
    List<QualityFinding> findings = new ArrayList<>();
    for (ExtractFormat format : formats) {
      String name = format.file().sourceFile();
      SortedSet<Integer> years = accounts.years(format.index());
      Integer year = years.size() == 1 ? years.first() : null;
      accounts
          .reasons(format.index())
          .forEach(
              (reason, rows) ->
                  findings.add(
                      QualityFinding.ofFile(
                          QualityRule.ofRejection(reason.name()),
                          year,
                          name,
                          rows,
                          rows + " of its " + accounts.read(format.index()) + " rows")));
      List<String> ignored = format.header().ignored();
      if (!ignored.isEmpty()) {
        findings.add(
            QualityFinding.ofFile(
                QualityRule.IGNORED_COLUMNS,
                year,
                name,
                null,
                String.join(", ", ignored.stream().map(ExtractHeader::printable).toList())));
      }
      String charset = format.encoding().charset();
      if (!charset.equals(TextEncoding.UTF_8.charset())) {
        findings.add(QualityFinding.ofFile(QualityRule.OTHER_ENCODING, year, name, null, charset));
      }
      accounts
          .acceptedByYear(format.index())
          .forEach(
              (inYear, byRegion) -> findings.addAll(rules.straysInFile(name, inYear, byRegion)));
    }
    return findings;
  }

  /** Where recorded and derived tiers disagree, and where only a derived one is. */
  private List<QualityFinding> ofTiers() {
    List<QualityFinding> findings = new ArrayList<>();
    for (TierAgreement.Kecamatan one : TierAgreement.byKecamatan(agreements)) {
      if (one.derived() > 0) {
        findings.add(
            new QualityFinding(
                QualityRule.TIER_DERIVED,
                one.year(),
                one.region(),
                one.sourceFile(),
                one.derived(),
                one.derived() + " rows have no tier recorded"));
      }
      if (one.differing() > 0) {
        findings.add(
            new QualityFinding(
                QualityRule.TIER_DISAGREEMENT,
                one.year(),
                one.region(),
                one.sourceFile(),
                one.differing(),
                one.comparison()));
      }
    }
    return findings;
  }

  /** What is odd about what replaces what the lake held. */
  private List<QualityFinding> ofReplacements() {
    return replacements(accounts, holdings).stream()
        .flatMap(replacement -> rules.findAgainstLake(replacement).stream())
        .toList();
  }

  /** The kecamatan and censuses that the rows read replace, in order. */
  static List<RegionReplacement> replacements(Accounts accounts, LakeHoldings holdings) {
    List<RegionReplacement> replacements = new ArrayList<>();
    accounts
        .regionsByYear()
        .forEach(
            (year, regions) ->
                regions.forEach(
                    region ->
                        replacements.add(
                            new RegionReplacement(
                                year,
                                region,
                                holdings.tiers(year, region),
                                accounts.tiers(year, region)))));
    return replacements;
  }

  /** The kecamatan that the censuses lack when the rows are laid. */
  private List<QualityFinding> ofCoverage() {
    SortedMap<Integer, SortedSet<String>> covered = new TreeMap<>();
    holdings.years().forEach(year -> covered.put(year, new TreeSet<>(holdings.regions(year))));
    for (RegionReplacement one : replacements(accounts, holdings)) {
      SortedSet<String> ofYear = covered.computeIfAbsent(one.year(), any -> new TreeSet<>());
      if (one.householdsAfter() > 0) {
        ofYear.add(one.kecamatan());
      } else {
        ofYear.remove(one.kecamatan());
      }
    }
    List<QualityFinding> findings = new ArrayList<>();
    for (Map.Entry<Integer, SortedSet<String>> entry : covered.entrySet()) {
      findings.addAll(IngestRules.missing(entry.getKey(), entry.getValue(), settings.regions()));
    }
    return findings;
  }
}
