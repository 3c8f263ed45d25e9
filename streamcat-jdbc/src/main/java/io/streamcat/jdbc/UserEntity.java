package io.streamcat.jdbc;

import io.streamcat.user.ChannelChange;
import io.streamcat.repository.Lease;
import io.streamcat.user.PasswordHash;
import io.streamcat.user.ResourceKind;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedAttributeNode;
import jakarta.persistence.NamedEntityGraph;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code streamcat_user}, for an application's own queries; {@link JpaUserRepository} is
 * what changes it.
 *
 * <p>A query for users reads them with all they have in one statement if it fetches {@code
 * channel}, {@code chatRoom} and {@code stage} or has the entity graph {@link #WITH_RESOURCES} as a
 * hint; if not, the provider reads each of the three by a statement of its own.
 *
 * <p>An instance is as it was read: what the repository or another server changes later shows after
 * a refresh. It has no public way to the password hash; {@link JpaUserRepository#findById} has.
 */
@Entity
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
  @Column(name = "id", nullable = false, length = 128)
  private String id;

  @Column(name = "username", length = 255)
  private @Nullable String username;

  @Column(name = "username_key", length = 255)
  private @Nullable String usernameKey;

  @Column(name = "idempotency_key", length = 128)
  private @Nullable String idempotencyKey;

  @Convert(converter = UserStateConverter.class)
  @Column(name = "state", nullable = false, length = 16)
  private UserState state;

  @Column(name = "attempt_id", nullable = false, length = 128)
  private String attemptId;

  @Column(name = "resource_name", nullable = false, length = 128)
  private String resourceName;

  @Column(name = "missing", nullable = false, length = 64)
  private String missing;

  @Column(name = "due", nullable = false, length = 2000)
  private String due;

  @Column(name = "password_hash", length = 512)
  private @Nullable String passwordHash;

  @Column(name = "lease_owner", length = 128)
  private @Nullable String leaseOwner;

  @Column(name = "lease_until")
  private @Nullable Instant leaseUntil;

  @Column(name = "problem", length = 2000)
  private @Nullable String problem;

  @Version
  @Column(name = "version", nullable = false)
  private long version;

  @Column(name = "created_at", nullable = false)
  private Instant createdAt;

  @Column(name = "updated_at", nullable = false)
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

  /** A user to insert, without what it has in AWS. */
  UserEntity(StoredUser stored) {
    User user = stored.user();
    Lease lease = stored.lease();
    PasswordHash hash = stored.passwordHash();
    id = user.id().value();
    username = user.username();
    usernameKey = username == null ? null : User.usernameKey(username);
    idempotencyKey = stored.idempotencyKey();
    state = user.state();
    attemptId = stored.attempt().id();
    resourceName = stored.attempt().resourceName();
    missing = UserRow.list(stored.missing());
    due = Due.write(stored.due());
    passwordHash = hash == null ? null : hash.encoded();
    leaseOwner = lease == null ? null : lease.owner();
    leaseUntil = lease == null ? null : lease.until();
    problem = Limits.problem(stored.problem());
    createdAt = user.createdAt();
    updatedAt = user.updatedAt();
  }

  /**
   * Returns what identifies the user.
   *
   * @return the id, as {@link io.streamcat.user.UserId#value()} has it
   */
  public String getId() {
    return id;
  }

  /**
   * Returns what the user is known by.
   *
   * @return the username as it was typed, or null if there is none
   */
  public @Nullable String getUsername() {
    return username;
  }

  /**
   * Returns the form of the username that is unique.
   *
   * @return {@link User#usernameKey} of the username, or null if there is none
   */
  public @Nullable String getUsernameKey() {
    return usernameKey;
  }

  /**
   * Returns the key of the registration.
   *
   * @return the idempotency key, or null
   */
  public @Nullable String getIdempotencyKey() {
    return idempotencyKey;
  }

  /**
   * Returns how far the user's resources are.
   *
   * @return the state
   */
  public UserState getState() {
    return state;
  }

  /**
   * Returns the id the user's resources are tagged with.
   *
   * @return the attempt's id
   */
  public String getAttemptId() {
    return attemptId;
  }

  /**
   * Returns the name all resources of the user carry.
   *
   * @return the name in AWS
   */
  public String getResourceName() {
    return resourceName;
  }

  /**
   * Returns the kinds the user is to have and has not; in a query, {@code missing} is their names,
   * separated by commas.
   *
   * @return a new set
   */
  public Set<ResourceKind> getMissing() {
    return UserRow.constants(ResourceKind.class, missing);
  }

  /**
   * Returns what was begun to be changed about the channel and is not done yet; in a query, {@code
   * due} is the names, separated by commas; new settings come last, as JSON after a colon.
   *
   * @return a new set
   */
  public Set<ChannelChange> getDue() {
    return Due.read(due);
  }

  /**
   * Returns who works on the user.
   *
   * @return the lease, or null if nothing is left to do
   */
  public @Nullable Lease getLease() {
    return UserRow.lease(leaseOwner, leaseUntil);
  }

  /**
   * Returns what went wrong last.
   *
   * @return a text for people, or null
   */
  public @Nullable String getProblem() {
    return problem;
  }

  /**
   * Returns a number that grows with every change.
   *
   * @return the version
   */
  public long getVersion() {
    return version;
  }

  /**
   * Returns when the user was registered.
   *
   * @return the time
   */
  public Instant getCreatedAt() {
    return createdAt;
  }

  /**
   * Returns when anything of the user last changed.
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
    return "UserEntity[id=" + id + ", username=" + username + ", state=" + state + "]";
  }
}
