package io.streamcat.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.EmulatedResource;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The promise, checked by counting in the emulator what exists, not by trusting the library. */
public final class Invariants {

  private static final Map<ResourceKind, String> TYPES =
      Map.of(
          ResourceKind.CHANNEL,
          "channel",
          ResourceKind.CHAT_ROOM,
          "room",
          ResourceKind.STAGE,
          "stage");

  private Invariants() {}

  /** The user is complete with exactly one of each, or gone with none. */
  public static void completeOrGone(EmulatedAws aws, UserRepository users, String username) {
    Optional<UserRecord> stored = users.findByUsername(username);
    if (stored.isPresent()) {
      exactlyOneOfEach(aws, stored.get().user());
      assertThat(stored.get().lease()).as("lease of %s", username).isNull();
    } else {
      assertThat(taggedWithUsername(aws, username))
          .as("resources of %s, who is gone", username)
          .isEmpty();
    }
  }

  /** Each kind exists once in AWS, tagged with the user, and is the one that is recorded. */
  public static void exactlyOneOfEach(EmulatedAws aws, User user) {
    assertThat(user.state()).isEqualTo(UserState.ACTIVE);
    TYPES.forEach(
        (kind, type) ->
            assertThat(aws.existing(type))
                .as("%s of %s", kind, user.username())
                .filteredOn(
                    resource -> user.id().value().equals(resource.tags().get("streamcat:user-id")))
                .extracting(EmulatedResource::arn)
                .containsExactly(user.resource(kind).arn()));
  }

  /** Exactly what is recorded of a user exists in AWS with the user's tag. */
  public static void hasExactly(EmulatedAws aws, User user, String description) {
    TYPES.forEach(
        (kind, type) ->
            assertThat(aws.existing(type))
                .as("%s: %s of %s", description, kind, user.username())
                .filteredOn(r -> user.id().value().equals(r.tags().get("streamcat:user-id")))
                .extracting(EmulatedResource::arn)
                .containsExactlyElementsOf(
                    user.resource(kind) == null ? List.of() : List.of(user.resource(kind).arn())));
  }

  /** Nothing exists in AWS but what the given users have, if they have it. */
  public static void nothingBeyond(EmulatedAws aws, List<User> users, String description) {
    TYPES.forEach(
        (kind, type) ->
            assertThat(aws.existing(type))
                .as("%s: all of type %s", description, type)
                .extracting(EmulatedResource::arn)
                .containsExactlyInAnyOrderElementsOf(
                    users.stream()
                        .filter(user -> user.resource(kind) != null)
                        .map(user -> user.resource(kind).arn())
                        .toList()));
  }

  /** Each channel has one stream key in AWS, which is the one that is recorded; no other exists. */
  public static void oneStreamKeyEach(EmulatedAws aws, List<User> users) {
    assertThat(aws.existing("stream-key"))
        .as("all stream keys")
        .extracting(EmulatedResource::arn)
        .containsExactlyInAnyOrderElementsOf(
            users.stream().map(user -> user.channel().streamKey().arn()).toList());
  }

  /** Nothing exists in AWS but what the given users have. */
  public static void nothingBeyond(EmulatedAws aws, List<User> users) {
    TYPES.forEach(
        (kind, type) ->
            assertThat(aws.existing(type))
                .as("all of type %s", type)
                .extracting(EmulatedResource::arn)
                .containsExactlyInAnyOrderElementsOf(
                    users.stream().map(user -> user.resource(kind).arn()).toList()));
  }

  private static List<EmulatedResource> taggedWithUsername(EmulatedAws aws, String username) {
    return aws.emulator().resources().stream()
        .filter(resource -> resource.name().contains("-" + username + "-"))
        .toList();
  }
}
