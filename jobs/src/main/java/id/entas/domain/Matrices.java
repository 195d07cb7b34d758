package id.entas.domain;

/** Small dense matrices as arrays of rows. */
final class Matrices {
  static double[][] copy(double[][] matrix) {
    double[][] copy = new double[matrix.length][];
    for (int i = 0; i < matrix.length; i++) {
      copy[i] = matrix[i].clone();
    }
    return copy;
  }

  static double[][] identity(int size) {
    double[][] identity = new double[size][size];
    for (int i = 0; i < size; i++) {
      identity[i][i] = 1;
    }
    return identity;
  }

  static double[][] product(double[][] left, double[][] right) {
    int inner = right.length;
    int columns = right[0].length;
    double[][] product = new double[left.length][columns];
    for (int i = 0; i < left.length; i++) {
      for (int m = 0; m < inner; m++) {
        double factor = left[i][m];
        if (factor != 0) {
          for (int j = 0; j < columns; j++) {
            product[i][j] += factor * right[m][j];
          }
        }
      }
    }
    return product;
  }

  static double[][] transposed(double[][] matrix) {
    double[][] transposed = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        transposed[j][i] = matrix[i][j];
      }
    }
    return transposed;
  }

  static double sum(double[] row) {
    double sum = 0;
    for (double x : row) {
      sum += x;
    }
    return sum;
  }

  private Matrices() {}
}
