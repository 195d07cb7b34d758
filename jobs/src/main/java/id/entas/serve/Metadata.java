package id.entas.serve;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.catalog.CatalogDatabase;
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalog;
import scala.Option;
import scala.collection.immutable.Map$;

/**
 * What drivers are told of tables, columns and comments by their metadata calls, which go past the
 * parser. The entries of the catalog in memory hold definitions alone: no path, no rows, no owner.
 */
final class Metadata {
  private final ExternalCatalog catalog;
  private final Set<String> entered = new HashSet<>();

  /**
   * Makes the catalog of a session hold the published database and no other.
   *
   * @param folder where Spark lays an empty folder for the database
   */
  Metadata(SparkSession session, URI folder) {
    this.catalog = session.sharedState().externalCatalog();
    catalog.createDatabase(
        new CatalogDatabase(
            Names.DATABASE,
            "What Entas published: the tables of one run, and ready views.",
            folder,
            Map$.MODULE$.empty()),
        true);
    catalog.dropDatabase("default", true, true);
  }

  /** Enters the definitions of a generation in place of those of the one before. */
  void enter(Generation generation) {
    Set<String> names = new HashSet<>();
    for (Published published : generation.all()) {
      names.add(published.name());
      if (entered.add(published.name())) {
        catalog.createTable(entry(published), true);
      }
    }
    for (String gone : List.copyOf(entered)) {
      if (!names.contains(gone)) {
        catalog.dropTable(Names.DATABASE, gone, true, true);
        entered.remove(gone);
      }
    }
  }

  private static CatalogTable entry(Published published) {
    return new CatalogTable(
        new TableIdentifier(published.name(), Option.apply(Names.DATABASE)),
        published.kind() == Published.Kind.VIEW
            ? CatalogTableType.VIEW()
            : CatalogTableType.EXTERNAL(),
        CatalogStorageFormat.empty(),
        published.table().schema(),
        Option.empty(),
        Scala.seq(List.of()),
        Option.empty(),
        "",
        0,
        -1,
        "",
        Map$.MODULE$.empty(),
        Option.empty(),
        Option.empty(),
        Option.apply(published.table().meaning()),
        Scala.seq(List.of()),
        false,
        true,
        Map$.MODULE$.empty(),
        Option.empty());
  }

  /**
   * The pattern of a driver's question for schemas, such that only the published one can answer it.
   * Spark would add its schema of temporary views to every pattern that holds it.
   */
  static String schemasOnlyHere(String pattern) {
    boolean matches =
        Optional.ofNullable(pattern)
            .filter(text -> !text.isEmpty())
            .map(text -> matches(text, Names.DATABASE))
            .orElse(true);
    return matches ? Names.DATABASE : "no such schema";
  }

  /** Whether a name fits a pattern of JDBC: {@code %} for any text, {@code _} for any character. */
  private static boolean matches(String pattern, String name) {
    StringBuilder regex = new StringBuilder();
    for (char one : pattern.toCharArray()) {
      regex.append(
          switch (one) {
            case '%', '*' -> ".*";
            case '_' -> ".";
            case '\\' -> "";
            default -> Pattern.quote(String.valueOf(one));
          });
    }
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE).matcher(name).matches();
  }
}
