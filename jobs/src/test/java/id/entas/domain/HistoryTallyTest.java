package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Execution(ExecutionMode.CONCURRENT)
class HistoryTallyTest {
  private static final long SEED = 4;
  private static final int TIERS = 4;
  private static final List<Integer> CENSUSES = List.of(2005, 2008, 2009, 2011, 2012);
  private static final Map<String, String> KABUPATEN_OF =
      Map.of("3509010", "3509", "3509020", "3509", "3510010", "3510");
  private static final TierScheme SCHEME =
      new TierScheme(
          Stream.of(1, 2, 3, 4)
              .map(at -> new Tier("T" + at, at, "T", "T", at < 4, at == 1, List.of()))
              .toList());
  private static final List<History> HISTORIES = histories();
  private static final Coverage COVERAGE = Coverage.of(HISTORIES);

  /** Households that move, are missed, come back and end in every way. */
  private static List<History> histories() {
    Random random = new Random(SEED);
    List<String> kecamatan = KABUPATEN_OF.keySet().stream().sorted().toList();
    List<History> all = new ArrayList<>();
    while (all.size() < 600) {
      String home = kecamatan.get(random.nextInt(kecamatan.size()));
      List<Sighting> sightings = new ArrayList<>();
      for (int year : CENSUSES) {
        // A census that misses a kecamatan makes its intervals longer.
        boolean isMissed = year == 2009 && home.equals("3510010");
        if (!isMissed && random.nextInt(4) > 0) {
          String where =
              random.nextInt(6) > 0 ? home : kecamatan.get(random.nextInt(kecamatan.size()));
          sightings.add(
              random.nextInt(8) > 0
                  ? Sighting.inTier(year, where, random.nextInt(TIERS))
                  : Sighting.withOutcome(
                      year, where, Outcome.values()[random.nextInt(Outcome.values().length)]));
        }
      }
      if (!sightings.isEmpty()) {
        all.add(new History(sightings, 1 + random.nextInt(9)));
      }
    }
    return all;
  }

  /** A kind of tally, and what it found in a form that can be compared. */
  private record Kind<T extends HistoryTally<T>>(Supplier<T> none, Function<T, Object> found) {
    Object whole() {
      return found.apply(HistoryTally.over(HISTORIES, none.get()));
    }

    Object inParts() {
      List<History> shuffled = new ArrayList<>(HISTORIES);
      Collections.shuffle(shuffled, new Random(SEED));
      T sum = sent(none.get());
      sum.addAll(sent(HistoryTally.over(shuffled.subList(0, 250), none.get())));
      sum.addAll(sent(HistoryTally.over(shuffled.subList(250, 251), none.get())));
      sum.addAll(sent(HistoryTally.over(shuffled.subList(251, shuffled.size()), none.get())));
      sum.addAll(sent(none.get()));
      return found.apply(sum);
    }

    /** The tally as another process gets it. */
    @SuppressWarnings("unchecked")
    private T sent(T tally) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(tally);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        return (T) in.readObject();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static List<Kind<?>> kinds() {
    return List.of(
        new Kind<>(() -> FlowCounts.none(COVERAGE, SCHEME, KABUPATEN_OF), FlowCounts::households),
        new Kind<>(
            () -> FlowCounts.noneOfRelapses(COVERAGE, SCHEME, KABUPATEN_OF),
            FlowCounts::households),
        new Kind<>(() -> Stocks.none(COVERAGE, SCHEME), HistoryTallyTest::stocks),
        new Kind<>(
            () -> SightingCounts.none(COVERAGE, TIERS, KABUPATEN_OF), HistoryTallyTest::sightings),
        new Kind<>(() -> Relapses.none(COVERAGE, 0, KABUPATEN_OF), Relapses::byLeavers),
        new Kind<>(() -> Persistence.none(SCHEME, KABUPATEN_OF), Persistence::groups),
        new Kind<>(
            () -> SequenceCounts.none(TIERS, KABUPATEN_OF),
            counts -> List.of(text(counts.of("3509")), text(counts.of("3510")))));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void shouldCountTheSameInPartsAsInOne(Kind<?> kind) {
    assertThat(kind.whole().toString()).hasSizeGreaterThan(100);
    assertThat(kind.inParts()).isEqualTo(kind.whole());
  }

  @Test
  void shouldHaveTheSequencesOfAKabupatenWhateverItsKecamatan() {
    SequenceCounts counts = HistoryTally.over(HISTORIES, SequenceCounts.none(TIERS, KABUPATEN_OF));
    for (String kabupaten : List.of("3509", "3510")) {
      TierSequences expected =
          TierSequences.of(
              HISTORIES,
              sighting -> KABUPATEN_OF.get(sighting.kecamatan()).equals(kabupaten),
              TIERS);
      assertThat(text(counts.of(kabupaten))).isEqualTo(text(expected));
    }
    assertThat(counts.of("3511").households()).isZero();
  }

  private static String stocks(Stocks stocks) {
    StringBuilder text = new StringBuilder();
    for (String kecamatan : COVERAGE.kecamatan()) {
      for (int year : CENSUSES) {
        for (String state : List.of("T1", "T2", "T3", "T4", FlowState.ABSENT)) {
          text.append(stocks.households(kecamatan, year, state)).append(' ');
        }
      }
    }
    return text.toString();
  }

  private static String sightings(SightingCounts counts) {
    StringBuilder text = new StringBuilder();
    counts.pairs().forEach((pair, sums) -> text.append(pair).append(Arrays.deepToString(sums)));
    counts
        .triples()
        .forEach((triple, sums) -> text.append(triple).append(Arrays.deepToString(sums)));
    return text.toString();
  }

  private static String text(TierSequences sequences) {
    StringBuilder text = new StringBuilder();
    for (int node = 0; node < sequences.nodes(); node++) {
      text.append(
          "%d below %d: tier %d, %s end, %s pass; "
              .formatted(
                  node,
                  sequences.isFirstSighting(node) ? -1 : sequences.parent(node),
                  sequences.tier(node),
                  sequences.ends(node),
                  sequences.passing(node)));
    }
    return text.append(Arrays.toString(sequences.years())).toString();
  }
}
