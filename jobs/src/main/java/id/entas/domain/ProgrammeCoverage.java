package id.entas.domain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What programmes were to reach beside what households received.
 *
 * <p>An extract says of a household whether a cluster served it, not which programme did. What
 * households received is therefore a figure of the cluster; it is one of a programme only where
 * that is the cluster's one programme of the year and reaches households. Plans of a cluster's
 * programmes are not added up, since one household may get several of them.
 *
 * <p>A kabupaten's plan is the one that was made for it; where none was, it is the sum of those of
 * its kecamatan. What was received is the sum of the kecamatan that say.
 */
public final class ProgrammeCoverage {
  private final List<Programme> programmes;
  private final Map<String, String> kabupatenOf;

  /**
   * Where a figure stands.
   *
   * @param tier null for all tiers that the programme is for
   * @param programme null for all programmes of the cluster
   */
  private record Place(int year, String region, int cluster, String programme, String tier) {}

  /**
   * A line of the table.
   *
   * @param tier null for all tiers that the programme is for
   * @param programme null for all programmes of the cluster
   * @param planned null where no plan says
   * @param known households of which it is known whether they were served; null where no extract
   *     tells of this line
   * @param received those served; null with {@code known}
   * @param budget rupiah; null where no plan says
   * @param kecamatan kecamatan that {@code received} is the sum of
   */
  public record Line(
      int year,
      String region,
      int cluster,
      Programme programme,
      String tier,
      Long planned,
      Long known,
      Long received,
      BigDecimal budget,
      long kecamatan) {}

  private static final class Figures {
    private Long planned;
    private BigDecimal budget;
    private boolean isReceived;
    private long known;
    private long received;
    private long kecamatan;

    private void plan(ProgrammePlan plan) {
      if (plan.planned() != null) {
        planned = plan.planned() + (planned == null ? 0 : planned);
      }
      if (plan.budget() != null) {
        budget = budget == null ? plan.budget() : budget.add(plan.budget());
      }
    }

    private void receive(Figures other) {
      isReceived = true;
      known += other.known;
      received += other.received;
      kecamatan = Math.max(kecamatan, other.kecamatan);
    }

    private void receive(ServedCount count) {
      isReceived = true;
      known += count.known();
      received += count.received();
      kecamatan++;
    }
  }

  /**
   * @param kabupatenOf kabupaten by kecamatan
   */
  public ProgrammeCoverage(List<Programme> programmes, Map<String, String> kabupatenOf) {
    this.programmes = List.copyOf(programmes);
    this.kabupatenOf = Map.copyOf(kabupatenOf);
  }

  /** The lines of all kecamatan and kabupaten, by year, region, cluster, programme and tier. */
  public List<Line> lines(List<ServedCount> counts, List<ProgrammePlan> plans) {
    Map<Place, Figures> figures =
        new TreeMap<>(
            Comparator.comparingInt(Place::year)
                .thenComparing(Place::region)
                .thenComparingInt(Place::cluster)
                .thenComparing(Place::programme, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(Place::tier, Comparator.nullsFirst(Comparator.naturalOrder())));
    for (ServedCount count : counts) {
      for (String region : List.of(count.kecamatan(), kabupatenOf.get(count.kecamatan()))) {
        figures
            .computeIfAbsent(
                new Place(count.year(), region, count.cluster(), null, count.tier()),
                any -> new Figures())
            .receive(count);
      }
    }
    Map<Place, Figures> clusters = Map.copyOf(figures);
    for (ProgrammePlan plan : withSums(plans)) {
      figures
          .computeIfAbsent(
              new Place(
                  plan.year(),
                  plan.regionCode(),
                  programme(plan.programme()).cluster(),
                  plan.programme(),
                  plan.tier()),
              any -> new Figures())
          .plan(plan);
    }
    clusters.forEach(
        (place, cluster) ->
            findOnly(place.cluster(), place.year())
                .ifPresent(
                    only -> {
                      figures
                          .computeIfAbsent(of(only, place, place.tier()), any -> new Figures())
                          .receive(cluster);
                      Figures all = figures.get(of(only, place, null));
                      if (all != null && only.tiers().contains(place.tier())) {
                        all.receive(cluster);
                      }
                    }));
    List<Line> lines = new ArrayList<>();
    figures.forEach(
        (place, one) ->
            lines.add(
                new Line(
                    place.year(),
                    place.region(),
                    place.cluster(),
                    place.programme() == null ? null : programme(place.programme()),
                    place.tier(),
                    one.planned,
                    one.isReceived ? Long.valueOf(one.known) : null,
                    one.isReceived ? Long.valueOf(one.received) : null,
                    one.budget,
                    one.kecamatan)));
    return lines;
  }

  private static Place of(Programme only, Place cluster, String tier) {
    return new Place(cluster.year(), cluster.region(), cluster.cluster(), only.code(), tier);
  }

  /** The plans, with those of kecamatan summed where their kabupaten has none of its own. */
  private List<ProgrammePlan> withSums(List<ProgrammePlan> plans) {
    List<ProgrammePlan> sums =
        plans.stream()
            .filter(plan -> kabupatenOf.containsKey(plan.regionCode()))
            .map(plan -> in(plan, kabupatenOf.get(plan.regionCode())))
            .filter(sum -> plans.stream().noneMatch(own -> isOfOnePlace(own, sum)))
            .toList();
    return Stream.concat(plans.stream(), sums.stream()).toList();
  }

  private static ProgrammePlan in(ProgrammePlan plan, String region) {
    return new ProgrammePlan(
        plan.programme(), plan.year(), region, plan.tier(), plan.planned(), plan.budget());
  }

  private static boolean isOfOnePlace(ProgrammePlan a, ProgrammePlan b) {
    return a.programme().equals(b.programme())
        && a.year() == b.year()
        && a.regionCode().equals(b.regionCode())
        && Objects.equals(a.tier(), b.tier());
  }

  private Programme programme(String code) {
    return programmes.stream().filter(one -> one.code().equals(code)).findFirst().orElseThrow();
  }

  private Optional<Programme> findOnly(int cluster, int year) {
    List<Programme> all =
        programmes.stream()
            .filter(one -> one.cluster() == cluster && one.validity().holds(year))
            .toList();
    return all.size() == 1 && all.get(0).reachesHouseholds()
        ? Optional.of(all.get(0))
        : Optional.empty();
  }
}
