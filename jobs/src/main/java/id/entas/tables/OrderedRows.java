package id.entas.tables;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Ascending$;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.InterpretedOrdering;
import org.apache.spark.sql.catalyst.expressions.NullsFirst$;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import scala.Function1;
import scala.collection.JavaConverters;

/** Rows of a small table as Spark holds them inside, in the order of the table's key. */
final class OrderedRows {
  private OrderedRows() {}

  static List<InternalRow> of(Table table, List<Row> rows) {
    Function1<Object, Object> converter =
        CatalystTypeConverters.createToCatalystConverter(table.schema());
    List<InternalRow> inside = new ArrayList<>(rows.size());
    rows.forEach(row -> inside.add((InternalRow) converter.apply(row)));
    List<SortOrder> orders = new ArrayList<>();
    for (Field field : table.key()) {
      int place = table.fields().indexOf(field);
      orders.add(
          new SortOrder(
              new BoundReference(place, field.type(), true),
              Ascending$.MODULE$,
              NullsFirst$.MODULE$,
              JavaConverters.asScalaBuffer(List.<Expression>of()).toSeq()));
    }
    InterpretedOrdering ordering =
        new InterpretedOrdering(JavaConverters.asScalaBuffer(orders).toSeq());
    inside.sort(ordering::compare);
    return inside;
  }
}
