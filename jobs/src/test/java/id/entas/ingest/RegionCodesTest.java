package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.job.Settings;
import id.entas.tables.HouseholdTable;
import id.entas.tables.RegionTable;
import id.entas.tables.RejectedRowTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionCodesTest extends IngestTest {
  private static final Map<String, Object> LENIENT = Map.of("ingest.max-rejected-share", 1.0);

  private List<String> places(Path folder) {
    return lake(folder).rows(HouseholdTable.TABLE).stream()
        .map(
            row ->
                HouseholdTable.CENSUS_YEAR.year(row)
                    + " "
                    + HouseholdTable.REGION_CODE.text(row)
                    + " "
                    + HouseholdTable.VILLAGE_CODE.text(row))
        .sorted()
        .toList();
  }

  private List<String> rejections(Path folder) {
    return rejected(folder).stream()
        .map(row -> RejectedRowTable.REASON.text(row) + ": " + RejectedRowTable.DETAIL.text(row))
        .toList();
  }

  @Test
  void shouldReadCodesAndNamesAsSpreadsheetsLeaveThem(@TempDir Path folder) {
    write(
        folder,
        "kode_2008.csv",
        "kode_prop;kode_kab;kode_kec;kode_desa;idbdt;kategori;status\n"
            + ";;'3509260;'35.09.31.2004;1;SM;x\n"
            + ";;3509260.0;3509260001,00;2;SM;x\n"
            + ";;35.09.31;Desa Randu Agung;3;SM;x\n"
            + "35;09;260;001;4;SM;x\n"
            + "35;3509;260;;5;SM;x\n"
            + ";;Kec. Sumber Jambe;3509312004;6;SM;x\n"
            + ";;3,50926E+06;;7;SM;x\n"
            + ";;260;;8;SM;x\n"
            + ";;Bondowoso;;9;SM;x\n"
            + ";;3509260;Kencong;10;SM;x\n"
            + ";;3509260;3509010001;11;SM;x\n");
    write(
        folder,
        "nama_2009.csv",
        "KECAMATAN;DESA;No. Urut RT;Status\n"
            + "BANGSARSARI;SUKOREJO;1;SM\n"
            + "SUKO WONO;SUKOREJO;1;SM\n");

    String said = ingest(folder, lenient());

    assertThat(places(folder))
        .containsExactly(
            "2008 3509260 3509260001",
            "2008 3509260 3509260001",
            "2008 3509260 3509260001",
            "2008 3509260 3509260001",
            "2008 3509260 3509260001",
            "2008 3509260 null",
            "2009 3509190 3509190002",
            "2009 3509270 3509270002");
    assertThat(rejections(folder))
        .containsExactly(
            "IMPRECISE_NUMBER: region_code '3,50926E+06' was rounded by a spreadsheet",
            "UNKNOWN_REGION: region_code '260' is no known kecamatan",
            "UNKNOWN_REGION: region_code 'Bondowoso' is no known kecamatan",
            "UNKNOWN_REGION: village_code 'Kencong' is no known desa in 3509260",
            "VILLAGE_OUTSIDE_REGION: village_code '3509010001' lies in kecamatan 3509010, not in"
                + " 3509260");
    assertThat(said)
        .contains("Note: columns of kode_2008.csv: tier is read from kategori, not from status");
  }

  @Test
  void shouldTakeOtherKabupatenAndTheirYearsFromTheRegionsFile(@TempDir Path folder)
      throws IOException {
    Path conf = Files.writeString(folder.resolve("entas.conf"), "");
    Files.writeString(
        folder.resolve("regions.csv"),
        "region_code,region_level,region_name,parent_code,kemendagri_code,longitude,latitude,"
            + "spellings,valid_from,valid_to\n"
            + "3509,kabupaten,Jember,35,35.09,,,,,\n"
            + "3510,kabupaten,Banyuwangi,35,35.10,,,,,\n"
            + "3509100,kecamatan,Rekaan,3509,35.09.16,,,,,\n"
            + "3510100,kecamatan,Rekaan,3510,35.10.16,,,,,\n"
            + "3510110,kecamatan,Karangan,3510,35.10.17,,,Ka Rangan,2009,\n"
            + "3510110001,desa,Tiruan,3510110,35.10.17.2001\n");
    write(
        folder,
        "a.csv",
        "tahun,kdprop,kdkab,kode_kec,desa,id_rt,status\n"
            + "2008,,,351016,,1,SM\n"
            + "2008,35,10,Rekaan,,2,SM\n"
            + "2008,35,9,Rekaan,,3,SM\n"
            + "2008,,,Rekaan,,4,SM\n"
            + "2008,,,35.10.17,,5,SM\n"
            + "2009,,,35.10.17,Tiruan,5,SM\n"
            + "2009,35,09,Karangan,,6,SM\n"
            + "2009,,,3509260,,7,SM\n");

    ingest(folder, Settings.load(Optional.of(conf), LENIENT));

    assertThat(places(folder))
        .containsExactly(
            "2008 3509100 null",
            "2008 3510100 null",
            "2008 3510100 null",
            "2009 3510110 3510110001");
    assertThat(rejections(folder))
        .containsExactly(
            "UNKNOWN_REGION: region_code 'Rekaan' is the name of 3509100 and of 3510100; a code"
                + " would tell which",
            "UNKNOWN_REGION: region_code '35.10.17' is no kecamatan in 2008 (valid from 2009)",
            "UNKNOWN_REGION: region_code 'Karangan' is no known kecamatan in 3509",
            "UNKNOWN_REGION: region_code '3509260' is no known kecamatan");
    assertThat(lake(folder).rows(RegionTable.TABLE))
        .filteredOn(row -> !RegionTable.VALID_FROM.isNull(row))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(RegionTable.REGION_CODE.text(row)).isEqualTo("3510110");
              assertThat(RegionTable.VALID_FROM.year(row)).isEqualTo(2009);
              assertThat(RegionTable.VALID_TO.isNull(row)).isTrue();
            });
  }

  @Test
  void shouldLoadARegionsFileWithoutYears(@TempDir Path folder) throws IOException {
    Path conf = Files.writeString(folder.resolve("entas.conf"), "");
    Files.writeString(
        folder.resolve("regions.csv"),
        "region_code,region_level,region_name,parent_code,kemendagri_code,longitude,latitude,"
            + "spellings\n3510,kabupaten,Banyuwangi,35,35.10,,,\n");

    assertThat(Settings.load(Optional.of(conf), Map.of()).regions().all())
        .singleElement()
        .satisfies(region -> assertThat(region.validity().isAlways()).isTrue());
  }
}
