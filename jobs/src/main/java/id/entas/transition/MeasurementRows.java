package id.entas.transition;

import id.entas.domain.MeasurementComparison;
import id.entas.domain.MeasurementModel;
import id.entas.domain.Region;
import id.entas.tables.MeasurementModelTable;
import java.util.List;
import org.apache.spark.sql.Row;

/** Readings of the histories with and without errors, as rows of {@code measurement_model}. */
final class MeasurementRows {
  static List<Row> of(
      String kabupaten, MeasurementComparison comparison, CoveredKecamatan covered, String runId) {
    return comparison.models().stream()
        .map(model -> row(kabupaten, model, covered, runId))
        .toList();
  }

  private static Row row(
      String kabupaten, MeasurementModel model, CoveredKecamatan covered, String runId) {
    boolean noisy = model.kind() == MeasurementModel.Kind.LATENT_TIERS;
    boolean stayers = model.kind() == MeasurementModel.Kind.MOVER_STAYER;
    return covered
        .set(MeasurementModelTable.TABLE.row(), MeasurementModelTable.KECAMATAN_COVERED)
        .set(MeasurementModelTable.REGION_LEVEL, Region.Level.KABUPATEN.code())
        .set(MeasurementModelTable.REGION_CODE, kabupaten)
        .set(MeasurementModelTable.MODEL, model.kind().name())
        .set(MeasurementModelTable.CENSUSES, (long) model.censuses())
        .set(MeasurementModelTable.HOUSEHOLDS, model.households())
        .set(MeasurementModelTable.LOG_LIKELIHOOD, model.logLikelihood())
        .set(MeasurementModelTable.PARAMETERS, (long) model.parameters())
        .set(MeasurementModelTable.BIC, model.bic())
        .set(
            MeasurementModelTable.STATISTIC,
            model.fit().findPearsonP().map(any -> model.fit().pearson()).orElse(null))
        .set(
            MeasurementModelTable.DF,
            model.fit().findPearsonP().map(any -> model.fit().degreesOfFreedom()).orElse(null))
        .set(MeasurementModelTable.P_VALUE, model.fit().findPearsonP().orElse(null))
        .set(MeasurementModelTable.DISSIMILARITY, model.fit().findDissimilarity().orElse(null))
        .set(MeasurementModelTable.MISCLASSIFICATION, noisy ? model.misclassification() : null)
        .set(
            MeasurementModelTable.MISCLASSIFICATION_LOW,
            noisy ? model.misclassificationLow() : null)
        .set(
            MeasurementModelTable.MISCLASSIFICATION_HIGH,
            noisy ? model.misclassificationHigh() : null)
        .set(MeasurementModelTable.STAYER_SHARE, stayers ? model.stayers() : null)
        .set(MeasurementModelTable.CONVERGED, model.converged())
        .set(MeasurementModelTable.WORDS, model.words())
        .set(MeasurementModelTable.RUN_ID, runId)
        .build();
  }

  private MeasurementRows() {}
}
