package id.entas.panel;

import id.entas.tables.HouseholdHistoryTable;
import id.entas.tables.TableFile;
import id.entas.tables.TableScan;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Histories of the first censuses, to be prolonged. */
final class KnownHistories extends FileRows {
  private static final int[] STAYED = new int[0];

  private final List<int[]> paths = new ArrayList<>();
  private final int states;
  private final int home;
  private final int path;
  private final int served;
  private final int known;

  /**
   * @param files of {@link HouseholdHistoryTable}
   */
  KnownHistories(TableScan scan, Iterator<TableFile> files) {
    super(scan, files, HouseholdHistoryTable.HOUSEHOLD_KEY);
    this.states = scan.value(HouseholdHistoryTable.STATES);
    this.home = scan.text(HouseholdHistoryTable.HOME_REGION, Long::parseLong);
    this.path = scan.text(HouseholdHistoryTable.REGION_PATH, this::numberOf);
    this.served = scan.value(HouseholdHistoryTable.SERVED);
    this.known = scan.value(HouseholdHistoryTable.SERVED_KNOWN);
  }

  private long numberOf(String inWords) {
    String[] places = inWords.split(",", -1);
    int[] kecamatan = new int[places.length];
    for (int at = 0; at < places.length; at++) {
      kecamatan[at] = places[at].isEmpty() ? DealtRows.NOWHERE : Integer.parseInt(places[at]);
    }
    paths.add(kecamatan);
    return paths.size() - 1L;
  }

  /** Numbers of paths are those of a file. */
  @Override
  void begin(TableFile file) {
    paths.clear();
  }

  @Override
  public void put(ByteBuffer block) {
    TableScan.Rows row = row();
    long number = row.number(path);
    DealtRows.putHistory(
        block,
        row.required(states),
        row.required(served),
        row.required(known),
        (int) row.required(home),
        number == TableScan.NONE ? STAYED : paths.get((int) number));
  }
}
