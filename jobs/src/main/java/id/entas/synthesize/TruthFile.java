package id.entas.synthesize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import id.entas.synthesize.Behaviour.Programme;
import id.entas.synthesize.SynthesisPlan.MissingCensus;
import id.entas.synthesize.SynthesisPlan.Place;
import id.entas.synthesize.Truth.PlaceTruth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The text of {@code truth.json}: what is true of invented extracts, for whoever tests a method.
 */
final class TruthFile {
  static final String NAME = "truth.json";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern EXTRACT = Pattern.compile("[a-z0-9-]+_\\d{4}\\.csv\\.gz");

  private TruthFile() {}

  /**
   * The truth and the files it is about.
   *
   * @param counts what the files hold, by census year; empty before they are written
   */
  static String text(
      Truth truth, List<ExtractFile> files, Map<Integer, ExtractFile.Counts> counts) {
    SynthesisPlan plan = truth.plan();
    ObjectNode root = JSON.createObjectNode();
    root.put(
        "about",
        "Invented households; no row is a person's. Matrices are yearly, rows and columns in the"
            + " order of tiers, for a household that stays in the population; a year's shock u"
            + " turns p[i][j] into p[i][j] exp(-u (j - i)), each row adding up to 1 again, with u"
            + " the shared and the local shock together.");
    root.put(
        "first_census",
        "The first census records every household in its true tier, misses none and has no"
            + " TIDAK_MISKIN: its counts are the plan's exactly. Absence and misrecording begin"
            + " with the second. An entrant's first record is misrecorded among the listed tiers"
            + " only.");
    root.put("name", plan.name());
    root.put("seed", plan.seed());
    root.put("unit", plan.unit().code());
    root.put("frame", plan.frame().name());
    root.put("households", plan.households());
    strings(root.putArray("tiers"), InventedTier.codes());
    plan.years().forEach(root.putArray("years")::add);
    missing(root.putArray("missing"), plan);
    parameters(root.putObject("parameters"), truth);
    programmes(root.putArray("programmes"), plan.behaviour());
    ObjectNode shared = root.putObject("shared_shock");
    for (int step = 1; step < truth.steps(); step++) {
      shared.put(Integer.toString(truth.yearOf(step)), truth.sharedShock(step));
    }
    ArrayNode kecamatan = root.putArray("kecamatan");
    for (int place = 0; place < truth.places().size(); place++) {
      kecamatan(kecamatan.addObject(), truth, place, counts);
    }
    strings(root.putArray("files"), files.stream().map(ExtractFile::name).toList());
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers and texts is always JSON", e);
    }
  }

  /** The extracts that a text of this kind names, none if it is no such text. */
  static List<String> filesOf(String text) {
    List<String> names = new ArrayList<>();
    try {
      for (JsonNode name : JSON.readTree(text).path("files")) {
        if (EXTRACT.matcher(name.asText()).matches()) {
          names.add(name.asText());
        }
      }
    } catch (JsonProcessingException e) {
      return List.of();
    }
    return names;
  }

  private static void strings(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }

  private static void missing(ArrayNode array, SynthesisPlan plan) {
    plan.missing().stream()
        .sorted(Comparator.comparing(MissingCensus::place).thenComparing(MissingCensus::year))
        .forEach(
            pair ->
                array.addObject().put("region_code", pair.place()).put("census_year", pair.year()));
  }

  private static void parameters(ObjectNode node, Truth truth) {
    Behaviour behaviour = truth.plan().behaviour();
    node.put("gone", behaviour.gone());
    numbers(node.putArray("died_moved_merged"), behaviour.diedMovedMerged());
    node.put("entrant_rate", behaviour.entrantRate());
    numbers(node.putArray("entrant_tiers"), behaviour.entrantTiers());
    node.put("shared_shock_sd", behaviour.sharedShock());
    node.put("local_shock_sd", behaviour.localShock());
    node.put("absent", behaviour.absent());
    node.put("absent_odds_of_worst", behaviour.absentOddsOfWorst());
    ArrayNode absence = node.putArray("absent_by_tier");
    for (int tier = 0; tier < InventedTier.COUNT; tier++) {
      absence.add(truth.absence(tier));
    }
    node.put("returning", behaviour.returning());
    node.put("not_found_among_absent", behaviour.notFound());
    node.put("misrecorded", behaviour.misrecorded());
    node.put("graduated_without_tier", behaviour.graduatedWithoutTier());
    node.put("moving", behaviour.moving());
    node.put("inflow_log_mean", behaviour.inflowLogMean());
    node.put("inflow_log_sd", behaviour.inflowLogSd());
    node.put("most_inflow", behaviour.mostInflow());
    node.put("exit_logit_sd", behaviour.exitLogitSd());
  }

  private static void programmes(ArrayNode array, Behaviour behaviour) {
    for (int cluster = 0; cluster < Behaviour.CLUSTERS; cluster++) {
      Programme programme = behaviour.programmes().get(cluster);
      ObjectNode node = array.addObject();
      node.put("cluster", cluster + 1);
      numbers(node.putArray("coverage"), programme.coverage());
      node.put("relative_risk_of_exit", programme.exitRisk());
    }
  }

  private static void kecamatan(
      ObjectNode node, Truth truth, int index, Map<Integer, ExtractFile.Counts> counts) {
    PlaceTruth at = truth.place(index);
    Place place = at.place();
    node.put("region_code", place.code());
    node.put("region_name", place.name());
    place.households().forEach(node.putArray("first_census_households")::add);
    node.put("inflow_factor", at.inflow());
    node.put("exit_logit_shift", at.exitLogit());
    node.put("least_programme_effect", truth.leastEffect(index));
    ArrayNode rows = node.putArray("matrix");
    for (double[] row : at.matrix()) {
      ArrayNode cells = rows.addArray();
      for (double cell : row) {
        cells.add(cell);
      }
    }
    ObjectNode local = node.putObject("local_shock");
    ObjectNode entrants = node.putObject("entrants");
    for (int step = 1; step < truth.steps(); step++) {
      String year = Integer.toString(truth.yearOf(step));
      local.put(year, at.localShock(step));
      entrants.put(year, at.entrants(step));
    }
    if (!counts.isEmpty()) {
      ObjectNode living = node.putObject("true_households");
      ObjectNode recorded = node.putObject("recorded_rows");
      counts.forEach(
          (year, count) -> {
            longs(living.putArray(year.toString()), count.living()[index]);
            longs(recorded.putArray(year.toString()), count.recorded()[index]);
          });
    }
  }

  private static void numbers(ArrayNode array, List<Double> values) {
    values.forEach(array::add);
  }

  private static void longs(ArrayNode array, long[] values) {
    for (long value : values) {
      array.add(value);
    }
  }
}
