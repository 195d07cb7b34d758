package id.entas.breach.ingest;

import id.entas.breach.YearlyRun;

/** Breaks two laws: a room calls the whole run, and a room exits. */
public final class ExtractNames {
  private ExtractNames() {}

  public static void give() {
    YearlyRun.start();
    System.exit(3);
  }
}
