package id.entas.job;

import id.entas.tables.Table;
import java.util.List;

/** One step of a run: it says which tables it reads and writes before it acts, then acts. */
public interface Job {
  /** The name of the phase, one word where possible. */
  String name();

  /** What it does, in a few words for the plan. */
  String purpose();

  List<Table> reads();

  List<Table> writes();

  /**
   * Starts what this job will need and takes long to be ready, beside the jobs before it; most need
   * nothing.
   */
  default void makeReady() {}

  /**
   * Does the work. A job can be repeated: what it writes replaces what it wrote before.
   *
   * @throws id.entas.domain.Refusal if the data or the settings do not allow it; then none of its
   *     tables has changed
   */
  void run(RunReport report);
}
