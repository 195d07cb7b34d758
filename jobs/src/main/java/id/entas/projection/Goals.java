package id.entas.projection;

import id.entas.job.Settings;
import java.util.List;

/**
 * The households that count as met, one entry per tolerance; 0 where a region has no base to take a
 * share of.
 */
final class Goals {
  private Goals() {}

  static List<Long> of(Outlook outlook, Settings settings, boolean[] listed) {
    return settings.tolerances().stream()
        .map(
            share ->
                outlook
                    .listedAtBase(listed)
                    .map(base -> settings.target().metHouseholds(share, base))
                    .orElse(0L))
        .toList();
  }
}
