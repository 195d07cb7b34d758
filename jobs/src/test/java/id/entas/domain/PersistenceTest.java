package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class PersistenceTest {
  private static final Map<String, String> KABUPATEN =
      Map.of("3509010", "3509", "3509020", "3509", "3510010", "3510");

  private static final TierScheme TIERS =
      new TierScheme(List.of(tier("SM", 1), tier("M", 2), tier("TM", 3)));

  private static Tier tier(String code, int ordinal) {
    return new Tier(code, ordinal, code, code, ordinal < 3, ordinal == 1, List.of());
  }

  private static Persistence.Group group(String region, String tier, int censuses, int times) {
    return new Persistence.Group(region, tier, censuses, times);
  }

  @Test
  void shouldCountEachHouseholdOnceForEveryTier() {
    SortedMap<Persistence.Group, Long> groups =
        Persistence.of(
            List.of(
                History.parse("3509010", "2008=1 2009=1 2010=2 2011=DIED", 7),
                History.parse("3509010", "2008=2 2010=1 2011=1", 5),
                History.parse("3509010", "2008=1 2009=2@3509020", 3),
                History.parse("3509010", "2008=NOT_FOUND", 2)),
            TIERS,
            KABUPATEN);
    Map<Persistence.Group, Long> expected = new TreeMap<>();
    for (String region : List.of("3509010", "3509")) {
      expected.put(group(region, "SM", 3, 2), 12L);
      expected.put(group(region, "M", 3, 1), 12L);
      expected.put(group(region, "TM", 3, 0), 12L);
      expected.put(group(region, "SM", 2, 1), 3L);
      expected.put(group(region, "M", 2, 1), 3L);
      expected.put(group(region, "TM", 2, 0), 3L);
    }
    assertThat(groups).isEqualTo(expected);
  }

  @Test
  void shouldAddUpWhateverTheHistories() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(15L);
    List<String> kecamatan = List.of("3509010", "3509020", "3510010");
    List<History> histories = new ArrayList<>();
    long seen = 0;
    Map<String, Long> householdTimes = new TreeMap<>();
    for (int i = 0; i < 500; i++) {
      List<Sighting> sightings = new ArrayList<>();
      long households = 1 + random.nextInt(5);
      String at = kecamatan.get(random.nextInt(3));
      boolean inTier = false;
      for (int year = 2008; year <= 2012; year++) {
        int state = random.nextInt(5);
        at = random.nextInt(10) == 0 ? kecamatan.get(random.nextInt(3)) : at;
        if (state < 3) {
          sightings.add(Sighting.inTier(year, at, state));
          householdTimes.merge(TIERS.codes().get(state), households, Long::sum);
          inTier = true;
        } else if (state == 3) {
          sightings.add(Sighting.withOutcome(year, at, Outcome.NOT_FOUND));
        }
      }
      if (!sightings.isEmpty()) {
        histories.add(new History(sightings, households));
        seen += inTier ? households : 0;
      }
    }
    SortedMap<Persistence.Group, Long> groups = Persistence.of(histories, TIERS, KABUPATEN);
    for (String tier : TIERS.codes()) {
      long times = 0;
      long households = 0;
      for (Map.Entry<Persistence.Group, Long> entry : groups.entrySet()) {
        Persistence.Group group = entry.getKey();
        if (group.tier().equals(tier) && group.region().length() == 7) {
          times += group.timesInTier() * entry.getValue();
          households += entry.getValue();
        }
      }
      assertThat(times).as(tier).isEqualTo(householdTimes.get(tier));
      assertThat(households).as(tier).isEqualTo(seen);
    }
    Map<String, Long> byCensuses = new TreeMap<>();
    Map<String, Long> sums = new TreeMap<>();
    groups.forEach(
        (group, households) -> {
          byCensuses.merge(
              group.region() + " " + group.censuses() + " " + group.tier(), households, Long::sum);
          if (group.region().length() == 7) {
            Persistence.Group whole =
                group(
                    KABUPATEN.get(group.region()),
                    group.tier(),
                    group.censuses(),
                    group.timesInTier());
            sums.merge(whole.toString(), households, Long::sum);
          }
        });
    sums.forEach(
        (whole, households) ->
            assertThat(
                    groups.entrySet().stream()
                        .filter(entry -> entry.getKey().toString().equals(whole))
                        .mapToLong(Map.Entry::getValue)
                        .sum())
                .as(whole)
                .isEqualTo(households));
    byCensuses.forEach(
        (key, households) -> {
          String same = key.substring(0, key.lastIndexOf(' ')) + " SM";
          assertThat(households).as(key).isEqualTo(byCensuses.get(same));
        });
  }
}
