package id.entas.serve;

import id.entas.tables.Field;
import id.entas.tables.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.analysis.UnresolvedNamespace;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableOrView;
import org.apache.spark.sql.catalyst.plans.logical.DescribeRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SetCatalogAndNamespace;
import org.apache.spark.sql.catalyst.plans.logical.ShowColumns;
import org.apache.spark.sql.catalyst.plans.logical.ShowFunctions;
import org.apache.spark.sql.catalyst.plans.logical.ShowNamespaces;
import org.apache.spark.sql.catalyst.plans.logical.ShowTables;
import org.apache.spark.sql.catalyst.plans.logical.ShowViews;
import org.apache.spark.sql.catalyst.util.StringUtils;
import org.apache.spark.sql.execution.command.SetCommand;
import org.apache.spark.sql.execution.command.SetNamespaceCommand;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.Tuple2;

/**
 * What tools say besides queries, answered from the generation and without any effect: USE, SET,
 * SHOW and DESCRIBE. The answers have the columns of Spark's own.
 */
final class ToolCommand {
  private static final String UNCHANGED = "<unchanged: this server takes no settings>";

  private final Generation generation;

  ToolCommand(Generation generation) {
    this.generation = generation;
  }

  /**
   * The answer as rows in memory; nothing if the plan is none of these.
   *
   * @throws NotAllowed if it asks for another database or an unknown table
   */
  Optional<LogicalPlan> findAnswer(LogicalPlan plan) {
    if (plan instanceof SetNamespaceCommand use) {
      return Optional.of(use(Scala.list(use.namespace())));
    }
    if (plan instanceof SetCatalogAndNamespace use) {
      return Optional.of(use(namespace(use.child())));
    }
    if (plan instanceof SetCommand set) {
      return Optional.of(set(set));
    }
    if (plan instanceof ShowNamespaces show) {
      return Optional.of(texts(matching(List.of(Names.DATABASE), show.pattern()), "namespace"));
    }
    if (plan instanceof ShowTables show) {
      requireDatabase(show.namespace());
      return Optional.of(tables(show.pattern(), "tableName", any -> true));
    }
    if (plan instanceof ShowViews show) {
      requireDatabase(show.namespace());
      return Optional.of(
          tables(show.pattern(), "viewName", one -> one.kind() == Published.Kind.VIEW));
    }
    if (plan instanceof ShowFunctions show) {
      return Optional.of(
          texts(matching(List.copyOf(AllowedFunctions.NAMES), show.pattern()), "function"));
    }
    if (plan instanceof ShowColumns show) {
      Scala.find(show.namespace()).ifPresent(parts -> requireDatabase(Scala.list(parts)));
      return Optional.of(
          texts(table(show.child()).fields().stream().map(Field::name).toList(), "col_name"));
    }
    if (plan instanceof DescribeRelation describe && describe.partitionSpec().isEmpty()) {
      return Optional.of(
          describe.isExtended()
              ? described(table(describe.relation()), extended(table(describe.relation())))
              : described(table(describe.relation()), List.of()));
    }
    return Optional.empty();
  }

  private static LogicalPlan use(List<String> parts) {
    if (!Names.isUsable(parts)) {
      throw noDatabase(parts);
    }
    return Scala.inMemory(new StructType(), List.of());
  }

  /**
   * A tool that sets something goes on without it; one that asks is told nothing of this server.
   */
  private static LogicalPlan set(SetCommand set) {
    StructType schema =
        new StructType()
            .add("key", DataTypes.StringType, false)
            .add("value", DataTypes.StringType, false);
    Optional<Tuple2<String, Option<String>>> pair = Scala.find(set.kv());
    return Scala.inMemory(
        schema, pair.map(one -> List.of(RowFactory.create(one._1(), UNCHANGED))).orElse(List.of()));
  }

  private LogicalPlan tables(Option<String> pattern, String title, Predicate<Published> which) {
    List<String> names = generation.all().stream().filter(which).map(Published::name).toList();
    List<Row> rows = new ArrayList<>();
    for (String name : matching(names, pattern)) {
      rows.add(RowFactory.create(Names.DATABASE, name, false));
    }
    return Scala.inMemory(
        new StructType()
            .add("namespace", DataTypes.StringType, false)
            .add(title, DataTypes.StringType, false)
            .add("isTemporary", DataTypes.BooleanType, false),
        rows);
  }

  private static List<String> matching(List<String> names, Option<String> pattern) {
    return pattern.isEmpty()
        ? names
        : Scala.list(StringUtils.filterPattern(Scala.seq(names), pattern.get()));
  }

  private static LogicalPlan texts(List<String> values, String title) {
    return Scala.inMemory(
        new StructType().add(title, DataTypes.StringType, false),
        values.stream().map(RowFactory::create).toList());
  }

  private static List<Row> extended(Table table) {
    return List.of(
        RowFactory.create("", "", ""),
        RowFactory.create("# Detailed Table Information", "", ""),
        RowFactory.create("Database", Names.DATABASE, ""),
        RowFactory.create("Table", table.name(), ""),
        RowFactory.create("Comment", table.meaning(), ""));
  }

  private static LogicalPlan described(Table table, List<Row> more) {
    List<Row> rows = new ArrayList<>();
    for (Field field : table.fields()) {
      rows.add(RowFactory.create(field.name(), field.type().simpleString(), field.meaning()));
    }
    rows.addAll(more);
    return Scala.inMemory(
        new StructType()
            .add("col_name", DataTypes.StringType, false)
            .add("data_type", DataTypes.StringType, false)
            .add("comment", DataTypes.StringType, true),
        rows);
  }

  private Table table(LogicalPlan named) {
    if (!(named instanceof UnresolvedTableOrView relation)) {
      throw new NotAllowed("Only a table or view can be described; SHOW TABLES lists them.");
    }
    List<String> parts = Scala.list(relation.multipartIdentifier());
    return Names.findPlain(parts)
        .flatMap(generation::find)
        .map(Published::table)
        .orElseThrow(() -> ReadOnlyParser.noTable(parts));
  }

  private static List<String> namespace(LogicalPlan plan) {
    return plan instanceof UnresolvedNamespace named
        ? Scala.list(named.multipartIdentifier())
        : List.of();
  }

  private static void requireDatabase(LogicalPlan plan) {
    List<String> parts = namespace(plan);
    if (!parts.isEmpty()) {
      requireDatabase(parts);
    }
  }

  private static void requireDatabase(List<String> parts) {
    if (!Names.isDatabase(parts)) {
      throw noDatabase(parts);
    }
  }

  private static NotAllowed noDatabase(List<String> parts) {
    return new NotAllowed(
        "There is no database "
            + String.join(".", parts)
            + " here; the only one is "
            + Names.DATABASE
            + ".");
  }
}
