package id.entas.ingest;

import id.entas.tables.HouseholdFile;
import id.entas.tables.NewFile;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes judged rows as files of the table of households, one for each census that a task has rows
 * of.
 *
 * @param tablePath where the table lies, as a URI
 * @param unit that of the series; rows of another are left out
 * @param sourceFiles names of the extracts, in the order of their indices
 * @param leftOut places of the rows that are duplicates, ascending
 * @param hadoop how the files are reached
 */
record HouseholdFiles(
    String tablePath,
    String unit,
    List<String> sourceFiles,
    long[] leftOut,
    SerializableConfiguration hadoop)
    implements Serializable {

  /** Writes the rows of a task. */
  Iterator<NewFile> write(Iterator<JudgedChunk> chunks, StructType schema) throws IOException {
    SortedMap<Integer, HouseholdFile> open = new TreeMap<>();
    try {
      while (chunks.hasNext()) {
        write(chunks.next().households(schema, unit, sourceFiles), open);
      }
      List<NewFile> written = new ArrayList<>();
      for (HouseholdFile file : open.values()) {
        written.add(file.finish());
      }
      return written.iterator();
    } catch (Throwable e) {
      // Spark's own exceptions are no RuntimeException, and thrown all the same.
      abandon(open, e);
      throw e;
    }
  }

  private void write(ChunkHouseholds households, SortedMap<Integer, HouseholdFile> open)
      throws IOException {
    HouseholdFile file = null;
    int year = 0;
    while (households.advance()) {
      if (Arrays.binarySearch(leftOut, households.place()) >= 0) {
        continue;
      }
      if (file == null || households.year() != year) {
        year = households.year();
        file = fileOf(year, open);
      }
      file.add(households);
    }
  }

  private HouseholdFile fileOf(int year, SortedMap<Integer, HouseholdFile> open)
      throws IOException {
    HouseholdFile file = open.get(year);
    if (file == null) {
      file = HouseholdFile.create(tablePath, year, TaskContext.get().partitionId(), hadoop.value());
      open.put(year, file);
    }
    return file;
  }

  /** What cannot be deleted stays, as what a killed task leaves does. */
  private static void abandon(SortedMap<Integer, HouseholdFile> open, Throwable reason) {
    for (HouseholdFile file : open.values()) {
      try {
        file.abandon();
      } catch (Throwable e) {
        reason.addSuppressed(e);
      }
    }
  }
}
