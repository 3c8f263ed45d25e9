package io.streamcat.jdbc.internal.broadcast;

import io.streamcat.broadcast.Publication;
import io.streamcat.jdbc.internal.sql.FactTable;
import io.streamcat.jdbc.internal.sql.Row;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table {@code streamcat_publication}. */
public final class PublicationTable extends FactTable<Publication> {

  public static final PublicationTable INSTANCE = new PublicationTable();

  private PublicationTable() {
    super(
        "streamcat_publication",
        "id",
        "stage_arn",
        "session_id",
        "participant_id",
        "user_id",
        "state",
        "seen_at",
        "published_at",
        "ended_at",
        "resumed_at",
        "undecided_at",
        "failure");
  }

  @Override
  public String key(Publication row) {
    return row.key();
  }

  @Override
  public List<@Nullable Object> values(Publication row) {
    return Arrays.asList(
        row.key(),
        row.stageArn(),
        row.sessionId(),
        row.participantId(),
        row.userId(),
        row.state().name(),
        row.seenAt(),
        row.publishedAt(),
        row.endedAt(),
        row.resumedAt(),
        row.undecidedAt(),
        row.failure());
  }

  @Override
  public Publication read(Row row) throws SQLException {
    return new Publication(
        row.text("stage_arn"),
        row.text("session_id"),
        row.text("participant_id"),
        row.text("user_id"),
        row.instant("seen_at"),
        row.nullableInstant("published_at"),
        row.nullableInstant("ended_at"),
        row.nullableInstant("resumed_at"),
        row.nullableText("failure"));
  }
}
