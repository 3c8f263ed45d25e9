package io.streamcat.examples.lambda.events;

import io.streamcat.broadcast.EventSink;
import io.streamcat.event.IvsEvent;
import io.streamcat.exception.StorageException;
import io.streamcat.jdbc.ConnectionSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * A sink that passes on events of channels and stages that the database knows, and drops those of
 * other environments in the same AWS account: EventBridge delivers the events of all.
 *
 * <p>A channel is known from the record of its user, or from an earlier broadcast, because the end
 * of a broadcast may arrive after its user was removed. A stream starts only after its user was
 * recorded, since before that nothing has its key. Events that name no resource are passed on.
 */
final class OwnEvents implements EventSink {

  private static final String KNOWN =
      """
      SELECT arn FROM streamcat_channel WHERE arn = ANY (?)
      UNION SELECT arn FROM streamcat_stage WHERE arn = ANY (?)
      UNION SELECT channel_arn FROM streamcat_broadcast WHERE channel_arn = ANY (?)
      UNION SELECT stage_arn FROM streamcat_publication WHERE stage_arn = ANY (?)""";
  private static final int PARAMETERS = 4;

  private final EventSink sink;
  private final ConnectionSource connections;
  private final IntConsumer dropped;

  /**
   * Creates a sink.
   *
   * @param sink the consumer of the database's own events
   * @param connections the source of connections
   * @param dropped the consumer of the numbers of dropped events
   */
  OwnEvents(EventSink sink, ConnectionSource connections, IntConsumer dropped) {
    this.sink = sink;
    this.connections = connections;
    this.dropped = dropped;
  }

  @Override
  public int acceptAll(Collection<? extends IvsEvent> events) {
    Set<String> named = new HashSet<>();
    events.forEach(event -> named.addAll(resources(event)));
    Set<String> known = named.isEmpty() ? Set.of() : known(named);
    List<IvsEvent> own = new ArrayList<>();
    for (IvsEvent event : events) {
      List<String> resources = resources(event);
      if (resources.isEmpty() || resources.stream().anyMatch(known::contains)) {
        own.add(event);
      }
    }
    int changes = own.isEmpty() ? 0 : sink.acceptAll(own);
    dropped.accept(events.size() - own.size());
    return changes;
  }

  private static List<String> resources(IvsEvent event) {
    return event.header().resources().stream()
        .filter(arn -> arn.contains(":channel/") || arn.contains(":stage/"))
        .toList();
  }

  private Set<String> known(Set<String> arns) {
    try {
      Connection connection = connections.acquire();
      try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
        for (int i = 1; i <= PARAMETERS; i++) {
          statement.setArray(i, connection.createArrayOf("varchar", arns.toArray()));
        }
        Set<String> known = new HashSet<>();
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            known.add(rows.getString(1));
          }
        }
        return known;
      } finally {
        connections.release(connection);
      }
    } catch (SQLException e) {
      throw new StorageException("cannot look up resources: " + e.getMessage(), true, e);
    }
  }
}
