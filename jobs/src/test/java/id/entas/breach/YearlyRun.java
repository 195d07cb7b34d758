package id.entas.breach;

import id.entas.breach.panel.CountHistories;

/** A lawful composer of jobs in a house whose rooms break every law. */
public final class YearlyRun {
  public static final Object FIRST = new CountHistories();

  private YearlyRun() {}

  public static void start() {
    new CountHistories();
  }
}
