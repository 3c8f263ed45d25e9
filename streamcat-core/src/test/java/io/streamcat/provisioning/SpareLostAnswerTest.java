package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StorageException;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Registrations whose take of a spare is not acknowledged, but committed at once or later. */
@Guarantee("SPARE-03")
class SpareLostAnswerTest extends SpareFixture {

  /** The behaviour of a store when a registration takes a spare. */
  private interface Takes {
    void take(UserRecord spare, UserRecord taken);
  }

  /** Returns a store that loses the answer of the first take, after another worker's work. */
  private UserRepository losingTheTake(Runnable meanwhile) {
    AtomicBoolean isLost = new AtomicBoolean();
    return store(
        (spare, taken) -> {},
        (spare, taken) -> {
          if (isLost.compareAndSet(false, true)) {
            meanwhile.run();
            throw new StorageException("the acknowledgement was lost", true, null);
          }
        });
  }

  private UserRepository store(Takes before, Takes after) {
    return (UserRepository)
        Proxy.newProxyInstance(
            UserRepository.class.getClassLoader(),
            new Class<?>[] {UserRepository.class},
            (proxy, method, arguments) -> {
              boolean isTake =
                  method.getName().equals("update")
                      && ((UserRecord) arguments[0]).state() == UserState.SPARE
                      && ((UserRecord) arguments[1]).state() == UserState.ACTIVE;
              try {
                if (isTake) {
                  before.take((UserRecord) arguments[0], (UserRecord) arguments[1]);
                }
                Object result = method.invoke(users, arguments);
                if (isTake) {
                  after.take((UserRecord) arguments[0], (UserRecord) arguments[1]);
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  static Stream<Arguments> registrations() {
    List<NewUser> newUsers =
        List.of(
            NewUser.of("todd", PASSWORD),
            NewUser.withId("todd"),
            new NewUser(null, "todd", PASSWORD, "form-1"));
    return newUsers.stream()
        .flatMap(newUser -> Stream.of(Arguments.of(newUser, 1), Arguments.of(newUser, 3)));
  }

  @ParameterizedTest
  @MethodSource("registrations")
  void provision_answerOfTheTakeIsLostAndRecoveryLabels_returnsTheUser(
      NewUser newUser, int spares) {
    try (StreamCat other = withSpares(spares);
        StreamCat labeller = aws.streamCat().storage(s -> s.users(users)).build();
        StreamCat streamcat =
            builder(spares, 1)
                .storage(s -> s.users(losingTheTake(() -> labeller.recovery().run())))
                .build()) {
      User todd = streamcat.users().provision(newUser);

      assertThat(other.users().list()).extracting(User::id).containsExactly(todd.id());
      assertThat(spares()).hasSize(spares - 1);
      Invariants.exactlyOneOfEach(aws, other.users().find(todd.id()).orElseThrow());
    }
  }

  @ParameterizedTest
  @MethodSource("registrations")
  void provision_takeTakesEffectLater_takesNoOtherSpare(NewUser newUser, int spares) {
    AtomicReference<UserRecord> late = new AtomicReference<>();
    UserRepository slow =
        store(
            (spare, taken) -> {
              late.compareAndSet(null, taken);
              if (taken.key().equals(late.get().key())) {
                throw new StorageException("the database does not answer", true, null);
              }
            },
            (spare, taken) -> {});
    try (StreamCat other = withSpares(spares);
        StreamCat streamcat = builder(spares, 1).storage(s -> s.users(slow)).build()) {
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> streamcat.users().provision(newUser))
          .withMessageContaining("may or may not");
      assertThat(spares()).hasSize(spares);

      UserRecord taken = late.get();
      assertThat(users.update(users.findByKey(taken.key()).orElseThrow(), taken)).isTrue();

      assertThat(other.users().list()).extracting(User::id).containsExactly(taken.id());
      assertThat(spares()).hasSize(spares - 1);
      aws.recover(other);
      Invariants.exactlyOneOfEach(aws, other.users().find(taken.id()).orElseThrow());
    }
  }
}
