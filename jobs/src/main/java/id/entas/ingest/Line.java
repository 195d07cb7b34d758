package id.entas.ingest;

/**
 * One physical line of a file.
 *
 * @param number its place in the file, the first line being 1
 * @param bytes its bytes, its end included
 * @param length how many of the bytes come before its end (LF or CRLF)
 * @param isAscii whether none of the bytes is above 0x7F
 */
record Line(long number, byte[] bytes, int length, boolean isAscii) {}
