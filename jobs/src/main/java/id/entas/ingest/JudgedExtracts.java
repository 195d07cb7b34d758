package id.entas.ingest;

import id.entas.job.Settings;
import id.entas.tables.NewFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.HashPartitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * The judged rows of some files, read once and kept until they are closed: in memory, and on disk
 * where that does not suffice.
 */
final class JudgedExtracts implements AutoCloseable {
  /** Hashes that one task sorts. */
  private static final long HASHES_A_TASK = 4_000_000;

  private static final int FEWEST_TASKS = 4;

  /** More households than this that may stand twice are looked for among all rows at once. */
  static final int MOST_SUSPECTS = 100_000;

  private final SparkSession spark;
  private final JavaRDD<JudgedChunk> chunks;
  private final StructType schema;

  private JudgedExtracts(SparkSession spark, JavaRDD<JudgedChunk> chunks, StructType schema) {
    this.spark = spark;
    this.chunks = chunks;
    this.schema = schema;
  }

  /**
   * Reads the files when their rows are first asked for.
   *
   * @param formats how to read each
   */
  static JudgedExtracts of(
      SparkSession spark, Settings settings, List<ExtractFormat> formats, PseudonymKey key) {
    List<ExtractColumn> columns = FramedRows.columns(formats);
    FullJudge full =
        FullJudge.of(
            spark,
            FramedRows.schema(columns, FramedRows.Raw.LEFT_OUT),
            framed -> JudgedRows.of(ParsedRows.of(framed, settings), key));
    PlainRules rules = new PlainRules(settings, key.pseudonym());
    // A row that may have a tier of its criteria is judged by more than plain rules.
    boolean arePlain = columns.stream().noneMatch(ExtractColumn::isRare);
    List<List<FramedRows.Piece>> tasks = FramedRows.tasks(spark, formats);
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sessionState().newHadoopConf());
    JavaRDD<JudgedChunk> chunks =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(tasks, tasks.size())
            .flatMap(
                task ->
                    new Chunks(
                        task,
                        columns,
                        full,
                        arePlain ? rules : null,
                        rules.words(),
                        hadoop.value()));
    return new JudgedExtracts(spark, chunks.persist(StorageLevel.MEMORY_AND_DISK()), full.schema());
  }

  /** The rows, with the columns of {@link JudgedRows}. */
  Dataset<Row> rows() {
    return rows(any -> true);
  }

  private interface Wanted extends LongPredicate, java.io.Serializable {}

  private Dataset<Row> rows(Wanted wanted) {
    StructType columns = schema;
    JavaRDD<InternalRow> rows = chunks.flatMap(chunk -> chunk.rows(columns, wanted));
    return spark.internalCreateDataFrame(rows.rdd(), columns, false);
  }

  /**
   * Writes the accepted rows as files of the table of households.
   *
   * @param tasks how many write, at most
   */
  List<NewFile> write(HouseholdFiles files, int tasks) {
    StructType columns = schema;
    return chunks.coalesce(tasks).mapPartitions(some -> files.write(some, columns)).collect();
  }

  /** What became of the rows, duplicates not yet seen. */
  List<Tally> tallies() {
    return Tally.together(
        chunks.map(chunk -> new ArrayList<>(chunk.tallies())).collect().stream()
            .flatMap(List::stream)
            .toList());
  }

  /** The accepted rows of households of which eight bytes of the key stand among these. */
  Dataset<Row> rows(long[] hashes) {
    return rows(hash -> Arrays.binarySearch(hashes, hash) >= 0);
  }

  /**
   * Eight bytes of the keys of all households that stand more than once in a census, and of hardly
   * any other, ascending; none where too many may be. Only these are shuffled: the key is a digest
   * already.
   *
   * @param accepted how many rows are accepted
   * @param most how many households may stand twice before all rows are suspect
   */
  Optional<long[]> findRepeated(long accepted, int most) {
    int tasks = Math.max(FEWEST_TASKS, (int) (accepted / HASHES_A_TASK) + 1);
    StructType columns = schema;
    List<long[]> repeated =
        chunks
            .flatMapToPair(chunk -> byTask(chunk, columns, tasks))
            .partitionBy(new HashPartitioner(tasks))
            .mapPartitions(pieces -> List.of(repeated(pieces, most)).iterator())
            .collect();
    if (repeated.stream().mapToLong(some -> some.length).sum() > most) {
      return Optional.empty();
    }
    return Optional.of(repeated.stream().flatMapToLong(Arrays::stream).sorted().toArray());
  }

  private static Iterator<Tuple2<Integer, long[]>> byTask(
      JudgedChunk chunk, StructType schema, int tasks) {
    long[][] hashes = new long[tasks][JudgedChunk.MOST_ROWS / tasks + 16];
    int[] sizes = new int[tasks];
    chunk.hashes(
        schema,
        hash -> {
          int task = (int) Long.remainderUnsigned(hash, tasks);
          if (sizes[task] == hashes[task].length) {
            hashes[task] = Arrays.copyOf(hashes[task], 2 * sizes[task]);
          }
          hashes[task][sizes[task]++] = hash;
        });
    List<Tuple2<Integer, long[]>> pieces = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      pieces.add(new Tuple2<>(task, Arrays.copyOf(hashes[task], sizes[task])));
    }
    return pieces.iterator();
  }

  /** The hashes that stand more than once, cut off where there are too many. */
  private static long[] repeated(Iterator<Tuple2<Integer, long[]>> pieces, int most) {
    List<long[]> all = new ArrayList<>();
    int size = 0;
    while (pieces.hasNext()) {
      long[] piece = pieces.next()._2();
      all.add(piece);
      size += piece.length;
    }
    long[] hashes = new long[size];
    int at = 0;
    for (long[] piece : all) {
      System.arraycopy(piece, 0, hashes, at, piece.length);
      at += piece.length;
    }
    Arrays.sort(hashes);
    long[] repeated = new long[most + 1];
    int found = 0;
    for (int i = 1; i < size && found < repeated.length; i++) {
      boolean isNew = found == 0 || repeated[found - 1] != hashes[i];
      if (hashes[i] == hashes[i - 1] && isNew) {
        repeated[found++] = hashes[i];
      }
    }
    return Arrays.copyOf(repeated, found);
  }

  @Override
  public void close() {
    chunks.unpersist();
  }

  /** The chunks of one task; the file at hand is closed with it. */
  private static final class Chunks implements Iterator<JudgedChunk> {
    private final Iterator<FramedRows.Piece> pieces;
    private final List<ExtractColumn> columns;
    private final FullJudge.Task full;
    private final PlainRules plainRules;
    private final PlainWords words;
    private final Configuration hadoop;
    private final StructType schema;
    private ExtractFormat format;
    private RecordSource reader;
    private PlainJudge plain;
    private JudgedChunk next;

    private Chunks(
        List<FramedRows.Piece> pieces,
        List<ExtractColumn> columns,
        FullJudge full,
        PlainRules plainRules,
        PlainWords words,
        Configuration hadoop) {
      this.pieces = pieces.iterator();
      this.columns = columns;
      this.full = full.new Task();
      this.schema = full.schema();
      this.plainRules = plainRules;
      this.words = words;
      this.hadoop = hadoop;
      TaskContext.get()
          .addTaskCompletionListener(
              (org.apache.spark.util.TaskCompletionListener) context -> close());
      advance();
    }

    private void close() {
      try {
        if (reader != null) {
          reader.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        reader = null;
      }
    }

    private void advance() {
      try {
        next = null;
        while (next == null && (reader != null || pieces.hasNext())) {
          if (reader == null) {
            open(pieces.next());
          }
          next = chunk();
        }
      } catch (IOException e) {
        throw FileSniffer.unreadable(format.file(), e);
      }
    }

    private void open(FramedRows.Piece piece) throws IOException {
      format = piece.format();
      reader = RecordSource.open(format, piece.part(), FramedRows.Raw.LEFT_OUT, hadoop);
      plain =
          plainRules != null && reader instanceof RecordReader
              ? new PlainJudge(format, plainRules)
              : null;
    }

    /** The next rows of the file at hand; null where there are none, and then it is closed. */
    private JudgedChunk chunk() throws IOException {
      JudgedChunk.Builder builder = new JudgedChunk.Builder(words, format.index());
      RecordReader lines = plain == null ? null : (RecordReader) reader;
      while (!builder.isFull()) {
        if (plain != null && lines.peek(plain.line()) && plain.judges()) {
          builder.add(plain, FramedRows.placeOf(format, lines.take()));
          continue;
        }
        FramedRecord record = reader.next();
        if (record == null) {
          close();
          break;
        }
        Object[] values = FramedRows.values(format, record, columns, FramedRows.Raw.LEFT_OUT);
        builder.add(full.judge(values), schema);
      }
      return builder.isEmpty() ? null : builder.build();
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public JudgedChunk next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      JudgedChunk chunk = next;
      advance();
      return chunk;
    }
  }
}
