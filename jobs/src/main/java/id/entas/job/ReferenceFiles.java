package id.entas.job;

import id.entas.domain.PublishedFigure;
import id.entas.domain.Refusal;
import id.entas.domain.Region;
import id.entas.domain.Regions;
import id.entas.domain.Tier;
import id.entas.domain.TierScheme;
import id.entas.domain.Validity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the tiers and regions are and what others published of them, from their small files. */
final class ReferenceFiles {
  static final String TIERS = "tiers.csv";
  static final String REGIONS = "regions.csv";
  static final String PUBLISHED = "published-totals.csv";

  private ReferenceFiles() {}

  /** The tiers of {@code tiers.csv}. */
  static TierScheme tiers(String text) {
    List<Tier> tiers = new ArrayList<>();
    for (Map<String, String> row :
        CsvFile.read(
            TIERS,
            text,
            "tier",
            "ordinal",
            "label_id",
            "label_en",
            "is_listed",
            "is_target",
            "spellings")) {
      tiers.add(
          new Tier(
              row.get("tier"),
              CsvFile.wholeNumber(TIERS, row.get("ordinal")),
              row.get("label_id"),
              row.get("label_en"),
              truth(TIERS, row.get("is_listed")),
              truth(TIERS, row.get("is_target")),
              CsvFile.split(row.get("spellings"))));
    }
    return new TierScheme(tiers);
  }

  /** The regions of {@code regions.csv}. */
  static Regions regions(String text) {
    List<Region> regions = new ArrayList<>();
    for (Map<String, String> row :
        CsvFile.read(
            REGIONS,
            text,
            List.of(
                "region_code",
                "region_level",
                "region_name",
                "parent_code",
                "kemendagri_code",
                "longitude",
                "latitude",
                "spellings"),
            List.of("valid_from", "valid_to"))) {
      regions.add(
          new Region(
              row.get("region_code"),
              level(row.get("region_level")),
              row.get("region_name"),
              row.get("parent_code"),
              row.get("kemendagri_code"),
              row.get("longitude").isEmpty()
                  ? null
                  : new Region.Point(decimal(row.get("longitude")), decimal(row.get("latitude"))),
              CsvFile.split(row.get("spellings")),
              new Validity(
                  CsvFile.findYear(REGIONS, row.get("valid_from")).orElse(null),
                  CsvFile.findYear(REGIONS, row.get("valid_to")).orElse(null))));
    }
    return new Regions(regions);
  }

  /** The figures of {@code published-totals.csv}. */
  static List<PublishedFigure> publishedFigures(String text) {
    List<PublishedFigure> figures = new ArrayList<>();
    Set<String> ids = new TreeSet<>();
    for (Map<String, String> row :
        CsvFile.read(
            PUBLISHED,
            text,
            "id",
            "year",
            "region_level",
            "region_code",
            "tier",
            "unit",
            "measure",
            "value",
            "source",
            "compare",
            "parts")) {
      if (!ids.add(row.get("id"))) {
        throw Refusal.mistake(
            "The figure " + row.get("id") + " stands twice; correct " + PUBLISHED + ".");
      }
      if (row.get("source").isBlank()) {
        throw Refusal.mistake(
            "The figure "
                + row.get("id")
                + " has no source, and only figures with one are compared; add its source to "
                + PUBLISHED
                + " or take it out.");
      }
      figures.add(
          new PublishedFigure(
              row.get("id"),
              CsvFile.wholeNumber(PUBLISHED, row.get("year")),
              row.get("region_level"),
              row.get("region_code"),
              row.get("tier").isEmpty() ? null : row.get("tier"),
              row.get("unit"),
              row.get("measure"),
              CsvFile.wholeNumber(PUBLISHED, row.get("value")),
              row.get("source"),
              truth(PUBLISHED, row.get("compare"))
                  ? PublishedFigure.Use.COMPARED
                  : PublishedFigure.Use.SUMMED,
              CsvFile.split(row.get("parts"))));
    }
    for (PublishedFigure figure : figures) {
      for (String part : figure.parts()) {
        if (!ids.contains(part)) {
          throw Refusal.mistake(
              "The figure "
                  + figure.id()
                  + " has the part "
                  + part
                  + ", which is no figure; correct "
                  + PUBLISHED
                  + ".");
        }
      }
    }
    return List.copyOf(figures);
  }

  private static Region.Level level(String text) {
    return Arrays.stream(Region.Level.values())
        .filter(level -> level.code().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.mistake(
                    "A region_level is kabupaten, kecamatan or desa, not '"
                        + text
                        + "'; correct "
                        + REGIONS
                        + "."));
  }

  private static double decimal(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw Refusal.mistake("'" + text + "' is no number of degrees; correct " + REGIONS + ".", e);
    }
  }

  private static boolean truth(String file, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw Refusal.mistake("'" + text + "' is neither true nor false; correct " + file + ".");
    };
  }
}
