package id.entas.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DataDictionaryTest {
  /** Of the module, where the tests run. */
  private static final Path KEPT = Path.of("TABLES.md");

  @Test
  void shouldBeWhatTheTablesSay() throws IOException {
    Path made = Path.of("target", "TABLES.md");
    Files.createDirectories(made.getParent());
    Files.writeString(made, DataDictionary.markdown());

    assertThat(KEPT)
        .as("the kept dictionary; the new one lies in jobs/target, copy it where it is right")
        .hasContent(DataDictionary.markdown());
  }

  @Test
  void shouldSayTheMeaningOfEveryTableAndColumnInASentence() {
    for (Table table : Tables.ALL) {
      assertThat(table.meaning()).as(table.toString()).matches("(?s).{8,}\\.");
      assertThat(table.fields())
          .allSatisfy(
              field ->
                  assertThat(field.meaning())
                      .as(table + "." + field.name())
                      .matches("(?s).{4,}\\."));
    }
  }
}
