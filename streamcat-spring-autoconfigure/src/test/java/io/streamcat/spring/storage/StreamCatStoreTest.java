package io.streamcat.spring.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.broadcast.Broadcasts;
import io.streamcat.exception.StorageException;
import io.streamcat.jdbc.JdbcBanList;
import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.jdbc.StreamCatSchema;
import io.streamcat.operations.BanList;
import io.streamcat.operations.UserChatRooms;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.repository.UserRepository;
import io.streamcat.spring.Contexts;
import io.streamcat.spring.Failures;
import io.streamcat.spring.StreamCatDataSource;
import io.streamcat.spring.StreamCatSchemaInitializer;
import io.streamcat.spring.internal.StreamCatProperties;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
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
  void dataSources_several_theMarkedOneIsUsed() {
    Contexts.emulated()
        .withUserConfiguration(TwoDataSources.class)
        .run(
            context -> {
              context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));

              JdbcTemplate own = new JdbcTemplate(context.getBean("own", DataSource.class));
              assertThat(own.queryForObject("SELECT user_id FROM streamcat_user", String.class))
                  .isEqualTo("42");
              assertThatExceptionOfType(StorageException.class)
                  .isThrownBy(
                      () -> StreamCatSchema.of(context.getBean("main", DataSource.class)).check())
                  .withMessageContaining("missing");
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class TwoDataSources {

    @Bean(destroyMethod = "shutdown")
    @Primary
    DataSource main() {
      return Contexts.newDatabase();
    }

    @Bean(destroyMethod = "shutdown", defaultCandidate = false)
    @StreamCatDataSource
    DataSource own() {
      return Contexts.newDatabase();
    }
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
  void streamKeys_everyStorage_isApplied() {
    Contexts.withDatabase()
        .withPropertyValues(
            "streamcat.jdbc.stream-keys.storage=encrypted",
            "streamcat.jdbc.stream-keys.current-key=2026",
            "streamcat.jdbc.stream-keys.keys.2026=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
        .run(
            context -> {
              UserProvisioner users = context.getBean(UserProvisioner.class);
              String key =
                  users.provision(NewUser.withId("42")).channel().streamKey().value().reveal();

              JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
              assertThat(
                      jdbc.queryForObject("SELECT stream_key FROM streamcat_channel", String.class))
                  .startsWith("aes:2026:");
              assertThat(
                      users
                          .find(UserId.of("42"))
                          .orElseThrow()
                          .channel()
                          .streamKey()
                          .value()
                          .reveal())
                  .isEqualTo(key);
            });
  }

  @Test
  void streamKeys_keyIsNotBase64_failsWithoutShowingIt() {
    Contexts.withDatabase()
        .withPropertyValues(
            "streamcat.jdbc.stream-keys.storage=encrypted",
            "streamcat.jdbc.stream-keys.current-key=2026",
            "streamcat.jdbc.stream-keys.keys.2026=SECRET!")
        .run(
            context ->
                assertThatExceptionOfType(Exception.class)
                    .isThrownBy(() -> context.getBean(UserRepository.class))
                    .satisfies(
                        failure -> {
                          for (Throwable t = failure; t != null; t = t.getCause()) {
                            assertThat(t.toString()).doesNotContain("SECRET");
                          }
                        })
                    .havingRootCause()
                    .withMessageContaining("streamcat.jdbc.stream-keys.keys.2026"));
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
            "streamcat.jdbc.stream-keys.keys.a=HIDDEN")
        .run(
            context ->
                assertThat(context.getBean(StreamCatProperties.class).toString())
                    .doesNotContain("HIDDEN"));
  }
}
