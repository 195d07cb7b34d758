package id.entas.synthesize;

import id.entas.domain.Outcome;
import id.entas.synthesize.SynthesisPlan.Unit;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * One file of invented rows: the census of a year over a fixed range of households, in their order.
 * What it holds depends on the plan alone, so any task may write it, once or again.
 *
 * @param name file name
 * @param step the census, in years from the first
 * @param first number of the first household
 * @param end one after the number of the last household
 */
record ExtractFile(String name, int step, long first, long end) implements Serializable {
  private static final String COLUMNS =
      "tahun,kode_kecamatan,kode_desa,id_rt,status_kesejahteraan,jumlah_art,keterangan,"
          + "klaster_1,klaster_2,klaster_3,klaster_4";

  /** Only rows of families name their unit: household is what a file without the column holds. */
  private static final String UNIT_COLUMN = ",satuan";

  private static final long FIRST_ID = 100_000_000_000L;
  private static final Outcome[] OUTCOMES = Outcome.values();

  /**
   * Counts of what a file holds.
   *
   * @param rows rows written
   * @param recorded rows by kecamatan and record: the tiers, then the outcomes
   * @param living households of the file's range in the population, seen or not, by kecamatan and
   *     true tier
   */
  record Counts(long rows, long[][] recorded, long[][] living) implements Serializable {
    static Counts none(int places) {
      return new Counts(
          0,
          new long[places][InventedTier.COUNT + OUTCOMES.length],
          new long[places][InventedTier.COUNT]);
    }

    Counts plus(Counts other) {
      return new Counts(
          rows + other.rows, sum(recorded, other.recorded), sum(living, other.living));
    }

    private static long[][] sum(long[][] a, long[][] b) {
      long[][] sum = new long[a.length][];
      for (int i = 0; i < a.length; i++) {
        sum[i] = a[i].clone();
        for (int j = 0; j < sum[i].length; j++) {
          sum[i][j] += b[i][j];
        }
      }
      return sum;
    }
  }

  /** The files of a plan: for each census one, or numbered ones of at most so many households. */
  static List<ExtractFile> of(Truth truth) {
    SynthesisPlan plan = truth.plan();
    long perFile = plan.householdsPerFile();
    long pieces = (truth.households() + perFile - 1) / perFile;
    int digits = Math.max(3, Long.toString(pieces).length());
    List<ExtractFile> files = new ArrayList<>();
    for (int year : plan.years()) {
      for (long piece = 0; piece < pieces; piece++) {
        String number =
            pieces == 1
                ? ""
                : "-" + "0".repeat(digits - Long.toString(piece + 1).length()) + (piece + 1);
        files.add(
            new ExtractFile(
                plan.name() + number + "_" + year + ".csv.gz",
                year - plan.years().get(0),
                piece * perFile,
                Math.min((piece + 1) * perFile, truth.households())));
      }
    }
    return files;
  }

  /**
   * Writes the file, compressed, with nothing in it of when or where it was written.
   *
   * @param out closed at the end
   */
  Counts write(Truth truth, OutputStream out) throws IOException {
    try (OutputStream text =
        new BufferedOutputStream(
            new GZIPOutputStream(out, 1 << 16) {
              {
                def.setLevel(Deflater.BEST_COMPRESSION);
              }
            },
            1 << 16)) {
      return writeText(truth, text);
    }
  }

  private Counts writeText(Truth truth, OutputStream text) throws IOException {
    Unit unit = truth.plan().unit();
    boolean namesUnit = unit == Unit.FAMILY;
    text.write(ascii(COLUMNS + (namesUnit ? UNIT_COLUMN : "") + "\n"));
    Counts counts = Counts.none(truth.places().size());
    long rows = 0;
    Life life = new Life(truth);
    StringBuilder line = new StringBuilder(80);
    for (long household = first; household < end; household++) {
      life.draw(household, step);
      if (life.tier(step) != Life.NO_TIER) {
        counts.living()[life.place(step)][life.tier(step)]++;
      }
      int record = life.record(step);
      if (record != Life.NO_RECORD) {
        line.setLength(0);
        append(line, truth, life, household);
        if (namesUnit) {
          line.append(',').append(unit.code());
        }
        text.write(ascii(line.append('\n').toString()));
        counts.recorded()[life.place(step)][record]++;
        rows++;
      }
    }
    return new Counts(rows, counts.recorded(), counts.living());
  }

  private void append(StringBuilder line, Truth truth, Life life, long household) {
    SynthesisPlan.Place place = truth.place(life.place(step)).place();
    int record = life.record(step);
    line.append(truth.yearOf(step)).append(',').append(place.code()).append(',');
    if (life.village(step) >= 0) {
      line.append(place.villages().get(life.village(step)));
    }
    line.append(',').append(FIRST_ID + household).append(',');
    if (record < Life.FIRST_OUTCOME) {
      line.append(InventedTier.values()[record].spelling());
      line.append(',').append(life.members()).append(',');
      for (int cluster = 0; cluster < Behaviour.CLUSTERS; cluster++) {
        line.append(',').append(life.served(step) >> cluster & 1);
      }
    } else {
      // Nothing is known of a household that was not met, so its flags are blank and not 0.
      line.append(",,").append(OUTCOMES[record - Life.FIRST_OUTCOME]);
      line.append(",".repeat(Behaviour.CLUSTERS));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
