package id.entas.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.Region;
import id.entas.job.Settings;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TileGridTest {
  private static final List<Region> KECAMATAN =
      Settings.defaults().regions().ofLevel(Region.Level.KECAMATAN);

  private static TileGrid.Place place(Region region) {
    Region.Point point = region.findPoint().orElseThrow();
    return place(region.code(), point.longitude(), point.latitude());
  }

  private static TileGrid.Place place(String code, double longitude, double latitude) {
    return new TileGrid.Place(code, OptionalDouble.of(longitude), OptionalDouble.of(latitude));
  }

  private static TileGrid.Place nowhere(String code) {
    return new TileGrid.Place(code, OptionalDouble.empty(), OptionalDouble.empty());
  }

  @Test
  void shouldGiveEveryKecamatanOfJemberItsOwnTile() {
    Map<String, TileGrid.Tile> tiles =
        TileGrid.of(KECAMATAN.stream().map(TileGridTest::place).toList());

    assertThat(KECAMATAN).hasSize(31);
    assertThat(tiles.keySet())
        .containsExactlyInAnyOrderElementsOf(KECAMATAN.stream().map(Region::code).toList());
    assertThat(tiles.values()).doesNotHaveDuplicates();
    assertThat(tiles.values()).allMatch(tile -> tile.column() < 8 && tile.row() < 5);
  }

  @Test
  void shouldKeepNorthAboveSouthAndWestLeftOfEast() {
    Map<String, TileGrid.Tile> tiles =
        TileGrid.of(KECAMATAN.stream().map(TileGridTest::place).toList());
    int far = 0;
    int kept = 0;
    for (Region one : KECAMATAN) {
      for (Region other : KECAMATAN) {
        Region.Point a = one.findPoint().orElseThrow();
        Region.Point b = other.findPoint().orElseThrow();
        if (a.longitude() - b.longitude() > 0.15) {
          far++;
          kept += tiles.get(one.code()).column() > tiles.get(other.code()).column() ? 1 : 0;
        }
        if (a.latitude() - b.latitude() > 0.15) {
          far++;
          kept += tiles.get(one.code()).row() < tiles.get(other.code()).row() ? 1 : 0;
        }
      }
    }

    assertThat(far).isGreaterThan(300);
    assertThat(kept).isGreaterThan(far * 97 / 100);
  }

  @Test
  void shouldBeExactWherePlacesAlreadyFormAGrid() {
    Map<String, TileGrid.Tile> tiles =
        TileGrid.of(
            List.of(
                place("nw", 0, 1),
                place("n", 1, 1),
                place("ne", 2, 1),
                place("sw", 0, 0),
                place("s", 1, 0),
                place("se", 2, 0)));

    assertThat(tiles.get("nw").row()).isEqualTo(0);
    assertThat(tiles.get("se").row()).isGreaterThan(tiles.get("ne").row());
    assertThat(tiles.get("n").column())
        .isGreaterThan(tiles.get("nw").column())
        .isLessThan(tiles.get("ne").column());
  }

  @Test
  void shouldPutPlacesThatNobodyCanLocateBelowTheOthers() {
    Map<String, TileGrid.Tile> tiles =
        TileGrid.of(List.of(place("a", 113.5, -8.1), nowhere("b"), nowhere("c")));

    assertThat(tiles.get("b").row()).isGreaterThan(tiles.get("a").row());
    assertThat(tiles.values()).doesNotHaveDuplicates();
  }

  @Test
  void shouldDrawNothingAndOnePlaceAlike() {
    assertThat(TileGrid.of(List.of())).isEmpty();
    assertThat(TileGrid.of(List.of(place("a", 113.5, -8.1))))
        .containsEntry("a", new TileGrid.Tile(0, 0));
  }

  @Test
  void shouldRefuseHalfALabelPoint() {
    assertThatThrownBy(
            () -> new TileGrid.Place("a", OptionalDouble.of(113.5), OptionalDouble.empty()))
        .hasMessageContaining("half a label point");
  }
}
