package io.streamcat.jdbc.internal.user;

import io.streamcat.repository.Home;
import io.streamcat.user.ResourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
public record ResourceCountQuery(String text, List<@Nullable Object> values) {

  private static final Map<ResourceKind, String> SERVICES =
      Map.of(
          ResourceKind.CHANNEL, "ivs",
          ResourceKind.CHAT_ROOM, "ivschat",
          ResourceKind.STAGE, "ivs");

  /** Returns a query for the resources of all records, or of users since a time. */
  public static ResourceCountQuery of(Home home, @Nullable Instant since) {
    List<@Nullable Object> values = new ArrayList<>();
    String text =
        Stream.of(ResourceKind.values())
            .map(
                kind ->
                    since == null ? all(kind, home, values) : ofUsers(kind, home, since, values))
            .collect(Collectors.joining(" UNION ALL "));
    return new ResourceCountQuery(text, values);
  }

  private static String all(ResourceKind kind, Home home, List<@Nullable Object> values) {
    values.addAll(range(kind, home));
    return "SELECT '"
        + kind
        + "' AS name, COUNT(*) AS records FROM "
        + ResourceTable.of(kind).tableName()
        + " r WHERE r.arn >= ? AND r.arn < ?";
  }

  /** Counts by a subquery for each new user, because a join may begin with all resources. */
  private static String ofUsers(
      ResourceKind kind, Home home, Instant since, List<@Nullable Object> values) {
    values.addAll(Arrays.asList(since, home.region(), home.account()));
    return "SELECT '"
        + kind
        + "' AS name, COALESCE(SUM(n.records), 0) AS records FROM (SELECT (SELECT COUNT(*) FROM "
        + ResourceTable.of(kind).tableName()
        + " r WHERE r.record_key = u.record_key) AS records FROM streamcat_user u"
        + " WHERE u.user_id IS NOT NULL AND u.created_at >= ? AND u.region = ?"
        + " AND u.account = COALESCE(?, u.account)) n";
  }

  /** Returns the limits of the ARNs of a home: a colon follows the home, then a semicolon. */
  private static List<String> range(ResourceKind kind, Home home) {
    String region = "arn:aws:" + SERVICES.get(kind) + ":" + home.region();
    String start = home.account() == null ? region : region + ":" + home.account();
    return List.of(start + ":", start + ";");
  }
}
