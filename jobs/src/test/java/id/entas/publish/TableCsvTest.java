package id.entas.publish;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.tables.Field;
import id.entas.tables.TargetReachabilityTable;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class TableCsvTest {
  private static final Field TEXT = TargetReachabilityTable.INSTRUMENTS;
  private static final Field NUMBER = TargetReachabilityTable.EXPECTED_HOUSEHOLDS;

  private static Row row(String text, Double number) {
    StructType schema =
        new StructType()
            .add(TEXT.name(), DataTypes.StringType)
            .add(NUMBER.name(), DataTypes.DoubleType);
    return new GenericRowWithSchema(new Object[] {text, number}, schema);
  }

  private static String written(Row... rows) {
    StringWriter writer = new StringWriter();
    TableCsv.write(List.of(TEXT, NUMBER), Arrays.asList(rows), writer);
    return writer.toString();
  }

  @Test
  void shouldLetNoTextBecomeAFormulaOfASpreadsheet() {
    assertThat(
            written(
                row("=HYPERLINK(\"http://a\")", -1.5),
                row("+62", 1.0),
                row("-3", 1.0),
                row("@SUM(A1)", 1.0),
                row("\t =1+1", 1.0),
                row("a=b", 1.0)))
        .isEqualTo(
            "instruments,expected_households\n"
                + "\"'=HYPERLINK(\"\"http://a\"\")\",-1.5\n"
                + "'+62,1.0\n"
                + "'-3,1.0\n"
                + "'@SUM(A1),1.0\n"
                + "'\t =1+1,1.0\n"
                + "a=b,1.0\n");
  }

  @Test
  void shouldKeepBlanksAndLeaveMissingValuesEmpty() {
    assertThat(written(row(" a ", null), row(null, 0.0)))
        .isEqualTo("instruments,expected_households\n a ,\n,0.0\n");
  }
}
