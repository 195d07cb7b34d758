package id.entas.panel;

import id.entas.tables.HistoryCountTable;
import id.entas.tables.HouseholdHistoryTable;
import id.entas.tables.TableFile;
import id.entas.tables.TableScan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Tuple2;

/** How many households share each packed history: counted in tasks and carried between them. */
final class HistoryGroups {
  /** In place of a path, where households stayed in their kecamatan. */
  private static final String STAYED = "";

  private final Map<Group, long[]> households = new HashMap<>();

  private record Group(String home, String path, long states) {}

  /** Counts the histories of some files of {@link HouseholdHistoryTable}. */
  static HistoryGroups of(TableScan scan, Iterator<TableFile> files) {
    List<String> words = new ArrayList<>();
    TableScan.Coding number =
        word -> {
          words.add(word);
          return words.size() - 1L;
        };
    int home = scan.text(HouseholdHistoryTable.HOME_REGION, number);
    int path = scan.text(HouseholdHistoryTable.REGION_PATH, number);
    int states = scan.value(HouseholdHistoryTable.STATES);
    HistoryGroups groups = new HistoryGroups();
    try {
      while (files.hasNext()) {
        try (TableScan.Rows rows = scan.open(files.next())) {
          while (rows.advance()) {
            long where = rows.number(path);
            groups.add(
                new Group(
                    words.get((int) rows.required(home)),
                    where == TableScan.NONE ? STAYED : words.get((int) where),
                    rows.required(states)),
                1);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return groups;
  }

  private void add(Group group, long more) {
    households.computeIfAbsent(group, any -> new long[1])[0] += more;
  }

  /**
   * What is counted, dealt by kecamatan.
   *
   * @param tasks over which it is dealt
   */
  Iterator<Tuple2<Integer, byte[]>> dealt(int tasks) {
    try {
      ByteArrayOutputStream[] bytes = new ByteArrayOutputStream[tasks];
      DataOutputStream[] out = new DataOutputStream[tasks];
      for (Map.Entry<Group, long[]> one : households.entrySet()) {
        Group group = one.getKey();
        int task = Math.floorMod(group.home().hashCode(), tasks);
        if (out[task] == null) {
          bytes[task] = new ByteArrayOutputStream();
          out[task] = new DataOutputStream(bytes[task]);
        }
        out[task].writeUTF(group.home());
        out[task].writeUTF(group.path());
        out[task].writeLong(group.states());
        out[task].writeLong(one.getValue()[0]);
      }
      List<Tuple2<Integer, byte[]>> dealt = new ArrayList<>();
      for (int task = 0; task < tasks; task++) {
        if (bytes[task] != null) {
          dealt.add(new Tuple2<>(task, bytes[task].toByteArray()));
        }
      }
      return dealt.iterator();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sum of what tasks counted and dealt. */
  static HistoryGroups sum(Iterator<byte[]> dealt) {
    HistoryGroups sum = new HistoryGroups();
    // Of a few kecamatan and paths, which would else be as many texts as groups.
    Map<String, String> known = new HashMap<>();
    try {
      while (dealt.hasNext()) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(dealt.next()));
        while (in.available() > 0) {
          String home = known.computeIfAbsent(in.readUTF(), word -> word);
          String path = known.computeIfAbsent(in.readUTF(), word -> word);
          sum.add(new Group(home, path, in.readLong()), in.readLong());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sum;
  }

  /**
   * Rows of {@link HistoryCountTable}, in the order of its key, with the history as text (see
   * {@link id.entas.domain.History}).
   *
   * @param years census years that the packed places stand for
   */
  Iterator<InternalRow> rows(List<Integer> years, String runId) {
    Map<String, List<Group>> byHome = new TreeMap<>();
    households
        .keySet()
        .forEach(
            group -> byHome.computeIfAbsent(group.home(), any -> new ArrayList<>()).add(group));
    UTF8String run = UTF8String.fromString(runId);
    return byHome.entrySet().stream()
        .flatMap(
            home -> {
              // Texts are made of one kecamatan at a time: they are longer than what they say.
              Map<String, Long> inWords = new TreeMap<>();
              for (Group group : home.getValue()) {
                inWords.merge(inWords(group, years), households.get(group)[0], Long::sum);
              }
              return inWords.entrySet().stream()
                  .map(
                      one ->
                          (InternalRow)
                              new GenericInternalRow(
                                  new Object[] {
                                    UTF8String.fromString(home.getKey()),
                                    UTF8String.fromString(one.getKey()),
                                    one.getValue(),
                                    run
                                  }));
            })
        .iterator();
  }

  private static String inWords(Group group, List<Integer> years) {
    String[] places = group.path().isEmpty() ? null : group.path().split(",", -1);
    StringBuilder words = new StringBuilder();
    for (int place = 0; place < years.size(); place++) {
      int state = (int) (group.states() >>> place * Histories.STATE_BITS & Histories.STATE_MASK);
      if (state == 0) {
        continue;
      }
      if (!words.isEmpty()) {
        words.append(' ');
      }
      words.append(years.get(place)).append('=').append(Histories.nameOf(state));
      if (places != null && !places[place].equals(group.home())) {
        words.append('@').append(places[place]);
      }
    }
    return words.toString();
  }
}
