package id.entas.projection;

import id.entas.domain.FutureInputs;
import id.entas.domain.ShockModel;
import id.entas.domain.ShockSource;
import id.entas.domain.StandardScenario;
import id.entas.job.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Time and heap of the futures of a whole nation's kecamatan, drawn by Spark on two cores.
 *
 * <p>{@code BenchManyRegions <kabupaten> <futures> <file>} adds a row to the file's table; started
 * with a small heap, it shows that no memory grows with the regions but that of their summaries.
 */
public final class BenchManyRegions {
  private static final int KECAMATAN_OF_ONE = 14;
  private static final int LATEST = 2012;
  private static final int HORIZON = 2015;
  private static final double[][] MATRIX = {
    {.53, .32, .08, .02, .03, .02},
    {.04, .69, .18, .04, .03, .02},
    {.01, .09, .69, .16, .03, .02},
    {.001, .02, .10, .829, .03, .02},
    {.05, .15, .15, .1, .54, .01},
  };
  private static final double MEGABYTE = 1 << 20;

  public static void main(String[] arguments) throws IOException {
    int kabupaten = Integer.parseInt(arguments[0]);
    int futures = Integer.parseInt(arguments[1]);
    Path file = Path.of(arguments[2]);
    StringBuilder regions =
        new StringBuilder(
            "region_code,region_level,region_name,parent_code,kemendagri_code,longitude,latitude,"
                + "spellings,valid_from,valid_to\n");
    List<FutureInputs> inputs = new ArrayList<>();
    Map<String, ShockModel> shocks = new HashMap<>();
    Map<String, List<Long>> goals = new HashMap<>();
    for (int k = 0; k < kabupaten; k++) {
      String parent = "" + (1001 + k);
      regions.append(parent + ",kabupaten,K" + k + ",10,,,,,,\n");
      shocks.put(parent, new ShockModel(0.12, 0.1, 4, ShockSource.ESTIMATED));
      goals.put(parent, List.of(0L, 1000L, 2000L, 5000L));
      for (int i = 0; i < KECAMATAN_OF_ONE; i++) {
        String code = parent + "%03d".formatted(10 * (i + 1));
        regions.append(code + ",kecamatan,S" + code + "," + parent + ",,,,,,\n");
        goals.put(code, List.of(0L, 64L, 128L, 320L));
        inputs.add(kecamatan(code));
      }
    }
    Path folder = Files.createTempDirectory("many-regions");
    Files.writeString(folder.resolve("regions.csv"), regions);
    Settings settings =
        Settings.load(
            Optional.of(Files.writeString(folder.resolve("entas.conf"), "")),
            Map.of(
                "projection.futures",
                futures,
                "requirement.futures",
                100,
                "projection.horizon-year",
                HORIZON));
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .getOrCreate()) {
      long start = System.nanoTime();
      FuturesByRegion drawn =
          FuturesByRegion.draw(
              spark, settings, inputs, shocks, List.of(StandardScenario.values()), goals);
      double seconds = (System.nanoTime() - start) / 1e9;
      if (inputs.stream().anyMatch(one -> drawn.of(one.regionCode()).isEmpty())) {
        throw new IllegalStateException("a kecamatan has no futures");
      }
      System.gc();
      double kept = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
      double largest =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getType() == MemoryType.HEAP)
              .map(MemoryPoolMXBean::getPeakUsage)
              .mapToLong(usage -> usage.getUsed())
              .sum();
      if (!Files.exists(file)) {
        Files.writeString(
            file,
            "# Futures of many kecamatan\n\nKecamatan of 14 a kabupaten, "
                + StandardScenario.values().length
                + " scenarios, three years, four goals, two threads of Spark.\n\n"
                + "| day | kecamatan | futures | heap, MB | seconds | heap used at most, MB |"
                + " kept at the end, MB |\n|---|---:|---:|---:|---:|---:|---:|\n");
      }
      Files.writeString(
          file,
          Files.readString(file)
              + String.format(
                  Locale.ROOT,
                  "| %s | %,d | %,d | %,.0f | %.0f | %,.0f | %,.0f |\n",
                  LocalDate.now(),
                  inputs.size(),
                  futures,
                  Runtime.getRuntime().maxMemory() / MEGABYTE,
                  seconds,
                  largest / MEGABYTE,
                  kept));
    }
  }

  private static FutureInputs kecamatan(String code) {
    return new FutureInputs(
        code,
        LATEST,
        new long[] {500, 3000, 4000, 3000},
        700,
        MATRIX,
        new double[] {4000, 15000, 18000, 7000, 2000},
        new double[] {.8, .9, .9, .7, .5},
        0.5,
        FutureInputs.everyDestination(MATRIX.length - 1),
        new double[] {.003, .009, .008, 0},
        1.3,
        new boolean[] {true, true, true, false},
        0);
  }

  private BenchManyRegions() {}
}
