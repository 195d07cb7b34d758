package id.entas.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HouseholdFileTest {
  @TempDir private Path folder;

  /** A household of which only this is of interest. */
  private record Simple(Binary instrument, Binary tier, Binary outcome, int members)
      implements HouseholdFile.Household {
    @Override
    public Binary region() {
      return text("3509260");
    }

    @Override
    public Binary village() {
      return null;
    }

    @Override
    public Binary key() {
      return text("0123456789abcdef");
    }

    @Override
    public Binary unit() {
      return text("household");
    }

    @Override
    public int cluster(int cluster) {
      return HouseholdFile.UNKNOWN;
    }

    @Override
    public Binary sourceFile() {
      return text("a.csv");
    }
  }

  private static Binary text(String text) {
    return text == null
        ? null
        : Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8));
  }

  private HouseholdFile file() throws IOException {
    return HouseholdFile.create(folder.toUri().toString(), 2008, 7, new Configuration());
  }

  @ParameterizedTest
  @CsvSource({"MISKIN,, 1", "MISKIN,, 40", "MISKIN,, 0", ", DIED, 0"})
  void shouldTakeWhatTheTableDoes(String tier, String outcome, int members) throws IOException {
    HouseholdFile file = file();

    file.add(new Simple(text("PPLS2008"), text(tier), text(outcome), members));
    NewFile written = file.finish();

    assertThat(written.path()).startsWith("census_year=2008/part-00007-");
    assertThat(written.bytes()).isEqualTo(Files.size(folder.resolve(written.path())));
  }

  @ParameterizedTest
  @CsvSource({",, 4", "MISKIN,, 41", "MISKIN,, -1"})
  void shouldRefuseWhatTheTableDoes(String tier, String outcome, int members) throws IOException {
    HouseholdFile file = file();

    assertThatThrownBy(
            () -> file.add(new Simple(text("PPLS2008"), text(tier), text(outcome), members)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("household");
  }

  @Test
  void shouldRefuseARowWithoutAValueThatTheTableRequires() throws IOException {
    HouseholdFile file = file();

    assertThatThrownBy(() -> file.add(new Simple(null, text("MISKIN"), null, 4)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("instrument needs a value");
  }

  @Test
  void shouldBeGoneWhereItIsAbandoned() throws IOException {
    HouseholdFile file = file();
    file.add(new Simple(text("PPLS2008"), text("MISKIN"), null, 4));

    file.abandon();

    assertThat(folder.resolve("census_year=2008")).isEmptyDirectory();
  }
}
