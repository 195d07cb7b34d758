package id.entas.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedFolderTest {
  private static final String NEAR = "near:7001";
  private static final String FAR = "far:7002";

  /** Executors of which some see the driver's disk; some only arrive after a few rounds. */
  private static final class FakeFleet implements SharedFolder.Fleet {
    private final Deque<Set<String>> rounds;
    private final Set<String> seeing;
    private final Set<String> silent;

    FakeFleet(List<Set<String>> rounds, Set<String> seeing, Set<String> silent) {
      this.rounds = new ArrayDeque<>(rounds);
      this.seeing = seeing;
      this.silent = silent;
    }

    @Override
    public Set<String> executors() {
      return rounds.size() > 1 ? rounds.removeFirst() : rounds.getFirst();
    }

    @Override
    public Map<String, Boolean> look(String file, String content) {
      Map<String, Boolean> answers = new HashMap<>();
      for (String executor : rounds.getFirst()) {
        if (!silent.contains(executor)) {
          answers.put(executor, seeing.contains(executor) && holds(file, content));
        }
      }
      return answers;
    }

    private static boolean holds(String file, String content) {
      try {
        return Files.readString(Path.of(file)).equals(content);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  @Test
  void shouldAcceptAFolderThatEveryExecutorReadsAndLeaveNothingThere(@TempDir Path folder)
      throws IOException {
    SharedFolder.check(
        new FakeFleet(List.of(Set.of(NEAR, FAR)), Set.of(NEAR, FAR), Set.of()),
        folder.resolve("new/lake"));

    assertThat(entries(folder)).isEmpty();
  }

  @Test
  void shouldRefuseByHostAFolderThatOneExecutorDoesNotRead(@TempDir Path folder)
      throws IOException {
    FakeFleet fleet = new FakeFleet(List.of(Set.of(NEAR, FAR)), Set.of(NEAR), Set.of());

    assertThatThrownBy(() -> SharedFolder.check(fleet, folder.resolve("lake")))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MISTAKE))
        .hasMessageContaining("an executor on far does not see it");
    assertThat(entries(folder)).isEmpty();
  }

  @Test
  void shouldAskAnExecutorThatArrivesAfterTheFirstRound(@TempDir Path folder) {
    FakeFleet fleet =
        new FakeFleet(List.of(Set.of(NEAR), Set.of(NEAR, FAR)), Set.of(NEAR), Set.of());

    assertThatThrownBy(() -> SharedFolder.check(fleet, folder)).hasMessageContaining("on far");
  }

  @Test
  void shouldNotWaitForAnExecutorThatIsGone(@TempDir Path folder) {
    FakeFleet fleet =
        new FakeFleet(List.of(Set.of(NEAR, FAR), Set.of(NEAR)), Set.of(NEAR), Set.of(FAR));

    assertThatCode(() -> SharedFolder.check(fleet, folder)).doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseByHostAnExecutorThatNeverAnswers(@TempDir Path folder) {
    FakeFleet fleet = new FakeFleet(List.of(Set.of(NEAR, FAR)), Set.of(NEAR, FAR), Set.of(FAR));

    assertThatThrownBy(() -> SharedFolder.check(fleet, folder))
        .hasMessageContaining("an executor on far does not say");
  }
}
