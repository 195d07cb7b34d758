package id.entas.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.ReferenceFigure;
import id.entas.domain.Refusal;
import id.entas.domain.RegionPopulation;
import id.entas.domain.Regions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutsideFilesTest {
  private static final String POPULATION =
      "year,region_level,region_code,households,people,source\n";
  private static final Regions REGIONS = Settings.defaults().regions();

  @Test
  void shouldReadPopulationsOfEveryLevelWithWhatIsKnown() {
    List<RegionPopulation> populations =
        OutsideFiles.populations(
            POPULATION
                + "2010,kecamatan,3509260,18000,60000,BPS\n"
                + "2010,provinsi,35,,37476757,\"BPS, sensus\"\n"
                + "2010,nasional,0,61000000,,BPS\n",
            REGIONS);

    assertThat(populations)
        .containsExactly(
            new RegionPopulation(2010, "kecamatan", "3509260", 18000L, 60000L, "BPS"),
            new RegionPopulation(2010, "provinsi", "35", null, 37476757L, "BPS, sensus"),
            new RegionPopulation(2010, "nasional", "0", 61000000L, null, "BPS"));
    assertThat(populations.get(1).findHouseholds()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2010,kecamatan,3509260,18.000,,BPS|the households '18.000'",
        "2010,kecamatan,3509260,0,,BPS|the households '0'",
        "2010,kecamatan,3509260,,-3,BPS|the people '-3'",
        "2010,kecamatan,3509260,,,BPS|neither households nor people",
        "2010,kecamatan,3509261,1,,BPS|the region_code '3509261', which is no kecamatan",
        "2010,kecamatan,3509,1,,BPS|the region_code '3509', which is no kecamatan",
        "2010,provinsi,36,1,,BPS|the region_code '36', which is no province",
        "2010,nasional,35,1,,BPS|the region_code '35', which is no code of the nation",
        "2010,negara,0,1,,BPS|the region_level 'negara'",
        "10,kecamatan,3509260,1,,BPS|the year '10'",
        "2010,kecamatan,3509260,1,,|has no source",
        "2008,kabupaten,3509,2,,BPS|gives 3509 in 2008 a second time",
      })
  void shouldRefuseARowOfPopulationByItsLine(String row, String what) {
    assertThatThrownBy(
            () ->
                OutsideFiles.populations(
                    POPULATION + "2008,kabupaten,3509,1,,BPS\n\n" + row + "\n", REGIONS))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("Line 4 of region-population.csv ")
        .hasMessageContaining(what);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "poor people,kabupaten,3509,2008,1,person,BPS|the series 'poor people'",
        "poor_people,kabupaten,3509,2008,\"1.485,5\",person,BPS|the value '1.485,5'",
        "poor_people,kabupaten,3509,2008,1e9,person,BPS|the value '1e9'",
        "poor_people,kabupaten,3509,2008,,person,BPS|the value ''",
        "poor_people,kabupaten,3509,2008,1,,BPS|the unit ''",
      })
  void shouldRefuseARowOfASeriesByItsLine(String row, String what) {
    assertThatThrownBy(() -> OutsideFiles.figures(OutsideFiles.NO_SERIES + row + "\n", REGIONS))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("Line 2 of reference-series.csv ")
        .hasMessageContaining(what);
  }

  @Test
  void shouldShipOnlyFiguresThatThePublishedTotalsHold() {
    List<ReferenceFigure> figures = Settings.defaults().referenceFigures();

    assertThat(figures)
        .filteredOn(figure -> List.of("household", "person").contains(figure.unit()))
        .isNotEmpty()
        .allSatisfy(
            figure ->
                assertThat(Settings.defaults().publishedFigures())
                    .anyMatch(
                        published ->
                            published.year() == figure.year()
                                && published.regionCode().equals(figure.regionCode())
                                && published.value() == figure.value()
                                && published.source().equals(figure.source())));
    assertThat(figures)
        .filteredOn(figure -> figure.series().equals("poor_people_share"))
        .isNotEmpty()
        .allSatisfy(
            figure ->
                assertThat(Settings.defaults().publishedFigures())
                    .anyMatch(
                        published ->
                            published.year() == figure.year()
                                && published.measure().contains(" " + figure.value() + " %")));
    assertThat(Settings.defaults().populations()).isEmpty();
  }

  @Test
  void shouldBePartOfTheSettingsOfARun(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("entas.conf"), "");
    Settings without = Settings.load(Optional.of(file), Map.of());
    Files.writeString(
        folder.resolve(OutsideFiles.POPULATION), POPULATION + "2008,kabupaten,3509,1,2,BPS\n");
    Settings with = Settings.load(Optional.of(file), Map.of());

    assertThat(with.sha256()).isNotEqualTo(without.sha256());
    assertThat(Settings.of(with.text()).populations())
        .containsExactly(new RegionPopulation(2008, "kabupaten", "3509", 1L, 2L, "BPS"));
  }

  @Test
  void shouldNotTakeTheShippedSeriesForOtherRegions(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("entas.conf"), "");
    Files.writeString(
        folder.resolve("regions.csv"),
        "region_code,region_level,region_name,parent_code,kemendagri_code,longitude,latitude,"
            + "spellings\n"
            + "3510,kabupaten,Banyuwangi,35,35.10,,,\n");

    assertThat(Settings.load(Optional.of(file), Map.of()).referenceFigures()).isEmpty();
  }
}
