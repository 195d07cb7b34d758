package id.entas.publish;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.domain.MinCell;
import id.entas.job.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SheetPicturesTest {
  private static final SmallReport REPORT = new SmallReport();
  private static final Texts TEXTS = Texts.of("id");
  private static final List<ResultChart> CHARTS =
      ResultCharts.of(REPORT::rows, Settings.defaults(), MinCell.OFF, TEXTS);

  private final List<String> notes = new ArrayList<>();

  private Map<String, List<SheetPicture>> pictures(
      List<ResultChart> charts, Optional<ChartPictures> engine, Optional<ChartPixels> pixels) {
    return SheetPictures.of(
        charts,
        new SheetSource(REPORT::rows, "run-1", MinCell.OFF, Settings.defaults(), TEXTS),
        TEXTS,
        engine,
        pixels,
        notes::add);
  }

  @Test
  void shouldDrawEveryChartForItsSheetWithItsSourceInside() {
    List<ResultChart> two =
        CHARTS.stream().filter(chart -> List.of("fan", "flows").contains(chart.name())).toList();
    Map<String, List<SheetPicture>> pictures =
        pictures(two, ChartPictures.start().join(), ChartPixels.find());

    assertThat(pictures).containsOnlyKeys("Ketercapaian", "Perpindahan");
    SheetPicture fan = pictures.get("Ketercapaian").get(0);
    assertThat(fan.svg())
        .contains("Sumber: tabel projection, run run-1", "pendataan 2008–2012")
        .contains(">separuh masa depan</text>")
        .doesNotContain("NaN");
    assertThat(fan.description()).startsWith(fan.title() + ". ").hasSizeGreaterThan(60);
    assertThat(fan.png()).startsWith(0x89, 'P', 'N', 'G');
    assertThat(pictures.get("Perpindahan").get(0).svg()).contains("Tidak terdata  600");
    assertThat(notes).isEmpty();
  }

  @Test
  void shouldSayWhyThereAreNoPicturesWhereNothingDrawsThem() {
    assertThat(pictures(CHARTS, Optional.empty(), ChartPixels.find())).isEmpty();
    assertThat(notes).singleElement().asString().contains("no pictures", "GraalJS");
    notes.clear();

    assertThat(pictures(CHARTS, ChartPictures.start().join(), Optional.empty())).isEmpty();
    assertThat(notes).singleElement().asString().contains("no pictures", "JSVG", "fonts");
  }
}
