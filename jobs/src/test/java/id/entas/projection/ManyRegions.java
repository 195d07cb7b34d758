package id.entas.projection;

import id.entas.domain.FutureInputs;
import id.entas.domain.ShockModel;
import id.entas.domain.ShockSource;
import id.entas.job.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Invented kabupaten with as many kecamatan each, which differ in their shocks and stocks.
 *
 * @param settings with these regions alone
 * @param kecamatan codes, in the order of their kabupaten
 * @param shocks by kabupaten
 * @param goals by region
 */
record ManyRegions(
    Settings settings,
    List<String> kecamatan,
    Map<String, ShockModel> shocks,
    Map<String, List<Long>> goals) {
  static final int LATEST = 2012;
  private static final int FIRST_CODE = 1001;

  /** Tiers and ABSENT over tiers, ABSENT and GONE. */
  static final double[][] MATRIX = {
    {.53, .32, .08, .02, .03, .02},
    {.04, .69, .18, .04, .03, .02},
    {.01, .09, .69, .16, .03, .02},
    {.001, .02, .10, .829, .03, .02},
    {.05, .15, .15, .1, .54, .01},
  };

  /**
   * @param folder for the files of the settings
   * @param ofOne kecamatan of a kabupaten
   * @param values settings over the defaults
   */
  static ManyRegions of(Path folder, int kabupaten, int ofOne, Map<String, ?> values)
      throws IOException {
    StringBuilder regions =
        new StringBuilder(
            "region_code,region_level,region_name,parent_code,kemendagri_code,longitude,latitude,"
                + "spellings,valid_from,valid_to\n");
    List<String> codes = new ArrayList<>();
    Map<String, ShockModel> shocks = new HashMap<>();
    Map<String, List<Long>> goals = new HashMap<>();
    for (int k = 0; k < kabupaten; k++) {
      String parent = kabupatenCode(k);
      regions.append(parent + ",kabupaten,K" + k + ",10,,,,,,\n");
      shocks.put(parent, new ShockModel(0.05 + 0.01 * (k % 13), 0.1, 4, ShockSource.ESTIMATED));
      goals.put(parent, List.of(0L, 1000L, 2000L, 7000L + 100 * (k % 13)));
      for (int i = 0; i < ofOne; i++) {
        String code = parent + "%03d".formatted(10 * (i + 1));
        regions.append(code + ",kecamatan,S" + code + "," + parent + ",,,,,,\n");
        codes.add(code);
        goals.put(code, List.of(0L, 64L, 128L, 450L));
      }
    }
    Files.writeString(folder.resolve("regions.csv"), regions);
    Path conf = Files.writeString(folder.resolve("entas.conf"), "");
    return new ManyRegions(Settings.load(Optional.of(conf), values), codes, shocks, goals);
  }

  static String kabupatenCode(int number) {
    return String.valueOf(FIRST_CODE + number);
  }

  /** What the futures of some of the kecamatan start from. */
  static List<FutureInputs> inputs(List<String> some) {
    List<FutureInputs> inputs = new ArrayList<>();
    for (String code : some) {
      inputs.add(
          new FutureInputs(
              code,
              LATEST,
              new long[] {500 + code.hashCode() % 7, 3000, 4000, 3000},
              700,
              MATRIX,
              new double[] {4000, 15000, 18000, 7000, 2000},
              new double[] {.8, .9, .9, .7, .5},
              0.5,
              FutureInputs.everyDestination(MATRIX.length - 1),
              new double[] {.003, .009, .008, 0},
              1.3,
              new boolean[] {true, true, true, false},
              0));
    }
    return inputs;
  }

  /** What was counted of some in years that others project: nothing. */
  CensusesAhead censusesAhead(List<String> some) {
    Map<String, SortedMap<Integer, long[]>> stocks = new HashMap<>();
    some.forEach(code -> stocks.put(code, new TreeMap<>(Map.of(LATEST, new long[MATRIX.length]))));
    return CensusesAhead.of(
        stocks, settings.regions().kabupatenOfKecamatan(), settings.horizonYear());
  }
}
