package id.entas.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.SparkTest;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SideBySideTest extends SparkTest {
  /** Goes on for a while after it was told to stop, as a commit does. */
  private static void end(CountDownLatch started, AtomicBoolean hasEnded) {
    started.countDown();
    while (!Thread.interrupted()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
    hasEnded.set(true);
  }

  private static void fail(CountDownLatch started) {
    try {
      started.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    throw new IllegalStateException("the disk is full");
  }

  @Test
  void shouldLetNoneGoOnAfterOneHasFailed() {
    CountDownLatch started = new CountDownLatch(1);
    AtomicBoolean hasEnded = new AtomicBoolean();

    assertThatThrownBy(
            () ->
                SideBySide.run(spark(), List.of(() -> fail(started), () -> end(started, hasEnded))))
        .hasMessage("the disk is full");

    assertThat(hasEnded).isTrue();
  }
}
