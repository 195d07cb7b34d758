package id.entas.domain;

/**
 * What the futures of a block draw whatever the scenario, for all their years: laid out so that one
 * step of a scenario goes through all futures of the block.
 */
final class FutureBlock {
  /** Enough for the processor to work on several at once, and few enough for its caches. */
  static final int MOST = 128;

  private final FutureDraws draws;
  private final int tiers;
  private final int firstYear;

  /** By year, future, row and destination. */
  private final double[][][][] matrices;

  /** By year, row, destination and future. */
  private final double[][][][] chances;

  /** By year and {@link FutureDraws#place}. */
  private final MoveLuck[][] luck;

  /** By year, destination and future. */
  private final double[][][] newcomerChances;

  /** By year, future and tier. */
  private final double[][][] newcomerTilts;

  /** By year and future. */
  private final long[][] newcomersNames;

  private int first;
  private int size;

  /**
   * @param firstYear the first projected year
   * @param years how many are projected
   */
  FutureBlock(FutureDraws draws, int tiers, int firstYear, int years) {
    this.draws = draws;
    this.tiers = tiers;
    this.firstYear = firstYear;
    matrices = new double[years][MOST][tiers + 1][tiers + 2];
    chances = new double[years][tiers + 1][tiers + 2][MOST];
    luck = new MoveLuck[years][draws.luck().length];
    for (MoveLuck[] year : luck) {
      for (int place = 0; place < year.length; place++) {
        year[place] = new MoveLuck(MOST);
      }
    }
    newcomerChances = new double[years][tiers + 2][MOST];
    newcomerTilts = new double[years][MOST][tiers];
    newcomersNames = new long[years][MOST];
  }

  /**
   * Draws some futures, in place of those before.
   *
   * @param first number of the first
   * @param size how many, at most {@link #MOST}
   */
  void draw(int first, int size) {
    this.first = first;
    this.size = size;
    for (int future = 0; future < size; future++) {
      draws.start(first + future);
      for (int y = 0; y < matrices.length; y++) {
        draws.startYear(firstYear + y);
        keep(y, future);
      }
    }
  }

  private void keep(int y, int future) {
    for (int i = 0; i <= tiers; i++) {
      System.arraycopy(draws.matrix()[i], 0, matrices[y][future][i], 0, tiers + 2);
      double[] row = draws.chances(i);
      for (int j = 0; j < tiers + 2; j++) {
        chances[y][i][j][future] = row[j];
      }
    }
    double[] drawn = draws.luck();
    for (int place = 0; place < drawn.length; place++) {
      luck[y][place].anew()[future] = drawn[place];
    }
    System.arraycopy(draws.newcomerTilt(), 0, newcomerTilts[y][future], 0, tiers);
    double[] ofNewcomers = draws.newcomerChances();
    for (int j = 0; j < tiers + 2; j++) {
      newcomerChances[y][j][future] = ofNewcomers[j];
    }
    newcomersNames[y][future] = draws.newcomersName();
  }

  /** The number of the first future. */
  int first() {
    return first;
  }

  /** How many futures. */
  int size() {
    return size;
  }

  /** The matrix of a future's year, before a scenario. */
  double[][] matrix(int y, int future) {
    return matrices[y][future];
  }

  /** What {@link FutureDraws#shareOut} makes of a row of these, by destination and future. */
  double[][] chances(int y, int row) {
    return chances[y][row];
  }

  /** The luck of a move from a row to a destination that is not the last. */
  MoveLuck luck(int y, int row, int destination) {
    return luck[y][draws.place(row, destination)];
  }

  /** The tilt of newcomers in a future's year, see {@link FutureDraws#newcomerTilt}. */
  double[] newcomerTilt(int y, int future) {
    return newcomerTilts[y][future];
  }

  /** The same as {@link #chances} of those who come new. */
  double[][] newcomerChances(int y) {
    return newcomerChances[y];
  }

  /** How many newcomers a future's year has, see {@link FutureDraws#newcomers}. */
  long newcomers(int y, int future, double mean, double dispersion) {
    MoveLuck own = luck(y, tiers + 1, tiers);
    return draws.newcomers(
        newcomersNames[y][future],
        own.uniform(future),
        own.deviates(size)[future],
        mean,
        dispersion);
  }
}
