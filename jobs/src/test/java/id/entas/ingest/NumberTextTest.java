package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class NumberTextTest {
  @Test
  void shouldKeepExactNumbersWithoutDecimalsThatSayNothing() {
    assertThat(NumberText.ofDecimal("12345678901234567890.000")).isEqualTo("12345678901234567890");
    assertThat(NumberText.ofDecimal("5.")).isEqualTo("5");
    assertThat(NumberText.ofDecimal("5.10")).isEqualTo("5.10");
    assertThat(NumberText.ofDecimal(new BigDecimal("3E+9"))).isEqualTo("3000000000");
  }

  @Test
  void shouldShowFloatingPointNumbersSoThatRoundedOnesAreKnown() {
    assertThat(NumberText.ofDouble(3509260)).isEqualTo("3509260");
    assertThat(NumberText.ofDouble(-0.0)).isEqualTo("0");
    assertThat(NumberText.ofDouble(0.00001)).isEqualTo("0.000010");
    assertThat(NumberText.ofDouble(999_999_999_999_999d)).isEqualTo("999999999999999");
    assertThat(NumberText.ofDouble(3509260001000001d)).isEqualTo("3509260001000001.0");
    assertThat(NumberText.ofDouble(1e20)).isEqualTo("100000000000000000000.0");
    assertThat(NumberText.ofDouble(Double.NaN)).isEqualTo("NaN");
    assertThat(NumberText.ofFloat(3509260f)).isEqualTo("3509260");
    assertThat(NumberText.ofFloat(1.5f)).isEqualTo("1.5");
    assertThat(NumberText.ofFloat(3509260001f)).isEqualTo("3.50926003E9");
  }
}
