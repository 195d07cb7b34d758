package id.entas.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How well the households of a kecamatan are found again over an interval by their ids.
 *
 * <p>A household is linked where the later census knows its id: in a tier, with an outcome, or in
 * another kecamatan. It is unlinked where it is absent.
 *
 * @param households in a tier of the kecamatan at the start
 * @param absent of them not in the later census
 * @param later households in a tier of the kecamatan at the end
 * @param entrants of them in no earlier census
 */
public record Linkage(
    String kecamatan, Interval interval, long households, long absent, long later, long entrants) {

  public Linkage {
    if (absent > households || entrants > later) {
      throw new IllegalArgumentException("more households absent or new than there are");
    }
  }

  /** The linkage of this one's households and another's, of the same kecamatan and interval. */
  public Linkage plus(Linkage other) {
    return new Linkage(
        kecamatan,
        interval,
        households + other.households,
        absent + other.absent,
        later + other.later,
        entrants + other.entrants);
  }

  /** Unlinked by all households at the start, 0 where there are none. */
  public double unlinkedShare() {
    return households == 0 ? 0 : (double) absent / households;
  }

  /** Entrants by all households at the end, 0 where there are none. */
  public double entrantShare() {
    return later == 0 ? 0 : (double) entrants / later;
  }

  /** The linkage as findings: always how good it is, and that it is broken where it is. */
  public List<QualityFinding> findings(double maxUnlinkedShare) {
    List<QualityFinding> findings = new ArrayList<>();
    findings.add(finding(QualityRule.LINKAGE, ""));
    if (unlinkedShare() > maxUnlinkedShare) {
      findings.add(
          finding(
              QualityRule.LINKAGE_BROKEN,
              "; look whether the household ids were reused or written in another form"));
    }
    return findings;
  }

  private QualityFinding finding(QualityRule rule, String advice) {
    return QualityFinding.ofRegion(rule, interval.to(), kecamatan, absent, words() + advice);
  }

  /** The shares in words. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "%d to %d in kecamatan %s: of %,d households %.1f %% are linked and %.1f %% absent;"
            + " of the %,d later ones %.1f %% are entrants",
        interval.from(),
        interval.to(),
        kecamatan,
        households,
        100 * (1 - unlinkedShare()),
        100 * unlinkedShare(),
        later,
        100 * entrantShare());
  }
}
