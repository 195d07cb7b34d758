package id.entas.publish;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A tile for every place, each tile about where the place is: the assignment of places to the cells
 * of a grid with the least sum of squared distances, so that every place has the same area whatever
 * its size on the ground.
 *
 * <p>The same places in the same order always have the same tiles.
 */
final class TileGrid {
  /** Cells to a place: with none to spare, places are pushed far from where they are. */
  private static final double CELLS_PER_PLACE = 1.25;

  private TileGrid() {}

  /**
   * A place on the map.
   *
   * @param longitude of its label point, degrees east; empty where it is not known
   * @param latitude degrees north
   */
  record Place(String code, OptionalDouble longitude, OptionalDouble latitude) {
    Place {
      if (longitude.isPresent() != latitude.isPresent()) {
        throw new IllegalArgumentException("place " + code + " has half a label point");
      }
    }
  }

  /**
   * A cell of the grid.
   *
   * @param column from 0 in the west
   * @param row from 0 in the north
   */
  record Tile(int column, int row) {}

  /**
   * The tile of every place by its code; places without a label point stand in rows of their own
   * below the others.
   */
  static Map<String, Tile> of(List<Place> places) {
    List<Place> located = places.stream().filter(one -> one.longitude().isPresent()).toList();
    Map<String, Tile> tiles = new LinkedHashMap<>();
    int columns = 1;
    int rows = 0;
    if (!located.isEmpty()) {
      double[][] points = points(located);
      double width = range(points, 0);
      double height = range(points, 1);
      double cells = Math.ceil(CELLS_PER_PLACE * located.size());
      double shape = height == 0 ? cells : Math.min(cells, Math.max(1 / cells, width / height));
      columns = (int) Math.max(1, Math.round(Math.sqrt(cells * shape)));
      rows = (int) Math.max(1, Math.ceil(cells / columns));
      int[] cellOf = assignment(distances(points, width, height, columns, rows));
      for (int i = 0; i < cellOf.length; i++) {
        tiles.put(located.get(i).code(), new Tile(cellOf[i] % columns, cellOf[i] / columns));
      }
    }
    List<Place> lost = places.stream().filter(one -> one.longitude().isEmpty()).toList();
    int wide = Math.max(columns, (int) Math.ceil(Math.sqrt(lost.size())));
    for (int i = 0; i < lost.size(); i++) {
      tiles.put(lost.get(i).code(), new Tile(i % wide, rows + i / wide));
    }
    return tiles;
  }

  /** Label points on a plane, in degrees of latitude, the second growing to the south. */
  private static double[][] points(List<Place> places) {
    double middle =
        places.stream().mapToDouble(one -> one.latitude().getAsDouble()).average().orElseThrow();
    double narrowing = Math.cos(Math.toRadians(middle));
    return places.stream()
        .map(
            one ->
                new double[] {
                  one.longitude().getAsDouble() * narrowing, -one.latitude().getAsDouble()
                })
        .toArray(double[][]::new);
  }

  private static double range(double[][] points, int axis) {
    return max(points, axis) - min(points, axis);
  }

  private static double min(double[][] points, int axis) {
    return Arrays.stream(points).mapToDouble(point -> point[axis]).min().orElseThrow();
  }

  private static double max(double[][] points, int axis) {
    return Arrays.stream(points).mapToDouble(point -> point[axis]).max().orElseThrow();
  }

  private static double[][] distances(
      double[][] points, double width, double height, int columns, int rows) {
    double west = min(points, 0);
    double north = min(points, 1);
    double[][] distances = new double[points.length][columns * rows];
    for (int i = 0; i < points.length; i++) {
      double x = width == 0 ? 0 : (points[i][0] - west) / width * (columns - 1);
      double y = height == 0 ? 0 : (points[i][1] - north) / height * (rows - 1);
      for (int cell = 0; cell < columns * rows; cell++) {
        double dx = x - cell % columns;
        double dy = y - cell / columns;
        distances[i][cell] = dx * dx + dy * dy;
      }
    }
    return distances;
  }

  /**
   * The Hungarian method with potentials (Kuhn 1955): one column for each row, at the least cost.
   *
   * @param cost at least as many columns as rows
   */
  private static int[] assignment(double[][] cost) {
    int n = cost.length;
    int m = cost[0].length;
    double[] rowPotential = new double[n + 1];
    double[] columnPotential = new double[m + 1];
    int[] rowAt = new int[m + 1];
    int[] previous = new int[m + 1];
    for (int row = 1; row <= n; row++) {
      rowAt[0] = row;
      int at = 0;
      double[] least = new double[m + 1];
      Arrays.fill(least, Double.POSITIVE_INFINITY);
      boolean[] used = new boolean[m + 1];
      do {
        used[at] = true;
        int current = rowAt[at];
        int next = 0;
        double delta = Double.POSITIVE_INFINITY;
        for (int column = 1; column <= m; column++) {
          if (!used[column]) {
            double reduced =
                cost[current - 1][column - 1] - rowPotential[current] - columnPotential[column];
            if (reduced < least[column]) {
              least[column] = reduced;
              previous[column] = at;
            }
            if (least[column] < delta) {
              delta = least[column];
              next = column;
            }
          }
        }
        for (int column = 0; column <= m; column++) {
          if (used[column]) {
            rowPotential[rowAt[column]] += delta;
            columnPotential[column] -= delta;
          } else {
            least[column] -= delta;
          }
        }
        at = next;
      } while (rowAt[at] != 0);
      while (at != 0) {
        rowAt[at] = rowAt[previous[at]];
        at = previous[at];
      }
    }
    int[] columnOf = new int[n];
    for (int column = 1; column <= m; column++) {
      if (rowAt[column] > 0) {
        columnOf[rowAt[column] - 1] = column - 1;
      }
    }
    return columnOf;
  }
}
