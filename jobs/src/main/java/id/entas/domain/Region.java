package id.entas.domain;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A kabupaten, kecamatan or desa.
 *
 * @param code BPS code: 4 digits for a kabupaten, 7 for a kecamatan, 10 for a desa
 * @param level {@code kabupaten}, {@code kecamatan} or {@code desa}
 * @param name today's name
 * @param parentCode BPS code of the region that holds it
 * @param kemendagriCode code of the ministry of home affairs, dotted as {@code 35.09.31}
 * @param point label point (longitude, latitude in degrees, WGS 84), where known
 * @param spellings other spellings of the name
 * @param validity census years in which it is a region
 */
public record Region(
    String code,
    Level level,
    String name,
    String parentCode,
    String kemendagriCode,
    Point point,
    List<String> spellings,
    Validity validity)
    implements Serializable {

  /** The levels of regions; their lower-case names are written in the tables. */
  public enum Level {
    KABUPATEN(4),
    KECAMATAN(7),
    DESA(10);

    private final int digits;

    Level(int digits) {
      this.digits = digits;
    }

    public int digits() {
      return digits;
    }

    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A label point in degrees, WGS 84. */
  public record Point(double longitude, double latitude) implements Serializable {
    public Point {
      if (!(Math.abs(longitude) <= 180) || !(Math.abs(latitude) <= 90)) {
        throw new IllegalArgumentException("no point on earth: " + longitude + ", " + latitude);
      }
    }
  }

  public Region {
    if (!code.matches("\\d{" + level.digits() + "}")) {
      throw Refusal.mistake(
          "A "
              + level.code()
              + " has a BPS code of "
              + level.digits()
              + " digits, not '"
              + code
              + "'; correct regions.csv.");
    }
    spellings = List.copyOf(spellings);
  }

  /** Its name and the other spellings of it. */
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of(name));
    names.addAll(spellings);
    return names;
  }

  public Optional<Point> findPoint() {
    return Optional.ofNullable(point);
  }
}
