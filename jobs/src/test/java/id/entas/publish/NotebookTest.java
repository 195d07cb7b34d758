package id.entas.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NotebookTest {
  private static final String SOURCE =
      """
      -- Databricks notebook source
      -- MAGIC %md
      -- MAGIC # Judul <b>
      -- MAGIC
      -- MAGIC Kalimat.

      -- COMMAND ----------

      USE entas

      -- COMMAND ----------

      -- chart: fan projection
      SELECT census_year, mean
      FROM projection
      """;

  static List<String> names() {
    return WriteNotebooks.NAMES;
  }

  private static NotebookFile file(String name) {
    return file(name, "id");
  }

  private static NotebookFile file(String name, String language) {
    NotebookResult answer =
        new NotebookResult(
            List.of("census_year", "mean", "<name>"),
            List.of(
                Arrays.asList(2013, 1485.25, "<script>alert(1)</script>"),
                Arrays.asList(2014, null, "R & D")));
    return new NotebookFile(
        Notebook.parse(name, language, SOURCE),
        List.of(Optional.empty(), Optional.empty(), Optional.of(answer)),
        Map.of(2, "<svg><text>1.485</text></svg>"),
        "run");
  }

  @Test
  void shouldReadTheCellsThatDatabricksReads() {
    Notebook notebook = Notebook.parse("01_x", "id", SOURCE);

    assertThat(notebook.cells()).hasSize(3);
    assertThat(notebook.cells().get(0).source()).isEqualTo("# Judul <b>\n\nKalimat.");
    assertThat(notebook.cells().get(1).isUse()).isTrue();
    assertThat(notebook.cells().get(2).findChart())
        .contains(new Notebook.Chart("fan", "projection"));
    assertThat(notebook.cells().get(2).source()).contains("FROM projection");
    assertThatThrownBy(() -> Notebook.parse("x", "id", "SELECT 1")).hasMessageContaining("x");
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldShipNotebooksThatAskAndExplainWithChartsThatExist(String name) {
    Notebook notebook = WriteNotebooks.source(name, "id");

    assertThat(notebook.cells().get(0).source()).startsWith("# " + name.substring(0, 2));
    assertThat(notebook.cells()).filteredOn(Notebook.Cell::isUse).hasSize(1);
    notebook
        .cells()
        .forEach(
            cell ->
                cell.findChart()
                    .ifPresent(
                        chart ->
                            assertThat(
                                    ChartFile.of(chart.name())
                                        .with(Map.of(chart.data(), List.of()), Numerals.of("id"))
                                        .toString())
                                .contains("\"name\":\"" + chart.data() + "\"")));
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldAskTheSameInEveryLanguageInOtherWords(String name) {
    Notebook first = WriteNotebooks.source(name, "id");
    Notebook other = WriteNotebooks.source(name, "en");

    assertThat(other.cells()).hasSameSizeAs(first.cells());
    for (int i = 0; i < first.cells().size(); i++) {
      Notebook.Cell cell = other.cells().get(i);
      assertThat(cell.kind()).isEqualTo(first.cells().get(i).kind());
      if (cell.kind() == Notebook.Cell.Kind.SQL) {
        assertThat(cell).isEqualTo(first.cells().get(i));
      } else {
        assertThat(cell.source())
            .isNotEqualTo(first.cells().get(i).source())
            .startsWith(first.cells().get(i).source().split(" ")[0] + " ");
      }
    }
  }

  @Test
  void shouldWriteNumbersAsTheReadersOfItsLanguageDo() {
    String page = new String(file("01_x", "en").html(), StandardCharsets.UTF_8);

    assertThat(page).contains("<html lang=\"en\">").contains("1,485.2");
    assertThat(new String(file("01_x", "en").ipynb(), StandardCharsets.UTF_8))
        .contains("1,485.2")
        .contains("\"thousands\" : \",\"");
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldKeepNotebooksThatTheSchemaOfNbformatAllows(String name) throws IOException {
    Path kept = Path.of("../notebooks-export").resolve(name + ".ipynb");

    assertThat(NotebookSchema.complaints(Files.readAllBytes(kept))).isEmpty();
  }

  @Test
  void shouldWriteWhatTheSchemaOfNbformatAllows() throws IOException {
    byte[] written = file("01_x").ipynb();

    assertThat(NotebookSchema.complaints(written)).isEmpty();
    assertThat(
            NotebookSchema.complaints(
                new String(written, StandardCharsets.UTF_8)
                    .replace("\"execution_count\"", "\"executed\"")
                    .getBytes(StandardCharsets.UTF_8)))
        .isNotEmpty();
  }

  @Test
  void shouldShowThePictureOfAChartToWhoeverHasNoVega() throws IOException {
    JsonNode shown =
        new ObjectMapper().readTree(file("01_x").ipynb()).at("/cells/2/outputs/0/data");

    assertThat(shown.at("/image~1svg+xml/0").asText()).isEqualTo("<svg><text>1.485</text></svg>");
    assertThat(shown.has("application/vnd.vegalite.v5+json")).isTrue();
    assertThat(new String(file("01_x").html(), StandardCharsets.UTF_8))
        .contains("<figure><svg><text>1.485</text></svg></figure>");
  }

  @Test
  void shouldWriteWhatNbformatAsksForWithTheAnswers() throws IOException {
    JsonNode file = new ObjectMapper().readTree(file("01_x").ipynb());

    assertThat(file.get("nbformat").asInt()).isEqualTo(4);
    assertThat(file.get("nbformat_minor").asInt()).isEqualTo(5);
    Set<String> ids = new HashSet<>();
    for (JsonNode cell : file.get("cells")) {
      assertThat(cell.get("id").asText()).matches("[a-zA-Z0-9_-]{1,64}");
      assertThat(ids.add(cell.get("id").asText())).isTrue();
      assertThat(cell.has("metadata") && cell.has("source")).isTrue();
      boolean isCode = cell.get("cell_type").asText().equals("code");
      assertThat(cell.has("outputs") && cell.has("execution_count")).isEqualTo(isCode);
    }
    JsonNode outputs = file.get("cells").get(2).get("outputs");
    assertThat(outputs).hasSize(2);
    assertThat(
            outputs
                .get(0)
                .at("/data/application~1vnd.vegalite.v5+json/datasets/projection/0/mean")
                .asDouble())
        .isEqualTo(1485.25);
    JsonNode style = outputs.get(0).at("/data/application~1vnd.vegalite.v5+json/config/style");
    assertThat(style.at("/band90/color")).isNotEqualTo(style.at("/band50/color"));
    assertThat(style.has("band90") && style.has("band50") && style.has("expected")).isTrue();
    List<String> table = new ArrayList<>();
    outputs.get(1).at("/data/text~1html").forEach(line -> table.add(line.asText()));
    assertThat(String.join("", table))
        .contains("1.485,2")
        .contains(">2013<")
        .contains("&lt;script&gt;")
        .doesNotContain("<script>");
  }

  @Test
  void shouldWriteTheSameBytesAgainAndNothingThatRuns() {
    assertThat(file("01_x").ipynb()).isEqualTo(file("01_x").ipynb());
    String page = new String(file("01_x").html(), StandardCharsets.UTF_8);

    assertThat(page)
        .contains("Judul &lt;b&gt;")
        .contains("R &amp; D")
        .contains("default-src 'none'")
        .doesNotContain("<script")
        .doesNotContain("://");
  }
}
