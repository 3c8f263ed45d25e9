package io.streamcat.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class PasswordAuthenticatorTest {

  private final UserRepository users = UserRepository.inMemory();
  private final PasswordHasher hasher = PasswordHasher.argon2id(8, 1);
  private final PasswordAuthenticator authenticator = PasswordAuthenticator.create(users, hasher);

  private void insert(UserState state, PasswordHash hash) {
    users.insert(
        new StoredUser(
            new User(
                UserId.of("1"), "Todd", state, null, null, null, SampleUsers.NOW, SampleUsers.NOW),
            new Attempt("a", "n", Set.of()),
            Set.of(),
            hash,
            null,
            null,
            null));
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

    PasswordHash now = users.findByUsername("todd").orElseThrow().passwordHash();
    assertThat(hasher.needsRehash(now)).isFalse();
    assertThat(authenticator.authenticate("todd", "correct horse")).isPresent();
  }
}
