package id.entas.serve;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Spark's plans hold Scala's collections. */
final class Scala {
  private Scala() {}

  static <T> Seq<T> seq(List<T> list) {
    return JavaConverters.asScalaBuffer(list).toList();
  }

  static <T> List<T> list(Seq<T> seq) {
    return List.copyOf(JavaConverters.seqAsJavaList(seq));
  }

  static <T> Optional<T> find(Option<T> option) {
    return option.isEmpty() ? Optional.empty() : Optional.of(option.get());
  }

  /** Rows in the memory of this process, as a plan that reads nothing else. */
  static LocalRelation inMemory(StructType schema, List<Row> rows) {
    return LocalRelation.fromExternalRows(attributes(schema), seq(rows));
  }

  /** A sequence of attribute references is one of attributes in Scala's eyes, but not in Java's. */
  @SuppressWarnings("unchecked")
  private static Seq<Attribute> attributes(StructType schema) {
    return (Seq<Attribute>) (Seq<?>) DataTypeUtils.toAttributes(schema);
  }
}
