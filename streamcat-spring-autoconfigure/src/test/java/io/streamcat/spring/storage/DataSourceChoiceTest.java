package io.streamcat.spring.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.StorageException;
import io.streamcat.jdbc.StreamCatSchema;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.repository.UserRepository;
import io.streamcat.spring.Contexts;
import io.streamcat.spring.Failures;
import io.streamcat.spring.StreamCatDataSource;
import io.streamcat.user.NewUser;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;

/** The data source that StreamCat uses in an application with several. */
class DataSourceChoiceTest {

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

  private static ApplicationContextRunner withTwoEqualDataSources() {
    return Contexts.emulated()
        .withBean("first", DataSource.class, Contexts::newDatabase)
        .withBean("second", DataSource.class, Contexts::newDatabase);
  }

  @Test
  void dataSources_severalEqualOnes_applicationThatHasTheJarStarts() {
    withTwoEqualDataSources()
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(UserRepository.class));
  }

  @Test
  void dataSources_severalEqualOnesAndStoreJdbc_isRefusedByItsName() {
    withTwoEqualDataSources()
        .withPropertyValues("streamcat.store=jdbc")
        .run(
            context ->
                assertThat(Failures.analysis(context.getStartupFailure()))
                    .contains("streamcat.store is jdbc", "@StreamCatDataSource"));
  }

  @Test
  void dataSources_onlyOneIsADefaultCandidate_itIsUsed() {
    Contexts.emulated()
        .withUserConfiguration(OtherDataSource.class, Contexts.DatabaseConfiguration.class)
        .run(
            context -> {
              context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));

              JdbcTemplate main = new JdbcTemplate(context.getBean("dataSource", DataSource.class));
              assertThat(main.queryForObject("SELECT COUNT(*) FROM streamcat_user", Long.class))
                  .isEqualTo(1);
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class OtherDataSource {

    @Bean(defaultCandidate = false)
    DataSource other() {
      return Contexts.newDatabase();
    }
  }
}
