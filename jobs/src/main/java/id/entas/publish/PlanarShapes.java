package id.entas.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Areas on a plane of whole numbers, the second axis pointing south, as small as a report can
 * carry.
 *
 * <p>Every point is moved to the nearest one of a grid. Neighbours that share a border share it
 * still, since both have its points moved alike; lines simplified one by one would leave gaps. The
 * grid is as fine as the size allows.
 */
final class PlanarShapes {
  /** What the report can spare beside data and libraries, in characters. */
  private static final int ROOM = 350_000;

  private static final int FINEST_CELLS = 4000;
  private static final int COARSEST_CELLS = 60;
  private static final double COARSER = 0.7;

  /** A ring that is closed has its first point again at its end. */
  private static final int LEAST_POINTS = 4;

  private final SortedMap<String, List<List<long[][]>>> areas;

  private PlanarShapes(SortedMap<String, List<List<long[][]>>> areas) {
    this.areas = areas;
  }

  /**
   * @param polygons of GeoJSON by the code of their area, each an array of rings; in degrees, or in
   *     any unit of a plane where a coordinate is no degree
   * @throws IllegalArgumentException if a coordinate is no number, or if all lies in one point
   */
  static PlanarShapes of(SortedMap<String, List<JsonNode>> polygons) {
    SortedMap<String, List<List<double[][]>>> read = new TreeMap<>();
    polygons.forEach(
        (code, all) -> {
          List<List<double[][]>> own = new ArrayList<>();
          for (JsonNode polygon : all) {
            List<double[][]> rings = new ArrayList<>();
            polygon.forEach(ring -> rings.add(points(ring)));
            own.add(rings);
          }
          read.put(code, own);
        });
    Extent extent = Extent.of(read.values());
    PlanarShapes shapes = snapped(read, extent, FINEST_CELLS);
    for (double cells = FINEST_CELLS * COARSER;
        shapes.json().toString().length() > ROOM && cells > COARSEST_CELLS;
        cells *= COARSER) {
      shapes = snapped(read, extent, (int) cells);
    }
    return shapes;
  }

  private static double[][] points(JsonNode ring) {
    double[][] points = new double[ring.size()][];
    for (int i = 0; i < points.length; i++) {
      JsonNode x = ring.get(i).path(0);
      JsonNode y = ring.get(i).path(1);
      if (!x.isNumber() || !y.isNumber()) {
        throw new IllegalArgumentException("the point " + ring.get(i) + " has no two numbers");
      }
      points[i] = new double[] {x.asDouble(), y.asDouble()};
    }
    return points;
  }

  /**
   * Where everything lies.
   *
   * @param narrowing of a degree of longitude against one of latitude; 1 on a plane
   */
  private record Extent(double west, double east, double south, double north, double narrowing) {
    static Extent of(Iterable<List<List<double[][]>>> areas) {
      double west = Double.POSITIVE_INFINITY;
      double east = Double.NEGATIVE_INFINITY;
      double south = Double.POSITIVE_INFINITY;
      double north = Double.NEGATIVE_INFINITY;
      for (List<List<double[][]>> area : areas) {
        for (List<double[][]> polygon : area) {
          for (double[][] ring : polygon) {
            for (double[] point : ring) {
              west = Math.min(west, point[0]);
              east = Math.max(east, point[0]);
              south = Math.min(south, point[1]);
              north = Math.max(north, point[1]);
            }
          }
        }
      }
      if (!(east > west) || !(north > south)) {
        throw new IllegalArgumentException("its areas have no extent");
      }
      boolean isInDegrees = west >= -180 && east <= 180 && south >= -90 && north <= 90;
      return new Extent(
          west,
          east,
          south,
          north,
          isInDegrees ? Math.cos(Math.toRadians((south + north) / 2)) : 1);
    }

    double cell(int cells) {
      return Math.max((east - west) * narrowing, north - south) / cells;
    }
  }

  private static PlanarShapes snapped(
      SortedMap<String, List<List<double[][]>>> areas, Extent extent, int cells) {
    double cell = extent.cell(cells);
    SortedMap<String, List<List<long[][]>>> snapped = new TreeMap<>();
    areas.forEach(
        (code, polygons) -> {
          List<List<long[][]>> own = new ArrayList<>();
          for (List<double[][]> polygon : polygons) {
            List<long[][]> rings = new ArrayList<>();
            for (double[][] ring : polygon) {
              long[][] points = ring(ring, extent, cell);
              if (points.length >= LEAST_POINTS) {
                // What turns the other way is a hole to every renderer.
                rings.add(turned(points, rings.isEmpty()));
              } else if (rings.isEmpty()) {
                break;
              }
            }
            if (!rings.isEmpty()) {
              own.add(rings);
            }
          }
          if (!own.isEmpty()) {
            snapped.put(code, own);
          }
        });
    return new PlanarShapes(snapped);
  }

  /** A ring on the grid, without points that add nothing; nothing where no area is left. */
  private static long[][] ring(double[][] ring, Extent extent, double cell) {
    List<long[]> points = new ArrayList<>();
    for (double[] point : ring) {
      long[] next = {
        Math.round((point[0] - extent.west()) * extent.narrowing() / cell),
        Math.round((extent.north() - point[1]) / cell)
      };
      while (points.size() > 1
          && turn(points.get(points.size() - 2), points.get(points.size() - 1), next) == 0) {
        points.remove(points.size() - 1);
      }
      if (points.isEmpty() || !isSame(points.get(points.size() - 1), next)) {
        points.add(next);
      }
    }
    long[][] all = points.toArray(long[][]::new);
    return all.length >= LEAST_POINTS && twiceTheArea(all) != 0 ? all : new long[0][];
  }

  private static boolean isSame(long[] a, long[] b) {
    return a[0] == b[0] && a[1] == b[1];
  }

  private static long turn(long[] a, long[] b, long[] c) {
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  }

  private static long twiceTheArea(long[][] ring) {
    long sum = 0;
    for (int i = 0; i < ring.length; i++) {
      long[] a = ring[i];
      long[] b = ring[(i + 1) % ring.length];
      sum += a[0] * b[1] - b[0] * a[1];
    }
    return sum;
  }

  private static long[][] turned(long[][] ring, boolean isOutside) {
    if (twiceTheArea(ring) > 0 == isOutside) {
      return ring;
    }
    long[][] other = new long[ring.length][];
    for (int i = 0; i < ring.length; i++) {
      other[i] = ring[ring.length - 1 - i];
    }
    return other;
  }

  /** The codes of the areas that something is left of. */
  Set<String> codes() {
    return Set.copyOf(areas.keySet());
  }

  /** The areas in the order of their codes, each with where its name stands and the room it has. */
  ArrayNode json() {
    ArrayNode shapes = JsonNodeFactory.instance.arrayNode();
    areas.forEach(
        (code, polygons) -> {
          ObjectNode shape = shapes.addObject().put("code", code);
          Label label = label(polygons);
          shape
              .put("x", Math.round(label.x()))
              .put("y", Math.round(label.y()))
              .put("room", Math.round(label.room()));
          ArrayNode coordinates =
              shape.putObject("geometry").put("type", "MultiPolygon").putArray("coordinates");
          for (List<long[][]> polygon : polygons) {
            ArrayNode rings = coordinates.addArray();
            for (long[][] ring : polygon) {
              ArrayNode points = rings.addArray();
              for (long[] point : ring) {
                points.addArray().add(point[0]).add(point[1]);
              }
            }
          }
        });
    return shapes;
  }

  /**
   * Where a name stands.
   *
   * @param room that it has from west to east
   */
  private record Label(double x, double y, double room) {}

  /**
   * A point inside the largest polygon: in the middle of the widest stretch at the height of its
   * centre of gravity.
   */
  private static Label label(List<List<long[][]>> polygons) {
    List<long[][]> largest = polygons.get(0);
    for (List<long[][]> polygon : polygons) {
      if (twiceTheArea(polygon.get(0)) > twiceTheArea(largest.get(0))) {
        largest = polygon;
      }
    }
    // Half a cell off the grid, so that no point of a ring lies at this height.
    double height = Math.floor(centreHeight(largest.get(0))) + 0.5;
    List<Double> crossings = new ArrayList<>();
    for (long[][] ring : largest) {
      for (int i = 0; i < ring.length; i++) {
        long[] a = ring[i];
        long[] b = ring[(i + 1) % ring.length];
        if (a[1] < height != b[1] < height) {
          crossings.add(a[0] + (height - a[1]) / (b[1] - a[1]) * (b[0] - a[0]));
        }
      }
    }
    crossings.sort(null);
    double middle = largest.get(0)[0][0];
    double widest = -1;
    for (int i = 0; i + 1 < crossings.size(); i += 2) {
      double width = crossings.get(i + 1) - crossings.get(i);
      if (width > widest) {
        widest = width;
        middle = (crossings.get(i) + crossings.get(i + 1)) / 2;
      }
    }
    return new Label(middle, height, Math.max(0, widest));
  }

  private static double centreHeight(long[][] ring) {
    double sum = 0;
    for (int i = 0; i < ring.length; i++) {
      long[] a = ring[i];
      long[] b = ring[(i + 1) % ring.length];
      sum += (double) (a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]);
    }
    return sum / (3.0 * twiceTheArea(ring));
  }
}
