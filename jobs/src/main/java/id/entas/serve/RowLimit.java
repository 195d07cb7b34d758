package id.entas.serve;

import java.util.Locale;
import org.apache.spark.sql.catalyst.expressions.If;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.MonotonicallyIncreasingID;
import org.apache.spark.sql.catalyst.expressions.RaiseError;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.DataTypes;

/**
 * Lets a statement give so many rows and fails it at the next one: an answer that was cut silently
 * would be taken for whole. The engine stops there, so that no more rows are made or held.
 */
final class RowLimit {
  private final int rows;

  RowLimit(int rows) {
    this.rows = rows;
  }

  LogicalPlan around(LogicalPlan query) {
    Literal oneMore = Literal.create(rows + 1, DataTypes.IntegerType);
    // The rows of a limit lie in one partition, so their ids count them from 0.
    return new Filter(
        new If(
            new LessThan(
                new MonotonicallyIncreasingID(), Literal.create((long) rows, DataTypes.LongType)),
            Literal.create(true, DataTypes.BooleanType),
            new RaiseError(Literal.create(refusal(), DataTypes.StringType), DataTypes.BooleanType)),
        new GlobalLimit(oneMore, new LocalLimit(oneMore, query)));
  }

  private String refusal() {
    return String.format(
        Locale.ROOT,
        "The statement gives more than %,d rows, which is what this server allows (serve.max-rows); "
            + "add WHERE, GROUP BY or LIMIT.",
        rows);
  }
}
