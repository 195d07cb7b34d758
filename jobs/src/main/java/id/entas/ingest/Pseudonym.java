package id.entas.ingest;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.api.java.UDF3;

/**
 * Computes pseudonyms in a task.
 *
 * <p>A function of our own and not Spark's {@code sha2}, because the key of composed columns shows
 * in plans. Each task has its own copy of this object, and with it one Mac.
 */
final class Pseudonym implements UDF3<String, String, String, byte[]> {
  /** Bytes of a pseudonym. */
  static final int LENGTH = 16;

  private static final long serialVersionUID = 1L;
  private static final String ALGORITHM = "HmacSHA256";

  private static final String NAME_OF = "entas pseudonym key in this process";

  /** Stands between scope, code and id; no code holds it. */
  private static final char SEPARATOR = 0x1F;

  /** The keys of this process, by names that say nothing of them. */
  private static final Map<String, byte[]> HERE = new ConcurrentHashMap<>();

  private final byte[] secret;
  private transient Mac mac;

  Pseudonym(byte[] secret) {
    this.secret = secret.clone();
  }

  @Override
  public byte[] call(String scope, String code, String id) {
    return scope == null || code == null || id == null
        ? null
        : of(scope + SEPARATOR + code + SEPARATOR + id);
  }

  byte[] of(String text) {
    if (mac == null) {
      mac = newMac();
    }
    return Arrays.copyOf(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), LENGTH);
  }

  private Mac newMac() {
    try {
      Mac made = Mac.getInstance(ALGORITHM);
      made.init(new SecretKeySpec(secret, ALGORITHM));
      return made;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
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
