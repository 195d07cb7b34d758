package id.entas.serve;

import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedHint;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.apache.spark.sql.types.DataType;
import scala.Product;
import scala.collection.Iterable;
import scala.collection.Iterator;

/**
 * The first check, on a statement as it was written, before any name in it is looked up: every kind
 * of node, every expression and every function in it must be on a list. What is on none, such as a
 * command, a kind of node that a later Spark adds, or a function of a catalog, is not let in.
 *
 * <p>The check goes through everything that a node holds, and not through its children alone:
 * common table expressions, named windows and subqueries are no children in Spark's sense.
 */
final class ParsedStatement {
  private static final Set<String> NODES =
      Set.of(
          "Aggregate",
          "Distinct",
          "Except",
          "Filter",
          "GlobalLimit",
          "Intersect",
          "Join",
          "LocalLimit",
          "Offset",
          "OneRowRelation",
          "Project",
          "Sort",
          "SubqueryAlias",
          "Union",
          "UnresolvedHaving",
          "UnresolvedInlineTable",
          "UnresolvedRelation",
          "UnresolvedSubqueryColumnAliases",
          "UnresolvedWith",
          "WithWindowDefinition");

  private static final Set<String> EXPRESSIONS =
      Set.of(
          "Add",
          "AggregateExpression",
          "Alias",
          "And",
          "AnyValue",
          "CaseWhen",
          "Cast",
          "Concat",
          "CreateNamedStruct",
          "CurrentDate",
          "CurrentRow",
          "CurrentTimestamp",
          "Divide",
          "EqualNullSafe",
          "EqualTo",
          "Exists",
          "First",
          "GreaterThan",
          "GreaterThanOrEqual",
          "GroupingSets",
          "ILike",
          "In",
          "InSubquery",
          "IntegralDivide",
          "IsNotNull",
          "IsNull",
          "Last",
          "LessThan",
          "LessThanOrEqual",
          "Like",
          "LikeAll",
          "LikeAny",
          "ListQuery",
          "Literal",
          "Multiply",
          "NamePlaceholder",
          "Not",
          "NotLikeAll",
          "NotLikeAny",
          "Or",
          "Overlay",
          "Remainder",
          "Rollup",
          "ScalarSubquery",
          "SortOrder",
          "SpecifiedWindowFrame",
          "StringLocate",
          "StringTrim",
          "StringTrimLeft",
          "StringTrimRight",
          "Substring",
          "Subtract",
          "TimestampAdd",
          "TimestampDiff",
          "UnaryMinus",
          "UnaryPositive",
          "UnboundedFollowing",
          "UnboundedPreceding",
          "UnresolvedAlias",
          "UnresolvedAttribute",
          "UnresolvedFunction",
          "UnresolvedStar",
          "UnresolvedWindowExpression",
          "UnspecifiedFrame",
          "WindowExpression",
          "WindowSpecDefinition");

  private static final String CATALYST = "org.apache.spark.sql.catalyst.";

  private ParsedStatement() {}

  /**
   * Refuses a statement that holds anything not on the lists.
   *
   * @throws NotAllowed with the first such thing
   */
  static void check(LogicalPlan plan) {
    checkAny(plan);
  }

  private static void checkAny(Object any) {
    if (any instanceof TreeNode<?> node) {
      checkNode(node);
    } else if (any instanceof scala.collection.Map<?, ?> || any instanceof Iterable<?>) {
      each(((Iterable<?>) any).iterator());
    } else if (any instanceof Map<?, ?> options && !options.isEmpty()) {
      throw new NotAllowed("A table is read without options here; leave them out.");
    } else if (any instanceof Product product && !(any instanceof DataType)) {
      each(product.productIterator());
    }
  }

  private static void each(Iterator<?> all) {
    while (all.hasNext()) {
      checkAny(all.next());
    }
  }

  private static void checkNode(TreeNode<?> node) {
    if (node instanceof UnresolvedHint hint) {
      // Hints change how a statement is run; they are left out before it is.
      checkNode(hint.child());
      return;
    }
    String name = node.getClass().getSimpleName().replace("$", "");
    boolean isOurs = node.getClass().getName().startsWith(CATALYST);
    if (node instanceof LogicalPlan && !(isOurs && NODES.contains(name))) {
      throw new NotAllowed(
          "This door only reads: "
              + words(name)
              + " is not allowed. A statement selects from the tables that SHOW TABLES lists.");
    }
    if (node instanceof Expression && !(isOurs && EXPRESSIONS.contains(name))) {
      throw new NotAllowed("The expression " + words(name) + " is not allowed here.");
    }
    if (node instanceof UnresolvedFunction function) {
      checkFunction(function);
    }
    if (node instanceof UnresolvedRelation relation && relation.isStreaming()) {
      throw new NotAllowed("A table is no stream here; read it without STREAM.");
    }
    if (!(node instanceof Literal)) {
      each(((Product) node).productIterator());
    }
  }

  private static void checkFunction(UnresolvedFunction function) {
    String name = String.join(".", Scala.list(function.nameParts()));
    if (!AllowedFunctions.NAMES.contains(Names.folded(name))) {
      throw new NotAllowed(
          "The function " + name + " is not allowed here; SHOW FUNCTIONS lists those that are.");
    }
  }

  /** {@code InsertIntoStatement} as {@code insert into statement}. */
  private static String words(String className) {
    return className
        .replaceAll("(Command|Statement|Plan)$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(java.util.Locale.ROOT);
  }
}
