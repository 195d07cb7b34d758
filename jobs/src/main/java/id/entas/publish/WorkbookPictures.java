package id.entas.publish;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts pictures into a workbook that was written without, as parts of Office Open XML (ECMA-376:
 * DrawingML, SpreadsheetML) beside those of its writer, which knows no pictures. Every picture is
 * PNG with the same as SVG (MS-ODRAWXML, svgBlip), which Excel shows from 2016 on.
 */
final class WorkbookPictures {
  private static final String CONTENT_TYPES = "[Content_Types].xml";
  private static final String WORKBOOK = "xl/workbook.xml";
  private static final String XML =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
  private static final String RELATIONSHIPS =
      "http://schemas.openxmlformats.org/package/2006/relationships";
  private static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  /** English Metric Units to a pixel of 1/96 inch. */
  private static final long UNITS = 9525;

  private final Map<String, byte[]> parts;
  private int pictures;

  private WorkbookPictures(Map<String, byte[]> parts) {
    this.parts = new LinkedHashMap<>(parts);
  }

  /**
   * A picture where it stands.
   *
   * @param picture that stands there
   * @param column of its upper left corner, from 0
   * @param row of the same
   */
  record Placed(SheetPicture picture, int column, int row) {}

  /**
   * The parts of the workbook with pictures.
   *
   * @param parts of the workbook by name, in their order
   * @param placed pictures by the number of the sheet, from 1
   * @param printed what is printed of the sheets with pictures, such as {@code 'A'!$A$1:$B$2}, by
   *     the same number
   */
  static Map<String, byte[]> into(
      Map<String, byte[]> parts, Map<Integer, List<Placed>> placed, Map<Integer, String> printed) {
    WorkbookPictures workbook = new WorkbookPictures(parts);
    placed.forEach(workbook::addDrawing);
    if (!placed.isEmpty()) {
      workbook.insert(
          CONTENT_TYPES,
          "<Override ",
          "<Default Extension=\"png\" ContentType=\"image/png\"/>"
              + "<Default Extension=\"svg\" ContentType=\"image/svg+xml\"/>");
    }
    printed.forEach(
        (sheet, area) ->
            workbook.insert(
                WORKBOOK,
                "</definedNames>",
                "<definedName name=\"_xlnm.Print_Area\" localSheetId=\""
                    + (sheet - 1)
                    + "\">"
                    + Html.escaped(area)
                    + "</definedName>"));
    return workbook.parts;
  }

  /** Puts words before the first place of a part that says so. */
  private void insert(String part, String before, String words) {
    String content = new String(parts.get(part), StandardCharsets.UTF_8);
    int place = content.indexOf(before);
    if (place < 0) {
      throw new IllegalStateException(part + " of the workbook has no " + before);
    }
    put(part, content.substring(0, place) + words + content.substring(place));
  }

  private void put(String part, String content) {
    parts.put(part, content.getBytes(StandardCharsets.UTF_8));
  }

  private void addDrawing(int sheet, List<Placed> placed) {
    String name = "drawing" + sheet + ".xml";
    String ofSheet = "xl/worksheets/_rels/sheet" + sheet + ".xml.rels";
    if (parts.containsKey(ofSheet)) {
      throw new IllegalStateException("sheet " + sheet + " has relationships already");
    }
    put(
        ofSheet,
        relationships(List.of(relationship(1, OFFICE + "/drawing", "../drawings/" + name))));
    // The writer ends a sheet with what stands before a drawing in the schema's order.
    insert("xl/worksheets/sheet" + sheet + ".xml", "</worksheet>", "<drawing r:id=\"rId1\"/>");
    insert(
        CONTENT_TYPES,
        "</Types>",
        "<Override PartName=\"/xl/drawings/"
            + name
            + "\" ContentType=\"application/vnd.openxmlformats-officedocument.drawing+xml\"/>");
    StringBuilder anchors = new StringBuilder();
    List<String> relationships = new ArrayList<>();
    for (Placed one : placed) {
      pictures++;
      String file = "picture" + pictures;
      parts.put("xl/media/" + file + ".png", one.picture().png());
      put("xl/media/" + file + ".svg", one.picture().svg());
      int pixels = relationships.size() + 1;
      for (String ending : List.of(".png", ".svg")) {
        relationships.add(
            relationship(relationships.size() + 1, OFFICE + "/image", "../media/" + file + ending));
      }
      anchors.append(anchor(one, pictures, pixels));
    }
    put("xl/drawings/_rels/" + name + ".rels", relationships(relationships));
    put(
        "xl/drawings/" + name,
        XML
            + "<xdr:wsDr"
            + " xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\""
            + " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
            + " xmlns:r=\""
            + OFFICE
            + "\">"
            + anchors
            + "</xdr:wsDr>");
  }

  private static String relationships(List<String> all) {
    return XML
        + "<Relationships xmlns=\""
        + RELATIONSHIPS
        + "\">"
        + String.join("", all)
        + "</Relationships>";
  }

  private static String relationship(int number, String type, String target) {
    return "<Relationship Id=\"rId"
        + number
        + "\" Type=\""
        + type
        + "\" Target=\""
        + target
        + "\"/>";
  }

  /** A picture that moves with its cell and keeps its size, so that a filter leaves it whole. */
  private static String anchor(Placed placed, int number, int pixels) {
    SheetPicture picture = placed.picture();
    String extent =
        "cx=\"" + UNITS * picture.width() + "\" cy=\"" + UNITS * picture.height() + "\"";
    return """
        <xdr:oneCellAnchor>\
        <xdr:from><xdr:col>%d</xdr:col><xdr:colOff>0</xdr:colOff>\
        <xdr:row>%d</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>\
        <xdr:ext %s/>\
        <xdr:pic><xdr:nvPicPr>\
        <xdr:cNvPr id="%d" name="%s" descr="%s"/>\
        <xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr>\
        </xdr:nvPicPr>\
        <xdr:blipFill><a:blip r:embed="rId%d"><a:extLst>\
        <a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">\
        <asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"\
         r:embed="rId%d"/>\
        </a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>\
        <xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext %s/></a:xfrm>\
        <a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr>\
        </xdr:pic><xdr:clientData/></xdr:oneCellAnchor>"""
        .formatted(
            placed.column(),
            placed.row(),
            extent,
            number + 1,
            Html.escaped(picture.title()),
            Html.escaped(picture.description()),
            pixels,
            pixels + 1,
            extent);
  }
}
