package io.streamcat.jdbc.internal.user;

import io.streamcat.repository.Home;
import io.streamcat.user.ResourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The query for the numbers of resources in a home. ARNs begin with region and account, so a range
 * of the unique index of ARNs contains the resources of a home.
 *
 * @param text the query
 * @param values the values of its parameters
 */
public record ResourceCountQuery(String text, List<Object> values) {

  private static final Map<ResourceKind, String> SERVICES =
      Map.of(
          ResourceKind.CHANNEL, "ivs",
          ResourceKind.CHAT_ROOM, "ivschat",
          ResourceKind.STAGE, "ivs");

  /** Returns a query for the resources of all records, or of users since a time. */
  public static ResourceCountQuery of(Home home, @Nullable Instant since) {
    List<Object> values = new ArrayList<>();
    String text =
        Stream.of(ResourceKind.values())
            .map(
                kind ->
                    since == null ? all(kind, home, values) : ofUsers(kind, home, since, values))
            .collect(Collectors.joining(" UNION ALL "));
    return new ResourceCountQuery(text, values);
  }

  private static String all(ResourceKind kind, Home home, List<Object> values) {
    String prefix = prefix(kind, home);
    values.add(prefix);
    values.add(prefix.substring(0, prefix.length() - 1) + ';');
    return "SELECT '"
        + kind
        + "' AS name, COUNT(*) AS records FROM "
        + ResourceTable.of(kind).tableName()
        + " r WHERE r.arn >= ? AND r.arn < ?";
  }

  /** Counts by a subquery for each new user, because a join may begin with all resources. */
  private static String ofUsers(ResourceKind kind, Home home, Instant since, List<Object> values) {
    values.add(since);
    values.add(home.region());
    String account = "";
    if (home.account() != null) {
      account = " AND (u.account = ? OR u.account IS NULL)";
      values.add(home.account());
    }
    return "SELECT '"
        + kind
        + "' AS name, COALESCE(SUM(n.records), 0) AS records FROM (SELECT (SELECT COUNT(*) FROM "
        + ResourceTable.of(kind).tableName()
        + " r WHERE r.record_key = u.record_key) AS records FROM streamcat_user u"
        + " WHERE u.user_id IS NOT NULL AND u.created_at >= ? AND u.region = ?"
        + account
        + ") n";
  }

  /** Returns the beginning of the ARNs, which ends with a colon; a semicolon is the next sign. */
  private static String prefix(ResourceKind kind, Home home) {
    String region = "arn:aws:" + SERVICES.get(kind) + ":" + home.region() + ":";
    return home.account() == null ? region : region + home.account() + ":";
  }
}
