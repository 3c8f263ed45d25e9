package io.streamcat.spring.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.event.ingest.EventIngester;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.spring.Contexts;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import io.streamcat.user.UserId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Provisioning, queries and events inside transactions of an application. */
@Guarantee("SPRING-05")
class StoreTransactionsTest {

  @Test
  void provision_insideATransaction_isRejected() {
    Contexts.withDatabase()
        .run(
            context -> {
              UserProvisioner users = context.getBean(UserProvisioner.class);
              TransactionTemplate transaction =
                  new TransactionTemplate(
                      new DataSourceTransactionManager(context.getBean(DataSource.class)));

              assertThatExceptionOfType(StreamCatException.class)
                  .isThrownBy(
                      () -> transaction.execute(status -> users.provision(NewUser.withId("42"))))
                  .withMessageContaining("inside a database transaction");

              assertThat(Contexts.resources(context)).isEmpty();
              assertThat(users.find(UserId.of("42"))).isEmpty();
            });
  }

  @Test
  void find_insideATransaction_seesItsChanges() {
    Contexts.withDatabase()
        .run(
            context -> {
              UserProvisioner users = context.getBean(UserProvisioner.class);
              users.provision(NewUser.withId("42"));
              DataSource dataSource = context.getBean(DataSource.class);
              JdbcTemplate jdbc = new JdbcTemplate(dataSource);
              TransactionTemplate transaction =
                  new TransactionTemplate(new DataSourceTransactionManager(dataSource));

              transaction.executeWithoutResult(
                  status -> {
                    jdbc.update("UPDATE streamcat_user SET username = 'todd'");
                    assertThat(users.find(UserId.of("42")).orElseThrow().username())
                        .isEqualTo("todd");
                    status.setRollbackOnly();
                  });

              assertThat(users.find(UserId.of("42")).orElseThrow().username()).isNull();
            });
  }

  @Test
  void find_insideATransactionOnAnotherDatabase_works() {
    Contexts.emulated()
        .withUserConfiguration(DataSourceChoiceTest.TwoDataSources.class)
        .run(
            context -> {
              UserProvisioner users = context.getBean(UserProvisioner.class);
              users.provision(NewUser.withId("42"));
              TransactionTemplate transaction =
                  new TransactionTemplate(
                      new DataSourceTransactionManager(context.getBean("main", DataSource.class)));

              assertThat(transaction.<Boolean>execute(s -> users.find(UserId.of("42")).isPresent()))
                  .isTrue();
            });
  }

  /** A pool whose connections have auto-commit off. */
  private static final class ManualCommit extends DelegatingDataSource {

    ManualCommit() {
      super(Contexts.newDatabase());
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection connection = super.getConnection();
      connection.setAutoCommit(false);
      return connection;
    }
  }

  /** A transaction manager of a message broker, which knows no database. */
  private static final class BrokerTransactions extends AbstractPlatformTransactionManager {

    private static final long serialVersionUID = 1L;

    @Override
    protected Object doGetTransaction() {
      return new Object();
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {}

    @Override
    protected void doCommit(DefaultTransactionStatus status) {}

    @Override
    protected void doRollback(DefaultTransactionStatus status) {}
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void event_insideARolledBackBrokerTransaction_isStored(boolean databaseUsedBefore) {
    Contexts.emulated()
        .withBean(DataSource.class, ManualCommit::new)
        .withPropertyValues("streamcat.jdbc.initialize-schema=always")
        .run(
            context -> {
              JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
              EventIngester ingester = context.getBean(EventIngester.class);

              new TransactionTemplate(new BrokerTransactions())
                  .executeWithoutResult(
                      status -> {
                        if (databaseUsedBefore) {
                          jdbc.queryForObject("SELECT COUNT(*) FROM streamcat_user", Long.class);
                        }
                        ingester.ingest(List.of(Contexts.wentLive("st-1")));
                        status.setRollbackOnly();
                      });

              assertThat(
                      jdbc.queryForObject("SELECT COUNT(*) FROM streamcat_broadcast", Long.class))
                  .isEqualTo(1);
            });
  }

  @Test
  void provision_insideATransactionOfABroker_works() {
    Contexts.withDatabase()
        .run(
            context -> {
              UserProvisioner users = context.getBean(UserProvisioner.class);

              new TransactionTemplate(new BrokerTransactions())
                  .executeWithoutResult(
                      status -> {
                        users.provision(NewUser.withId("42"));
                        status.setRollbackOnly();
                      });

              assertThat(users.find(UserId.of("42"))).isPresent();
              assertThat(Contexts.resources(context)).hasSize(3);
            });
  }

  @Test
  void event_insideATransactionOfTheSameDatabase_joinsIt() {
    Contexts.withDatabase()
        .run(
            context -> {
              DataSource dataSource = context.getBean(DataSource.class);
              EventIngester ingester = context.getBean(EventIngester.class);

              new TransactionTemplate(new DataSourceTransactionManager(dataSource))
                  .executeWithoutResult(
                      status -> {
                        ingester.ingest(List.of(Contexts.wentLive("st-1")));
                        status.setRollbackOnly();
                      });

              assertThat(
                      new JdbcTemplate(dataSource)
                          .queryForObject("SELECT COUNT(*) FROM streamcat_broadcast", Long.class))
                  .isZero();
            });
  }

  @Test
  void acquire_transactionAwareProxy_isUnwrapped() throws SQLException {
    DataSource database = Contexts.newDatabase();
    SpringConnections connections =
        new SpringConnections(new TransactionAwareDataSourceProxy(database));

    assertThat(connections.dataSource()).isSameAs(database);
    assertThat(connections.isTransactionActive()).isFalse();
    connections.release(connections.acquire());
  }
}
