package id.entas.job;

import com.typesafe.config.Config;
import id.entas.domain.Refusal;
import java.util.List;

/** Reads values of settings and refuses those outside their range, by key, value and range. */
record CheckedValues(Config config) {
  /** A share from 0 to 1. */
  double share(String key) {
    return share(key, config.getDouble(key));
  }

  /** The same of a value that was read already. */
  static double share(String key, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw Refusal.mistake(
          key + " is a share from 0 to 1, not " + value + "; correct the settings.");
    }
    return value;
  }

  double notNegative(String key) {
    return notNegative(key, config.getDouble(key));
  }

  /** The same of a value that was read already. */
  static double notNegative(String key, double value) {
    if (!(value >= 0)) {
      throw Refusal.mistake(key + " is at least 0, not " + value + "; correct the settings.");
    }
    return value;
  }

  double positive(String key) {
    double value = config.getDouble(key);
    if (!(value > 0)) {
      throw Refusal.mistake(key + " is above 0, not " + value + "; correct the settings.");
    }
    return value;
  }

  long atLeast(String key, long least) {
    return atLeast(key, config.getLong(key), least);
  }

  /** The same of a value that was read already. */
  static long atLeast(String key, long value, long least) {
    if (value < least) {
      throw Refusal.mistake(
          key + " is at least " + least + ", not " + value + "; correct the settings.");
    }
    return value;
  }

  /** A number that an {@code int} holds. */
  int wholeAtLeast(String key, int least) {
    return (int) atLeast(key, config.getInt(key), least);
  }

  int within(String key, int least, int most) {
    int value = config.getInt(key);
    if (value < least || value > most) {
      throw Refusal.mistake(
          key + " is from " + least + " to " + most + ", not " + value + "; correct the settings.");
    }
    return value;
  }

  String oneOf(String key, List<String> allowed) {
    return oneOf(key, config.getString(key), allowed);
  }

  /**
   * The same of a value that was read already.
   *
   * @param what the key, or words for what is set
   */
  static String oneOf(String what, String value, List<String> allowed) {
    if (!allowed.contains(value)) {
      int last = allowed.size() - 1;
      throw Refusal.mistake(
          what
              + " is "
              + String.join(", ", allowed.subList(0, last))
              + " or "
              + allowed.get(last)
              + ", not '"
              + value
              + "'; correct the settings.");
    }
    return value;
  }
}
