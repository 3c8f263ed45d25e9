package io.streamcat.examples.web;

import io.streamcat.user.UserId;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * People whom users have chosen for something, in a table of pairs.
 *
 * @param jdbc runs statements
 * @param table the table, whose other column is {@code owner_id}
 * @param column the column of who was chosen
 */
public record UserPairTable(JdbcClient jdbc, String table, String column) {

  /**
   * Tells whether somebody was chosen.
   *
   * @param owner who chooses
   * @param user somebody
   * @return whether the owner has chosen the user
   */
  public boolean contains(UserId owner, UserId user) {
    return list(owner).contains(user);
  }

  /**
   * Lists whom a user has chosen.
   *
   * @param owner who chooses
   * @return their ids, in order
   */
  public List<UserId> list(UserId owner) {
    return jdbc
        .sql("select " + column + " from " + table + " where owner_id = ? order by 1")
        .param(owner.value())
        .query(String.class)
        .list()
        .stream()
        .map(UserId::of)
        .toList();
  }

  /**
   * Chooses somebody; who was chosen before stays so.
   *
   * @param owner who chooses
   * @param user somebody
   */
  public void add(UserId owner, UserId user) {
    try {
      jdbc.sql("insert into " + table + " (owner_id, " + column + ") values (?, ?)")
          .params(owner.value(), user.value())
          .update();
    } catch (DuplicateKeyException e) {
      // UserPairTable before.
      return;
    }
  }

  /**
   * Chooses somebody no longer.
   *
   * @param owner who chooses
   * @param userId somebody
   * @return false if the user was not chosen
   */
  public boolean remove(UserId owner, String userId) {
    return jdbc.sql("delete from " + table + " where owner_id = ? and " + column + " = ?")
            .params(owner.value(), userId)
            .update()
        > 0;
  }

  /**
   * Forgets a user, on both sides.
   *
   * @param user who is gone
   */
  public void forget(UserId user) {
    jdbc.sql("delete from " + table + " where owner_id = ? or " + column + " = ?")
        .params(user.value(), user.value())
        .update();
  }
}
