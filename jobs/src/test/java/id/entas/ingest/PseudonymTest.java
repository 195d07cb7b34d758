package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class PseudonymTest {

  @Property
  void shouldBeTheStartOfJavasHmac(
      @ForAll @Size(min = 1, max = 200) byte[] secret, @ForAll String before, @ForAll String id)
      throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    byte[] expected = mac.doFinal((before + id).getBytes(StandardCharsets.UTF_8));
    Pseudonym pseudonym = new Pseudonym(secret);
    byte[] text = ("," + id).getBytes(StandardCharsets.UTF_8);

    assertThat(pseudonym.of(before + id)).isEqualTo(Arrays.copyOf(expected, Pseudonym.LENGTH));
    assertThat(pseudonym.of(before.getBytes(StandardCharsets.UTF_8), text, 1, text.length - 1))
        .isEqualTo(expected);
  }
}
