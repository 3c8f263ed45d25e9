package io.streamcat.spring.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.broadcast.Broadcasts;
import io.streamcat.event.ingest.EventIngester;
import io.streamcat.exception.StorageException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.jdbc.JdbcBanList;
import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.operations.BanList;
import io.streamcat.operations.UserChatRooms;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.repository.UserRepository;
import io.streamcat.spring.Contexts;
import io.streamcat.spring.Failures;
import io.streamcat.spring.StreamCatSchemaInitializer;
import io.streamcat.spring.internal.StreamCatProperties;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

@Guarantee("SPRING-05")
class StreamCatStoreTest {

  @Test
  void jdbc_dataSourcePresent_isUsed() {
    Contexts.withDatabase()
        .run(
            context ->
                assertThat(context)
                    .getBean(UserRepository.class)
                    .isInstanceOf(JdbcUserRepository.class));
  }

  @Test
  void jdbc_noJpaAndNoSpringOrm_isUsed() {
    Contexts.withDatabase()
        .withClassLoader(
            new FilteredClassLoader(
                "jakarta.persistence", "org.hibernate", "org.springframework.orm"))
        .run(
            context ->
                assertThat(context)
                    .getBean(UserRepository.class)
                    .isInstanceOf(JdbcUserRepository.class));
  }

  @Test
  void jdbc_noSpringJdbc_isNotUsed() {
    Contexts.withDatabase()
        .withClassLoader(new FilteredClassLoader(DataSourceUtils.class))
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(UserRepository.class)
                    .doesNotHaveBean(StreamCatSchemaInitializer.class));
  }

  @Test
  void jdbc_noStreamCatJdbc_isNotUsed() {
    Contexts.withDatabase()
        .withClassLoader(new FilteredClassLoader("io.streamcat.jdbc"))
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(UserRepository.class)
                    .doesNotHaveBean(StreamCatSchemaInitializer.class));
  }

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

  @Test
  void find_databaseUnavailable_throwsStorageException() {
    SQLException unavailable = new SQLException("the database is unavailable", "08001");
    DataSource broken =
        new AbstractDataSource() {
          @Override
          public Connection getConnection() throws SQLException {
            throw unavailable;
          }

          @Override
          public Connection getConnection(String username, String password) throws SQLException {
            throw unavailable;
          }
        };
    Contexts.emulated()
        .withPropertyValues("streamcat.jdbc.initialize-schema=never")
        .withBean(DataSource.class, () -> broken)
        .run(
            context ->
                assertThatExceptionOfType(Exception.class)
                    .isThrownBy(() -> context.getBean(UserRepository.class))
                    .havingCause()
                    .havingCause()
                    .isInstanceOf(StorageException.class)
                    .withCause(unavailable));
  }

  @Test
  void bans_dataSourcePresent_areStoredInIt() {
    Contexts.withDatabase()
        .run(
            context -> {
              User todd = context.getBean(UserProvisioner.class).provision(NewUser.withId("todd"));

              context.getBean(UserChatRooms.class).ban(todd.id(), "viewer", "spam");

              assertThat(context).getBean(BanList.class).isInstanceOf(JdbcBanList.class);
              assertThat(
                      new JdbcTemplate(context.getBean(DataSource.class))
                          .queryForObject("SELECT viewer_id FROM streamcat_ban", String.class))
                  .isEqualTo("viewer");
            });
  }

  /** Creates a context of an application that stores users itself and starts StreamCat at once. */
  private static ApplicationContextRunner storingUsers(ApplicationContextRunner application) {
    return application
        .withBean(UserRepository.class, UserRepository::inMemory)
        .withBean(Starter.class);
  }

  /** A bean that needs StreamCat when the application starts. */
  record Starter(StreamCat streamCat) {}

  @Test
  void bans_userRepositoryOfTheApplicationAndAws_startFailsWithAnExplanation() {
    storingUsers(Contexts.bare().withPropertyValues("streamcat.aws.region=us-east-1"))
        .run(
            context -> {
              assertThat(context).hasFailed();
              assertThat(Failures.analysis(context.getStartupFailure()))
                  .contains("no BanList to store bans", "JdbcBanList", "BanList.inMemory()");
            });
    storingUsers(Contexts.bare().withPropertyValues("streamcat.aws.region=us-east-1"))
        .withBean(BanList.class, BanList::inMemory)
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void bans_userRepositoryOfTheApplicationAndEmulator_areInMemory() {
    storingUsers(Contexts.emulated())
        .run(
            context -> {
              User todd = context.getBean(UserProvisioner.class).provision(NewUser.withId("todd"));
              UserChatRooms rooms = context.getBean(UserChatRooms.class);

              rooms.ban(todd.id(), "viewer", "spam");

              assertThat(rooms.bans(todd.id())).hasSize(1);
            });
  }

  @Test
  void tableNames_schemaAndPrefix_areApplied() {
    Contexts.withDatabase()
        .withPropertyValues("streamcat.jdbc.table-prefix=sc_")
        .run(
            context -> {
              context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));

              JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
              assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM sc_user", Long.class))
                  .isEqualTo(1);
              assertThat(context.getBean(Broadcasts.class).live()).isEmpty();
            });
  }

  @Test
  void toString_properties_containsNoSecrets() {
    Contexts.inMemory()
        .withPropertyValues(
            "streamcat.aws.access-key-id=VISIBLE",
            "streamcat.aws.secret-access-key=HIDDEN",
            "streamcat.aws.session-token=HIDDEN",
            "streamcat.jdbc.stream-keys.storage=plain-text",
            "streamcat.jdbc.stream-keys.current-key=a",
            "streamcat.jdbc.stream-keys.keys.a=HIDDENHIDDENHIDDENHIDDENHIDDENHIDDENHIDDENA=")
        .run(
            context ->
                assertThat(context.getBean(StreamCatProperties.class).toString())
                    .doesNotContain("HIDDEN"));
  }
}
