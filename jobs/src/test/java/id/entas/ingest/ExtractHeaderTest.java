package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.Refusal;
import id.entas.job.Settings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractHeaderTest {
  private static final InputFile FILE = new InputFile("a_2008.csv", "file:/a_2008.csv");

  private static ExtractHeader header(String... names) {
    return ExtractHeader.of(
        FILE, List.of(names), ExtractHeader.YearSource.FILE, Settings.defaults());
  }

  /** What each column of the file is read as. */
  private static List<String> read(ExtractHeader header) {
    List<String> read = new ArrayList<>();
    for (int slot : header.slots()) {
      read.add(slot == FieldSplit.UNWANTED ? "-" : ExtractColumn.values()[slot].contractName());
    }
    return read;
  }

  @ParameterizedTest
  @CsvSource({
    "Kode Kecamatan, region_code",
    "KODE.KEC., region_code",
    "kode__kec, region_code",
    "KODE_KELURAHAN, village_code",
    "Kode Desa/Kelurahan, village_code",
    "KD_DESA, kddesa",
    "Jml ART, members",
    "Jumlah Anggota Rumah Tangga, members",
    "Jumlah_Keluarga, -",
    "Nama_KRT, -",
    "Desil, -",
    "No. Urut, -",
    "RT, -"
  })
  void shouldKnowTheHeadersOfRealLists(String name, String column) {
    ExtractHeader header = header("KDPROP", "KDKAB", "KDKEC", "IDBDT", "kategori", name);

    assertThat(read(header)).startsWith("kdprop", "kdkab", "kdkec", "household_id", "tier");
    assertThat(read(header).get(5)).isEqualTo(column);
    assertThat(header.choices()).isEmpty();
  }

  @Test
  void shouldReadNamesOnlyWhereNoColumnHasCodes() {
    assertThat(read(header("Nama Kecamatan", "Desa/Kelurahan", "no_kk", "status")))
        .containsExactly("region_code", "village_code", "household_id", "tier");
    assertThat(read(header("KDPROP", "KDKAB", "Kecamatan", "no_kk", "status")))
        .containsExactly("kdprop", "kdkab", "region_code", "household_id", "tier");
    ExtractHeader both = header("kecamatan", "KODE_KEC", "nama_desa", "KDDESA", "no_kk", "status");
    assertThat(read(both))
        .containsExactly("-", "region_code", "-", "kddesa", "household_id", "tier");
    assertThat(both.ignored()).containsExactly("kecamatan", "nama_desa");
    assertThat(read(header("KDPROP", "KDKAB", "KDKEC", "KECAMATAN", "no_kk", "status")))
        .containsExactly("kdprop", "kdkab", "kdkec", "-", "household_id", "tier");
  }

  @Test
  void shouldSayWhichOfSeveralColumnsIsRead() {
    ExtractHeader header = header("Kategori", "kode_kec", "no_urut_rt", "IDBDT", "STATUS");

    assertThat(read(header)).containsExactly("tier", "region_code", "-", "household_id", "-");
    assertThat(header.idScope()).isEqualTo(ExtractHeader.KABUPATEN);
    assertThat(header.choices())
        .containsExactly(
            "tier is read from Kategori, not from STATUS",
            "household_id is read from IDBDT, not from no_urut_rt");
    assertThat(header.ignored()).containsExactly("no_urut_rt", "STATUS");
  }

  @Test
  void shouldTakeANameOfADesaForTheScopeOfAnId() {
    assertThat(header("kecamatan", "desa", "no_urut_rt", "status").idScope())
        .isEqualTo(ExtractHeader.DESA);
    assertThatThrownBy(() -> header("kecamatan", "no_urut_rt", "status"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("or KDDESA, or its name (desa, nama_desa, ");
  }

  @Test
  void shouldKnowNamesThatDbaseCut() {
    ExtractHeader header =
        ExtractHeader.of(
            new InputFile("a_2008.dbf", "file:/a_2008.dbf"),
            List.of("NAMA_KECAM", "NAMA_KELUR", "NOMOR_URUT", "JUMLAH_ANG", "STATUS_KES"),
            ExtractHeader.YearSource.FILE,
            Settings.defaults());

    assertThat(read(header))
        .containsExactly("region_code", "village_code", "household_id", "members", "tier");
    assertThat(header.idScope()).isEqualTo(ExtractHeader.DESA);
    assertThat(header.choices()).isEmpty();
  }

  @Test
  void shouldTakeTheNamesThatTheSettingsAdd() {
    Settings settings =
        Settings.load(
            Optional.empty(),
            Map.of(
                "ingest.headers.tier",
                List.of("Desil Kesejahteraan"),
                "ingest.household-id-headers.kecamatan",
                List.of("no_ruta")));

    ExtractHeader header =
        ExtractHeader.of(
            FILE,
            List.of("DESIL_KESEJAHTERAAN", "kdkec7", "No. Ruta"),
            ExtractHeader.YearSource.FILE,
            settings);

    assertThat(read(header)).containsExactly("tier", "region_code", "household_id");
    assertThat(header.idScope()).isEqualTo(ExtractHeader.KECAMATAN);
  }

  @Test
  void shouldRefuseAColumnThatStandsTwice() {
    assertThatThrownBy(() -> header("kode_kec", "id_rt", "status", "Kode Kec."))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "The header of a_2008.csv has the column Kode Kec. twice; rename or remove one of"
                + " them.");
  }

  @Test
  void shouldGiveEachAcceptedNameOneMeaning() {
    Set<String> seen = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, List<String>> one : Settings.defaults().headers().entrySet()) {
      names.add(one.getKey());
      names.addAll(one.getValue());
    }
    Settings.defaults().householdIdHeaders().values().forEach(names::addAll);
    for (String name : names) {
      assertThat(seen.add(name.toLowerCase(Locale.ROOT).replaceAll("[\\s_.]", "")))
          .as(name)
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ju Budi 1797 no 0", "Hampir Miskin", "3509260", "Budi; \"x\""})
  void shouldShowNoFieldOfAHouseholdBehindHalfAHeader(String field) {
    assertThatThrownBy(() -> header("kode_kec", "status", "Budi", field))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("lacks household_id")
        .hasMessageContaining("(found kode_kec, status, a text that is not shown")
        .hasMessageNotContaining("Budi")
        .hasMessageNotContaining(field);
    assertThatThrownBy(() -> header("kode_kec", "status", "Nama KRT", "kode_2"))
        .hasMessageContaining("(found kode_kec, status, Nama KRT, kode_2)");
  }
}
