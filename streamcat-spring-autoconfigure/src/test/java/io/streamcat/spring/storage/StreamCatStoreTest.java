package io.streamcat.spring.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.broadcast.Broadcasts;
import io.streamcat.exception.StorageException;
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
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** The store that an application gets, by its beans and properties. */
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
