package io.streamcat.spring.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.repository.UserRepository;
import io.streamcat.spring.Contexts;
import io.streamcat.user.NewUser;
import io.streamcat.user.UserId;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The storage of stream keys by properties. */
class StreamKeysPropertiesTest {

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
  void streamKeys_plainTextWithTheFormerKey_areReadAndStoredAsPlainText() {
    DataSource database = Contexts.newDatabase();
    JdbcTemplate jdbc = new JdbcTemplate(database);
    String[] keys = {
      "streamcat.jdbc.stream-keys.current-key=2026",
      "streamcat.jdbc.stream-keys.keys.2026=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
    };
    Contexts.emulated()
        .withBean(DataSource.class, () -> database)
        .withPropertyValues(keys)
        .withPropertyValues("streamcat.jdbc.stream-keys.storage=encrypted")
        .run(context -> context.getBean(UserProvisioner.class).provision(NewUser.withId("42")));

    Contexts.emulated()
        .withBean(DataSource.class, () -> database)
        .withPropertyValues(keys)
        .withPropertyValues("streamcat.jdbc.stream-keys.storage=plain-text")
        .run(
            context -> {
              UserRepository users = context.getBean(UserRepository.class);
              String key =
                  users
                      .findById(UserId.of("42"))
                      .orElseThrow()
                      .resources()
                      .channel()
                      .streamKey()
                      .value()
                      .reveal();

              assertThat(((JdbcUserRepository) users).reencryptStreamKeys()).isEqualTo(1);

              assertThat(
                      jdbc.queryForObject("SELECT stream_key FROM streamcat_channel", String.class))
                  .isEqualTo("plain:" + key);
            });
  }
}
