package id.entas.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A workbook written part by part, so that any part can be made wrong. */
public final class TestWorkbook {
  private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  private static final String TYPE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

  private final Map<String, byte[]> parts = new LinkedHashMap<>();

  /** A workbook of one sheet, of which the rows are given as XML. */
  public static TestWorkbook of(String rows) {
    return new TestWorkbook()
        .with("_rels/.rels", relations(relation("r1", "officeDocument", "xl/workbook.xml")))
        .with("xl/workbook.xml", book("", "<sheet name=\"Data\" sheetId=\"1\" r:id=\"s1\"/>"))
        .with("xl/_rels/workbook.xml.rels", relations(relation("s1", "worksheet", "s1.xml")))
        .with("xl/s1.xml", sheet(rows));
  }

  /** The same with styles and shared texts. */
  static TestWorkbook of(String rows, String styles, String texts) {
    return of(rows)
        .with(
            "xl/_rels/workbook.xml.rels",
            relations(
                relation("s1", "worksheet", "s1.xml")
                    + relation("s2", "styles", "styles.xml")
                    + relation("s3", "sharedStrings", "/xl/texts.xml")))
        .with("xl/styles.xml", XML + "<styleSheet>" + styles + "</styleSheet>")
        .with("xl/texts.xml", XML + "<sst>" + texts + "</sst>");
  }

  static String sheet(String rows) {
    return XML + "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
  }

  static String book(String properties, String sheets) {
    return XML
        + "<workbook xmlns:r=\"urn:r\">"
        + properties
        + "<sheets>"
        + sheets
        + "</sheets></workbook>";
  }

  static String relations(String relations) {
    return XML + "<Relationships>" + relations + "</Relationships>";
  }

  static String relation(String id, String type, String target) {
    return "<Relationship Id=\""
        + id
        + "\" Type=\""
        + TYPE
        + type
        + "\" Target=\""
        + target
        + "\"/>";
  }

  /** A row of texts. */
  public static String row(int number, String... texts) {
    StringBuilder row = new StringBuilder("<row r=\"" + number + "\">");
    for (String text : texts) {
      row.append("<c t=\"inlineStr\"><is><t>").append(text).append("</t></is></c>");
    }
    return row.append("</row>").toString();
  }

  TestWorkbook with(String name, String xml) {
    return with(name, xml.getBytes(StandardCharsets.UTF_8));
  }

  TestWorkbook with(String name, byte[] part) {
    parts.put(name, part);
    return this;
  }

  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
