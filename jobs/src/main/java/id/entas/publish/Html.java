package id.entas.publish;

/** Text in HTML. */
final class Html {
  private Html() {}

  /** The text with everything that HTML would take for its own replaced. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
