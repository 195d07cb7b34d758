package id.entas.publish;

/**
 * A picture of a sheet, twice: as SVG, and as PNG for whatever program does not know SVG.
 *
 * @param title what it shows, in a few words
 * @param description the same in sentences, for who cannot see it
 * @param svg the picture
 * @param png the same as pixels
 * @param width that it is shown in, in pixels of 1/96 inch
 * @param height the same
 */
record SheetPicture(
    String title, String description, String svg, byte[] png, int width, int height) {
  SheetPicture {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a picture of " + width + " by " + height + " pixels");
    }
    png = png.clone();
  }

  /** The same shown no taller than that. */
  SheetPicture within(int pixels) {
    return height <= pixels
        ? this
        : new SheetPicture(
            title, description, svg, png, Math.max(1, width * pixels / height), pixels);
  }

  @Override
  public byte[] png() {
    return png.clone();
  }
}
