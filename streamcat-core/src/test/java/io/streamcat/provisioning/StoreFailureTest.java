package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.StreamCat;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.exception.StreamCatException;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Invariants;
import io.streamcat.testing.Records;
import io.streamcat.testing.UnreliableStore;
import io.streamcat.testing.UnreliableStore.Failing;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call of the store fails once or permanently, before or after its effect. After recovery
 * each user is complete with exactly one resource of each kind, or gone with none, and the caller's
 * answer was true.
 */
@Guarantee("PROV-04")
class StoreFailureTest {

  private static final EnumSet<ResourceKind> NO_STAGE =
      EnumSet.of(ResourceKind.CHANNEL, ResourceKind.CHAT_ROOM);

  private final EmulatedAws aws = new EmulatedAws();

  @AfterEach
  void close() {
    aws.close();
  }

  /** The operation under test, on a user who has a channel and a chat room, or without a user. */
  enum Operation {
    PROVISION {
      @Override
      Optional<User> run(StreamCat streamcat, User todd) {
        return Optional.of(
            streamcat.users().provision(NewUser.of("ann", PASSWORD).withIdempotencyKey("form")));
      }
    },
    ENSURE_STAGE {
      @Override
      Optional<User> run(StreamCat streamcat, User todd) {
        return Optional.of(streamcat.users().ensureStage(todd.id()));
      }
    },
    ROTATE {
      @Override
      Optional<User> run(StreamCat streamcat, User todd) {
        return Optional.of(streamcat.users().rotateStreamKey(todd.id()));
      }
    },
    CHANGE {
      @Override
      Optional<User> run(StreamCat streamcat, User todd) {
        return Optional.of(
            streamcat
                .users()
                .changeChannel(
                    todd.id(), change -> change.type(ChannelType.BASIC), LiveChannelPolicy.STOP));
      }
    },
    STOP {
      @Override
      Optional<User> run(StreamCat streamcat, User todd) {
        return Optional.of(streamcat.channels().stop(todd.id()));
      }
    },
    DEPROVISION {
      @Override
      Optional<User> run(StreamCat streamcat, User todd) {
        streamcat.users().deprovision(todd.id());
        return Optional.empty();
      }
    },
    RECOVERY {
      @Override
      Optional<User> run(StreamCat streamcat, User todd) {
        return streamcat.recovery().run().completed().stream()
            .findFirst()
            .flatMap(streamcat.users()::find);
      }
    };

    abstract Optional<User> run(StreamCat streamcat, User todd);
  }

  static Stream<Arguments> cases() {
    return Stream.of(Operation.values())
        .flatMap(
            operation ->
                Stream.of(FailurePolicy.values())
                    .flatMap(
                        policy ->
                            Stream.of(Failing.values())
                                .map(failing -> Arguments.of(operation, policy, failing))));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("cases")
  void anyOperation_storeCallFails_leavesOneOfEachOrNothingAndTheAnswerIsTrue(
      Operation operation, FailurePolicy policy, Failing failing) {
    int call = 1;
    while (failsAt(operation, policy, failing, call)) {
      call++;
    }
    assertThat(call).as("calls of the store").isGreaterThan(1);
  }

  /**
   * Plays the operation with a store that fails at a call; returns false if the operation makes
   * fewer calls.
   */
  private boolean failsAt(Operation operation, FailurePolicy policy, Failing failing, int call) {
    aws.reset();
    UserRepository users = UserRepository.inMemory();
    UnreliableStore store = new UnreliableStore(failing, call);
    String description = operation + " " + policy + " " + failing + " at call " + call;
    try (StreamCat reliable =
            aws.streamCat()
                .storage(s -> s.users(users))
                .users(u -> u.failurePolicy(policy).createAtRegistration(NO_STAGE))
                .build();
        StreamCat unreliable =
            aws.streamCat()
                .storage(s -> s.users(store.of(users)))
                .users(u -> u.failurePolicy(policy).createAtRegistration(NO_STAGE))
                .build()) {
      User todd = reliable.users().provision(NewUser.of("todd", PASSWORD));
      if (operation == Operation.RECOVERY) {
        Records.change(users, todd.id(), r -> r.wanting(ResourceKind.STAGE, aws.time().instant()));
      } else {
        aws.emulator().startStream(todd.channel().arn());
        if (operation == Operation.ROTATE) {
          reliable.channelService().stopStream(todd.channel().arn());
        }
      }
      checkAnswer(operation, users, unreliable, todd, description);
      aws.recover(reliable);
      aws.recover(reliable);
      List<User> left = users.stream().map(UserRecord::user).toList();
      left.forEach(
          user -> {
            assertThat(user.state()).as(description).isEqualTo(UserState.ACTIVE);
            assertThat(users.findById(user.id()).orElseThrow().isSettled())
                .as(description)
                .isTrue();
            Invariants.hasExactly(aws, user, description);
          });
      Invariants.nothingBeyond(aws, left, description);
      Invariants.oneStreamKeyEach(aws, left);
    }
    return store.hasFailed();
  }

  private void checkAnswer(
      Operation operation,
      UserRepository users,
      StreamCat streamcat,
      User todd,
      String description) {
    try {
      Optional<User> answer = operation.run(streamcat, todd);
      if (operation == Operation.DEPROVISION) {
        assertThat(users.findById(todd.id())).as(description).isEmpty();
      }
      answer.ifPresent(
          user ->
              assertThat(users.findById(user.id()).map(UserRecord::user))
                  .as(description)
                  .contains(user));
    } catch (StreamCatException e) {
      // For an existing user, the message must not claim that nothing was left or that the user
      // will be rolled back.
      if (e.getMessage().contains("nothing was left behind")) {
        assertThat(users.findByUsername("ann")).as(description).isEmpty();
      }
      assertThat(e.retryable()).as(description + ": " + e).isTrue();
    }
  }
}
