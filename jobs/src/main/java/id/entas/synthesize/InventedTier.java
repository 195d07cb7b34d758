package id.entas.synthesize;

import java.util.Arrays;
import java.util.List;

/** The four tiers that invented households live in, worst first, as in the census of 2008. */
enum InventedTier {
  SANGAT_MISKIN("SM"),
  MISKIN("M"),
  HAMPIR_MISKIN("HM"),
  TIDAK_MISKIN("TM");

  static final int COUNT = values().length;

  /** Tiers on the list of the poor; the last tier is not. */
  static final int LISTED = COUNT - 1;

  private final String spelling;

  InventedTier(String spelling) {
    this.spelling = spelling;
  }

  /** What extracts write for it. */
  String spelling() {
    return spelling;
  }

  static List<String> codes() {
    return Arrays.stream(values()).map(Enum::name).toList();
  }
}
