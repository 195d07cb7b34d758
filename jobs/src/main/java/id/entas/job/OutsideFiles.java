package id.entas.job;

import id.entas.domain.ReferenceFigure;
import id.entas.domain.Refusal;
import id.entas.domain.Region;
import id.entas.domain.RegionPopulation;
import id.entas.domain.Regions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads {@code region-population.csv} and {@code reference-series.csv}: figures that others publish
 * of regions, province and nation included. A row that cannot be used is refused by its line.
 */
final class OutsideFiles {
  static final String POPULATION = "region-population.csv";
  static final String SERIES = "reference-series.csv";

  /** A file of series that has none. */
  static final String NO_SERIES = "series,region_level,region_code,year,value,unit,source\n";

  private static final String PROVINCE = "provinsi";
  private static final String NATION = "nasional";
  private static final String NATION_CODE = "0";
  private static final int FIRST_YEAR = 1945;
  private static final int LAST_YEAR = 2100;

  private OutsideFiles() {}

  static List<RegionPopulation> populations(String text, Regions regions) {
    List<RegionPopulation> populations = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    for (CsvFile.Line line :
        CsvFile.lines(
            POPULATION,
            text,
            "year",
            "region_level",
            "region_code",
            "households",
            "people",
            "source")) {
      Place place = new Place(POPULATION, line, regions);
      Long households = place.countOrNull("households");
      Long people = place.countOrNull("people");
      if (households == null && people == null) {
        throw place.refusal("gives neither households nor people; give one of them");
      }
      place.refuseRepeated(seen, place.code() + " in " + place.year());
      populations.add(
          new RegionPopulation(
              place.year(), place.level(), place.code(), households, people, place.source()));
    }
    return List.copyOf(populations);
  }

  static List<ReferenceFigure> figures(String text, Regions regions) {
    List<ReferenceFigure> figures = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    for (CsvFile.Line line :
        CsvFile.lines(
            SERIES,
            text,
            "series",
            "region_level",
            "region_code",
            "year",
            "value",
            "unit",
            "source")) {
      Place place = new Place(SERIES, line, regions);
      place.refuseRepeated(
          seen, place.word("series") + " of " + place.code() + " in " + place.year());
      figures.add(
          new ReferenceFigure(
              place.word("series"),
              place.level(),
              place.code(),
              place.year(),
              place.number("value"),
              place.word("unit"),
              place.source()));
    }
    return List.copyOf(figures);
  }

  /** A line of a file, its values checked as they are asked for. */
  private record Place(String file, CsvFile.Line line, Regions regions) {
    private String text(String column) {
      return line.values().get(column);
    }

    Refusal refusal(String what) {
      return Refusal.mistake("Line " + line.number() + " of " + file + " " + what + ".");
    }

    private Refusal refusal(String column, String asked) {
      return refusal(
          "has the " + column + " '" + text(column) + "', which is no " + asked + "; correct it");
    }

    int year() {
      if (text("year").matches("\\d{4}")) {
        int year = Integer.parseInt(text("year"));
        if (year >= FIRST_YEAR && year <= LAST_YEAR) {
          return year;
        }
      }
      throw refusal("year", "year from " + FIRST_YEAR + " to " + LAST_YEAR);
    }

    String level() {
      String level = text("region_level");
      boolean isKnown =
          level.equals(PROVINCE)
              || level.equals(NATION)
              || Arrays.stream(Region.Level.values()).anyMatch(one -> one.code().equals(level));
      if (!isKnown) {
        throw refusal("region_level", "desa, kecamatan, kabupaten, provinsi or nasional");
      }
      return level;
    }

    String code() {
      String code = text("region_code");
      boolean isKnown =
          switch (level()) {
            case NATION -> code.equals(NATION_CODE);
            case PROVINCE ->
                regions.ofLevel(Region.Level.KABUPATEN).stream()
                    .anyMatch(one -> one.parentCode().equals(code));
            default ->
                regions.find(code).filter(one -> one.level().code().equals(level())).isPresent();
          };
      if (!isKnown) {
        throw refusal(
            "region_code",
            switch (level()) {
              case NATION -> "code of the nation, which is 0";
              case PROVINCE -> "province of a kabupaten of regions.csv";
              default -> level() + " of regions.csv";
            });
      }
      return code;
    }

    Long countOrNull(String column) {
      if (text(column).isEmpty()) {
        return null;
      }
      if (!text(column).matches("[1-9]\\d{0,17}")) {
        throw refusal(column, "whole number above 0, written without points");
      }
      return Long.valueOf(text(column));
    }

    double number(String column) {
      if (!text(column).matches("-?\\d{1,15}(\\.\\d{1,15})?")) {
        throw refusal(column, "number such as 1485 or 13.27");
      }
      return Double.parseDouble(text(column));
    }

    String word(String column) {
      if (!text(column).matches("[A-Za-z0-9_]{1,60}")) {
        throw refusal(column, "name of letters, digits and underscores");
      }
      return text(column);
    }

    String source() {
      if (text("source").isBlank()) {
        throw refusal("has no source, and only figures with one are used; name it or take it out");
      }
      return text("source");
    }

    void refuseRepeated(Set<String> seen, String key) {
      if (!seen.add(key)) {
        throw refusal("gives " + key + " a second time; take one of the two out");
      }
    }
  }
}
