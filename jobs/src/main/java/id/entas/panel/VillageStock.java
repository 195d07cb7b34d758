package id.entas.panel;

import java.io.Serializable;

/**
 * Households of a census, desa and tier, or a part of them.
 *
 * @param year census year
 * @param kecamatan code of the kecamatan
 * @param village code of the desa; null where not given
 * @param tier code of the tier; null of those with an outcome
 * @param instrument census instrument
 * @param households how many
 * @param members persons in those that say so
 * @param saying how many say it
 */
record VillageStock(
    int year,
    String kecamatan,
    String village,
    String tier,
    String instrument,
    long households,
    long members,
    long saying)
    implements Serializable {}
