package id.entas.domain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The values of one golden set, as kept in the test resources. */
final class GoldenSet {
  /** One value; {@code i} and {@code j} may be empty. */
  record Value(String name, String i, String j, double value, double tolerance, String status) {}

  private final List<Value> inputs;
  private final List<Value> expected;

  private GoldenSet(List<Value> inputs, List<Value> expected) {
    this.inputs = inputs;
    this.expected = expected;
  }

  static GoldenSet read(String name) {
    return new GoldenSet(lines(name + ".input.csv"), lines(name + ".expected.csv"));
  }

  double input(String table, String i, String j) {
    return find(inputs, table, i, j).value();
  }

  Value expected(String quantity, String i, String j) {
    return find(expected, quantity, i, j);
  }

  List<Value> expected() {
    return expected;
  }

  double[][] matrix(String table, List<String> states) {
    double[][] matrix = new double[states.size()][states.size()];
    for (int i = 0; i < states.size(); i++) {
      for (int j = 0; j < states.size(); j++) {
        matrix[i][j] = input(table, states.get(i), states.get(j));
      }
    }
    return matrix;
  }

  private static Value find(List<Value> values, String name, String i, String j) {
    return values.stream()
        .filter(value -> value.name().equals(name) && value.i().equals(i) && value.j().equals(j))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no golden value " + name + " " + i + " " + j));
  }

  private static List<Value> lines(String file) {
    try (InputStream in = GoldenSet.class.getResourceAsStream("/golden/" + file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<Value> values = new ArrayList<>();
      for (String line : text.lines().skip(1).toList()) {
        String[] fields = line.split(",", -1);
        boolean checked = fields.length > 4;
        values.add(
            new Value(
                fields[0],
                fields[1],
                fields[2],
                Double.parseDouble(fields[3]),
                checked ? Double.parseDouble(fields[4]) : 0,
                checked ? fields[5] : ""));
      }
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
