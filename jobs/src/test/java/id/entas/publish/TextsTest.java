package id.entas.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.MinCell;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TextsTest {
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  @Test
  void shouldSayTheSameThingsInEveryLanguage() {
    Texts first = Texts.of(Texts.LANGUAGES.get(0));

    for (String language : Texts.LANGUAGES) {
      Texts other = Texts.of(language);
      assertThat(other.keys()).isEqualTo(first.keys());
      for (String key : first.keys()) {
        assertThat(places(other.get(key))).as(key).isEqualTo(places(first.get(key)));
      }
    }
  }

  private static Set<String> places(String text) {
    Set<String> places = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    PLACE.matcher(text).results().map(MatchResult::group).forEach(places::add);
    return places;
  }

  @Test
  void shouldPutValuesIntoTheirPlaces() {
    assertThat(Texts.of("id").ofWorkbook("source", Map.of("table", "region", "run", "r1")))
        .contains("tabel region, run r1");
    assertThatThrownBy(() -> Texts.of("id").get("nothing")).hasMessageContaining("nothing");
  }

  @Test
  void shouldSayWhatIsLeftOutWithoutSayingForWhomTheExportIs() {
    for (String language : Texts.LANGUAGES) {
      Texts texts = Texts.of(language);
      assertThat(texts.findSuppressed(MinCell.OFF)).isEmpty();
      // The smallest count may be a setting of the exports inside government.
      assertThat(texts.findSuppressed(new MinCell(100)).orElseThrow() + texts.get("least"))
          .contains("100")
          .doesNotContain("untuk umum")
          .doesNotContain("for everybody");
    }
  }

  @Test
  void shouldKeepWordsOfTheWorkbookOutOfTheReport() {
    assertThat(Texts.of("en").ofReport().properties())
        .isNotEmpty()
        .noneMatch(text -> text.getKey().startsWith("workbook."));
  }
}
