package id.entas.tables;

import id.entas.domain.Refusal;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BindReferences;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.package$;
import org.apache.spark.sql.catalyst.optimizer.ReplaceExpressions$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.functions;

/**
 * What a table asks of every row: NOT NULL as the program has it, and conditions in SQL of which
 * each must be true, as Delta has it. Spark resolves them once and evaluates them without a plan.
 */
final class RowChecks implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How the properties of a table begin that are conditions. */
  static final String PREFIX = "delta.constraints.";

  private final String table;
  private final List<Field> fields;
  private final List<Condition> conditions;

  /** Whose a condition is: the program's, or somebody's who added it with another tool. */
  private enum Origin {
    PROGRAM,
    ADDED
  }

  private record Condition(String name, String sql, Expression bound, Origin origin)
      implements Serializable {}

  private RowChecks(String table, List<Field> fields, List<Condition> conditions) {
    this.table = table;
    this.fields = fields;
    this.conditions = conditions;
  }

  /**
   * The checks of a table with the conditions that it has in the lake, where some may have been
   * added.
   *
   * @param properties those of the table
   */
  static RowChecks of(SparkSession spark, Table table, Map<String, String> properties) {
    List<Condition> conditions = new ArrayList<>();
    properties.forEach(
        (name, sql) -> {
          if (name.startsWith(PREFIX)) {
            String check = name.substring(PREFIX.length());
            Dataset<Row> none = spark.createDataFrame(List.<Row>of(), table.schema());
            conditions.add(
                new Condition(
                    check,
                    sql,
                    bound(none, sql),
                    sql.equals(table.checks().get(check)) ? Origin.PROGRAM : Origin.ADDED));
          }
        });
    return new RowChecks(table.toString(), List.copyOf(table.fields()), conditions);
  }

  private static Expression bound(Dataset<Row> none, String sql) {
    LogicalPlan plan =
        ReplaceExpressions$.MODULE$.apply(
            none.select(functions.expr(sql).as("check")).queryExecution().analyzed());
    return BindReferences.bindReference(
        plan.expressions().head().children().head(),
        package$.MODULE$.AttributeSeq(plan.children().head().output()),
        false);
  }

  /**
   * Lets a row pass.
   *
   * @throws IllegalStateException if it lacks a value or breaks a condition of the program's
   * @throws Refusal if it breaks one that somebody added
   */
  void require(InternalRow row) {
    for (int at = 0; at < fields.size(); at++) {
      if (fields.get(at).presence() == Field.Presence.REQUIRED && row.isNullAt(at)) {
        throw new IllegalStateException(
            "column " + table + "." + fields.get(at).name() + " needs a value");
      }
    }
    for (Condition condition : conditions) {
      if (!Boolean.TRUE.equals(condition.bound().eval(row))) {
        String check = condition.name() + " (" + condition.sql() + ")";
        throw condition.origin() == Origin.PROGRAM
            ? new IllegalStateException(
                "table " + table + " does not take a row that breaks its check " + check)
            : Refusal.data(
                "Table "
                    + table
                    + " has the check "
                    + check
                    + ", which another tool added and a row breaks; drop it or correct the data.");
      }
    }
  }
}
