package id.entas.breach.panel;

/** Breaks a law: a room starts a job itself. */
public final class Histories {
  private Histories() {}

  public static void count() {
    new CountHistories().run(null);
  }
}
