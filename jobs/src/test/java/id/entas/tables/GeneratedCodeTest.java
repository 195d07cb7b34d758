package id.entas.tables;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.SparkTest;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.internal.SQLConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GeneratedCodeTest extends SparkTest {
  private static final String MODE = "spark.sql.codegen.factoryMode";

  @AfterEach
  void asBefore() {
    GeneratedCode.decide(spark(), 0);
  }

  /** What a task of an RDD that no query started goes by. */
  private String ofTask() {
    return JavaSparkContext.fromSparkContext(spark().sparkContext())
        .parallelize(List.of(1), 1)
        .map(any -> SQLConf.get().codegenFactoryMode())
        .first();
  }

  @Test
  void shouldGenerateCodeForManyRowsAlone() {
    GeneratedCode.decide(spark(), 24_999_999);
    assertThat(spark().conf().get(MODE)).isEqualTo("NO_CODEGEN");
    assertThat(ofTask()).isEqualTo("NO_CODEGEN");

    GeneratedCode.decide(spark(), 25_000_000);
    assertThat(spark().conf().get(MODE)).isEqualTo("FALLBACK");
    assertThat(ofTask()).isEqualTo("FALLBACK");

    GeneratedCode.decideForTasks(spark(), 0);
    assertThat(spark().conf().get(MODE)).isEqualTo("FALLBACK");
    assertThat(ofTask()).isEqualTo("NO_CODEGEN");
  }

  @Test
  void shouldLeaveWhatTheSettingsSay() {
    SparkConf conf = new SparkConf(false).set(MODE, "FALLBACK");
    GeneratedCode.offIn(conf);
    assertThat(conf.get(MODE)).isEqualTo("FALLBACK");
    SparkConf other = new SparkConf(false);
    GeneratedCode.offIn(other);
    GeneratedCode.onIn(other);
    assertThat(other.get(MODE)).isEqualTo("NO_CODEGEN");
  }
}
