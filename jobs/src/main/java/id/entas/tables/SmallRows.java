package id.entas.tables;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;

/**
 * The rows of small Delta tables, read in the driver by Delta Kernel.
 *
 * <p>Of a table of a hundred rows Spark would plan and start several jobs to learn which file it
 * is, at about a second of processor time; Kernel reads the log and the file.
 */
final class SmallRows {
  /** How Kernel's message begins where a table's log is a folder without commits. */
  private static final String EMPTY_LOG = "No delta files found in the directory";

  private final Configuration hadoop;
  private final Engine engine;

  SmallRows(Configuration hadoop) {
    this.hadoop = hadoop;
    this.engine = DefaultEngine.create(hadoop);
  }

  /** The latest rows at a folder, or none where no table is there. */
  Optional<List<Row>> findLatest(Table table, String path) throws AlteredTable {
    try {
      return Optional.of(rows(table, latest(path)));
    } catch (TableNotFoundException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      throw DamagedLake.refusalOr(e, path);
    }
  }

  /** The latest version at a folder, if a table is there. */
  Optional<Long> findVersion(String path) {
    try {
      return Optional.of(latest(path).getVersion(engine));
    } catch (TableNotFoundException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      throw DamagedLake.refusalOr(e, path);
    }
  }

  /**
   * The files of the latest version at a folder, or none where no table is there.
   *
   * @param use what the table must be fit for
   * @throws AlteredTable if the table there is not this program's
   */
  Optional<HeldFiles> findFiles(Table table, String path, TableUse use) throws AlteredTable {
    try {
      Snapshot snapshot = latest(path);
      use.require(table, (SnapshotImpl) snapshot, engine);
      return Optional.of(files(snapshot));
    } catch (TableNotFoundException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      throw DamagedLake.refusalOr(e, path);
    }
  }

  /** The files of the latest version at a folder, or none where no table is there. */
  Optional<HeldFiles> findFiles(String path) {
    try {
      return Optional.of(files(latest(path)));
    } catch (TableNotFoundException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      throw DamagedLake.refusalOr(e, path);
    }
  }

  /**
   * The files of a version at a folder.
   *
   * @throws AlteredTable if the table there was not this program's
   */
  HeldFiles filesOfVersion(Table table, String path, long version) throws AlteredTable {
    try {
      Snapshot snapshot = ofVersion(path, version);
      TableUse.READ.require(table, (SnapshotImpl) snapshot, engine);
      return files(snapshot);
    } catch (RuntimeException e) {
      throw DamagedLake.refusalOr(e, path);
    }
  }

  /** The files of a version at a folder. */
  HeldFiles filesOfVersion(String path, long version) {
    try {
      return files(ofVersion(path, version));
    } catch (RuntimeException e) {
      throw DamagedLake.refusalOr(e, path);
    }
  }

  private Snapshot latest(String path) throws TableNotFoundException {
    Snapshot snapshot;
    try {
      snapshot = io.delta.kernel.Table.forPath(engine, path).getLatestSnapshot(engine);
    } catch (RuntimeException e) {
      // What the first commit of a table leaves that fails halfway, as on a full disk.
      throw String.valueOf(e.getMessage()).startsWith(EMPTY_LOG)
          ? new TableNotFoundException(path)
          : e;
    }
    refuseEmptyCommit(path, snapshot.getVersion(engine));
    return snapshot;
  }

  private Snapshot ofVersion(String path, long version) {
    Snapshot snapshot =
        io.delta.kernel.Table.forPath(engine, path).getSnapshotAsOfVersion(engine, version);
    refuseEmptyCommit(path, version);
    return snapshot;
  }

  /**
   * After a loss of power a file may be there without its content. Of a commit Delta would take
   * that for a version that changed nothing, and give the rows of the one before.
   */
  private void refuseEmptyCommit(String path, long version) {
    Path commit = Marks.commit(path, version);
    try {
      FileSystem files = commit.getFileSystem(hadoop);
      if (files.exists(commit) && files.getFileStatus(commit).getLen() == 0) {
        throw DamagedLake.refusal(commit.toUri().getPath(), null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HeldFiles files(Snapshot snapshot) {
    List<HeldFiles.HeldFile> files = new ArrayList<>();
    forEachFile(
        snapshot.getScanBuilder(engine).build(),
        file -> {
          io.delta.kernel.data.Row added = file.getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL);
          StructType columns = added.getSchema();
          files.add(
              new HeldFiles.HeldFile(
                  added.getString(columns.indexOf("path")),
                  added.getLong(columns.indexOf("size")),
                  String.join("/", InternalScanFileUtils.getPartitionValues(file).values())));
        });
    return new HeldFiles(snapshot.getVersion(engine), files);
  }

  /** The rows at a folder as they were at a version. */
  List<Row> ofVersion(Table table, String path, long version) throws AlteredTable {
    try {
      return rows(table, ofVersion(path, version));
    } catch (RuntimeException e) {
      throw DamagedLake.refusalOr(e, path);
    }
  }

  private List<Row> rows(Table table, Snapshot snapshot) throws AlteredTable {
    TableUse.READ.require(table, (SnapshotImpl) snapshot, engine);
    StructType wanted = TableUse.columns(table, snapshot.getSchema(engine));
    Scan scan = snapshot.getScanBuilder(engine).withReadSchema(engine, wanted).build();
    io.delta.kernel.data.Row state = scan.getScanState(engine);
    StructType inFiles = ScanStateRow.getPhysicalDataReadSchema(engine, state);
    List<Row> rows = new ArrayList<>();
    forEachFile(scan, file -> addRows(table, state, inFiles, file, rows));
    return rows;
  }

  /** What is done with a file. */
  private interface FileWork {
    void on(io.delta.kernel.data.Row file) throws IOException;
  }

  private void forEachFile(Scan scan, FileWork work) {
    try (CloseableIterator<FilteredColumnarBatch> files = scan.getScanFiles(engine)) {
      while (files.hasNext()) {
        try (CloseableIterator<io.delta.kernel.data.Row> one = files.next().getRows()) {
          while (one.hasNext()) {
            work.on(one.next());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addRows(
      Table table,
      io.delta.kernel.data.Row state,
      StructType inFiles,
      io.delta.kernel.data.Row file,
      List<Row> rows)
      throws IOException {
    try (CloseableIterator<ColumnarBatch> data =
            engine
                .getParquetHandler()
                .readParquetFiles(
                    Utils.singletonCloseableIterator(InternalScanFileUtils.getAddFileStatus(file)),
                    inFiles,
                    Optional.empty());
        CloseableIterator<FilteredColumnarBatch> batches =
            Scan.transformPhysicalData(engine, state, file, data)) {
      while (batches.hasNext()) {
        FilteredColumnarBatch batch = batches.next();
        addRows(table, batch.getData(), batch.getSelectionVector(), rows);
      }
    }
  }

  private static void addRows(
      Table table, ColumnarBatch batch, Optional<ColumnVector> selected, List<Row> rows) {
    List<Field> fields = table.fields();
    org.apache.spark.sql.types.StructType schema = table.schema();
    for (int row = 0; row < batch.getSize(); row++) {
      if (selected.isPresent() && !isSet(selected.get(), row)) {
        continue;
      }
      Object[] values = new Object[fields.size()];
      for (int column = 0; column < values.length; column++) {
        values[column] = value(batch.getColumnVector(column), row);
      }
      rows.add(new GenericRowWithSchema(values, schema));
    }
  }

  private static boolean isSet(ColumnVector selected, int row) {
    return !selected.isNullAt(row) && selected.getBoolean(row);
  }

  private static Object value(ColumnVector column, int row) {
    if (column.isNullAt(row)) {
      return null;
    }
    DataType type = column.getDataType();
    if (type instanceof StringType) {
      return column.getString(row);
    } else if (type instanceof IntegerType) {
      return column.getInt(row);
    } else if (type instanceof LongType) {
      return column.getLong(row);
    } else if (type instanceof DoubleType) {
      return column.getDouble(row);
    } else if (type instanceof BooleanType) {
      return column.getBoolean(row);
    } else if (type instanceof DecimalType) {
      return column.getDecimal(row);
    } else if (type instanceof BinaryType) {
      return column.getBinary(row);
    }
    return Timestamp.from(Instant.EPOCH.plus(column.getLong(row), ChronoUnit.MICROS));
  }
}
