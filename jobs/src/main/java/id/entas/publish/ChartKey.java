package id.entas.publish;

/**
 * What a mark of a chart means.
 *
 * @param mark how it is drawn
 * @param colour in which colour
 * @param words what it stands for
 */
record ChartKey(Mark mark, String colour, String words) {

  /** Marks that a key explains. */
  enum Mark {
    BOX,
    POINT,
    DIAMOND,
    SQUARE,
    TRIANGLE,
    LINE,
    DASHED,
    DOTTED
  }
}
