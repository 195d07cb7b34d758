package id.entas.serve;

import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.CallMethodViaReflection;
import org.apache.spark.sql.catalyst.expressions.CurrentUser;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.InputFileBlockLength;
import org.apache.spark.sql.catalyst.expressions.InputFileBlockStart;
import org.apache.spark.sql.catalyst.expressions.InputFileName;
import org.apache.spark.sql.catalyst.expressions.ScalaUDF;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.expressions.UserDefinedExpression;
import org.apache.spark.sql.catalyst.plans.logical.DeserializeToObject;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.Function1;
import scala.runtime.BoxedUnit;

/**
 * The second check, on a statement whose names are all looked up: whatever the first let through by
 * mistake, it ends in rows that are in memory already, and calls nothing from outside the engine.
 */
final class AnalysedStatement implements Function1<LogicalPlan, BoxedUnit> {
  /** Leaves that read nothing: rows in memory, one empty row, and what WITH named. */
  private static final Set<String> LEAVES =
      Set.of("LocalRelation", "OneRowRelation", "CTERelationRef");

  private static final Set<String> NODES =
      Set.of(
          "Aggregate",
          "CTERelationDef",
          "Distinct",
          "Except",
          "Expand",
          "Filter",
          "GlobalLimit",
          "Intersect",
          "Join",
          "LocalLimit",
          "Offset",
          "Project",
          "Sort",
          "SubqueryAlias",
          "Union",
          "Window",
          "WithCTE");

  private static final Set<Class<?>> OUTSIDE =
      Set.of(
          CallMethodViaReflection.class,
          CurrentUser.class,
          InputFileBlockLength.class,
          InputFileBlockStart.class,
          InputFileName.class,
          ScalaUDF.class);

  @Override
  public BoxedUnit apply(LogicalPlan plan) {
    if (!isForRowsAlone(plan)) {
      check(plan);
    }
    return BoxedUnit.UNIT;
  }

  /** Spark analyses how it turns its own rows into those of a client, over no rows at all. */
  private static boolean isForRowsAlone(LogicalPlan plan) {
    return plan instanceof DeserializeToObject deserialize
        && deserialize.child() instanceof LocalRelation empty
        && empty.data().isEmpty();
  }

  private static void check(LogicalPlan plan) {
    String name = plan.getClass().getSimpleName();
    boolean isLeaf = plan.children().isEmpty();
    if (!(isLeaf ? LEAVES : NODES).contains(name)) {
      throw new NotAllowed("This door only reads its published tables; " + name + " is no such.");
    }
    Scala.list(plan.expressions()).forEach(AnalysedStatement::check);
    Scala.list(plan.children()).forEach(AnalysedStatement::check);
  }

  private static void check(Expression expression) {
    String place = expression.getClass().getPackageName();
    if (OUTSIDE.contains(expression.getClass())
        || expression instanceof UserDefinedExpression
        || !place.startsWith("org.apache.spark.sql.catalyst.expressions")
        || place.endsWith(".objects")
        || place.endsWith(".xml")) {
      throw new NotAllowed("The expression " + expression.prettyName() + " is not allowed here.");
    }
    if (expression instanceof SubqueryExpression subquery) {
      check(subquery.plan());
    }
    Scala.list(expression.children()).forEach(AnalysedStatement::check);
  }
}
