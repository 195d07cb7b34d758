package id.entas.ingest;

/**
 * One cell of a sheet.
 *
 * @param text what it shows; of a formula without stored value the formula, behind {@code =}
 * @param fault why the text is no value of a wanted column, or null
 */
record SheetCell(String text, String fault) {
  boolean isBlank() {
    return Blanks.isBlank(text);
  }
}
