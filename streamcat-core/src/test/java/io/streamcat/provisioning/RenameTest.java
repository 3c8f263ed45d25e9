package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.DuplicateUserException.Field;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StorageException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Guarantee("SECRET-05")
class RenameTest {

  private final EmulatedAws aws = new EmulatedAws();
  private final UserRepository users = UserRepository.inMemory();
  private final StreamCat streamcat = aws.streamCat().storage(s -> s.users(users)).build();

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  private User provision(String username) {
    return streamcat.users().provision(NewUser.of(username, PASSWORD));
  }

  @Test
  void rename_freeName_raisesTheSessionVersionAndCanBeUndone() {
    User todd = provision("todd");
    int calls = aws.emulator().requests().size();

    User toby = streamcat.users().rename(todd.id(), "Toby");

    assertThat(toby.username()).isEqualTo("Toby");
    assertThat(toby.sessionVersion()).isEqualTo(todd.sessionVersion() + 1);
    assertThat(toby.channel()).isEqualTo(todd.channel());
    assertThat(streamcat.users().findByUsername("todd")).isEmpty();
    assertThat(streamcat.users().findByUsername("toby")).contains(toby);
    assertThat(streamcat.passwords().authenticate("toby", PASSWORD)).contains(toby);
    assertThat(streamcat.users().rename(todd.id(), "todd").sessionVersion())
        .isEqualTo(todd.sessionVersion() + 2);
    assertThat(aws.emulator().requests()).hasSize(calls);
  }

  @Test
  void rename_oldName_isFreeForAnotherUser() {
    User todd = provision("todd");
    streamcat.users().rename(todd.id(), "toby");

    User second = provision("todd");

    assertThat(second.id()).isNotEqualTo(todd.id());
    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> streamcat.users().rename(todd.id(), "TODD"))
        .satisfies(e -> assertThat(e.field()).isEqualTo(Field.USERNAME))
        .matches(e -> !e.retryable());
    assertThat(streamcat.users().find(todd.id()).orElseThrow().username()).isEqualTo("toby");
  }

  @Test
  void rename_sameName_changesOnlyTheCase() {
    User todd = provision("todd");

    assertThat(streamcat.users().rename(todd.id(), "todd")).isEqualTo(todd);
    assertThat(streamcat.users().rename(todd.id(), "Todd").username()).isEqualTo("Todd");
  }

  @Test
  void rename_userWithoutUsername_setsTheFirstOne() {
    User todd = streamcat.users().provision(NewUser.withId("42"));

    assertThat(streamcat.users().rename(todd.id(), "todd").username()).isEqualTo("todd");
    assertThat(streamcat.passwords().replace(todd.id(), PASSWORD).sessionVersion()).isEqualTo(2);
    assertThat(streamcat.passwords().authenticate("todd", PASSWORD)).isPresent();
  }

  /** A rename needs no lease; the worker on the user continues with the new name. */
  @Test
  void rename_whileTheUserIsBeingProvisioned_keepsBoth() {
    AtomicBoolean renamed = new AtomicBoolean();
    ProvisioningListener renaming =
        step -> {
          if (step.phase() == Phase.CREATED && !renamed.getAndSet(true)) {
            streamcat.users().rename(step.userId(), "toby");
            streamcat.passwords().replace(step.userId(), "purple kettle");
          }
        };
    try (StreamCat other =
        aws.streamCat().storage(s -> s.users(users)).users(u -> u.listener(renaming)).build()) {
      User todd = other.users().provision(NewUser.of("todd", PASSWORD));

      assertThat(todd.username()).isEqualTo("toby");
      assertThat(todd.sessionVersion()).isEqualTo(2);
      assertThat(streamcat.passwords().authenticate("toby", "purple kettle")).contains(todd);
      Invariants.exactlyOneOfEach(aws, todd);
      assertThat(users.findById(todd.id()).orElseThrow().isSettled()).isTrue();
    }
  }

  @Test
  void rename_illegalName_isRejected() {
    User todd = provision("todd");

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> streamcat.users().rename(todd.id(), "admin"))
        .withMessageStartingWith("username: ");
  }

  @Test
  void rename_unknownUser_isNotFound() {
    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> streamcat.users().rename(UserId.of("nobody"), "toby"));
  }

  @Test
  void rename_nameOfAUserBeingRemoved_mayBeRepeatedLater() {
    User ann = provision("ann");
    User todd = provision("todd");
    aws.emulator().faults().add(FaultRule.error("DeleteChannel", "AccessDeniedException"));
    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> streamcat.users().deprovision(ann.id()));

    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> streamcat.users().rename(todd.id(), "ann"))
        .matches(DuplicateUserException::retryable);
    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> streamcat.users().rename(ann.id(), "toby"));
    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> streamcat.passwords().replace(ann.id(), PASSWORD));
  }

  @Test
  void rename_answerOfTheStoreIsLost_isRecognised() {
    User todd = provision("todd");
    AtomicBoolean lost = new AtomicBoolean();
    UserRepository losing =
        InterceptingProxy.after(
            UserRepository.class,
            users,
            "update",
            () -> {
              if (!lost.getAndSet(true)) {
                throw new StorageException("the connection is lost", true, null);
              }
            });

    try (StreamCat other = aws.streamCat().storage(s -> s.users(losing)).build()) {
      assertThat(other.users().rename(todd.id(), "toby").sessionVersion()).isEqualTo(1);
    }
    assertThat(lost).isTrue();
    assertThat(users.findById(todd.id()).orElseThrow().user().username()).isEqualTo("toby");
  }

  /**
   * Several users request the same name, and each user several names: no two users get the same
   * name.
   */
  @Test
  void rename_concurrently_keepsNamesUnique() throws Exception {
    List<User> all = List.of(provision("ann"), provision("bob"), provision("carla"));
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Callable<Boolean>> renames = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        User user = all.get(i % 3);
        String name = "name-" + i % 5;
        renames.add(() -> tryToRename(user, name));
      }
      int changes = 0;
      for (Future<Boolean> rename : threads.invokeAll(renames)) {
        changes += rename.get() ? 1 : 0;
      }
      List<User> renamed = all.stream().map(u -> find(u.id())).toList();
      assertThat(renamed).extracting(User::username).doesNotHaveDuplicates();
      assertThat(renamed.stream().mapToLong(User::sessionVersion).sum())
          .isBetween(1L, (long) changes);
      for (User user : renamed) {
        assertThat(streamcat.users().findByUsername(String.valueOf(user.username())))
            .contains(user);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private User find(UserId id) {
    return users.findById(id).map(UserRecord::user).orElseThrow();
  }

  private boolean tryToRename(User user, String name) {
    try {
      streamcat.users().rename(user.id(), name);
      return true;
    } catch (DuplicateUserException e) {
      return false;
    }
  }
}
