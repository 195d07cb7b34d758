package id.entas.domain;

import java.util.Locale;

/** The figures that sum up a matrix of moves between tiers, or the returns into the target tier. */
public enum MobilityIndex {
  /** Prais' and Shorrocks' index, {@link MobilityIndices#shorrocks}. */
  SHORROCKS,
  /** Shorrocks' index by the determinant, {@link MobilityIndices#determinant}. */
  DETERMINANT,
  /** The index by the second eigenvalue, {@link MobilityIndices#secondEigenvalue}. */
  SECOND_EIGENVALUE,
  /** Tiers crossed by a household, {@link MobilityIndices#bartholomew}. */
  BARTHOLOMEW,
  /** Households that left their tier, {@link MobilityIndices#bartholomewPrais}. */
  BARTHOLOMEW_PRAIS,
  /** Households in a better tier than before, {@link MobilityIndices#upwardShare}. */
  UPWARD_SHARE,
  /** Households in a worse tier than before, {@link MobilityIndices#downwardShare}. */
  DOWNWARD_SHARE,
  /** Years in the target tier, {@link MobilityIndices#findMeanYearsToExit}. */
  MEAN_YEARS_TO_EXIT,
  /** Households that came back into the target tier, {@link Relapses}. */
  RELAPSE_WITHIN_2;

  /** The name that tables write. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
