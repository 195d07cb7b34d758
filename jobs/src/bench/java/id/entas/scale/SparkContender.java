package id.entas.scale;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The straightforward Spark job: read the CSV as text, check and type it by expressions, write
 * Delta by census year, join each census with the next, group. Spark's settings are its own.
 *
 * <p>{@code SparkContender <file of flows> <folder to write to> <folder of extracts> <regions.csv>
 * <threads>}
 */
final class SparkContender {
  private SparkContender() {}

  public static void main(String[] arguments) throws IOException {
    long start = System.nanoTime();
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[" + arguments[4] + "]")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.local.dir", arguments[1] + "/spill")
            .config("spark.sql.warehouse.dir", arguments[1] + "/warehouse")
            .getOrCreate()) {
      ProcessCost.Shuffle shuffle = ProcessCost.Shuffle.of(spark);
      String table = arguments[1] + "/household";
      Dataset<Row> checked = checked(spark, arguments[2], arguments[3]);
      checked.write().format("delta").partitionBy("census_year").save(table);
      start = phase("write", start);
      Dataset<Row> household = spark.read().format("delta").load(table);
      long rejected = household.filter("reason IS NOT NULL").count();
      long twice = household.groupBy("census_year", "id").count().filter("count > 1").count();
      if (rejected + twice > 0) {
        throw new IllegalStateException(
            rejected + " rows are rejected and " + twice + " households stand twice");
      }
      start = phase("check", start);
      household.withColumn("n", lit(1L)).createOrReplaceTempView("sighting");
      Flows.write(
          Path.of(arguments[0]),
          spark.sql(Flows.query("sighting")).collectAsList().stream()
              .map(
                  row ->
                      Flows.line(
                          row.getString(0),
                          row.getInt(1),
                          row.getInt(2),
                          row.getString(3),
                          row.getString(4),
                          row.getLong(5)))
              .toList());
      phase("count", start);
      shuffle.say();
      ProcessCost.say();
    }
  }

  private static long phase(String name, long start) {
    ProcessCost.say("phase " + name, (System.nanoTime() - start) / 1e9);
    return System.nanoTime();
  }

  private static Dataset<Row> checked(SparkSession spark, String extracts, String regionsFile) {
    Dataset<Row> regions = spark.read().option("header", "true").csv(regionsFile);
    Dataset<Row> kecamatan =
        regions.filter("region_level = 'kecamatan'").select(col("region_code").as("k_code"));
    Dataset<Row> desa =
        regions
            .filter("region_level = 'desa'")
            .select(col("region_code").as("d_code"), col("parent_code").as("d_parent"));
    return spark
        .read()
        .option("header", "true")
        .csv(extracts + "/*.csv")
        .withColumn("census_year", expr("int(tahun)"))
        .withColumn(
            "tier",
            expr(
                "CASE upper(status_kesejahteraan) WHEN 'SM' THEN 'SANGAT_MISKIN' WHEN 'M' THEN 'MISKIN'"
                    + " WHEN 'HM' THEN 'HAMPIR_MISKIN' WHEN 'TM' THEN 'TIDAK_MISKIN' END"))
        .withColumn("members", expr("int(jumlah_art)"))
        .withColumn(
            "outcome",
            expr(
                "CASE WHEN upper(keterangan) IN ('GRADUATED', 'DIED', 'MOVED', 'MERGED', 'NOT_FOUND')"
                    + " THEN upper(keterangan) END"))
        .withColumn("c1", flag(1))
        .withColumn("c2", flag(2))
        .withColumn("c3", flag(3))
        .withColumn("c4", flag(4))
        .join(broadcast(kecamatan), col("k_code").equalTo(col("kode_kecamatan")), "left")
        .join(broadcast(desa), col("d_code").equalTo(col("kode_desa")), "left")
        .withColumn(
            "reason",
            expr(
                "CASE WHEN id_rt IS NULL THEN 'MISSING_VALUE'"
                    + " WHEN census_year IS NULL OR census_year NOT BETWEEN 2000 AND 2030 THEN 'YEAR_OUT_OF_RANGE'"
                    + " WHEN k_code IS NULL OR (kode_desa IS NOT NULL AND d_code IS NULL) THEN 'UNKNOWN_REGION'"
                    + " WHEN d_parent <> k_code THEN 'VILLAGE_OUTSIDE_REGION'"
                    + " WHEN status_kesejahteraan IS NOT NULL AND tier IS NULL THEN 'UNKNOWN_TIER'"
                    + " WHEN tier IS NULL AND outcome IS NULL THEN 'MISSING_VALUE'"
                    + " WHEN jumlah_art IS NOT NULL AND (members IS NULL OR members NOT BETWEEN 1 AND 40)"
                    + " THEN 'VALUE_OUT_OF_RANGE' END"))
        .select(
            col("census_year"),
            coalesce(col("k_code"), col("kode_kecamatan")).as("region_code"),
            col("d_code").as("village_code"),
            col("id_rt").as("id"),
            col("tier"),
            col("members"),
            col("outcome"),
            col("c1"),
            col("c2"),
            col("c3"),
            col("c4"),
            lit("household").as("unit"),
            col("reason"));
  }

  private static org.apache.spark.sql.Column flag(int cluster) {
    return expr("CASE klaster_" + cluster + " WHEN '1' THEN true WHEN '0' THEN false END");
  }
}
