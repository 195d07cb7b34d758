package id.entas.serve;

import id.entas.job.ServeSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hive.service.auth.TSetIpAddressProcessor;
import org.apache.hive.service.cli.CLIService;
import org.apache.hive.service.cli.HiveSQLException;
import org.apache.hive.service.cli.OperationHandle;
import org.apache.hive.service.cli.SessionHandle;
import org.apache.hive.service.cli.thrift.ThriftBinaryCLIService;
import org.apache.hive.service.rpc.thrift.TExecuteStatementReq;
import org.apache.hive.service.rpc.thrift.TExecuteStatementResp;
import org.apache.hive.service.rpc.thrift.TGetCrossReferenceReq;
import org.apache.hive.service.rpc.thrift.TGetCrossReferenceResp;
import org.apache.hive.service.rpc.thrift.TGetPrimaryKeysReq;
import org.apache.hive.service.rpc.thrift.TGetPrimaryKeysResp;
import org.apache.hive.service.rpc.thrift.TGetSchemasReq;
import org.apache.hive.service.rpc.thrift.TGetSchemasResp;
import org.apache.hive.service.rpc.thrift.TOpenSessionReq;
import org.apache.hive.service.rpc.thrift.TOpenSessionResp;
import org.apache.hive.service.rpc.thrift.TOperationHandle;
import org.apache.hive.service.rpc.thrift.TSessionHandle;
import org.apache.hive.service.rpc.thrift.TStatus;
import org.apache.hive.service.rpc.thrift.TStatusCode;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.hive.thriftserver.server.SparkSQLOperationManager;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.thrift.TException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HiveServer2's own service, with what a client may send besides statements taken away at the first
 * step: the settings in an address can change this process's system properties, name files to run
 * and name another user.
 */
final class GuardedThrift extends ThriftBinaryCLIService {
  private static final Logger LOGINS = LoggerFactory.getLogger(GuardedThrift.class);

  private final OpenSessions sessions;
  private final Turns turns;

  /**
   * @param statementsOfUser statements of one user that may run at once
   */
  GuardedThrift(CLIService service, ServeSettings settings, int statementsOfUser) {
    super(service);
    this.sessions =
        new OpenSessions(settings.maxSessions(), settings.maxSessionsOfUser(), this::isOpen);
    this.turns = new Turns(statementsOfUser, this::isRunning);
  }

  private boolean isOpen(SessionHandle session) {
    try {
      cliService.getSessionManager().getSession(session);
      return true;
    } catch (HiveSQLException e) {
      return false;
    }
  }

  private boolean isRunning(OperationHandle statement) {
    try {
      // The service's own question would wait for seconds for the statement to end.
      return !cliService
          .getSessionManager()
          .getOperationManager()
          .getOperationStatus(statement)
          .getState()
          .isTerminal();
    } catch (HiveSQLException e) {
      return false;
    }
  }

  @Override
  public TOpenSessionResp OpenSession(TOpenSessionReq request) throws TException {
    TOpenSessionResp refusal = new TOpenSessionResp();
    refusal.setServerProtocolVersion(request.getClient_protocol());
    String user =
        Optional.ofNullable(TSetIpAddressProcessor.getUserName())
            .or(() -> Optional.ofNullable(request.getUsername()))
            .orElse("anonymous");
    String database = database(request.getConfiguration());
    if (!Names.isUsable(List.of(database))) {
      refusal.setStatus(
          refused(
              "There is no database " + database + " here; connect to " + Names.DATABASE + "."));
      return refusal;
    }
    request.setConfiguration(Map.of());
    synchronized (sessions) {
      try {
        sessions.requireRoom(user);
      } catch (NotAllowed e) {
        LOGINS.warn("a session is refused: {}", e.getMessage());
        refusal.setStatus(refused(e.getMessage()));
        return refusal;
      }
      TOpenSessionResp response = super.OpenSession(request);
      if (response.getStatus().getStatusCode() == TStatusCode.SUCCESS_STATUS) {
        SessionHandle session = new SessionHandle(response.getSessionHandle());
        sessions.opened(session, user);
        furnish(session, user);
      }
      return response;
    }
  }

  private static String database(Map<String, String> configuration) {
    return Optional.ofNullable(configuration)
        .map(all -> all.get("use:database"))
        .orElse(Names.DATABASE);
  }

  private void furnish(SessionHandle session, String user) {
    SQLContext context =
        ((SparkSQLOperationManager) cliService.getSessionManager().getOperationManager())
            .sessionToContexts()
            .get(session);
    ReadOnlySession.furnish(context.sparkSession());
    context.setConf(SQLConf.THRIFTSERVER_POOL().key(), Turns.poolOf(user));
  }

  @Override
  public TExecuteStatementResp ExecuteStatement(TExecuteStatementReq request) throws TException {
    request.setConfOverlay(Map.of());
    String user = sessions.userOf(new SessionHandle(request.getSessionHandle()));
    try {
      turns.await(user);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TException(e);
    }
    Optional<OperationHandle> statement = Optional.empty();
    try {
      TExecuteStatementResp response = super.ExecuteStatement(request);
      statement = Optional.ofNullable(response.getOperationHandle()).map(OperationHandle::new);
      return response;
    } finally {
      statement.ifPresentOrElse(one -> turns.started(user, one), () -> turns.ended(user));
    }
  }

  @Override
  public TGetSchemasResp GetSchemas(TGetSchemasReq request) throws TException {
    request.setSchemaName(Metadata.schemasOnlyHere(request.getSchemaName()));
    return super.GetSchemas(request);
  }

  /** Hive would look for keys in a metastore, which there is none of; the tables declare none. */
  @Override
  public TGetPrimaryKeysResp GetPrimaryKeys(TGetPrimaryKeysReq request) throws TException {
    TGetPrimaryKeysResp response = new TGetPrimaryKeysResp();
    try {
      response.setOperationHandle(
          noRows(
              request.getSessionHandle(),
              "TABLE_CAT",
              "TABLE_SCHEM",
              "TABLE_NAME",
              "COLUMN_NAME",
              "KEY_SEQ",
              "PK_NAME"));
      response.setStatus(new TStatus(TStatusCode.SUCCESS_STATUS));
    } catch (HiveSQLException e) {
      response.setStatus(HiveSQLException.toTStatus(e));
    }
    return response;
  }

  @Override
  public TGetCrossReferenceResp GetCrossReference(TGetCrossReferenceReq request) throws TException {
    TGetCrossReferenceResp response = new TGetCrossReferenceResp();
    try {
      response.setOperationHandle(
          noRows(
              request.getSessionHandle(),
              "PKTABLE_CAT",
              "PKTABLE_SCHEM",
              "PKTABLE_NAME",
              "PKCOLUMN_NAME",
              "FKTABLE_CAT",
              "FKTABLE_SCHEM",
              "FKTABLE_NAME",
              "FKCOLUMN_NAME",
              "KEY_SEQ",
              "UPDATE_RULE",
              "DELETE_RULE",
              "FK_NAME",
              "PK_NAME",
              "DEFERRABILITY"));
      response.setStatus(new TStatus(TStatusCode.SUCCESS_STATUS));
    } catch (HiveSQLException e) {
      response.setStatus(HiveSQLException.toTStatus(e));
    }
    return response;
  }

  private TOperationHandle noRows(TSessionHandle session, String... columns)
      throws HiveSQLException {
    String select =
        Stream.of(columns)
            .map(column -> "CAST(NULL AS STRING) AS " + column)
            .collect(Collectors.joining(", ", "SELECT ", " WHERE 1 = 0"));
    return cliService
        .executeStatement(new SessionHandle(session), select, Map.of())
        .toTOperationHandle();
  }

  private static TStatus refused(String sentence) {
    return HiveSQLException.toTStatus(new HiveSQLException(sentence, "42000"));
  }
}
