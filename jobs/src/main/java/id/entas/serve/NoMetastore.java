package id.entas.serve;

import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.metastore.api.Database;
import org.apache.hadoop.hive.ql.metadata.AuthorizationException;
import org.apache.hadoop.hive.ql.metadata.Hive;
import org.apache.hadoop.hive.ql.metadata.Partition;
import org.apache.hadoop.hive.ql.metadata.Table;
import org.apache.hadoop.hive.ql.security.HiveAuthenticationProvider;
import org.apache.hadoop.hive.ql.security.authorization.HiveAuthorizationProvider;
import org.apache.hadoop.hive.ql.security.authorization.Privilege;

/**
 * Hive's question who may do what in its metastore, which there is none of: nobody may do anything.
 * Without this class the first metadata call of a driver would make a metastore on disk.
 */
public final class NoMetastore implements HiveAuthorizationProvider {
  /** Hive's word for having registered its functions. */
  private static final int DONE = 2;

  private Configuration conf;
  private HiveAuthenticationProvider authenticator;

  /**
   * Tells Hive that its own functions are registered. It would do so when the first session ends,
   * with classes that are not here, and every later end of a session would wait for that for ever.
   */
  static void knowNoFunctions() {
    try {
      Field registered = Hive.class.getDeclaredField("didRegisterAllFuncs");
      registered.setAccessible(true);
      ((AtomicInteger) registered.get(null)).set(DONE);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("another Hive than this program was made for", e);
    }
  }

  @Override
  public void init(Configuration given) {
    this.conf = given;
  }

  @Override
  public void setConf(Configuration given) {
    this.conf = given;
  }

  @Override
  public Configuration getConf() {
    return conf;
  }

  @Override
  public HiveAuthenticationProvider getAuthenticator() {
    return authenticator;
  }

  @Override
  public void setAuthenticator(HiveAuthenticationProvider given) {
    this.authenticator = given;
  }

  @Override
  public void authorize(Privilege[] read, Privilege[] write) throws AuthorizationException {
    throw nobody();
  }

  @Override
  public void authorize(Database database, Privilege[] read, Privilege[] write)
      throws AuthorizationException {
    throw nobody();
  }

  @Override
  public void authorize(Table table, Privilege[] read, Privilege[] write)
      throws AuthorizationException {
    throw nobody();
  }

  @Override
  public void authorize(Partition partition, Privilege[] read, Privilege[] write)
      throws AuthorizationException {
    throw nobody();
  }

  @Override
  public void authorize(
      Table table, Partition partition, List<String> columns, Privilege[] read, Privilege[] write)
      throws AuthorizationException {
    throw nobody();
  }

  private static AuthorizationException nobody() {
    return new AuthorizationException("There is no metastore here.");
  }
}
