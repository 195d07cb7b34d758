package id.entas.serve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedHint;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;
import scala.collection.Seq;

/**
 * Turns a statement into a query over rows in memory, or refuses it. No command leaves this parser:
 * what tools say besides queries is answered from the generation, too.
 *
 * <p>A statement takes the generation once. Each published name in it becomes the rows of that
 * generation, so that nothing is looked up in a catalog afterwards and a statement sees one run.
 */
final class ReadOnlyParser implements ParserInterface {
  private static final Logger LOG = LoggerFactory.getLogger(ReadOnlyParser.class);
  private static final int MAX_STATEMENT = 200_000;

  private final ParserInterface spark;
  private final Supplier<Generation> generations;
  private final RowLimit limit;

  ReadOnlyParser(ParserInterface spark, Supplier<Generation> generations, RowLimit limit) {
    this.spark = spark;
    this.generations = generations;
    this.limit = limit;
  }

  @Override
  public LogicalPlan parsePlan(String statement) throws ParseException {
    if (statement.length() > MAX_STATEMENT) {
      throw new NotAllowed(
          "The statement has more than " + MAX_STATEMENT + " characters; ask a shorter one.");
    }
    LogicalPlan plan = spark.parsePlan(statement);
    Generation generation = generations.get();
    try {
      return new ToolCommand(generation)
          .findAnswer(plan)
          .orElseGet(() -> limit.around(query(plan, generation)));
    } catch (NotAllowed e) {
      LOG.info("a statement is refused: {}", e.getMessage());
      throw e;
    }
  }

  @Override
  public LogicalPlan parseQuery(String statement) throws ParseException {
    return parsePlan(statement);
  }

  private static LogicalPlan query(LogicalPlan plan, Generation generation) {
    ParsedStatement.check(plan);
    return inMemory(plan, Set.of(), generation);
  }

  /**
   * The plan with the rows of the generation for every published name.
   *
   * @param shadowing names, in lower case, that common table expressions around the plan have taken
   */
  private static LogicalPlan inMemory(
      LogicalPlan plan, Set<String> shadowing, Generation generation) {
    if (plan instanceof UnresolvedRelation relation) {
      return rows(relation, shadowing, generation);
    }
    if (plan instanceof UnresolvedHint hint) {
      return inMemory(hint.child(), shadowing, generation);
    }
    if (plan instanceof UnresolvedWith with) {
      return inMemory(with, shadowing, generation);
    }
    LogicalPlan children = plan.mapChildren(child -> inMemory(child, shadowing, generation));
    return children.mapExpressions(expression -> inMemory(expression, shadowing, generation));
  }

  private static LogicalPlan inMemory(
      UnresolvedWith with, Set<String> shadowing, Generation generation) {
    Set<String> names = new HashSet<>(shadowing);
    List<Tuple2<String, SubqueryAlias>> tables = new ArrayList<>();
    for (Tuple2<String, SubqueryAlias> table : Scala.list(with.cteRelations())) {
      LogicalPlan body = inMemory(table._2(), names, generation);
      tables.add(new Tuple2<>(table._1(), (SubqueryAlias) body));
      names.add(Names.folded(table._1()));
    }
    return new UnresolvedWith(inMemory(with.child(), names, generation), Scala.seq(tables));
  }

  private static Expression inMemory(
      Expression expression, Set<String> shadowing, Generation generation) {
    Expression own =
        expression instanceof SubqueryExpression subquery
            ? (Expression) subquery.withNewPlan(inMemory(subquery.plan(), shadowing, generation))
            : expression;
    return own.mapChildren(child -> inMemory(child, shadowing, generation));
  }

  private static LogicalPlan rows(
      UnresolvedRelation relation, Set<String> shadowing, Generation generation) {
    List<String> parts = Scala.list(relation.multipartIdentifier());
    if (parts.size() == 1 && shadowing.contains(Names.folded(parts.get(0)))) {
      return relation;
    }
    return Names.findPlain(parts)
        .flatMap(generation::find)
        .map(Published::asRelation)
        .orElseThrow(() -> noTable(parts));
  }

  static NotAllowed noTable(List<String> parts) {
    return new NotAllowed(
        "There is no table " + String.join(".", parts) + " here; SHOW TABLES lists what there is.");
  }

  @Override
  public Expression parseExpression(String text) throws ParseException {
    return spark.parseExpression(text);
  }

  @Override
  public TableIdentifier parseTableIdentifier(String text) throws ParseException {
    return spark.parseTableIdentifier(text);
  }

  @Override
  public FunctionIdentifier parseFunctionIdentifier(String text) throws ParseException {
    return spark.parseFunctionIdentifier(text);
  }

  @Override
  public Seq<String> parseMultipartIdentifier(String text) throws ParseException {
    return spark.parseMultipartIdentifier(text);
  }

  @Override
  public StructType parseTableSchema(String text) throws ParseException {
    return spark.parseTableSchema(text);
  }

  @Override
  public DataType parseDataType(String text) throws ParseException {
    return spark.parseDataType(text);
  }
}
