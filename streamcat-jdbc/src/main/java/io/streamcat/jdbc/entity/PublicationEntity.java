package io.streamcat.jdbc.entity;

import io.streamcat.broadcast.Publication;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code streamcat_publication}. Read-only. */
@Entity
@EntityListeners(ReadOnly.class)
@Table(name = "streamcat_publication")
public class PublicationEntity {

  @Id
  @Column(name = "id", nullable = false, length = 400)
  private String id;

  @Column(name = "stage_arn", nullable = false, length = 256, insertable = false, updatable = false)
  private String stageArn;

  @Column(name = "session_id", nullable = false, length = 64, insertable = false, updatable = false)
  private String sessionId;

  @Column(
      name = "participant_id",
      nullable = false,
      length = 64,
      insertable = false,
      updatable = false)
  private String participantId;

  @Column(name = "user_id", nullable = false, length = 128, insertable = false, updatable = false)
  private String userId;

  @Column(name = "state", nullable = false, length = 16, insertable = false, updatable = false)
  private String state;

  @Column(name = "seen_at", nullable = false, insertable = false, updatable = false)
  private Instant seenAt;

  @Column(name = "published_at", insertable = false, updatable = false)
  private @Nullable Instant publishedAt;

  @Column(name = "ended_at", insertable = false, updatable = false)
  private @Nullable Instant endedAt;

  @Column(name = "resumed_at", insertable = false, updatable = false)
  private @Nullable Instant resumedAt;

  @Column(name = "failure", length = 2000, insertable = false, updatable = false)
  private @Nullable String failure;

  /** For the persistence provider. */
  @SuppressWarnings("NullAway.Init")
  protected PublicationEntity() {}

  /**
   * Returns the key.
   *
   * @return {@link Publication#key}
   */
  public String getId() {
    return id;
  }

  /**
   * Returns the publication as it was read.
   *
   * @return the publication
   */
  public Publication getPublication() {
    return new Publication(
        stageArn,
        sessionId,
        participantId,
        userId,
        seenAt,
        publishedAt,
        endedAt,
        resumedAt,
        failure);
  }

  @Override
  public String toString() {
    return "PublicationEntity[id=" + id + ", state=" + state + "]";
  }
}
