package id.entas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.Refusal;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewPasswordTest {
  private static char[] piped(String text) {
    return NewPassword.firstLine(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rahasia dapür", "rahasia dapür\n", "rahasia dapür\r\nand more\n"})
  void shouldBeTheFirstLine(String text) {
    assertThat(piped(text)).isEqualTo("rahasia dapür".toCharArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\nrahasia dapür\n"})
  void shouldRefuseNone(String text) {
    assertThatThrownBy(() -> piped(text))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("No password was given");
  }
}
