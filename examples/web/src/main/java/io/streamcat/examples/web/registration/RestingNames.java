package io.streamcat.examples.web.registration;

import io.streamcat.user.User;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The names of deleted accounts, which rest for a while: otherwise a stranger could take a name at
 * once, and with it the links to the channel and the trust of its viewers.
 */
@Component
public class RestingNames {

  private final JdbcClient jdbc;
  private final Duration rest;
  private final Clock clock;

  RestingNames(
      JdbcClient jdbc, @Value("${site.registration.name-rest}") Duration rest, Clock clock) {
    this.jdbc = jdbc;
    this.rest = rest;
    this.clock = clock;
  }

  /**
   * Puts a name to rest from now on, and forgets names that have rested long enough.
   *
   * @param username the name of the account that is about to be deleted
   */
  public void add(String username) {
    long now = clock.instant().getEpochSecond();
    jdbc.sql("delete from site_resting_name where rests_until <= ? or username_key = ?")
        .params(now, User.usernameKey(username))
        .update();
    try {
      jdbc.sql("insert into site_resting_name (username_key, rests_until) values (?, ?)")
          .params(User.usernameKey(username), now + rest.toSeconds())
          .update();
    } catch (DuplicateKeyException e) {
      // Another request has added it at the same time.
      return;
    }
  }

  boolean contains(String username) {
    return jdbc.sql("select rests_until from site_resting_name where username_key = ?")
        .param(User.usernameKey(username))
        .query(Long.class)
        .optional()
        .filter(until -> until > clock.instant().getEpochSecond())
        .isPresent();
  }
}
