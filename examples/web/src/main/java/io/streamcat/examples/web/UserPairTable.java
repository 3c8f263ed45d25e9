package io.streamcat.examples.web;

import io.streamcat.exception.Check;
import io.streamcat.user.UserId;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A table of user pairs: an owner and another user, such as a moderator.
 *
 * @param jdbc runs the statements
 * @param table the table, whose first column is {@code owner_id}
 * @param column the column of the other user
 */
public record UserPairTable(JdbcClient jdbc, String table, String column) {

  /**
   * Returns whether a pair exists.
   *
   * @param owner the owner
   * @param user the other user
   * @return true if the owner has added the user
   */
  public boolean contains(UserId owner, UserId user) {
    return jdbc.sql("select count(*) from " + table + " where owner_id = ? and " + column + " = ?")
            .params(owner.value(), user.value())
            .query(Integer.class)
            .single()
        > 0;
  }

  /**
   * Lists the users of an owner.
   *
   * @param owner the owner
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
   * Lists the owners who have added a user.
   *
   * @param user the other user
   * @return the ids of the owners, in order
   */
  public List<UserId> owners(UserId user) {
    return jdbc
        .sql("select owner_id from " + table + " where " + column + " = ? order by 1")
        .param(user.value())
        .query(String.class)
        .list()
        .stream()
        .map(UserId::of)
        .toList();
  }

  /**
   * Adds a pair; an existing pair stays as it is.
   *
   * @param owner the owner
   * @param user the other user
   */
  public void add(UserId owner, UserId user) {
    try {
      jdbc.sql("insert into " + table + " (owner_id, " + column + ") values (?, ?)")
          .params(owner.value(), user.value())
          .update();
    } catch (DuplicateKeyException e) {
      // The pair exists already.
      return;
    }
  }

  /**
   * Removes a pair.
   *
   * @param owner the owner
   * @param userId the other user's id
   * @return false if the pair did not exist
   */
  public boolean remove(UserId owner, String userId) {
    // No database stores the character NUL, and PostgreSQL does not even compare it.
    return Check.isStorable(userId)
        && jdbc.sql("delete from " + table + " where owner_id = ? and " + column + " = ?")
                .params(owner.value(), userId)
                .update()
            > 0;
  }

  /**
   * Removes all pairs of a deleted user, as owner and as the other user.
   *
   * @param user the deleted user
   */
  public void forget(UserId user) {
    jdbc.sql("delete from " + table + " where owner_id = ? or " + column + " = ?")
        .params(user.value(), user.value())
        .update();
  }
}
