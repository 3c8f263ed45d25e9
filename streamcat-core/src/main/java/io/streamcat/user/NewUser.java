package io.streamcat.user;

import io.streamcat.aws.SettingsChange;
import io.streamcat.channel.ChannelChange;
import io.streamcat.chat.ChatRoomChange;
import io.streamcat.exception.Check;
import io.streamcat.realtime.StageChange;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The registration of a user.
 *
 * <p>{@link #toString()} hides the password and its hash; JSON mappers write them.
 *
 * @param id the application's own id, or null to have one generated
 * @param username the username, or null if the id is enough
 * @param password the password to hash and store, or null if the application authenticates users
 * @param passwordHash a hash of the password that another system has made, or null
 * @param idempotencyKey 1 to 128 characters that identify repetitions of this registration, or
 *     null. Any caller that presents the key again gets the user, so the key must be unguessable or
 *     secret
 * @param settings the settings that are chosen for this user; all others come from the defaults
 */
public record NewUser(
    @Nullable UserId id,
    @Nullable String username,
    @Nullable String password,
    @Nullable PasswordHash passwordHash,
    @Nullable String idempotencyKey,
    OwnSettings settings) {

  /** Checks the combination of id, username and password. */
  public NewUser {
    Check.that(id != null || username != null, "username", "given unless an id is", "is missing");
    Check.that(
        (password == null && passwordHash == null) || username != null,
        "username",
        "given if a password is",
        "is missing");
    Check.that(
        password == null || passwordHash == null,
        "passwordHash",
        "absent if a password is given",
        "is given");
    if (idempotencyKey != null) {
      Check.length("idempotencyKey", idempotencyKey, 1, 128);
      Check.that(
          idempotencyKey.codePoints().noneMatch(Check::isInvisible),
          "idempotencyKey",
          "free of control and invisible characters",
          "has one");
      Check.storable("idempotencyKey", idempotencyKey);
    }
  }

  /**
   * Creates a new user with the default settings.
   *
   * @param id the application's own id
   * @param username the username
   * @param password the password to hash and store
   * @param idempotencyKey 1 to 128 characters that identify repetitions of this registration
   */
  public NewUser(
      @Nullable UserId id,
      @Nullable String username,
      @Nullable String password,
      @Nullable String idempotencyKey) {
    this(id, username, password, null, idempotencyKey, OwnSettings.NONE);
  }

  /**
   * Returns the registration of a user who signs up with username and password.
   *
   * @param username the username
   * @param password the password; only its hash is stored
   * @return a registration with a generated id
   * @throws io.streamcat.exception.InvalidInputException if the username or the password is null;
   *     without a password the user could never log in
   */
  public static NewUser of(String username, String password) {
    return new NewUser(
        null, Check.given("username", username), Check.given("password", password), null);
  }

  /**
   * Returns the registration of a user whom the application already knows and authenticates.
   *
   * <p>Provisioning the same id again returns the user, or resumes the first attempt, even if the
   * first call had a username.
   *
   * @param id the application's own id, as {@link UserId} allows it
   * @return a registration without username and password
   */
  public static NewUser withId(String id) {
    return new NewUser(UserId.of(id), null, null, null);
  }

  /**
   * Adds a username.
   *
   * @param value the username
   * @return a changed copy
   */
  public NewUser withUsername(String value) {
    return new NewUser(
        id, Check.given("username", value), password, passwordHash, idempotencyKey, settings);
  }

  /**
   * Adds a hash of the password that another system has made, so that the user logs in with the
   * password of that system. The next login replaces it by a hash of this hasher.
   *
   * @param value the hash, in a form that the hasher can verify; a username must be given
   * @return a changed copy
   */
  public NewUser withPasswordHash(PasswordHash value) {
    return new NewUser(
        id, username, password, Check.given("passwordHash", value), idempotencyKey, settings);
  }

  /**
   * Adds an idempotency key: provisioning with the same key again returns the user, or resumes the
   * first attempt, instead of failing as a duplicate.
   *
   * @param value 1 to 128 characters
   * @return a changed copy
   */
  public NewUser withIdempotencyKey(String value) {
    return new NewUser(
        id, username, password, passwordHash, Check.given("idempotencyKey", value), settings);
  }

  /**
   * Chooses settings of the user's channel, for example {@code change -> change.authorized(true)}.
   *
   * <p>The channel is created with these settings, now or when it is requested later. A roll-out of
   * new defaults does not change them. If a registration is repeated, the settings of the first
   * call apply.
   *
   * @param change adds the settings to those chosen so far
   * @return a changed copy
   */
  public NewUser withChannel(UnaryOperator<ChannelChange> change) {
    return with(Check.given("change", change).apply(settings.channel()));
  }

  /**
   * Chooses settings of the user's chat room, as {@link #withChannel} does for the channel.
   *
   * @param change adds the settings to those chosen so far
   * @return a changed copy
   */
  public NewUser withChatRoom(UnaryOperator<ChatRoomChange> change) {
    return with(Check.given("change", change).apply(settings.chatRoom()));
  }

  /**
   * Chooses settings of the user's stage, as {@link #withChannel} does for the channel.
   *
   * @param change adds the settings to those chosen so far
   * @return a changed copy
   */
  public NewUser withStage(UnaryOperator<StageChange> change) {
    return with(Check.given("change", change).apply(settings.stage()));
  }

  private NewUser with(SettingsChange<?, ?> chosen) {
    return new NewUser(
        id,
        username,
        password,
        passwordHash,
        idempotencyKey,
        settings.and(Check.given("change", chosen)));
  }

  @Override
  public String toString() {
    return "NewUser[id="
        + id
        + ", username="
        + username
        + ", password="
        + (password == null && passwordHash == null ? "none" : "***")
        + "]";
  }
}
