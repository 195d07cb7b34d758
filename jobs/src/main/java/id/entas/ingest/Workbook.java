package id.entas.ingest;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.hadoop.conf.Configuration;

/**
 * A workbook (Office Open XML, .xlsx): a zip file of XML parts, of which the sheets are read as
 * streams.
 *
 * <p>A zip file is read from its end, so one that does not lie on a local disk is copied there
 * first, for as long as it is open.
 */
final class Workbook implements Closeable {
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] OLE2 = {
    (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
  };
  private static final int MOST_SHEETS = 10_000;
  private static final int MOST_SHOWN = 20;
  private static final int LONGEST_SHOWN = 40;

  /**
   * A sheet.
   *
   * @param name its name, as on its tab
   * @param part the part that holds it
   */
  private record Sheet(String name, String part, boolean isShown) {}

  private record Relation(String type, String target) {}

  private final ZipFile zip;
  private final File copy;
  private final long mostUnpacked;
  private final List<Sheet> sheets = new ArrayList<>();
  private LocalDate firstDay = LocalDate.of(1899, 12, 30);
  private SharedTexts texts = SharedTexts.none();
  private CellFormats formats = CellFormats.none();

  private Workbook(ZipFile zip, File copy, long mostUnpacked) {
    this.zip = zip;
    this.copy = copy;
    this.mostUnpacked = mostUnpacked;
  }

  /**
   * Opens a workbook.
   *
   * @param mostUnpacked bytes that each of its parts may unpack to
   * @throws UnfitFile if the file is no workbook, locked by a password or damaged
   */
  static Workbook open(InputFile file, Configuration hadoop, long mostUnpacked) throws IOException {
    try (InputStream in = file.open(hadoop)) {
      refuseOther(in.readNBytes(OLE2.length));
    }
    URI uri = URI.create(file.uri());
    File copy = "file".equals(uri.getScheme()) ? null : copyOf(file, hadoop);
    File local = copy == null ? new File(uri.getPath()) : copy;
    Workbook book;
    try {
      ZipDirectory.refuseLarge(local);
      book = new Workbook(new ZipFile(local, StandardCharsets.UTF_8), copy, mostUnpacked);
    } catch (ZipException e) {
      delete(copy);
      throw damaged("it is no whole zip file", e);
    } catch (IOException | RuntimeException e) {
      delete(copy);
      throw e;
    }
    try {
      book.find();
      return book;
    } catch (IOException | RuntimeException e) {
      book.close();
      throw e;
    }
  }

  private static File copyOf(InputFile file, Configuration hadoop) throws IOException {
    Path copy = Files.createTempFile("entas", ".xlsx");
    try (InputStream in = file.open(hadoop)) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      return copy.toFile();
    } catch (IOException e) {
      Files.delete(copy);
      throw e;
    }
  }

  private static void refuseOther(byte[] first) throws UnfitFile {
    if (startsWith(first, OLE2)) {
      throw new UnfitFile(
          "is a workbook that is locked by a password or of the old kind (.xls)",
          "save it as .xlsx without a password");
    }
    if (!startsWith(first, ZIP)) {
      throw new UnfitFile(
          "is no workbook, whatever its name says", "save it as .xlsx in a spreadsheet program");
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] expected) {
    return bytes.length >= expected.length
        && Arrays.equals(bytes, 0, expected.length, expected, 0, expected.length);
  }

  /** The refusal of a workbook that cannot be read as one. */
  static UnfitFile damaged(String what, Exception cause) {
    return new UnfitFile(
        "is a damaged or cut off workbook (" + what + ")",
        "copy it again from its source, or save it again in a spreadsheet program",
        cause);
  }

  /** Finds the sheets, and what their cells refer to. */
  private void find() throws IOException {
    String book = "xl/workbook.xml";
    for (Relation relation : relations("").values()) {
      if (relation.type().equals("officeDocument")) {
        book = relation.target();
      }
    }
    if (zip.getEntry(book) == null || !book.endsWith(".xml")) {
      throw noWorkbook();
    }
    Map<String, Relation> relations = relations(book);
    findSheets(book, relations);
    for (Relation relation : relations.values()) {
      if (relation.type().equals("sharedStrings") && zip.getEntry(relation.target()) != null) {
        try (XmlPart part = part(relation.target())) {
          texts = SharedTexts.of(part);
        }
      } else if (relation.type().equals("styles") && zip.getEntry(relation.target()) != null) {
        try (XmlPart part = part(relation.target())) {
          formats = CellFormats.of(part);
        }
      }
    }
  }

  private void findSheets(String book, Map<String, Relation> relations) throws IOException {
    boolean isBook = false;
    try (XmlPart part = part(book)) {
      while (part.next()) {
        if (part.isStart("workbook")) {
          isBook = true;
        } else if (part.isStart("workbookPr")) {
          String from1904 = part.attribute("date1904");
          if ("1".equals(from1904) || "true".equals(from1904)) {
            firstDay = LocalDate.of(1904, 1, 1);
          }
        } else if (part.isStart("sheet") && part.attribute("name") != null) {
          Relation relation = relations.get(part.attribute("id"));
          if (relation != null && relation.type().equals("worksheet")) {
            String state = part.attribute("state");
            sheets.add(
                new Sheet(
                    part.attribute("name"),
                    relation.target(),
                    state == null || state.equals("visible")));
          }
        }
        if (sheets.size() > MOST_SHEETS) {
          throw part.damaged(null);
        }
      }
      part.finish();
    }
    if (!isBook || sheets.isEmpty()) {
      throw noWorkbook();
    }
  }

  private static UnfitFile noWorkbook() {
    return new UnfitFile(
        "is a zip file without a workbook of the kind .xlsx in it",
        "save it as .xlsx in a spreadsheet program");
  }

  /** The relations of a part by their ids; the relations of {@code ""} are those of the file. */
  private Map<String, Relation> relations(String source) throws IOException {
    int slash = source.lastIndexOf('/') + 1;
    String folder = source.substring(0, slash);
    String name = folder + "_rels/" + source.substring(slash) + ".rels";
    Map<String, Relation> relations = new HashMap<>();
    if (zip.getEntry(name) == null) {
      return relations;
    }
    try (XmlPart part = part(name)) {
      while (part.next()) {
        String target = part.isStart("Relationship") ? part.attribute("Target") : null;
        if (target != null && part.attribute("Type") != null) {
          String type = part.attribute("Type");
          relations.put(
              part.attribute("Id"),
              new Relation(type.substring(type.lastIndexOf('/') + 1), resolved(folder, target)));
        }
        if (relations.size() > 2 * MOST_SHEETS) {
          throw part.damaged(null);
        }
      }
      part.finish();
    }
    return relations;
  }

  private static String resolved(String folder, String target) {
    return target.startsWith("/")
        ? target.substring(1)
        : folder + (target.startsWith("./") ? target.substring(2) : target);
  }

  private XmlPart part(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw damaged("its part " + name + " is missing", null);
    }
    return new XmlPart(zip, entry, mostUnpacked);
  }

  /**
   * The name of the sheet to read.
   *
   * @param wanted its name, or {@code ""} for the first that is not hidden
   * @throws UnfitFile if the workbook has no sheet of the name
   */
  String sheet(String wanted) throws UnfitFile {
    if (wanted.isEmpty()) {
      return sheets.stream().filter(Sheet::isShown).findFirst().orElse(sheets.get(0)).name();
    }
    if (sheets.stream().noneMatch(sheet -> sheet.name().equals(wanted))) {
      throw new UnfitFile(
          "has no sheet '" + wanted + "' but " + String.join(", ", shown(sheetNames())),
          "correct ingest.sheet or the workbook");
    }
    return wanted;
  }

  private static List<String> shown(List<String> names) {
    List<String> shown = new ArrayList<>();
    for (String name : names.subList(0, Math.min(names.size(), MOST_SHOWN))) {
      shown.add("'" + name.substring(0, Math.min(name.length(), LONGEST_SHOWN)) + "'");
    }
    if (names.size() > MOST_SHOWN) {
      shown.add((names.size() - MOST_SHOWN) + " more");
    }
    return shown;
  }

  /** The names of the sheets, in the order of their tabs. */
  List<String> sheetNames() {
    return sheets.stream().map(Sheet::name).toList();
  }

  /** The rows of a sheet. */
  SheetRows rows(String name) throws IOException {
    Sheet sheet = sheets.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    return new SheetRows(part(sheet.part()), texts, formats, firstDay);
  }

  @Override
  public void close() throws IOException {
    try {
      zip.close();
    } finally {
      delete(copy);
    }
  }

  private static void delete(File copy) throws IOException {
    if (copy != null) {
      Files.deleteIfExists(copy.toPath());
    }
  }
}
