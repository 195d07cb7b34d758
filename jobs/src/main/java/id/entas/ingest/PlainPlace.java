package id.entas.ingest;

import java.io.Serializable;

/**
 * Census and place that many rows share.
 *
 * @param year census year
 * @param region BPS code of the kecamatan
 * @param village BPS code of the desa, or null
 * @param unit what a row counts where it does not say so
 * @param instrument of the census
 * @param beforeId what the text begins with of which a household's pseudonym is made
 */
record PlainPlace(
    int year, String region, String village, String unit, String instrument, String beforeId)
    implements Serializable {}
