package id.entas.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * The ends of a flow that are not tiers, as written in {@code transition_count} and {@code
 * annual_transition}.
 */
public final class FlowState {
  /** Seen for the first time in this census (baru terdata). */
  public static final String ENTRANT = "ENTRANT";

  /** Seen in an earlier census, not in the one before, now again. */
  public static final String RETURNED = "RETURNED";

  /** Seen in another kecamatan in the census before. */
  public static final String ARRIVED = "ARRIVED";

  /** Listed before, its kecamatan covered, itself not in it, reason unknown (tidak terdata). */
  public static final String ABSENT = "ABSENT";

  /** Seen in another kecamatan in this census. */
  public static final String DEPARTED = "DEPARTED";

  /** Died, moved, merged or departed: absorbing, in {@code annual_transition}. */
  public static final String GONE = "GONE";

  /** Where households come from that were in no tier of the kecamatan before. */
  public static final List<String> SOURCES = List.of(ENTRANT, RETURNED, ARRIVED);

  /** Where households go that end in no tier of the kecamatan. */
  public static final List<String> GOALS = goals();

  private FlowState() {}

  private static List<String> goals() {
    List<String> goals = new ArrayList<>(List.of(ABSENT, DEPARTED));
    for (Outcome outcome : Outcome.values()) {
      goals.add(outcome.name());
    }
    return List.copyOf(goals);
  }
}
