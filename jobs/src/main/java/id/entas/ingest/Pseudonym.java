package id.entas.ingest;

import id.entas.job.Hashes;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.api.java.UDF3;

/**
 * Computes pseudonyms in a task: HMAC-SHA256 (RFC 2104).
 *
 * <p>A function of our own and not Spark's {@code sha2}, because the key of composed columns shows
 * in plans. Each task has its own copy of this object. Java's own Mac digests both pads of the key
 * anew for every text; here their digests are kept and copied, which halves the time.
 */
final class Pseudonym implements UDF3<String, String, String, byte[]> {
  /** Bytes of a pseudonym. */
  static final int LENGTH = 16;

  private static final long serialVersionUID = 1L;
  private static final int BLOCK = 64;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5C;

  private static final String NAME_OF = "entas pseudonym key in this process";

  /** Stands between scope, code and id; no code holds it. */
  private static final char SEPARATOR = 0x1F;

  /** The keys of this process, by names that say nothing of them. */
  private static final Map<String, byte[]> HERE = new ConcurrentHashMap<>();

  private final byte[] secret;
  private transient MessageDigest inner;
  private transient MessageDigest outer;

  Pseudonym(byte[] secret) {
    this.secret = secret.clone();
  }

  @Override
  public byte[] call(String scope, String code, String id) {
    return scope == null || code == null || id == null ? null : of(before(scope, code) + id);
  }

  /** What a text begins with whose id is unique within a region. */
  static String before(String scope, String code) {
    return scope + SEPARATOR + code + SEPARATOR;
  }

  byte[] of(String text) {
    return of(new byte[0], text.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] of(byte[] before, byte[] text) {
    return Arrays.copyOf(of(before, text, 0, text.length), LENGTH);
  }

  /**
   * The HMAC of a text that begins with some bytes and goes on with others; the pseudonym is its
   * first {@link #LENGTH} bytes.
   */
  byte[] of(byte[] before, byte[] text, int from, int length) {
    if (inner == null) {
      inner = padded(INNER);
      outer = padded(OUTER);
    }
    try {
      MessageDigest first = (MessageDigest) inner.clone();
      first.update(before, 0, before.length);
      first.update(text, from, length);
      MessageDigest second = (MessageDigest) outer.clone();
      second.update(first.digest());
      return second.digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("every Java can copy a digest of SHA-256", e);
    }
  }

  private MessageDigest padded(byte pad) {
    byte[] key = secret.length > BLOCK ? Hashes.sha256().digest(secret) : secret;
    byte[] block = Arrays.copyOf(key, BLOCK);
    for (int i = 0; i < BLOCK; i++) {
      block[i] ^= pad;
    }
    MessageDigest digest = Hashes.sha256();
    digest.update(block);
    return digest;
  }

  /** What stands for this object in a task that never leaves this process. */
  private record InThisProcess(String name) implements Serializable {
    private Object readResolve() {
      return new Pseudonym(HERE.get(name));
    }
  }

  private Object writeReplace() {
    SparkEnv spark = SparkEnv.get();
    if (spark == null || !spark.conf().get("spark.master", "").matches("local(\\[.*)?")) {
      return this;
    }
    String name = HexFormat.of().formatHex(of(NAME_OF));
    HERE.put(name, secret);
    return new InThisProcess(name);
  }

  @Override
  public String toString() {
    return "pseudonym";
  }
}
