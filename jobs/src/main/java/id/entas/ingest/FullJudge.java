package id.entas.ingest;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BindReferences;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.InterpretedUnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.collection.Seq;
import scala.reflect.ClassTag$;

/**
 * Judges a row by the expressions of {@link ParsedRows} and {@link JudgedRows}, within the task
 * that reads it: most rows need none of this, and a plan would make all of them go through it.
 */
final class FullJudge implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Code is generated for them once a task has seen so many; until then they are interpreted. */
  private static final int FEW = 5_000;

  /** One select of the plan. */
  private record Step(Seq<Expression> expressions, Seq<Attribute> input) implements Serializable {}

  private final List<Step> steps = new ArrayList<>();
  private final StructType schema;

  /**
   * @param judged rows as the rules leave them
   */
  private FullJudge(Dataset<Row> judged) {
    this.schema = judged.schema();
    LogicalPlan plan = judged.queryExecution().optimizedPlan();
    while (plan instanceof Project project) {
      steps.add(0, new Step(widened(project.projectList()), project.child().output()));
      plan = project.child();
    }
    if (!plan.children().isEmpty()) {
      throw new IllegalStateException("rows are judged one by one, not by " + plan.nodeName());
    }
  }

  /**
   * The judge of rows with given columns.
   *
   * @param framed what {@link FramedRows} have
   * @param rules what is made of them by selects alone
   */
  static FullJudge of(
      SparkSession spark, StructType framed, Function<Dataset<Row>, Dataset<Row>> rules) {
    Dataset<Row> none =
        spark.internalCreateDataFrame(
            spark.sparkContext().emptyRDD(ClassTag$.MODULE$.apply(InternalRow.class)),
            framed,
            false);
    return new FullJudge(rules.apply(none));
  }

  @SuppressWarnings("unchecked")
  private static Seq<Expression> widened(Seq<NamedExpression> named) {
    return (Seq<Expression>) (Seq<?>) named;
  }

  /** The columns of judged rows. */
  StructType schema() {
    return schema;
  }

  /** Judges the rows of one task. */
  final class Task {
    private final List<UnsafeProjection> projections = new ArrayList<>();
    private int seen;

    Task() {
      for (Step step : steps) {
        projections.add(InterpretedUnsafeProjection.createProjection(bound(step)));
      }
    }

    /**
     * Judges a row.
     *
     * @param framed its values as {@link FramedRows} gives them
     * @return valid until the next
     */
    UnsafeRow judge(Object[] framed) {
      if (seen++ == FEW) {
        for (int i = 0; i < steps.size(); i++) {
          projections.set(i, UnsafeProjection.create(bound(steps.get(i))));
        }
      }
      for (int i = 0; i < framed.length; i++) {
        if (framed[i] instanceof String text) {
          framed[i] = UTF8String.fromString(text);
        }
      }
      InternalRow row = new GenericInternalRow(framed);
      for (UnsafeProjection projection : projections) {
        row = projection.apply(row);
      }
      return (UnsafeRow) row;
    }
  }

  private static Seq<Expression> bound(Step step) {
    return BindReferences.bindReferences(
        step.expressions(),
        org.apache.spark.sql.catalyst.expressions.package$.MODULE$.AttributeSeq(step.input()));
  }
}
