package id.entas.domain;

/**
 * From where on something about the data is worth a finding.
 *
 * @param maxUnlinkedShare most households of a kecamatan that the next census may lack, 0 to 1
 * @param strayRows a kecamatan of a file with fewer rows is a stray where its others have many
 * @param strayShare a kecamatan with less than this share of what the lake held is a stray, 0 to 1
 * @param tierShift largest change of the listed households against the lake, as a share of these
 * @param swapTolerance how nearly two desa exchange their totals, as a share of these
 * @param swapLinkedShare least share of two desa's households that stay in them, 0 to 1
 * @param reconciliationTolerance largest difference from a published figure, as a share of it
 */
public record QualityLimits(
    double maxUnlinkedShare,
    long strayRows,
    double strayShare,
    double tierShift,
    double swapTolerance,
    double swapLinkedShare,
    double reconciliationTolerance) {}
