package io.streamcat.password;

import static io.streamcat.repository.SampleRecords.LATER;
import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.lease;
import static io.streamcat.repository.SampleRecords.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.PasswordHashingBusyException;
import io.streamcat.exception.StorageException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.repository.Identity;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.PasswordHash;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@Guarantee({"SECRET-04", "SECRET-05"})
class UserPasswordsTest {

  private static final UserId TODD = UserId.of("1");
  private static final String OLD = "correct horse";
  private static final String NEW = "purple kettle";

  private final UserRepository users = UserRepository.inMemory();
  private final PasswordHasher hasher = PasswordHasher.argon2id(8, 1);
  private final UserPasswords passwords = passwords(users, hasher);

  private static UserPasswords passwords(UserRepository users, PasswordHasher hasher) {
    return UserPasswords.create(
        users, hasher, PasswordPolicy.standard(), Clock.fixed(LATER, ZoneOffset.UTC));
  }

  private UserRecord insert(UserState state, @Nullable PasswordHash hash) {
    UserRecord todd = active("1", "Todd").with(new Identity(TODD, "Todd", hash, null), NOW);
    UserRecord record = state == UserState.DEPROVISIONING ? todd.deprovisioning(NOW) : todd;
    users.insert(record);
    return record;
  }

  private UserRecord insertWithPassword() {
    return insert(UserState.ACTIVE, hasher.hash(OLD));
  }

  /** A view of the store that runs an action before each update. */
  private UserRepository beforeUpdate(BooleanSupplier first) {
    return (UserRepository)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {UserRepository.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("update") && !first.getAsBoolean()) {
                throw new StorageException("the disk is full", true, null);
              }
              try {
                return method.invoke(users, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Nested
  class Authenticate {

    @Test
    void authenticate_rightPassword_returnsTheUser() {
      insertWithPassword();

      assertThat(passwords.authenticate("TODD", OLD)).isPresent();
      assertThat(passwords.authenticate("todd", "wrong horse")).isEmpty();
    }

    @Test
    void authenticate_unknownUser_verifiesAHash() {
      CountingHasher counting = new CountingHasher(hasher);
      UserPasswords counted = passwords(users, counting);

      assertThat(counted.authenticate("nobody", OLD)).isEmpty();
      assertThat(counted.authenticate("nobody", "nobody's")).isEmpty();
      assertThat(counting.verified).hasSize(2);
    }

    @Test
    void authenticate_userWithoutPassword_isRejected() {
      insert(UserState.ACTIVE, null);

      assertThat(passwords.authenticate("todd", "nobody's")).isEmpty();
    }

    @Test
    void authenticate_userBeingRemoved_isRejected() {
      insert(UserState.DEPROVISIONING, hasher.hash(OLD));

      assertThat(passwords.authenticate("todd", OLD)).isEmpty();
    }

    @Test
    void authenticate_hashOfAnotherCost_isReplacedAndSessionsStay() {
      insert(UserState.ACTIVE, PasswordHasher.argon2id(16, 2).hash(OLD));

      User user = passwords.authenticate("todd", OLD).orElseThrow();

      UserRecord now = users.findByUsername("todd").orElseThrow();
      assertThat(hasher.needsRehash(now.identity().passwordHash())).isFalse();
      assertThat(now.updatedAt()).isEqualTo(NOW);
      assertThat(now.user().sessionVersion()).isEqualTo(user.sessionVersion());
      assertThat(passwords.authenticate("todd", OLD)).isPresent();
    }

    @Test
    void authenticate_newHashCannotBeStored_returnsTheUser() {
      UserRecord todd = insert(UserState.ACTIVE, PasswordHasher.argon2id(16, 2).hash(OLD));

      assertThat(passwords(beforeUpdate(() -> false), hasher).authenticate("todd", OLD))
          .contains(todd.user());
      assertThat(users.findByKey(todd.key())).contains(todd);
    }

    /** A hasher may have a limit, for example bcrypt one of 72 bytes. */
    @Test
    void authenticate_newHashFails_returnsTheUser() {
      UserRecord todd = insert(UserState.ACTIVE, PasswordHasher.argon2id(16, 2).hash(OLD));
      CountingHasher failing = new CountingHasher(hasher);

      failing.failure = new InvalidInputException("password", "shorter", "is too long");
      assertThat(passwords(users, failing).authenticate("todd", OLD)).contains(todd.user());
      failing.failure = new PasswordHashingBusyException("busy");
      assertThat(passwords(users, failing).authenticate("todd", OLD)).contains(todd.user());
      failing.failsAtNeedsRehash = true;
      assertThat(passwords(users, failing).authenticate("todd", OLD)).contains(todd.user());
    }

    @Test
    void authenticate_storeThrowsAnError_returnsTheUser() {
      UserRecord todd = insert(UserState.ACTIVE, PasswordHasher.argon2id(16, 2).hash(OLD));
      UserRepository broken =
          beforeUpdate(
              () -> {
                throw new NoClassDefFoundError("KeyStorage");
              });

      assertThat(passwords(broken, hasher).authenticate("todd", OLD)).contains(todd.user());
    }

    @Test
    void authenticate_recordChangedMeanwhile_keepsTheOtherChange() {
      UserRecord todd = insert(UserState.ACTIVE, PasswordHasher.argon2id(16, 2).hash(OLD));
      UserRecord changed = todd.deprovisioning(NOW).written(writer());
      UserRepository slow = beforeUpdate(() -> users.update(todd, changed));

      assertThat(passwords(slow, hasher).authenticate("todd", OLD)).isPresent();
      assertThat(users.findByKey(todd.key())).contains(changed);
    }
  }

  @Nested
  class Change {

    @Test
    void change_rightPassword_replacesItAndRaisesTheSessionVersion() {
      insertWithPassword();
      User session = passwords.authenticate("todd", OLD).orElseThrow();

      User changed = passwords.change(TODD, OLD, NEW);

      assertThat(session.sessionVersion()).isZero();
      assertThat(changed.sessionVersion()).isEqualTo(1);
      assertThat(changed.updatedAt()).isEqualTo(LATER);
      assertThat(passwords.authenticate("todd", OLD)).isEmpty();
      assertThat(passwords.authenticate("todd", NEW)).contains(changed);
    }

    @Test
    void change_wrongPassword_isRejectedAndNothingChanges() {
      UserRecord todd = insertWithPassword();

      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> passwords.change(TODD, "wrong horse", NEW))
          .satisfies(e -> assertThat(e.field()).isEqualTo("currentPassword"))
          .withMessageNotContainingAny("wrong horse", NEW);
      assertThat(users.findByKey(todd.key())).contains(todd);
    }

    @Test
    void change_weakPassword_isRejected() {
      insertWithPassword();

      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> passwords.change(TODD, OLD, "ＴＯＤＤ1234"))
          .withMessage(
              "password: is the username or little more (must be different from the username)");
    }

    @Test
    void change_userWithoutPassword_isRejected() {
      insert(UserState.ACTIVE, null);

      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> passwords.change(TODD, OLD, NEW))
          .satisfies(e -> assertThat(e.field()).isEqualTo("currentPassword"));
    }

    /**
     * Two concurrent changes: the second one must fail, because its current password is outdated.
     */
    @Test
    void change_passwordChangedMeanwhile_isRejected() {
      UserRecord todd = insertWithPassword();
      AtomicBoolean first = new AtomicBoolean(true);
      UserRepository slow =
          beforeUpdate(
              () -> {
                if (first.getAndSet(false)) {
                  passwords.replace(TODD, "green kettle");
                }
                return true;
              });

      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> passwords(slow, hasher).change(TODD, OLD, NEW))
          .satisfies(e -> assertThat(e.field()).isEqualTo("currentPassword"));
      assertThat(passwords.authenticate("todd", "green kettle")).isPresent();
      assertThat(users.findByKey(todd.key()).orElseThrow().user().sessionVersion()).isEqualTo(1);
    }

    @Test
    void change_recordChangedMeanwhile_keepsTheOtherChangeAndHashesOnce() {
      UserRecord todd = insertWithPassword();
      UserRecord leased = todd.leased(lease("worker")).written(writer());
      AtomicBoolean first = new AtomicBoolean(true);
      UserRepository slow =
          beforeUpdate(() -> !first.getAndSet(false) || users.update(todd, leased));
      CountingHasher counting = new CountingHasher(hasher);

      passwords(slow, counting).change(TODD, OLD, NEW);

      assertThat(users.findByKey(todd.key()).orElseThrow().lease()).isEqualTo(leased.lease());
      assertThat(passwords.authenticate("todd", NEW)).isPresent();
      assertThat(counting.hashed).hasSize(1);
      assertThat(counting.verified).hasSize(1);
    }

    @Test
    void change_storeIsReadOnly_fails() {
      UserRecord todd = insertWithPassword();

      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> passwords(beforeUpdate(() -> false), hasher).change(TODD, OLD, NEW));
      assertThat(users.findByKey(todd.key())).contains(todd);
    }

    @Test
    void change_answerIsLost_isRecognised() {
      insertWithPassword();
      UserRepository losing =
          (UserRepository)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {UserRepository.class},
                  (proxy, method, arguments) -> {
                    Object answer = method.invoke(users, arguments);
                    if (method.getName().equals("update")) {
                      throw new StorageException("the connection is lost", true, null);
                    }
                    return answer;
                  });

      assertThat(passwords(losing, hasher).change(TODD, OLD, NEW).sessionVersion()).isEqualTo(1);
      assertThat(passwords.authenticate("todd", NEW)).isPresent();
    }
  }

  @Nested
  class Replace {

    @Test
    void replace_forgottenPassword_replacesItAndRaisesTheSessionVersion() {
      insertWithPassword();

      assertThat(passwords.replace(TODD, NEW).sessionVersion()).isEqualTo(1);
      assertThat(passwords.replace(TODD, OLD).sessionVersion()).isEqualTo(2);

      assertThat(passwords.authenticate("todd", NEW)).isEmpty();
      assertThat(passwords.authenticate("todd", OLD)).isPresent();
    }

    /** A store tells by the writer whose update it has taken. */
    @Test
    void replace_twice_writesAsDifferentWriters() {
      insertWithPassword();

      passwords.replace(TODD, NEW);
      String first = users.findById(TODD).orElseThrow().revision().writer();
      passwords.replace(TODD, OLD);

      assertThat(users.findById(TODD).orElseThrow().revision().writer()).isNotEqualTo(first);
    }

    @Test
    void replace_userWithoutPassword_setsTheFirstOne() {
      insert(UserState.ACTIVE, null);

      passwords.replace(TODD, NEW);

      assertThat(passwords.authenticate("todd", NEW)).isPresent();
    }

    @Test
    void replace_userWithoutUsername_isRejected() {
      users.insert(active("1", null).with(new Identity(TODD, null, null, null), NOW));

      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> passwords.replace(TODD, NEW))
          .withMessage(
              "username: is missing (must be set by users().rename(…) before a password is set)");
    }

    @Test
    void replace_unknownOrRemovedUser_isNotFound() {
      assertThatExceptionOfType(UserNotFoundException.class)
          .isThrownBy(() -> passwords.replace(TODD, NEW));
      insert(UserState.DEPROVISIONING, hasher.hash(OLD));
      assertThatExceptionOfType(UserNotFoundException.class)
          .isThrownBy(() -> passwords.replace(TODD, NEW));
    }
  }

  /** A hasher that records its input and fails on request. */
  private static final class CountingHasher implements PasswordHasher {

    private final PasswordHasher hasher;
    private final List<String> hashed = new CopyOnWriteArrayList<>();
    private final List<PasswordHash> verified = new CopyOnWriteArrayList<>();
    private volatile @Nullable RuntimeException failure;
    private volatile boolean failsAtNeedsRehash;

    CountingHasher(PasswordHasher hasher) {
      this.hasher = hasher;
    }

    @Override
    public PasswordHash hash(String password) {
      if (failure != null) {
        throw failure;
      }
      hashed.add(password);
      return hasher.hash(password);
    }

    @Override
    public boolean verify(String password, PasswordHash hash) {
      verified.add(hash);
      return hasher.verify(password, hash);
    }

    @Override
    public boolean canVerify(PasswordHash hash) {
      return hasher.canVerify(hash);
    }

    @Override
    public boolean needsRehash(PasswordHash hash) {
      if (failsAtNeedsRehash) {
        throw new IllegalStateException("unknown form");
      }
      return hasher.needsRehash(hash);
    }
  }
}
