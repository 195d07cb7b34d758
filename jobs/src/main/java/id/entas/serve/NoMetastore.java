package id.entas.serve;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.metastore.api.Database;
import org.apache.hadoop.hive.ql.metadata.AuthorizationException;
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
  private Configuration conf;
  private HiveAuthenticationProvider authenticator;

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
