package id.entas.serve;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.domain.MinCell;
import id.entas.job.ServeSettings;
import org.junit.jupiter.api.Test;

class ServeWordsTest {
  private static final Door.Address HERE = new Door.Address("127.0.0.1", 10_000);
  private static final Door.Address EVERYWHERE = new Door.Address("0.0.0.0", 10_000);

  private static ServeSettings settings(String keystore) {
    return new ServeSettings(60, 1000, 10, 5, 60, 5, "users", keystore);
  }

  @Test
  void shouldWarnWhereRowsLeaveThisMachineUnencrypted() {
    assertThat(ServeWords.findWarning(EVERYWHERE, settings("")))
        .get()
        .asString()
        .contains("serve.keystore");
    assertThat(ServeWords.findWarning(EVERYWHERE, settings("door.p12"))).isEmpty();
    assertThat(ServeWords.findWarning(HERE, settings(""))).isEmpty();
  }

  @Test
  void shouldSayWhatNullMeansWhereCountsAreSuppressed() {
    assertThat(ServeWords.findSuppression(new MinCell(5)))
        .get()
        .asString()
        .contains("1 to 4 households", "\"not shown\"", "disclosure.min-cell");
    assertThat(ServeWords.findSuppression(MinCell.OFF)).isEmpty();
  }
}
