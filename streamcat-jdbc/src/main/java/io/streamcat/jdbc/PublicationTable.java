package io.streamcat.jdbc;

import io.streamcat.broadcast.Publication;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Table {@code streamcat_publication}. */
final class PublicationTable extends FactTable<Publication> {

  static final PublicationTable INSTANCE = new PublicationTable();

  private PublicationTable() {
    super(
        "streamcat_publication",
        "id",
        "stage_arn",
        "session_id",
        "participant_id",
        "user_id",
        "state",
        "published_at",
        "ended_at",
        "failure");
  }

  @Override
  String key(Publication row) {
    return row.key();
  }

  @Override
  List<@Nullable Object> values(Publication row) {
    return Arrays.asList(
        row.key(),
        row.stageArn(),
        row.sessionId(),
        row.participantId(),
        row.userId(),
        row.state().name(),
        row.publishedAt(),
        row.endedAt(),
        row.failure());
  }

  @Override
  Publication read(Row row) throws SQLException {
    return new Publication(
        row.text("stage_arn"),
        row.text("session_id"),
        row.text("participant_id"),
        row.text("user_id"),
        row.nullableInstant("published_at"),
        row.nullableInstant("ended_at"),
        row.nullableText("failure"));
  }
}
