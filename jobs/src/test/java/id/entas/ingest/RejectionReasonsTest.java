package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.tables.HouseholdTable;
import id.entas.tables.RejectedRowTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectionReasonsTest extends IngestTest {
  private static final String FULL =
      "Tahun;Kode Kecamatan;kode_desa;id_rt;satuan;STATUS.KESEJAHTERAAN;jumlah_art;keterangan;"
          + "klaster_1;nama_krt\n";

  /** A row of each reason, and what the sentence about it names. */
  private static final List<String[]> BAD =
      List.of(
          new String[] {"2008;3509260;;1", "COLUMN_COUNT", "the row has 4 columns, the header 10"},
          new String[] {"2008;3509260;;\"2;;SM;3;;;", "UNCLOSED_QUOTE", "does not close"},
          new String[] {"2008;3509260;;\u00E93;;SM;3;;;", "INVALID_ENCODING", "not UTF-8"},
          new String[] {
            "2008;3,50926E+06;;4;;SM;3;;;", "IMPRECISE_NUMBER", "region_code '3,50926E+06'"
          },
          new String[] {
            "2008;3509260;;3,50926E+15;;SM;3;;;", "IMPRECISE_NUMBER", "household_id '3,50926E+15'"
          },
          new String[] {"2O08;3509260;;5;;SM;3;;;", "UNREADABLE_VALUE", "census_year '2O08'"},
          new String[] {"2008;3509260;;6;;SM;three;;;", "UNREADABLE_VALUE", "members 'three'"},
          new String[] {"2008;3509260;;7;;SM;3;;2;", "UNREADABLE_VALUE", "cluster_1 '2'"},
          new String[] {"2008;3509260;;8;;;3;hilang;;", "UNREADABLE_VALUE", "outcome 'hilang'"},
          new String[] {"2008;3509260;;9;orang;SM;3;;;", "UNREADABLE_VALUE", "unit 'orang'"},
          new String[] {"2008;3509260;;;;SM;3;;;", "MISSING_VALUE", "household_id is blank"},
          new String[] {"2008;;;10;;SM;3;;;", "MISSING_VALUE", "region_code is blank"},
          new String[] {";3509260;;11;;SM;3;;;", "MISSING_VALUE", "census_year is blank"},
          new String[] {"2008;3509260;;12;;;3;;;", "MISSING_VALUE", "tier and outcome are blank"},
          new String[] {"2008;3509260;;13;;KAYA;3;;;", "UNKNOWN_TIER", "tier 'KAYA'"},
          new String[] {"2008;350999;;14;;SM;3;;;", "UNKNOWN_REGION", "region_code '350999'"},
          new String[] {
            "2008;3509260;3509260999;15;;SM;3;;;", "UNKNOWN_REGION", "village_code '3509260999'"
          },
          new String[] {
            "2008;3509260;3509010001;16;;SM;3;;;",
            "VILLAGE_OUTSIDE_REGION",
            "'3509010001' lies in kecamatan 3509010, not in 3509260"
          },
          new String[] {"1998;3509260;;17;;SM;3;;;", "YEAR_OUT_OF_RANGE", "census_year '1998'"},
          new String[] {"2008;3509260;;18;;SM;41;;;", "VALUE_OUT_OF_RANGE", "members '41'"},
          new String[] {"2008;3509260;;19;family;SM;3;;;", "MIXED_UNIT", "unit 'family'"},
          new String[] {"2008;3509260;;G1;;SM;3;;;", "DUPLICATE_HOUSEHOLD", "the same values"},
          new String[] {"2008;3509260;;20;;SM;3;;;", "DUPLICATE_HOUSEHOLD", "other values"},
          new String[] {"2008;3509260;;20;;M;3;;;", "DUPLICATE_HOUSEHOLD", "other values"});

  private static final List<String> GOOD =
      List.of(
          "2008;3509260;;G1;;SM;3;;;",
          "2.008;'3509260;3509260001;G2;rumah tangga;sangat_miskin;3.0;;1;\"Siti; \u201Cibu\u201D\"",
          "2008;35.09.31;35.09.31.2003;G3;household;Hampir Miskin;;;0;",
          "2008;350931;;G4;Household;1;40;;1.0;\u00E9",
          "2008;3509260.0;;G5;;;;Meninggal;;");

  private static byte[] bytes(String row) {
    // The one row with an e acute and nothing else is meant to be broken; the good rows are not.
    return row.getBytes(
        row.contains("\u00E93") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
  }

  @Test
  void shouldGiveEachBadRowItsReasonInWordsAndItsBytes(@TempDir Path folder) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(bytes(FULL));
    for (String row : GOOD) {
      file.writeBytes(bytes(row + "\n"));
    }
    for (String[] bad : BAD) {
      file.writeBytes(bytes(bad[0] + "\n"));
    }
    write(folder, "all.csv", file.toByteArray());

    String said = ingest(folder, lenient());

    List<Row> rejected = rejected(folder);
    assertThat(rejected).hasSize(BAD.size());
    for (int i = 0; i < BAD.size(); i++) {
      Row row = rejected.get(i);
      assertThat(RejectedRowTable.REASON.text(row)).as(BAD.get(i)[0]).isEqualTo(BAD.get(i)[1]);
      assertThat(RejectedRowTable.DETAIL.text(row)).as(BAD.get(i)[0]).contains(BAD.get(i)[2]);
      assertThat(row.<byte[]>getAs(RejectedRowTable.RAW.name())).isEqualTo(bytes(BAD.get(i)[0]));
      assertThat(RejectedRowTable.ROW_NUMBER.count(row)).isEqualTo(2L + GOOD.size() + i);
    }
    assertThat(households(folder))
        .containsExactly(
            "2008 3509260 HAMPIR_MISKIN null all.csv",
            "2008 3509260 SANGAT_MISKIN 3 all.csv",
            "2008 3509260 SANGAT_MISKIN 3 all.csv",
            "2008 3509260 SANGAT_MISKIN 40 all.csv",
            "2008 3509260 null null all.csv");
    assertThat(
            lake(folder).rows(HouseholdTable.TABLE).stream()
                .filter(row -> !HouseholdTable.VILLAGE_CODE.isNull(row))
                .map(HouseholdTable.VILLAGE_CODE::text)
                .sorted())
        .containsExactly("3509260001", "3509260008");
    assertThat(ledger(folder)).containsExactly("all.csv 1 29 5 24");
    assertThat(said)
        .contains("29 read, 5 accepted, 24 rejected")
        .contains("Note: columns of all.csv that are not read: nama_krt")
        .contains("DUPLICATE_HOUSEHOLD");
  }

  @Test
  void shouldRejectRowsOfAnotherYearThanTheFileSays(@TempDir Path folder) {
    write(folder, "kencong_2009.csv", HEADER + "2008,3509010,1,SM,3\n,3509010,2,SM,3\n");

    ingest(folder, lenient());

    assertThat(households(folder)).containsExactly("2009 3509010 SANGAT_MISKIN 3 kencong_2009.csv");
    assertThat(RejectedRowTable.REASON.text(rejected(folder).get(0))).isEqualTo("YEAR_MISMATCH");
  }

  @Test
  void shouldNeverCutACodeIntoAnotherKecamatan(@TempDir Path folder) {
    write(
        folder,
        "a.csv",
        "tahun,kdprop,kdkab,kdkec,kode_kec,id_rt,status\n"
            + "2008,,,,3509010,1,SM\n"
            + "2008,,,,350901,2,M\n"
            + "2008,,,,35.09.01,3,HM\n"
            + "2008,35,9,10,,4,TM\n"
            + "2008,,,,35090100,5,SM\n");

    ingest(folder, lenient());

    assertThat(households(folder))
        .containsExactly(
            "2008 3509010 SANGAT_MISKIN null a.csv",
            "2008 3509010 TIDAK_MISKIN null a.csv",
            "2008 3509160 HAMPIR_MISKIN null a.csv",
            "2008 3509160 MISKIN null a.csv");
    assertThat(RejectedRowTable.DETAIL.text(rejected(folder).get(0)))
        .isEqualTo("region_code '35090100' is no known kecamatan");
  }

  @Test
  void shouldAccountForEveryRowOfDamagedFiles(@TempDir Path folder) throws IOException {
    Random random = new Random(20130101);
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      StringBuilder text = new StringBuilder();
      for (int row = 0; row < 40; row++) {
        text.append("2008,3509260,")
            .append(i * 100 + row)
            .append(",\"Sangat Miskin\",")
            .append(row % 7)
            .append('\n');
      }
      for (int hit = 0; hit < 25; hit++) {
        String damage = List.of("\"", "\n", ",", "x", "", "\r\n", "\"\"").get(random.nextInt(7));
        int at = random.nextInt(text.length() - 1);
        text.replace(at, at + random.nextInt(2), damage);
      }
      files.add(write(folder, "damaged" + i + ".csv", HEADER + text));
    }

    ingest(folder, lenient());

    List<Row> rejected = rejected(folder);
    assertThat(rejected).hasSizeGreaterThan(20);
    for (Path file : files) {
      String name = file.getFileName().toString();
      String text = Files.readString(file);
      List<Row> own =
          rejected.stream().filter(r -> RejectedRowTable.SOURCE_FILE.text(r).equals(name)).toList();
      String[] lines = text.split("\n", -1);
      for (Row row : own) {
        byte[] raw = row.getAs(RejectedRowTable.RAW.name());
        int line = (int) RejectedRowTable.ROW_NUMBER.count(row);
        String from = String.join("\n", Arrays.asList(lines).subList(line - 1, lines.length));
        assertThat(from).startsWith(new String(raw, StandardCharsets.UTF_8));
      }
      long accepted =
          households(folder).stream().filter(household -> household.endsWith(name)).count();
      assertThat(ledger(folder))
          .anyMatch(
              entry ->
                  entry.matches(
                      name
                          + " \\d "
                          + (accepted + own.size())
                          + " "
                          + accepted
                          + " "
                          + own.size()));
    }
  }

  @Test
  void shouldReadEveryEncodingAndDelimiterAlike(@TempDir Path folder) {
    String text = "tahun;kode_kec;id_rt;status;nama\r\n2008;3509260;\u00E9%d;SM;\u00E9\r\n";
    write(folder, "a.csv", String.format(text, 1));
    write(folder, "b.csv", ("\uFEFF" + String.format(text, 2)).getBytes(StandardCharsets.UTF_8));
    write(folder, "c.csv", ("\uFEFF" + String.format(text, 3)).getBytes(StandardCharsets.UTF_16LE));
    write(
        folder,
        "d.csv",
        String.format(text, 4).replace(';', '\t').getBytes(StandardCharsets.ISO_8859_1));
    write(folder, "sub/e.csv.gz", gzip(String.format(text, 5).replace(';', ',')));
    write(folder, "README.md", "notes");
    write(folder, ".hidden.csv", "");
    write(folder, "truth.json", "{}");

    ingest(folder, lenient());

    assertThat(households(folder))
        .extracting(household -> household.substring(household.lastIndexOf(' ') + 1))
        .containsExactly("a.csv", "b.csv", "c.csv", "d.csv", "sub/e.csv.gz");
    // The same id in two encodings is one id: its key is that of the text, not of the bytes.
    List<byte[]> keys =
        lake(folder).rows(HouseholdTable.TABLE).stream()
            .sorted(Comparator.comparing(HouseholdTable.SOURCE_FILE::text))
            .map(row -> row.<byte[]>getAs(HouseholdTable.HOUSEHOLD_KEY.name()))
            .toList();
    byte[] secret = KEY.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 5; i++) {
      assertThat(keys.get(i))
          .isEqualTo(new Pseudonym(secret).call("kabupaten", "3509", "\u00E9" + (i + 1)));
    }
  }
}
