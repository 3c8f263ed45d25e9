package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.EmulatedResource;
import io.streamcat.user.NewUser;
import java.util.Map;

/** Resources that another program has created, with assertions about them. */
abstract class AdoptionFixture extends LifecycleFixture {

  static final NewUser TODD = NewUser.withId("4711").withUsername("todd");

  static final Map<String, String> PROJECT = Map.of("project", "streamcat");

  /** Creates a channel of another program. */
  String channel() {
    return aws.create(
        "CreateChannel",
        "{\"name\":\"todd\",\"type\":\"BASIC\",\"authorized\":true,"
            + "\"tags\":{\"project\":\"streamcat\"}}");
  }

  /** Creates a channel of another program with a tag. */
  String channel(String key, String value) {
    return aws.create(
        "CreateChannel", "{\"name\":\"todd\",\"tags\":{\"" + key + "\":\"" + value + "\"}}");
  }

  String chatRoom() {
    return aws.create(
        "CreateRoom",
        "{\"name\":\"todd\",\"maximumMessageLength\":99,\"tags\":{\"project\":\"streamcat\"}}");
  }

  String stage() {
    return aws.create("CreateStage", "{\"name\":\"todd\",\"tags\":{\"project\":\"streamcat\"}}");
  }

  Existing existing() {
    return Existing.channel(channel()).chatRoom(chatRoom()).stage(stage());
  }

  Map<String, String> tags(String arn) {
    return aws.emulator().resources().stream()
        .filter(resource -> resource.arn().equals(arn))
        .map(EmulatedResource::tags)
        .findFirst()
        .orElseThrow();
  }

  /** Checks that the resources exist with the tags of the other program alone. */
  void untouched(Existing existing) {
    assertThat(existing.arns().values())
        .allSatisfy(arn -> assertThat(tags(arn)).as(arn).isEqualTo(PROJECT));
  }
}
