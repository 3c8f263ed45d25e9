package io.streamcat.password;

import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.writer;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.error.StorageException;
import io.streamcat.repository.Identity;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.PasswordHash;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PasswordAuthenticatorTest {

  private final UserRepository users = UserRepository.inMemory();
  private final PasswordHasher hasher = PasswordHasher.argon2id(8, 1);
  private final PasswordAuthenticator authenticator = PasswordAuthenticator.create(users, hasher);

  private UserRecord insert(UserState state, @Nullable PasswordHash hash) {
    UserRecord todd =
        active("1", "Todd").with(new Identity(UserId.of("1"), "Todd", hash, null), NOW);
    UserRecord record = state == UserState.DEPROVISIONING ? todd.deprovisioning(NOW) : todd;
    users.insert(record);
    return record;
  }

  @Test
  void authenticate_rightPassword_returnsTheUser() {
    insert(UserState.ACTIVE, hasher.hash("correct horse"));

    assertThat(authenticator.authenticate("TODD", "correct horse")).isPresent();
    assertThat(authenticator.authenticate("todd", "wrong horse")).isEmpty();
  }

  @Test
  void authenticate_unknownUser_costsAVerificationToo() {
    List<PasswordHash> verified = new CopyOnWriteArrayList<>();
    PasswordHasher counting =
        new PasswordHasher() {
          @Override
          public PasswordHash hash(String password) {
            return hasher.hash(password);
          }

          @Override
          public boolean verify(String password, PasswordHash hash) {
            verified.add(hash);
            return hasher.verify(password, hash);
          }

          @Override
          public boolean needsRehash(PasswordHash hash) {
            return false;
          }
        };
    PasswordAuthenticator counted = PasswordAuthenticator.create(users, counting);

    assertThat(counted.authenticate("nobody", "correct horse")).isEmpty();
    assertThat(counted.authenticate("nobody", "nobody's")).isEmpty();
    assertThat(verified).hasSize(2);
  }

  @Test
  void authenticate_userWithoutPassword_isRefused() {
    insert(UserState.ACTIVE, null);

    assertThat(authenticator.authenticate("todd", "nobody's")).isEmpty();
  }

  @Test
  void authenticate_userBeingRemoved_isRefused() {
    insert(UserState.DEPROVISIONING, hasher.hash("correct horse"));

    assertThat(authenticator.authenticate("todd", "correct horse")).isEmpty();
  }

  @Test
  void authenticate_hashOfAnotherCost_isReplaced() {
    insert(UserState.ACTIVE, PasswordHasher.argon2id(16, 2).hash("correct horse"));

    assertThat(authenticator.authenticate("todd", "correct horse")).isPresent();

    UserRecord now = users.findByUsername("todd").orElseThrow();
    assertThat(hasher.needsRehash(now.identity().passwordHash())).isFalse();
    assertThat(now.updatedAt()).isEqualTo(NOW);
    assertThat(authenticator.authenticate("todd", "correct horse")).isPresent();
  }

  @Test
  void authenticate_freshHashCannotBeStored_returnsTheUser() {
    UserRecord todd =
        insert(UserState.ACTIVE, PasswordHasher.argon2id(16, 2).hash("correct horse"));
    UserRepository readOnly =
        (UserRepository)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {UserRepository.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("update")) {
                    throw new StorageException("the disk is full", true, null);
                  }
                  return method.invoke(users, arguments);
                });

    assertThat(PasswordAuthenticator.create(readOnly, hasher).authenticate("todd", "correct horse"))
        .contains(todd.user());
    assertThat(users.findByKey(todd.key())).contains(todd);
  }

  @Test
  void authenticate_recordChangedMeanwhile_keepsTheOtherChange() {
    UserRecord todd =
        insert(UserState.ACTIVE, PasswordHasher.argon2id(16, 2).hash("correct horse"));
    UserRecord changed = todd.deprovisioning(NOW).written(writer());
    UserRepository slow =
        (UserRepository)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {UserRepository.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("update")) {
                    users.update(todd, changed);
                  }
                  return method.invoke(users, arguments);
                });

    assertThat(PasswordAuthenticator.create(slow, hasher).authenticate("todd", "correct horse"))
        .isPresent();
    assertThat(users.findByKey(todd.key())).contains(changed);
  }
}
