package id.entas.tables;

/** On what it depends whether a column's value is shown where small counts are suppressed. */
public enum Exposure {
  /** It tells of no households: a name, a year, a setting, a figure that others published. */
  OPEN,
  /** It is the stock of the row's region, census and tier, or of its people. */
  STOCK,
  /** It tells all listed households of the row's region and census. */
  LISTED,
  /** It follows from the stocks at both ends of an interval, or from those of a trend. */
  RATE,
  /** It is estimated from, or follows from, many stocks of the region: all must be shown. */
  WHOLE,
  /** It follows from a kabupaten's flows between tiers. */
  MOVES,
  /** It follows from what became of those who left the tiers. */
  EXITS,
  /** It follows from where those who came into the tiers came from. */
  ENTRIES,
  /** It is a part of the moves: shown with them where neither it nor the rest is small. */
  RELAPSES,
  /** It is a verdict: a fact about a stock needs the stock, a forecast does not. */
  VERDICT,
  /** It is never shown. */
  WITHHELD
}
