package id.entas.domain;

/** What the futures of a scenario take absent households for. */
public enum AbsenceTreatment {
  /** Absence is a state of its own, which households enter and leave as observed. */
  OWN_STATE,

  /** Absence is a state of its own, which nobody leaves. */
  NEVER_RETURN,

  /** All are found, with odds of the target tier a third of those of the seen. */
  FOUND_BETTER,

  /** All are found, with the odds of the seen. */
  FOUND_SAME,

  /** All are found, with three times the odds of the seen. */
  FOUND_WORSE
}
