package id.entas.breach.publish;

import id.entas.tables.Lake;
import id.entas.tables.PublishedRun;
import id.entas.tables.TierCountTable;
import java.util.List;
import org.apache.spark.sql.Row;

/** Exports what it did not ask whether it may be shown. */
public final class WriteCounts {
  List<Row> ofRun(PublishedRun run) {
    return run.rows(TierCountTable.TABLE);
  }

  List<Row> ofLake(Lake lake) {
    return lake.rows(TierCountTable.TABLE);
  }
}
