package io.streamcat.jdbc;

import io.streamcat.user.ResourceKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The statements that change table {@code streamcat_user}. Those of a worker apply only while it
 * has the lease, and count a version.
 */
final class UserTable {

  static final String INSERT =
      "INSERT INTO streamcat_user (id, username, username_key, idempotency_key, state, attempt_id,"
          + " resource_name, missing, due, password_hash, lease_owner, lease_until, problem,"
          + " version, created_at, updated_at)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)";

  private static final String UPDATE = "UPDATE streamcat_user SET version = version + 1, ";
  private static final String LEASED = " WHERE id = ? AND lease_owner = ?";
  private static final String NO_LEASE = "lease_owner = NULL, lease_until = NULL, problem = NULL";

  static final String TOUCH = UPDATE + "updated_at = ?" + LEASED;

  static final String CHANGE_ATTEMPT =
      UPDATE + "attempt_id = ?, resource_name = ?, missing = ?" + LEASED;

  static final String CHANGE_DUE = UPDATE + "due = ?, lease_until = ?" + LEASED;

  static final String NOTHING_DUE = UPDATE + "updated_at = ?, due = ?, " + NO_LEASE + LEASED;

  static final String STILL_DUE = UPDATE + "updated_at = ?, due = ?" + LEASED;

  static final String BEGIN_DEPROVISIONING =
      UPDATE + "state = 'DEPROVISIONING', updated_at = ?, lease_until = ?" + LEASED;

  static final String RELEASE = UPDATE + "lease_until = ?, problem = ?, lease_owner = ?" + LEASED;

  static final String ANONYMISE =
      UPDATE
          + "username = NULL, username_key = NULL, idempotency_key = NULL, state = 'REMOVED',"
          + " resource_name = '', missing = '', due = '', password_hash = NULL, "
          + NO_LEASE
          + ", updated_at = ?"
          + LEASED;

  static final String DELETE = "DELETE FROM streamcat_user" + LEASED;

  static final String LOCK_EXPIRED =
      "SELECT id FROM streamcat_user WHERE lease_until <= ? ORDER BY lease_until LIMIT ?"
          + " FOR UPDATE SKIP LOCKED";

  /** For a row that is locked. */
  static final String LEASE = UPDATE + "lease_owner = ?, lease_until = ? WHERE id = ?";

  /** For a row that was read and is to be as it was. */
  static final String CLAIM = LEASE + " AND version = ?";

  static final String REPLACE_PASSWORD_HASH =
      UPDATE + "password_hash = ? WHERE id = ? AND password_hash = ?";

  private static final Map<ResourceKind, String> ATTACH = new EnumMap<>(ResourceKind.class);

  static {
    for (ResourceKind kind : ResourceKind.values()) {
      ATTACH.put(kind, attachment(kind));
    }
  }

  private UserTable() {}

  /**
   * Makes a kind no longer missing, and the user complete if nothing else is.
   *
   * <p>It holds the user's row until the transaction ends, so that whoever attaches something else
   * waits and then sees this.
   */
  static String attach(ResourceKind kind) {
    return Objects.requireNonNull(ATTACH.get(kind));
  }

  /** MySQL evaluates assignments in order: what the condition reads is changed last. */
  private static String attachment(ResourceKind kind) {
    String ifLast =
        " = CASE WHEN state <> 'DEPROVISIONING' AND due = '' AND missing IN ('', '"
            + kind
            + "') THEN ";
    return UPDATE
        + "updated_at = ?, lease_owner"
        + ifLast
        + "NULL ELSE lease_owner END, lease_until"
        + ifLast
        + "NULL ELSE lease_until END, problem"
        + ifLast
        + "NULL ELSE problem END, state"
        + ifLast
        + "'ACTIVE' ELSE state END, missing = TRIM(BOTH ',' FROM REPLACE(CONCAT(',', missing, ','), ',"
        + kind
        + ",', ','))"
        + LEASED;
  }

  /** Makes a kind missing that was not, of a user whose row is held. */
  static String miss(ResourceKind kind) {
    return "UPDATE streamcat_user SET missing = TRIM(BOTH ',' FROM CONCAT(missing, ',"
        + kind
        + "')) WHERE id = ?";
  }
}
