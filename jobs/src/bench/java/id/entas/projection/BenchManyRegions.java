package id.entas.projection;

import id.entas.domain.StandardScenario;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Time and heap of the futures of a whole nation's kecamatan, drawn by Spark on two cores.
 *
 * <p>{@code BenchManyRegions <kabupaten> <futures> <file>} adds a row to the file's table; started
 * with a small heap, it shows that no memory grows with the regions but that of their summaries.
 */
public final class BenchManyRegions {
  private static final int KECAMATAN_OF_ONE = 14;
  private static final int YEARS = 3;
  private static final double MEGABYTE = 1 << 20;

  public static void main(String[] arguments) throws IOException {
    int kabupaten = Integer.parseInt(arguments[0]);
    int futures = Integer.parseInt(arguments[1]);
    Path file = Path.of(arguments[2]);
    ManyRegions many =
        ManyRegions.of(
            Files.createTempDirectory("many-regions"),
            kabupaten,
            KECAMATAN_OF_ONE,
            Map.of(
                "projection.futures",
                futures,
                "requirement.futures",
                100,
                "projection.horizon-year",
                ManyRegions.LATEST + YEARS));
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .getOrCreate()) {
      long start = System.nanoTime();
      FuturesByRegion drawn =
          FuturesByRegion.draw(
              spark,
              many.settings(),
              ManyRegions.inputs(many.kecamatan()),
              many.censusesAhead(many.kecamatan()),
              many.shocks(),
              List.of(StandardScenario.values()),
              many.goals());
      double seconds = (System.nanoTime() - start) / 1e9;
      if (many.kecamatan().stream().anyMatch(one -> drawn.of(one).isEmpty())) {
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
                  many.kecamatan().size(),
                  futures,
                  Runtime.getRuntime().maxMemory() / MEGABYTE,
                  seconds,
                  largest / MEGABYTE,
                  kept));
    }
  }

  private BenchManyRegions() {}
}
