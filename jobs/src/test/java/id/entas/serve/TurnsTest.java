package id.entas.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.hive.service.cli.OperationHandle;
import org.apache.hive.service.cli.OperationType;
import org.apache.hive.service.rpc.thrift.TProtocolVersion;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Set<OperationHandle> running = new HashSet<>();
  private final Turns turns = new Turns(2, running::contains);

  private OperationHandle start(String user) {
    assertThat(turns.tryStart(user)).isTrue();
    OperationHandle statement = statement();
    running.add(statement);
    turns.started(user, statement);
    return statement;
  }

  private static OperationHandle statement() {
    return new OperationHandle(
        OperationType.EXECUTE_STATEMENT, TProtocolVersion.HIVE_CLI_SERVICE_PROTOCOL_V10);
  }

  @Test
  void shouldHoldBackTheNextStatementOfAUserUntilOneHasEnded() {
    OperationHandle first = start("siti");
    start("siti");

    assertThat(turns.tryStart("siti")).isFalse();
    running.remove(first);
    start("siti");
    assertThat(turns.tryStart("siti")).isFalse();
  }

  @Test
  void shouldLetOthersGoOnMeanwhile() {
    start("siti");
    start("siti");

    start("budi");
    start("budi");
    assertThat(turns.tryStart("budi")).isFalse();
  }

  @Test
  void shouldCountAStatementThatIsStillBeingStarted() {
    assertThat(List.of(turns.tryStart("siti"), turns.tryStart("siti"), turns.tryStart("siti")))
        .containsExactly(true, true, false);

    turns.ended("siti");
    assertThat(List.of(turns.tryStart("siti"), turns.tryStart("siti")))
        .containsExactly(true, false);
  }

  @Test
  void shouldAskAgainUntilItIsTheUsersTurn() throws InterruptedException {
    AtomicInteger left = new AtomicInteger(3);
    Turns waiting = new Turns(1, any -> left.getAndDecrement() > 0);
    waiting.await("siti");
    waiting.started("siti", statement());

    waiting.await("siti");

    assertThat(left).hasValue(-1);
  }

  @Test
  void shouldShareAFixedNumberOfPoolsAmongAllNames() {
    assertThat(
            IntStream.range(0, 10_000)
                .mapToObj(i -> Turns.poolOf("reader " + i))
                .distinct()
                .count())
        .isBetween(2L, 64L);
    assertThat(Turns.poolOf("siti")).isEqualTo(Turns.poolOf("siti"));
  }
}
