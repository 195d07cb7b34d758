package id.entas.serve;

import id.entas.job.Sessions;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;

/**
 * The Spark session of which every reader gets a copy: it can read a generation and do nothing
 * else.
 */
final class ReadOnlySession {
  private ReadOnlySession() {}

  static SparkSession beside(SparkSession spark, Supplier<Generation> generations, RowLimit limit) {
    SparkSessionExtensions extensions = new SparkSessionExtensions();
    extensions.injectParser((session, parser) -> new ReadOnlyParser(parser, generations, limit));
    extensions.injectCheckRule(session -> new AnalysedStatement());
    return Sessions.beside(spark, extensions);
  }

  /**
   * Takes from a session the functions that are on no list, and works in the published database.
   */
  static void furnish(SparkSession session) {
    var functions = session.sessionState().functionRegistry();
    for (FunctionIdentifier function : Scala.list(functions.listFunction())) {
      if (!AllowedFunctions.NAMES.contains(function.funcName())) {
        functions.dropFunction(function);
      }
    }
    var tables = session.sessionState().tableFunctionRegistry();
    Scala.list(tables.listFunction()).forEach(tables::dropFunction);
    session.sessionState().catalog().setCurrentDatabase(Names.DATABASE);
  }
}
