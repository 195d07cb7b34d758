package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ForecastModelTest {
  private static double point(ForecastModel model, Map<Integer, Long> known, int year) {
    return model.findPoint(new TreeMap<>(known), year).orElseThrow();
  }

  @Test
  void shouldForecastByTheSimpleRulesAsByHand() {
    Map<Integer, Long> known = Map.of(2008, 1000L, 2010, 810L);
    assertThat(point(ForecastModel.NO_CHANGE, known, 2012)).isEqualTo(810);
    assertThat(point(ForecastModel.CONSTANT_RATE, known, 2012)).isCloseTo(656.1, within(1e-9));
    assertThat(point(ForecastModel.LINEAR_TREND, known, 2012)).isCloseTo(620, within(1e-9));
    assertThat(point(ForecastModel.LINEAR_TREND, Map.of(2008, 100L, 2009, 70L, 2010, 60L), 2011))
        .isCloseTo(230 / 3.0 - 40, within(1e-9));
  }

  @Test
  void shouldNotForecastLessThanNobody() {
    assertThat(point(ForecastModel.LINEAR_TREND, Map.of(2008, 100L, 2009, 10L), 2012)).isZero();
  }

  @Test
  void shouldForecastNothingWithoutARate() {
    TreeMap<Integer, Long> one = new TreeMap<>(Map.of(2008, 10L));
    assertThat(ForecastModel.CONSTANT_RATE.findPoint(one, 2009)).isEmpty();
    assertThat(ForecastModel.LINEAR_TREND.findPoint(one, 2009)).isEmpty();
    TreeMap<Integer, Long> fromNobody = new TreeMap<>(Map.of(2008, 0L, 2009, 5L));
    assertThat(ForecastModel.CONSTANT_RATE.findPoint(fromNobody, 2010)).isEmpty();
    assertThat(ForecastModel.FUTURES.findPoint(fromNobody, 2010)).isEmpty();
  }
}
