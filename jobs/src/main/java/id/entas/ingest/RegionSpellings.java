package id.entas.ingest;

import id.entas.domain.Region;
import id.entas.domain.Regions;
import id.entas.tables.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How extracts may write a region: its BPS code, or the code of the ministry of home affairs with
 * or without dots. Nothing else is taken for a region, and no code is ever cut to fit: cut to six
 * digits, the BPS code of Kencong (3509010) is the ministry's code of Jombang (35.09.01).
 */
final class RegionSpellings {
  private final SparkSession spark;
  private final Regions regions;

  RegionSpellings(SparkSession spark, Regions regions) {
    this.spark = spark;
    this.regions = regions;
  }

  /**
   * Rows with the code of the region that a text spells, and of the region that holds it; both null
   * where it spells none.
   */
  Dataset<Row> joined(Dataset<Row> rows, Region.Level level, Field text, Field code, Field parent) {
    String spelling = "spelling_of_" + code.name();
    StructType schema =
        new StructType()
            .add(spelling, DataTypes.StringType)
            .add(code.name(), DataTypes.StringType)
            .add(parent.name(), DataTypes.StringType);
    List<Row> spellings = new ArrayList<>();
    byText(level)
        .forEach(
            (written, region) ->
                spellings.add(RowFactory.create(written, region.code(), region.parentCode())));
    Dataset<Row> known = functions.broadcast(spark.createDataFrame(spellings, schema));
    Column same = text.of(rows).equalTo(known.col(spelling));
    return rows.join(known, same, "left_outer").drop(spelling);
  }

  /**
   * Each text that spells a region of the level; where two regions claim one, its BPS code wins.
   */
  Map<String, Region> byText(Region.Level level) {
    Map<String, Region> byText = new LinkedHashMap<>();
    for (Region region : regions.ofLevel(level)) {
      byText.put(region.code(), region);
    }
    for (Region region : regions.ofLevel(level)) {
      if (!region.kemendagriCode().isEmpty()) {
        byText.putIfAbsent(region.kemendagriCode(), region);
        byText.putIfAbsent(region.kemendagriCode().replace(".", ""), region);
      }
    }
    return byText;
  }
}
