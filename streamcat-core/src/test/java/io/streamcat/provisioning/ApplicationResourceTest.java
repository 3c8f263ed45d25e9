package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.ProcessEnded;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A resource of each user that the application manages itself, as in the documentation. It is a
 * folder with the user's id as its name, created when the user is complete, deleted before the
 * user, and periodically compared with the users.
 */
@Guarantee("PROV-10")
class ApplicationResourceTest {

  private final EmulatedAws aws = new EmulatedAws();
  private final UserRepository users = UserRepository.inMemory();
  private final Folders folders = new Folders();
  private final StreamCat streamcat = builder().build();

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  private StreamCatBuilder builder() {
    return aws.streamCat()
        .storage(s -> s.users(users))
        .users(
            u ->
                u.failurePolicy(FailurePolicy.RESUME)
                    .listener(folders)
                    .removalHook(folders::delete));
  }

  /**
   * A stand-in for a bucket. Its operations are idempotent, because a folder has the user's id as
   * its name.
   */
  private static final class Folders implements ProvisioningListener {

    private final Set<String> names = new ConcurrentSkipListSet<>();
    private final AtomicBoolean away = new AtomicBoolean();

    @Override
    public void onStep(ProvisioningStep step) {
      if (step.phase() == Phase.COMPLETED) {
        create(step.userId());
      }
    }

    void create(UserId id) {
      requireThere();
      names.add(id.value());
    }

    void delete(User user) {
      requireThere();
      names.remove(user.id().value());
    }

    private void requireThere() {
      if (away.get()) {
        throw new IllegalStateException("the bucket is away");
      }
    }
  }

  /** Creates missing folders and deletes those without a user; runs once a day. */
  private void compareFolders() {
    // Folders are listed before the users are read, so a user who registers in between loses
    // nothing.
    Set<String> ownerless = new TreeSet<>(folders.names);
    streamcat
        .users()
        .list()
        .forEach(
            user -> {
              ownerless.remove(user.id().value());
              if (user.state() == UserState.ACTIVE) {
                folders.create(user.id());
              }
            });
    ownerless.forEach(folders.names::remove);
  }

  private Set<String> ids() {
    return streamcat.users().list().map(user -> user.id().value()).collect(Collectors.toSet());
  }

  @Test
  void provisionAndDeprovision_newUser_createAndDeleteTheFolder() {
    User todd = streamcat.users().provision(NewUser.withId("todd"));
    assertThat(folders.names).containsExactly("todd");

    streamcat.users().deprovision(todd.id());

    assertThat(folders.names).isEmpty();
  }

  @Test
  void provision_bucketUnavailable_comparisonCreatesTheFolder() {
    folders.away.set(true);
    streamcat.users().provision(NewUser.withId("todd"));
    assertThat(folders.names).isEmpty();

    folders.away.set(false);
    compareFolders();

    assertThat(folders.names).isEqualTo(ids());
  }

  @Test
  void deprovision_bucketUnavailable_userStaysUntilTheFolderIsDeleted() {
    User todd = streamcat.users().provision(NewUser.withId("todd"));
    folders.away.set(true);

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> streamcat.users().deprovision(todd.id()));
    Optional<User> waiting = streamcat.users().find(todd.id());
    assertThat(waiting).map(User::state).contains(UserState.DEPROVISIONING);
    folders.away.set(false);
    aws.time().advance(Duration.ofHours(1));
    aws.recover(streamcat);

    assertThat(streamcat.users().find(todd.id())).isEmpty();
    assertThat(folders.names).isEmpty();
  }

  @Test
  void deprovision_serverDiesBetweenFolderAndRecord_isRepeated() {
    User todd = streamcat.users().provision(NewUser.withId("todd"));
    UserRepository dying =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "delete",
            () -> {
              throw new ProcessEnded();
            });
    try (StreamCat server = builder().storage(s -> s.users(dying)).build()) {
      assertThatExceptionOfType(ProcessEnded.class)
          .isThrownBy(() -> server.users().deprovision(todd.id()));
    }
    aws.time().advance(Duration.ofHours(1));

    aws.recover(streamcat);

    assertThat(ids()).isEmpty();
    assertThat(folders.names).isEmpty();
  }

  @Test
  void compare_folderWithoutUser_deletesTheFolder() {
    streamcat.users().provision(NewUser.withId("todd"));
    folders.names.add("of-nobody");

    compareFolders();

    assertThat(folders.names).containsExactly("todd");
  }
}
