package id.entas.serve;

import id.entas.tables.Table;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.AliasIdentifier;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;

/**
 * A table or view as readers see it: its definition and the rows of one run, in memory.
 *
 * @param table name, columns and meanings
 * @param kind whether tools list it as a table or as a view
 * @param rows the rows
 */
record Published(Table table, Kind kind, LocalRelation rows) {

  /** What tools list it as. */
  enum Kind {
    TABLE,
    VIEW
  }

  static Published of(Table table, Kind kind, List<Row> rows) {
    return new Published(table, kind, Scala.inMemory(table.nullableSchema(), rows));
  }

  String name() {
    return table.name();
  }

  /** The rows under the names by which a statement may call their columns. */
  LogicalPlan asRelation() {
    return new SubqueryAlias(
        new AliasIdentifier(name(), Scala.seq(List.of(Names.CATALOG, Names.DATABASE))),
        rows.newInstance());
  }
}
