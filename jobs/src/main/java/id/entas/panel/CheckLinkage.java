package id.entas.panel;

import id.entas.domain.FlowState;
import id.entas.domain.Interval;
import id.entas.domain.Linkage;
import id.entas.domain.QualityFinding;
import id.entas.domain.QualityLimits;
import id.entas.domain.QualityRule;
import id.entas.domain.Refusal;
import id.entas.domain.Region;
import id.entas.domain.Tier;
import id.entas.domain.VillageSwap;
import id.entas.job.Job;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.QualityFindingTable;
import id.entas.tables.Table;
import id.entas.tables.TierCountTable;
import id.entas.tables.TransitionCountTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * Looks whether households are found again from census to census, so that a broken id is seen
 * before it becomes a transition.
 */
public final class CheckLinkage implements Job {
  private final Lake lake;
  private final Settings settings;
  private final RunIdentity identity;

  public CheckLinkage(Lake lake, Settings settings, RunIdentity identity) {
    this.lake = lake;
    this.settings = settings;
    this.identity = identity;
  }

  @Override
  public String name() {
    return "linkage";
  }

  @Override
  public String purpose() {
    return "looks whether households are found again from census to census";
  }

  @Override
  public List<Table> reads() {
    return List.of(
        TransitionCountTable.TABLE,
        TierCountTable.TABLE,
        HouseholdTable.TABLE,
        ExtractFileTable.TABLE);
  }

  @Override
  public List<Table> writes() {
    return List.of(QualityFindingTable.TABLE);
  }

  @Override
  public void run(RunReport report) {
    QualityLimits limits = settings.qualityLimits();
    List<Linkage> linkages = linkages(lake.requireRows(TransitionCountTable.TABLE, "panel"));
    settings.findStopAtUnlinkedShare().ifPresent(most -> refuseAbove(most, linkages));
    List<QualityFinding> findings = new ArrayList<>();
    linkages.forEach(linkage -> findings.addAll(linkage.findings(limits.maxUnlinkedShare())));
    findings.addAll(swapFindings(linkages, limits));
    QualityFindingTable.replace(lake, QualityRule.Stage.LINKAGE, findings, identity.current());
    report.rows("intervals of kecamatan", linkages.size());
    findings.stream()
        .filter(finding -> finding.rule() != QualityRule.LINKAGE)
        .forEach(finding -> report.note(finding.detail()));
  }

  private static void refuseAbove(double most, List<Linkage> linkages) {
    linkages.stream()
        .max(Comparator.comparingDouble(Linkage::unlinkedShare))
        .filter(worst -> worst.unlinkedShare() > most)
        .ifPresent(
            worst -> {
              throw Refusal.data(
                  String.format(
                      Locale.ROOT,
                      "%s, and quality.stop.max-unlinked-share allows %.1f %%, so nothing was"
                          + " published; correct the household ids or that setting.",
                      worst.words(),
                      100 * most));
            });
  }

  /** The linkages of all kecamatan, in the order of their codes and intervals. */
  private static List<Linkage> linkages(List<Row> flows) {
    record Key(String kecamatan, Interval interval) {}
    Comparator<Key> order = Comparator.comparing(Key::kecamatan).thenComparing(Key::interval);
    SortedMap<Key, Linkage> linkages = new TreeMap<>(order);
    for (Row row : flows) {
      if (!TransitionCountTable.REGION_LEVEL.text(row).equals(Region.Level.KECAMATAN.code())) {
        continue;
      }
      Key key =
          new Key(
              TransitionCountTable.REGION_CODE.text(row),
              new Interval(
                  TransitionCountTable.FROM_YEAR.year(row),
                  TransitionCountTable.TO_YEAR.year(row)));
      String from = TransitionCountTable.FROM_TIER.text(row);
      String to = TransitionCountTable.TO_TIER.text(row);
      long households = TransitionCountTable.HOUSEHOLDS.count(row);
      boolean isIn = FlowState.SOURCES.contains(from);
      boolean stays = !isIn && !FlowState.GOALS.contains(to);
      linkages.merge(
          key,
          new Linkage(
              key.kecamatan(),
              key.interval(),
              isIn ? 0 : households,
              to.equals(FlowState.ABSENT) ? households : 0,
              isIn || stays ? households : 0,
              from.equals(FlowState.ENTRANT) ? households : 0),
          Linkage::plus);
    }
    return List.copyOf(linkages.values());
  }

  private List<QualityFinding> swapFindings(List<Linkage> linkages, QualityLimits limits) {
    Map<Integer, Map<String, Map<String, Long>>> listed = listedByDesa();
    List<QualityFinding> findings = new ArrayList<>();
    for (Linkage linkage : linkages) {
      Interval interval = linkage.interval();
      for (VillageSwap swap :
          VillageSwap.among(
              linkage.kecamatan(),
              interval,
              desaOf(listed, interval.from(), linkage.kecamatan()),
              desaOf(listed, interval.to(), linkage.kecamatan()),
              limits.swapTolerance())) {
        Row stay =
            VillageStocks.stay(
                    lake.read(HouseholdTable.TABLE),
                    interval,
                    List.of(swap.first(), swap.second()),
                    listedTiers())
                .first();
        swap.findFinding(
                VillageStocks.SEEN_AGAIN.count(stay),
                VillageStocks.STAYED.count(stay),
                limits.swapLinkedShare())
            .ifPresent(findings::add);
      }
    }
    return findings;
  }

  private static Map<String, Long> desaOf(
      Map<Integer, Map<String, Map<String, Long>>> listed, int year, String kecamatan) {
    return listed.getOrDefault(year, Map.of()).getOrDefault(kecamatan, Map.of());
  }

  private List<String> listedTiers() {
    return settings.tiers().tiers().stream().filter(Tier::isListed).map(Tier::code).toList();
  }

  /** Listed households by census, kecamatan and desa. */
  private Map<Integer, Map<String, Map<String, Long>>> listedByDesa() {
    List<String> listedTiers = listedTiers();
    Map<Integer, Map<String, Map<String, Long>>> listed = new TreeMap<>();
    for (Row row : lake.requireRows(TierCountTable.TABLE, "panel")) {
      if (TierCountTable.REGION_LEVEL.text(row).equals(Region.Level.DESA.code())
          && listedTiers.contains(TierCountTable.TIER.text(row))) {
        String desa = TierCountTable.REGION_CODE.text(row);
        listed
            .computeIfAbsent(TierCountTable.CENSUS_YEAR.year(row), any -> new TreeMap<>())
            .computeIfAbsent(
                settings.regions().find(desa).orElseThrow().parentCode(), any -> new TreeMap<>())
            .merge(desa, TierCountTable.HOUSEHOLDS.count(row), Long::sum);
      }
    }
    return listed;
  }
}
