package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import id.entas.domain.QualityRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MaskedDetailTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "household_id '000123' is odd|household_id '00***' is odd",
        "household_id '3,50926E+15' was rounded|household_id '3,***' was rounded",
        "region_code '3509265' is no known kecamatan|region_code '3509265' is no known kecamatan",
        "region_code '35.09.31' is odd|region_code '35.09.31' is odd",
        "region_code '3509260101700001' is odd|region_code '35***' is odd",
        "region_code 'Bu Siti' is odd|region_code 'Bu***' is odd",
        "tier 'Siti' is no tier|tier 'Si***' is no tier",
        "members '000123' is odd|members '00***' is odd",
        "tier 'Jl. Mawar 4 RT 02' is no tier|tier 'Jl***' is no tier",
        "tier '3509260101700001' is no tier|tier '35***' is no tier",
        "members 'Siti' is no number|members 'Si***' is no number",
        "members '45' lies outside|members '45' lies outside",
        "members 'O'Neil 'a' b' is no number|members 'O'***' is no number",
        "members '' is no number|members '***' is no number",
        "something else 'Siti'|something else ***",
        "the row has 14 columns, the header 13|the row has 14 columns, the header 13",
      })
  void shouldCutIdsAndNames(String detail, String masked) {
    assertThat(MaskedDetail.of(detail)).isEqualTo(masked);
  }

  @Test
  void shouldShowASpellingThatManyRowsHave() {
    assertThat(MaskedDetail.ofMany("tier 'Sedang' is no tier"))
        .isEqualTo("tier 'Sedang' is no tier");
    assertThat(MaskedDetail.ofMany("members 'Siti' is no number"))
        .isEqualTo("members 'Si***' is no number");
    assertThat(MaskedDetail.ofMany("tier 'Jl. Mawar 4 RT 02' is no tier"))
        .isEqualTo("tier 'Jl***' is no tier");
  }

  @Test
  void shouldCutBetweenCharactersAndNotWithinOne() {
    assertThat(MaskedDetail.of("members '😀😀😀' is no number"))
        .isEqualTo("members '😀😀***' is no number");
  }

  @ParameterizedTest
  @EnumSource(RejectionReason.class)
  void shouldHaveARuleForEveryReason(RejectionReason reason) {
    assertThatCode(() -> QualityRule.ofRejection(reason.name())).doesNotThrowAnyException();
  }
}
