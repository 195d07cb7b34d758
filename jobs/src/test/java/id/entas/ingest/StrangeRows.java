package id.entas.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Extracts whose rows are what rows are and what they should not be. */
final class StrangeRows {
  /** Values as extracts have them and as they should not, the common ones first. */
  private static final Map<String, List<String>> VALUES =
      Map.ofEntries(
          Map.entry(
              "tahun",
              List.of(
                  "2008", "2009", "", "2O08", "08", "2008.0", "2.008", "1999", "2031", "'2008")),
          Map.entry(
              "kode_kecamatan",
              List.of(
                  "3509260",
                  "3509010",
                  "Sumberjambe",
                  "35.09.31",
                  "350931",
                  "350901",
                  "010",
                  "",
                  "3,50926E+06",
                  "9999999",
                  "3509260.0",
                  "3509 260")),
          Map.entry("kdprop", List.of("", "35", "3")),
          Map.entry("kdkab", List.of("", "09", "9", "3509")),
          Map.entry(
              "kode_desa",
              List.of(
                  "3509260001",
                  "3509260002",
                  "",
                  "001",
                  "3509010001",
                  "9999999999",
                  "3509260001,0")),
          Map.entry(
              "id_rt",
              List.of(
                  "100000000001",
                  "100000000002",
                  "x-7",
                  "A1E5",
                  "",
                  "12345678901234567890",
                  "1234567890123456,0",
                  "3,5E+15",
                  "007")),
          Map.entry(
              "status",
              List.of(
                  "SM", "M", "HM", "TM", "Sangat Miskin", "sangat_miskin", "1", "1.0", "", "kaya")),
          Map.entry(
              "jumlah_art",
              List.of("4", "12", "", "0", "41", "007", "4.0", "empat", "-1", "+3", "99999999999")),
          Map.entry("keterangan", List.of("", "DIED", "Pindah", "lulus", "NOT FOUND", "hilang")),
          Map.entry("satuan", List.of("", "household", "RT", "Rumah Tangga", "KK", "orang")),
          Map.entry("klaster_1", List.of("0", "1", "", "2", "1.0", "ya")),
          Map.entry("klaster_4", List.of("1", "0", "", "01")),
          Map.entry(
              "nama",
              List.of(
                  "Siti",
                  "Bu Ani",
                  "",
                  "Nuré",
                  "\"Ali, anak\"",
                  "\"dua\nbaris\"",
                  "\"offen",
                  "a\u0000b")));

  private static final List<String> COLUMNS =
      List.copyOf(VALUES.keySet().stream().sorted().toList());

  /**
   * @param strange of a thousand values how many are not the most common ones
   */
  private static String line(Random random, int strange, char delimiter) {
    List<String> values = new ArrayList<>();
    for (String column : COLUMNS) {
      List<String> all = VALUES.get(column);
      String value =
          random.nextInt(1000) < strange
              ? all.get(random.nextInt(all.size()))
              : all.get(random.nextInt(Math.min(2, all.size())));
      String blanks = random.nextInt(1000) < strange / 10 ? " ".repeat(random.nextInt(3)) : "";
      values.add(blanks + value + blanks);
    }
    if (random.nextInt(1000) < strange / 20) {
      values.remove(random.nextInt(values.size()));
    }
    String end = random.nextInt(1000) < strange / 10 ? "\r\n" : "\n";
    return String.join(String.valueOf(delimiter), values)
        + end
        + (random.nextInt(1000) < strange / 50 ? "\n" : "");
  }

  /**
   * The text of an extract.
   *
   * @param lines records after the header
   * @param strange of a thousand values how many are not the most common ones
   * @param idColumn name of the column of household ids
   */
  static String extract(long seed, int lines, int strange, String idColumn, char delimiter) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    text.append(
            COLUMNS.stream()
                .map(column -> column.equals("id_rt") ? idColumn : column)
                .collect(Collectors.joining(String.valueOf(delimiter))))
        .append('\n');
    for (int i = 0; i < lines; i++) {
      text.append(line(random, strange, delimiter));
    }
    return text.toString();
  }

  private StrangeRows() {}
}
