package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class RowIntervalTest {
  private interface Method {
    Optional<RowInterval> find(double x, double n, double level);
  }

  @Test
  void shouldMatchTheGoldenMarginalIntervals() {
    GoldenSet golden = GoldenSet.read("20_multinomial_intervals");
    Map<String, Method> methods =
        Map.of(
            "jeffreys95", RowInterval::findJeffreys,
            "wilson95", RowInterval::findWilson,
            "clopper_pearson95", RowInterval::findClopperPearson);
    int checked = 0;
    for (GoldenSet.Value value : golden.expected()) {
      for (String method : methods.keySet()) {
        if (value.name().startsWith(method + "_")) {
          String table = value.name().substring(method.length() + 1).replaceAll("_[a-z]+$", "");
          double n = 0;
          for (String i : new String[] {"1", "2", "3"}) {
            n += golden.input(table, i, "");
          }
          RowInterval interval =
              methods.get(method).find(golden.input(table, value.i(), ""), n, 0.95).orElseThrow();
          double end = value.name().endsWith("_lower") ? interval.low() : interval.high();
          assertThat(end)
              .as(value.name() + " " + value.i())
              .isCloseTo(value.value(), within(value.tolerance()));
          checked++;
        }
      }
    }
    assertThat(checked).isEqualTo(54);
  }

  @Test
  void shouldGiveNoIntervalWithoutHouseholds() {
    assertThat(RowInterval.findJeffreys(0, 0, 0.95)).isEmpty();
    assertThat(RowInterval.findWilson(0, 0, 0.95)).isEmpty();
    assertThat(RowInterval.findClopperPearson(0, 0, 0.95)).isEmpty();
  }

  @Test
  void shouldShareGoodmansErrorOutOverTheDestinations() {
    // 1 - (1 - 0.95) / 5 = 0.99 for each of five destinations.
    assertThat(RowInterval.findGoodman(12, 79, 5, 0.95))
        .isEqualTo(RowInterval.findWilson(12, 79, 0.99));
    assertThat(RowInterval.findGoodman(12, 79, 1, 0.95))
        .isEqualTo(RowInterval.findWilson(12, 79, 0.95));
    assertThat(RowInterval.findGoodman(0, 0, 3, 0.95)).isEmpty();
    assertThatThrownBy(() -> RowInterval.findGoodman(12, 79, 0, 0.95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 destinations");
  }

  @Test
  void shouldWidenWhenCountsAreDeflated() {
    RowInterval raw = RowInterval.findJeffreys(300, 1000, 0.95).orElseThrow();
    RowInterval deflated = RowInterval.findJeffreys(300 / 12.5, 1000 / 12.5, 0.95).orElseThrow();
    assertThat(deflated.low()).isLessThan(raw.low());
    assertThat(deflated.high()).isGreaterThan(raw.high());
  }

  @Test
  void shouldRefuseMoreThanAllHouseholds() {
    assertThatThrownBy(() -> RowInterval.findJeffreys(3, 2, 0.95))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RowInterval.findJeffreys(1, 2, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 200)
  void shouldContainTheProportion(
      @ForAll @DoubleRange(min = 0.01, max = 300_000) double n,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    double x = n * share;
    for (Method method :
        new Method[] {
          RowInterval::findJeffreys, RowInterval::findWilson, RowInterval::findClopperPearson
        }) {
      RowInterval interval = method.find(Math.min(x, n), n, 0.95).orElseThrow();
      assertThat(interval.low()).isLessThanOrEqualTo(Math.min(x, n) / n + 1e-9);
      assertThat(interval.high()).isGreaterThanOrEqualTo(Math.min(x, n) / n - 1e-9);
    }
  }
}
