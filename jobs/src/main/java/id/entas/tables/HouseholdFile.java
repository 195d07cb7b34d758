package id.entas.tables;

import java.io.IOException;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * A Parquet file of households of one census, which is a part of {@link HouseholdTable} once {@link
 * Lake#replacePartitions} names it.
 *
 * <p>On its way through a plan of Spark's to such a file a row is copied four times: by the plan,
 * for the table's checks, without its partition and for the file's statistics. Here the values go
 * to Parquet from where they are, under the same checks and NOT NULL. Spark's settings of Parquet
 * have no part in it.
 */
public final class HouseholdFile {
  /** What a census holds in memory before it is written: a task may have rows of many censuses. */
  private static final long ROW_GROUP_BYTES = 16L << 20;

  private static final int REGION = place(HouseholdTable.REGION_CODE);
  private static final int VILLAGE = place(HouseholdTable.VILLAGE_CODE);
  private static final int KEY = place(HouseholdTable.HOUSEHOLD_KEY);
  private static final int UNIT = place(HouseholdTable.UNIT);
  private static final int TIER = place(HouseholdTable.TIER);
  private static final int MEMBERS = place(HouseholdTable.MEMBERS);
  private static final int OUTCOME = place(HouseholdTable.OUTCOME);
  private static final int CLUSTERS = place(HouseholdTable.CLUSTER_1);
  private static final int INSTRUMENT = place(HouseholdTable.INSTRUMENT);
  private static final int SOURCE_FILE = place(HouseholdTable.SOURCE_FILE);

  /** A number or flag that a row does not have. */
  public static final int UNKNOWN = 0;

  /** A flag that says no. */
  public static final int NOT_RECEIVED = 1;

  /** A flag that says yes. */
  public static final int RECEIVED = 2;

  /** The values of a row, in the meaning of the table's columns. */
  public interface Household {
    Binary region();

    /** Or null. */
    Binary village();

    Binary key();

    Binary unit();

    /** Or null. */
    Binary tier();

    /** Or {@link #UNKNOWN}. */
    int members();

    /** Or null. */
    Binary outcome();

    /**
     * {@link #RECEIVED}, {@link #NOT_RECEIVED} or {@link #UNKNOWN}.
     *
     * @param cluster from 0
     */
    int cluster(int cluster);

    Binary instrument();

    Binary sourceFile();
  }

  private final OpenFile<Household> file;
  private final SortedSet<String> regions = new TreeSet<>();
  private Binary last;
  private long rows;

  private HouseholdFile(OpenFile<Household> file) {
    this.file = file;
  }

  /**
   * Begins a file.
   *
   * @param tablePath where the table lies, as a URI
   * @param task number of the task that writes it
   */
  public static HouseholdFile create(String tablePath, int year, int task, Configuration hadoop)
      throws IOException {
    return new HouseholdFile(
        OpenFile.create(
            HouseholdTable.TABLE,
            tablePath,
            Integer.toString(year),
            task,
            new Values(),
            ROW_GROUP_BYTES,
            hadoop));
  }

  /** Adds a row. */
  public void add(Household household) throws IOException {
    Binary region = household.region();
    if (!region.equals(last)) {
      regions.add(region.toStringUsingUTF8());
      last = region;
    }
    file.write(household);
    rows++;
  }

  /**
   * Ends the file.
   *
   * @return what a commit says of it
   */
  public NewFile finish() throws IOException {
    String region = HouseholdTable.REGION_CODE.name();
    return file.finish(
        """
        {"numRecords":%d,"minValues":{"%s":"%s"},"maxValues":{"%s":"%s"},"nullCount":{"%s":0}}"""
            .formatted(rows, region, regions.first(), region, regions.last(), region));
  }

  /** Deletes the file, which no commit will name. */
  public void abandon() throws IOException {
    file.abandon();
  }

  private static int place(Field field) {
    return HouseholdTable.TABLE.fields().indexOf(field) - 1;
  }

  private static MessageType schema() {
    Types.MessageTypeBuilder message = Types.buildMessage();
    for (Field field : HouseholdTable.TABLE.fields()) {
      if (!field.equals(HouseholdTable.CENSUS_YEAR)) {
        message.addField(
            Types.primitive(primitive(field.type()), repetition(field))
                .as(
                    field.type().equals(DataTypes.StringType)
                        ? LogicalTypeAnnotation.stringType()
                        : null)
                .named(field.name()));
      }
    }
    return message.named("spark_schema");
  }

  private static Repetition repetition(Field field) {
    return field.presence() == Field.Presence.OPTIONAL ? Repetition.OPTIONAL : Repetition.REQUIRED;
  }

  private static PrimitiveTypeName primitive(DataType type) {
    if (type.equals(DataTypes.IntegerType)) {
      return PrimitiveTypeName.INT32;
    }
    return type.equals(DataTypes.BooleanType)
        ? PrimitiveTypeName.BOOLEAN
        : PrimitiveTypeName.BINARY;
  }

  private static final class Values extends WriteSupport<Household> {
    private final String[] names =
        HouseholdTable.TABLE.fields().stream().skip(1).map(Field::name).toArray(String[]::new);
    private RecordConsumer to;

    @Override
    public WriteContext init(Configuration conf) {
      return new WriteContext(schema(), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      to = consumer;
    }

    @Override
    public void write(Household row) {
      Binary tier = row.tier();
      Binary outcome = row.outcome();
      int members = row.members();
      if (tier == null && outcome == null
          || members != UNKNOWN
              && (members < HouseholdTable.LEAST_MEMBERS
                  || members > HouseholdTable.MOST_MEMBERS)) {
        throw new IllegalStateException(
            "a household has tier "
                + tier
                + ", outcome "
                + outcome
                + " and "
                + members
                + " members, which "
                + HouseholdTable.TABLE
                + " does not take");
      }
      to.startMessage();
      write(REGION, required(REGION, row.region()));
      write(VILLAGE, row.village());
      write(KEY, required(KEY, row.key()));
      write(UNIT, required(UNIT, row.unit()));
      write(TIER, tier);
      if (members != UNKNOWN) {
        to.startField(names[MEMBERS], MEMBERS);
        to.addInteger(members);
        to.endField(names[MEMBERS], MEMBERS);
      }
      write(OUTCOME, outcome);
      for (int cluster = 0; cluster < HouseholdTable.CLUSTERS.size(); cluster++) {
        int flag = row.cluster(cluster);
        if (flag != UNKNOWN) {
          int at = CLUSTERS + cluster;
          to.startField(names[at], at);
          to.addBoolean(flag == RECEIVED);
          to.endField(names[at], at);
        }
      }
      write(INSTRUMENT, required(INSTRUMENT, row.instrument()));
      write(SOURCE_FILE, required(SOURCE_FILE, row.sourceFile()));
      to.endMessage();
    }

    /** Parquet itself would count a missing value as one. */
    private Binary required(int at, Binary value) {
      if (value == null) {
        throw new IllegalStateException(
            "column " + HouseholdTable.TABLE + "." + names[at] + " needs a value");
      }
      return value;
    }

    private void write(int at, Binary value) {
      if (value != null) {
        to.startField(names[at], at);
        to.addBinary(value);
        to.endField(names[at], at);
      }
    }
  }
}
