package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.domain.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DbfHeaderPropertiesTest {
  private static final InputFile FILE = new InputFile("f.dbf", "file:///f.dbf");

  @Property(tries = 3000)
  void shouldReadOrRefuseAnyHarmedHeader(
      @ForAll @Size(min = 1, max = 3) int[] places,
      @ForAll @Size(min = 3, max = 3) @IntRange(max = 255) int[] values)
      throws IOException {
    byte[] dbf =
        new DbfBytes(0x03, StandardCharsets.US_ASCII)
            .column("A", 'C', 5, 0)
            .column("B", 'N', 5, 0)
            .row("a", "1")
            .row("b", "2")
            .bytes();
    for (int i = 0; i < places.length; i++) {
      dbf[Math.floorMod(places[i], 97)] = (byte) values[i];
    }
    ByteArrayInputStream bytes = new ByteArrayInputStream(dbf);
    try {
      DbfHeader header = DbfHeader.read(FILE, bytes, "detect");
      header.countDeleted(FILE, bytes);

      long end = header.bytes() + header.records() * header.recordBytes();
      assertThat(end).isLessThanOrEqualTo(dbf.length);
      assertThat(header.parts(1).size()).isEqualTo((int) Math.max(1, header.records()));
      for (DbfHeader.Part field : header.fields()) {
        assertThat(field.offset() + field.length()).isLessThanOrEqualTo(header.recordBytes());
      }
    } catch (Refusal refusal) {
      assertThat(refusal).hasMessageStartingWith("The extract f.dbf ");
    }
  }
}
