package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.DuplicateUserException.Field;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.password.PasswordHasher;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repeated registrations, and the passwords of registrations. */
@Guarantee("SECRET-03")
class RepeatedRegistrationTest {

  private final EmulatedAws aws = new EmulatedAws();
  private final UserRepository users = UserRepository.inMemory();
  private final StreamCat streamcat = aws.streamCat().storage(s -> s.users(users)).build();

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  @Test
  void provision_ownIdAgainWithoutTheUsername_returnsTheUser() {
    User todd = streamcat.users().provision(NewUser.withId("42").withUsername("todd"));

    assertThat(streamcat.users().provision(NewUser.withId("42"))).isEqualTo(todd);
    assertThat(streamcat.users().provision(NewUser.withId("42").withUsername("Todd")))
        .isEqualTo(todd);
    Invariants.nothingBeyond(aws, List.of(todd));
  }

  @Test
  void provision_ownIdAgainWithAnotherUsername_namesTheId() {
    streamcat.users().provision(NewUser.withId("42").withUsername("todd"));

    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> streamcat.users().provision(NewUser.withId("42").withUsername("toby")))
        .withMessage("user id '42' is taken")
        .satisfies(e -> assertThat(e.field()).isEqualTo(Field.ID));
  }

  @Test
  void provision_keyAgainWithOnlyTheId_returnsTheUser() {
    User todd =
        streamcat
            .users()
            .provision(NewUser.withId("42").withUsername("todd").withIdempotencyKey("form-1"));

    assertThat(streamcat.users().provision(NewUser.withId("42").withIdempotencyKey("form-1")))
        .isEqualTo(todd);
  }

  @Test
  void provision_idLongerThanATag_isRejectedBeforeTheRegistration() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> NewUser.withId("😀".repeat(64)))
        .satisfies(e -> assertThat(e.field()).isEqualTo("userId"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ｐａｓｓｗｏｒｄ", "STREAMCAT", "ｓｔｒｅａｍｃａｔ１", "TODD.tester1", "aaaaaaaa", "        "})
  void provision_passwordWeakInItsNormalForm_isRejected(String password) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> streamcat.users().provision(NewUser.of("todd.tester", password)))
        .satisfies(e -> assertThat(e.field()).isEqualTo("password"));
    assertThat(users.findByUsername("todd.tester")).isEmpty();
  }

  @Test
  void provision_namespace_isTheNameOfTheService() {
    try (StreamCat staging = aws.streamCat().users(u -> u.namespace("kittens-live")).build()) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> staging.users().provision(NewUser.of("todd", "Kittens-Live7")))
          .withMessageContaining("the name of the service");
      User todd = staging.users().provision(NewUser.of("todd", PASSWORD));
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> staging.passwords().replace(todd.id(), "Kittens-Live7"));
    }
  }

  /** A conflicting user may be gone a moment later; then the name is tried again. */
  @Test
  void provision_nameBecomesFree_hashesThePasswordOnce() {
    AtomicInteger inserts = new AtomicInteger();
    UserRepository crowded =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "insert",
            () -> {
              if (inserts.incrementAndGet() <= 3) {
                throw new DuplicateUserException(Field.USERNAME, "todd");
              }
            });
    AtomicInteger hashes = new AtomicInteger();
    PasswordHasher counting =
        InterceptingProxy.before(
            PasswordHasher.class, EmulatedAws.CHEAP, "hash", hashes::incrementAndGet);
    try (StreamCat other =
        aws.streamCat()
            .storage(s -> s.users(crowded))
            .users(u -> u.passwordHasher(counting))
            .build()) {
      other.users().provision(NewUser.of("todd", PASSWORD));
    }

    assertThat(inserts).hasValue(4);
    assertThat(hashes).hasValue(1);
  }
}
