package id.entas.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tables of transition counts whose rows are compared within each table: the form that all tests of
 * a Markov chain's assumptions take.
 *
 * <p>Counts may be fractions, as counts deflated by a dispersion are.
 *
 * @param tables each with one row a stratum (a year, a kecamatan, a tier before) and one column a
 *     destination, households at least 0
 */
public record ChainTables(List<double[][]> tables) {
  public ChainTables {
    tables = tables.stream().map(Matrices::copy).toList();
    for (double[][] table : tables) {
      for (double[] row : table) {
        if (row.length != table[0].length) {
          throw new IllegalArgumentException(
              "rows of " + table[0].length + " and of " + row.length + " destinations");
        }
        ChainTest.checkCounts(row);
      }
    }
  }

  @Override
  public List<double[][]> tables() {
    return tables.stream().map(Matrices::copy).toList();
  }

  /**
   * Is a row of the matrix the same in all strata?
   *
   * @param rowByStratum households of the row by stratum and destination
   */
  public static ChainTables ofRow(double[][] rowByStratum) {
    return new ChainTables(List.<double[][]>of(rowByStratum));
  }

  /**
   * Is the matrix the same in all strata (years: homogeneity over time; kecamatan: over regions)?
   * One table an origin (Anderson and Goodman 1957).
   *
   * @param matrixByStratum households by origin and destination, for each stratum, in one shape
   */
  public static ChainTables ofMatrices(List<double[][]> matrixByStratum) {
    int origins = matrixByStratum.isEmpty() ? 0 : matrixByStratum.get(0).length;
    List<double[][]> tables = new ArrayList<>();
    for (int i = 0; i < origins; i++) {
      double[][] table = new double[matrixByStratum.size()][];
      for (int s = 0; s < table.length; s++) {
        double[][] matrix = matrixByStratum.get(s);
        if (matrix.length != origins) {
          throw new IllegalArgumentException(
              "matrices of " + origins + " and of " + matrix.length + " origins");
        }
        table[s] = matrix[i];
      }
      tables.add(table);
    }
    return new ChainTables(tables);
  }

  /**
   * Does the tier before the last matter, that is, is the chain of second order rather than of
   * first? Within a stratum and a middle tier, the rows by first tier are compared (Anderson and
   * Goodman 1957; Bickenbach and Bode 2003).
   *
   * <p>A stratum is best one year of the middle census (in one kecamatan): what the year does to
   * all its households then cancels. Unstratified, years and kecamatan that differ look like
   * memory, as do households that differ for good (stayers) and tiers recorded wrongly: the test
   * finds that one matrix is not all, not why.
   *
   * @param triplesByStratum households seen at three censuses in a row, by first, middle and last
   *     tier, for each stratum
   */
  public static ChainTables ofTriples(List<double[][][]> triplesByStratum) {
    List<double[][]> tables = new ArrayList<>();
    for (double[][][] triples : triplesByStratum) {
      int middles = triples.length == 0 ? 0 : triples[0].length;
      for (int middle = 0; middle < middles; middle++) {
        tables.add(through(triples, middle));
      }
    }
    return new ChainTables(tables);
  }

  /**
   * The same for households of one middle tier alone: is the row of this tier without memory?
   *
   * @param triplesByStratum as for {@link #ofTriples}
   * @param middle the tier in the middle
   */
  public static ChainTables ofTriplesThrough(List<double[][][]> triplesByStratum, int middle) {
    return new ChainTables(
        triplesByStratum.stream().map(triples -> through(triples, middle)).toList());
  }

  private static double[][] through(double[][][] triples, int middle) {
    double[][] table = new double[triples.length][];
    for (int first = 0; first < triples.length; first++) {
      int middles = triples[first].length;
      if (middles != triples[0].length || middle < 0 || middle >= middles) {
        throw new IllegalArgumentException(
            "no middle tier " + middle + " of " + middles + " and " + triples[0].length);
      }
      table[first] = triples[first][middle];
    }
    return table;
  }

  /** The test of all tables together; tables without anything to compare do not enter. */
  public ChainTest test() {
    return compared().map(ComparedTable::test).reduce(ChainTest.NOTHING, ChainTest::plus);
  }

  /**
   * Degrees of freedom by the formula of Kullback, Kupperman and Ku (1962), r (s - 1)(r - 1), which
   * counts destinations that no stratum reached. It is here to compare with what is published by
   * it; p-values use {@link ChainTest#degreesOfFreedom}.
   *
   * @param states tiers r of a square matrix
   * @param strata matrices s
   */
  public static int kullbackDegreesOfFreedom(int states, int strata) {
    return states * (strata - 1) * (states - 1);
  }

  /** Draws of each table that has something to compare. */
  List<PooledDraws> draws() {
    return compared().map(ComparedTable::draws).toList();
  }

  private Stream<ComparedTable> compared() {
    return tables.stream().map(ComparedTable::findIn).flatMap(Optional::stream);
  }
}
