package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.Refusal;
import id.entas.job.Hashes;
import id.entas.job.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSnifferTest {
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  @TempDir private Path folder;

  private SniffedFile sniff(byte[] bytes) {
    return sniff("file.csv", bytes, "detect", "detect");
  }

  private SniffedFile sniff(String name, byte[] bytes, String encoding, String delimiter) {
    try {
      Path file = Files.write(folder.resolve(name), bytes);
      return sniffer(encoding, delimiter)
          .sniff(new InputFile(name, file.toUri().toString()), new Configuration());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static FileSniffer sniffer(String encoding, String delimiter) {
    return new FileSniffer(
        Settings.load(
            Optional.empty(), Map.of("ingest.encoding", encoding, "ingest.delimiter", delimiter)));
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Test
  void shouldFindTheDelimiterThatSplitsTheHeaderMost() {
    assertThat(sniff("a;b;\"c,d,e,f\"\n".getBytes()).header()).containsExactly("a", "b", "c,d,e,f");
    assertThat(sniff("a\tb\tc\n".getBytes()).delimiter()).isEqualTo('\t');
    assertThat(sniff("\n\na,b\n".getBytes()).header()).containsExactly("a", "b");
    assertThat(sniff("f.csv", "a,b|c\n".getBytes(), "detect", "|").header())
        .containsExactly("a,b", "c");
  }

  @Test
  void shouldPassOverATitleToTheLineThatNamesTheColumns() {
    String title = "Daftar rumah tangga, Kabupaten Jember, 2012, PPLS, BPS\n\n\"Sumber: BPS\n";

    SniffedFile known = sniff((title + "TAHUN;Kode.Kec;Id RT\n2012;1,5;2\n").getBytes());
    SniffedFile three = sniff((title + "status\ttahun\tjumlah_art\n").getBytes());
    SniffedFile unknown = sniff((title + "tahun;a;b\n").getBytes());

    assertThat(known.headerLine()).isEqualTo(4);
    assertThat(known.delimiter()).isEqualTo(';');
    assertThat(known.header()).containsExactly("TAHUN", "Kode.Kec", "Id RT");
    assertThat(three.headerLine()).isEqualTo(4);
    assertThat(three.delimiter()).isEqualTo('\t');
    assertThat(unknown.headerLine()).isEqualTo(1);
    assertThat(unknown.header()).hasSize(5).startsWith("Daftar rumah tangga");
    assertThat(sniff("\"\n\"\"\n\"\"\"\n,\n\" \"x\n#\nid_rt,kdkec\n".getBytes()).headerLine())
        .isEqualTo(7);
    assertThat(sniff(("x\n".repeat(29) + "\nid_rt,kdkec\n").getBytes()).headerLine()).isEqualTo(31);
    assertThat(sniff(("x\n".repeat(30) + "id_rt,kdkec\n").getBytes()).headerLine()).isEqualTo(1);
  }

  @Test
  void shouldTellUtf8FromWindows1252ByTheWholeFile() {
    byte[] plain = "a,b\n1,2\n".getBytes();
    byte[] utf8 = "1,é\n".getBytes(StandardCharsets.UTF_8);
    byte[] windows = "1,é\n".getBytes(WINDOWS);

    assertThat(sniff(plain).encoding()).isEqualTo(TextEncoding.UTF_8);
    assertThat(sniff(joined(plain, utf8)).encoding()).isEqualTo(TextEncoding.UTF_8);
    assertThat(sniff(joined(plain, windows)).encoding()).isEqualTo(TextEncoding.WINDOWS_1252);
    assertThat(sniff(joined(plain, windows, utf8)).encoding()).isEqualTo(TextEncoding.UTF_8);
    assertThat(sniff("f.csv", joined(plain, utf8), "windows-1252", "detect").encoding())
        .isEqualTo(TextEncoding.WINDOWS_1252);
  }

  @Test
  void shouldBelieveAByteOrderMark() {
    byte[] marked = "\uFEFFa;é\n".getBytes(StandardCharsets.UTF_16LE);

    SniffedFile sniffed = sniff(marked);

    assertThat(sniffed.encoding()).isEqualTo(new TextEncoding("UTF-16LE", 2));
    assertThat(sniffed.header()).containsExactly("a", "é");
    assertThat(sniff("\uFEFFa,b\n".getBytes(StandardCharsets.UTF_8)).header())
        .containsExactly("a", "b");
    assertThat(sniff("f.csv", marked, "UTF-16", "detect").header()).containsExactly("a", "é");
  }

  @Test
  void shouldDigestTheFileAsItLiesOnDisk() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("a,b\n1,2\n".getBytes());
    }
    byte[] bytes = packed.toByteArray();

    SniffedFile sniffed = sniff("file.csv.gz", bytes, "detect", "detect");

    assertThat(sniffed.bytes()).isEqualTo(bytes.length);
    assertThat(sniffed.sha256()).isEqualTo(HexFormat.of().formatHex(Hashes.sha256().digest(bytes)));
    assertThat(sniffed.header()).containsExactly("a", "b");
  }

  @Test
  void shouldRefuseSettingsThatCannotBeUsed() {
    assertThatThrownBy(() -> sniffer("utf-9", "detect"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("'utf-9'");
    assertThatThrownBy(() -> sniffer("UTF-32", "detect")).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> sniffer("detect", "::"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("one character");
  }
}
