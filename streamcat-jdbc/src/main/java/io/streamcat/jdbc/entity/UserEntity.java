package io.streamcat.jdbc.entity;

import io.streamcat.jdbc.internal.json.PendingTasksJson;
import io.streamcat.repository.Lease;
import io.streamcat.repository.PendingTasks;
import io.streamcat.user.User;
import io.streamcat.user.User.Suspension;
import io.streamcat.user.UserState;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedAttributeNode;
import jakarta.persistence.NamedEntityGraph;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code streamcat_user}. Read-only.
 *
 * <p>An entity of the application refers to a user by {@code @JoinColumn(referencedColumnName =
 * "user_id")}. A query for users reads them with their resources in one statement if it fetches
 * {@code channel}, {@code chatRoom} and {@code stage} or has the entity graph {@link
 * #WITH_RESOURCES} as a hint; otherwise the provider reads each of the three by a separate
 * statement. Rows in state {@link UserState#SPARE} belong to no user yet.
 *
 * <p>An instance has the values that were read; later changes show after a refresh. The entity maps
 * neither the password hash nor the idempotency key.
 */
@Entity
@EntityListeners(ReadOnly.class)
@NamedEntityGraph(
    name = UserEntity.WITH_RESOURCES,
    includeAllAttributes = true,
    attributeNodes = {
      @NamedAttributeNode("channel"),
      @NamedAttributeNode("chatRoom"),
      @NamedAttributeNode("stage")
    })
@Table(name = "streamcat_user")
public class UserEntity {

  /** The name of the entity graph of a user with channel, chat room and stage. */
  public static final String WITH_RESOURCES = "StreamCat.userWithResources";

  @Id
  @Column(name = "record_key", nullable = false, length = 36)
  private String recordKey;

  @Column(name = "user_id", length = 128, unique = true, insertable = false, updatable = false)
  private @Nullable String userId;

  @Column(name = "username", length = 255, insertable = false, updatable = false)
  private @Nullable String username;

  @Column(name = "username_key", length = 255, insertable = false, updatable = false)
  private @Nullable String usernameKey;

  @Column(name = "session_version", nullable = false, insertable = false, updatable = false)
  private long sessionVersion;

  @Column(name = "suspension_reason", length = 500, insertable = false, updatable = false)
  private @Nullable String suspensionReason;

  @Column(name = "suspended_at", insertable = false, updatable = false)
  private @Nullable Instant suspendedAt;

  @Column(name = "suspended_until", insertable = false, updatable = false)
  private @Nullable Instant suspendedUntil;

  @Convert(converter = UserStateConverter.class)
  @Column(name = "state", nullable = false, length = 16, insertable = false, updatable = false)
  private UserState state;

  @Column(name = "region", nullable = false, length = 64, insertable = false, updatable = false)
  private String region;

  @Column(name = "account", length = 12, insertable = false, updatable = false)
  private @Nullable String account;

  @Column(
      name = "resource_name",
      nullable = false,
      length = 128,
      insertable = false,
      updatable = false)
  private String resourceName;

  @Column(name = "pending", nullable = false, insertable = false, updatable = false)
  private String pending;

  @Column(name = "attempts", nullable = false, insertable = false, updatable = false)
  private int attempts;

  @Column(name = "due_at", insertable = false, updatable = false)
  private @Nullable Instant dueAt;

  @Column(name = "lease_owner", length = 128, insertable = false, updatable = false)
  private @Nullable String leaseOwner;

  @Column(name = "lease_until", insertable = false, updatable = false)
  private @Nullable Instant leaseUntil;

  // Not @Version: the provider must not increment it.
  @Column(name = "version", nullable = false, insertable = false, updatable = false)
  private long version;

  @Column(name = "created_at", nullable = false, insertable = false, updatable = false)
  private Instant createdAt;

  @Column(name = "updated_at", nullable = false, insertable = false, updatable = false)
  private Instant updatedAt;

  @OneToOne(mappedBy = "user", fetch = FetchType.EAGER)
  private @Nullable ChannelEntity channel;

  @OneToOne(mappedBy = "user", fetch = FetchType.EAGER)
  private @Nullable ChatRoomEntity chatRoom;

  @OneToOne(mappedBy = "user", fetch = FetchType.EAGER)
  private @Nullable StageEntity stage;

  /** For the persistence provider. */
  @SuppressWarnings("NullAway.Init")
  protected UserEntity() {}

  /**
   * Returns the key of the record.
   *
   * @return the key, which resources in AWS carry as the tag {@code streamcat:record}
   */
  public String getRecordKey() {
    return recordKey;
  }

  /**
   * Returns the user's id.
   *
   * @return the id, equal to {@link io.streamcat.user.UserId#value()}, or null for a spare
   */
  public @Nullable String getUserId() {
    return userId;
  }

  /**
   * Returns the username.
   *
   * @return the username as entered, or null if there is none
   */
  public @Nullable String getUsername() {
    return username;
  }

  /**
   * Returns the unique form of the username.
   *
   * @return {@link User#usernameKey} of the username, or null if there is none
   */
  public @Nullable String getUsernameKey() {
    return usernameKey;
  }

  /**
   * Returns the number of changes of password and username, and of suspensions, since the
   * registration.
   *
   * @return {@link User#sessionVersion()}, 0 for a spare
   */
  public long getSessionVersion() {
    return sessionVersion;
  }

  /**
   * Returns the suspension of the user.
   *
   * @return the suspension, or null if the user is not suspended
   */
  public @Nullable Suspension getSuspension() {
    return suspensionReason == null || suspendedAt == null
        ? null
        : new Suspension(suspensionReason, suspendedAt, suspendedUntil);
  }

  /**
   * Returns the state.
   *
   * @return the state
   */
  public UserState getState() {
    return state;
  }

  /**
   * Returns the region of the user's resources.
   *
   * @return for example {@code eu-west-1}
   */
  public String getRegion() {
    return region;
  }

  /**
   * Returns the AWS account of the user's resources.
   *
   * @return 12 digits, or null until the first resource is recorded
   */
  public @Nullable String getAccount() {
    return account;
  }

  /**
   * Returns the name of all resources of the user.
   *
   * @return the name in AWS
   */
  public String getResourceName() {
    return resourceName;
  }

  /**
   * Returns the pending tasks; in a query, {@code pending} is the tasks as JSON, {@code []} if
   * there are none.
   *
   * @return the tasks
   */
  public PendingTasks getPendingTasks() {
    return PendingTasksJson.read(pending);
  }

  /**
   * Returns the number of failed attempts of the task that failed most often.
   *
   * @return 0 if no task has failed
   */
  public int getAttempts() {
    return attempts;
  }

  /**
   * Returns the time from which recovery handles the user.
   *
   * @return the time, or null if nothing is pending
   */
  public @Nullable Instant getDueAt() {
    return dueAt;
  }

  /**
   * Returns the lease of the worker that is changing the user.
   *
   * @return the lease, or null if there is none
   */
  public @Nullable Lease getLease() {
    return leaseOwner == null || leaseUntil == null ? null : new Lease(leaseOwner, leaseUntil);
  }

  /**
   * Returns a number that grows with every change.
   *
   * @return 1 or more
   */
  public long getVersion() {
    return version;
  }

  /**
   * Returns the time of the registration.
   *
   * @return the time
   */
  public Instant getCreatedAt() {
    return createdAt;
  }

  /**
   * Returns the time of the last change that applications can see.
   *
   * @return the time
   */
  public Instant getUpdatedAt() {
    return updatedAt;
  }

  /**
   * Returns the user's channel.
   *
   * @return the channel, or null if there is none yet
   */
  public @Nullable ChannelEntity getChannel() {
    return channel;
  }

  /**
   * Returns the user's chat room.
   *
   * @return the chat room, or null if there is none yet
   */
  public @Nullable ChatRoomEntity getChatRoom() {
    return chatRoom;
  }

  /**
   * Returns the user's stage.
   *
   * @return the stage, or null if there is none yet
   */
  public @Nullable StageEntity getStage() {
    return stage;
  }

  @Override
  public String toString() {
    return "UserEntity[userId=" + userId + ", username=" + username + ", state=" + state + "]";
  }
}
