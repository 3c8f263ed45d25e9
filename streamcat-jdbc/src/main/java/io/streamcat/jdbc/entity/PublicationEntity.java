package io.streamcat.jdbc.entity;

import io.streamcat.broadcast.Publication;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code streamcat_publication}, for an application's own queries; {@link
 * JpaBroadcastRepository} is what changes it.
 */
@Entity
@Table(name = "streamcat_publication")
public class PublicationEntity {

  @Id
  @Column(name = "id", nullable = false, length = 400)
  private String id;

  @Column(name = "stage_arn", nullable = false, length = 256)
  private String stageArn;

  @Column(name = "session_id", nullable = false, length = 64)
  private String sessionId;

  @Column(name = "participant_id", nullable = false, length = 64)
  private String participantId;

  @Column(name = "user_id", nullable = false, length = 128)
  private String userId;

  @Column(name = "state", nullable = false, length = 16)
  private String state;

  @Column(name = "published_at")
  private @Nullable Instant publishedAt;

  @Column(name = "ended_at")
  private @Nullable Instant endedAt;

  @Column(name = "failure", length = 2000)
  private @Nullable String failure;

  @Version
  @Column(name = "version", nullable = false)
  private long version;

  /** For the persistence provider. */
  @SuppressWarnings("NullAway.Init")
  protected PublicationEntity() {}

  /** A publication to insert. */
  PublicationEntity(Publication publication) {
    id = publication.key();
    stageArn = publication.stageArn();
    sessionId = publication.sessionId();
    participantId = publication.participantId();
    userId = publication.userId();
    state = publication.state().name();
    publishedAt = publication.publishedAt();
    endedAt = publication.endedAt();
    failure = publication.failure();
  }

  /**
   * Returns the key.
   *
   * @return {@link Publication#key}
   */
  public String getId() {
    return id;
  }

  /**
   * Returns what is known of the publication, as it was when this was read.
   *
   * @return the publication
   */
  public Publication getPublication() {
    return new Publication(
        stageArn, sessionId, participantId, userId, publishedAt, endedAt, failure);
  }

  @Override
  public String toString() {
    return "PublicationEntity[id=" + id + ", state=" + state + "]";
  }
}
