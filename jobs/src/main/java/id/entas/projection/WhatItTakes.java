package id.entas.projection;

import id.entas.domain.FutureInputs;
import id.entas.domain.Futures;
import id.entas.domain.MeanFutures;
import id.entas.domain.Requirement;
import id.entas.job.Settings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Solves what it would take, for every tolerance and every year from the target's on; the cheapest
 * mix for the target year and the headline tolerance.
 *
 * @param futures how many of the futures it is solved on: the chance asked for needs no more
 * @param chance that is asked for
 * @param headline place of the headline tolerance, the one with the cheapest mix
 * @param costOfExit of helping a household out, in any unit
 * @param costOfInflow of keeping one out
 */
record WhatItTakes(
    int targetYear,
    int futures,
    double chance,
    int headline,
    double costOfExit,
    double costOfInflow)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  static WhatItTakes of(Settings settings) {
    return new WhatItTakes(
        settings.targetYear(),
        settings.requirementFutures(),
        settings.requirementChance(),
        settings.tolerances().indexOf(settings.headlineTolerance()),
        settings.costOfExit(),
        settings.costOfInflow());
  }

  /**
   * @param drawn the kecamatan's futures
   * @param goals households that count as met, one per tolerance
   */
  List<Solved> solve(Futures drawn, FutureInputs inputs, List<Long> goals) {
    MeanFutures means = drawn.means(inputs, futures);
    List<Solved> all = new ArrayList<>();
    int first = Math.max(targetYear, inputs.latestYear() + 1);
    for (int year = first; year <= means.horizonYear(); year++) {
      for (int goal = 0; goal < goals.size(); goal++) {
        Requirement requirement = new Requirement(means, year, goals.get(goal), chance);
        all.add(solved(means, goal, year, Solved.Kind.EXITS, requirement.findExitsAlone()));
        all.add(solved(means, goal, year, Solved.Kind.INFLOW, requirement.findInflowAlone()));
        if (goal == headline && year == first) {
          all.add(
              solved(
                  means,
                  goal,
                  year,
                  Solved.Kind.MIX,
                  requirement.findCheapest(costOfExit, costOfInflow)));
        }
      }
    }
    return all;
  }

  private static Solved solved(
      MeanFutures means, int goal, int year, Solved.Kind kind, Optional<MeanFutures.Help> help) {
    return new Solved(
        goal, year, kind, help.map(found -> Solved.Answer.of(means, year, found)).orElse(null));
  }
}
