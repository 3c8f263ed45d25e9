package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.ALL;
import static io.streamcat.repository.SampleRecords.complete;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatRuntimeException;

import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.exception.AccessDeniedException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.internal.resource.OwnershipTags;
import io.streamcat.provisioning.internal.resource.ResourceReader;
import io.streamcat.provisioning.internal.resource.ResourceType;
import io.streamcat.provisioning.internal.resource.StandardResourceNaming;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The settings, names and tags of new resources, and the reader of recorded ones. */
@Timeout(20)
class ResourceTypeTest extends ContextFixture {

  private static Map<String, String> tags(int size) {
    Map<String, String> tags = new HashMap<>();
    for (int i = 0; i < size; i++) {
      tags.put("key-" + i, "value");
    }
    return tags;
  }

  private Map<ResourceKind, ResourceType> types(int channel, int room, int stage) {
    return ResourceType.all(
        new UserResources(
            channels,
            ChannelSettings.builder().tags(tags(channel)).build(),
            chatRooms,
            ChatRoomSettings.builder().tags(tags(room)).build(),
            stages,
            StageSettings.defaults().withTags(tags(stage))));
  }

  private static void assertRejected(Runnable call, String field) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.field()).isEqualTo(field));
  }

  @Test
  void all_defaultsWithMoreThan45Tags_areRejected() {
    assertThat(types(45, 45, 45)).hasSize(3);

    assertRejected(() -> types(46, 0, 0), "channelSettings.tags");
    assertRejected(() -> types(0, 46, 0), "chatRoomSettings.tags");
    assertRejected(() -> types(0, 0, 46), "stageSettings.tags");
  }

  @Test
  void hasDefaults_otherSettingsOrTags_isFalse() {
    Channel channel = registered(ALL).resources().channel();
    ResourceType type = context.type(ResourceKind.CHANNEL);

    assertThat(type.hasDefaults(channel)).isTrue();
    assertThat(types(1, 0, 0).get(ResourceKind.CHANNEL).hasDefaults(channel)).isFalse();
    Channel other =
        channels.create(
            "other", ChannelSettings.builder().authorized(true).tags(channel.tags()).build());
    assertThat(type.hasDefaults(other)).isFalse();
  }

  @Test
  void nameFor_anyUser_isReadableAndUnique() {
    assertThat(StandardResourceNaming.nameFor("cats", UserId.of("todd"), null))
        .matches("cats-todd-[0-9a-f]{10}");
    assertThat(StandardResourceNaming.nameFor("cats", UserId.of("1"), "t d/ä"))
        .matches("cats-t-d---[0-9a-f]{10}");
    assertThat(StandardResourceNaming.nameFor("cats", UserId.of("1"), "a".repeat(65)))
        .matches("cats-a{64}-[0-9a-f]{10}");
    assertThat(StandardResourceNaming.nameFor("cats", UserId.of("1"), null))
        .doesNotEndWith(StandardResourceNaming.nameFor("cats", UserId.of("2"), null).substring(7));
  }

  private Channel untagged(String name) {
    Channel created = channels.create(name, ChannelSettings.defaults());
    channels.untag(created.arn(), created.tags().keySet());
    return channels.get(created.arn()).orElseThrow();
  }

  @Test
  void isUntagged_nameOfTheNamespaceWithoutTags_isTrue() {
    Channel untagged = untagged("streamcat-x");
    Channel foreign = untagged("streamcatx");
    Channel tagged = registered(ALL).resources().channel();

    assertThat(context.tags().isUntagged(untagged)).isTrue();
    assertThat(context.tags().isUntagged(foreign)).isFalse();
    assertThat(context.tags().isUntagged(tagged)).isFalse();
  }

  @Test
  void origin_tagsOfAUser_nameRecordStoreAndTime() {
    UserRecord todd = registered(ALL);
    OwnershipTags.Origin origin =
        context.tags().origin(todd.resources().stage().tags()).orElseThrow();

    assertThat(origin.isOf(todd)).isTrue();
    assertThat(origin.isOf(complete("ann", null))).isFalse();
    assertThat(origin.userId()).contains(TODD);
    assertThat(origin.isOfStore()).isTrue();
    assertThat(origin.isAdopted()).isFalse();
    assertThat(origin.createdAt()).isNotNull();
  }

  private void read(ResourceReader reader, UserRecord todd) {
    reader.read(todd, ResourceKind.STAGE, todd.resources().stage(), actual -> {});
  }

  @Test
  void read_severalFailuresInARow_stopThePlan() {
    UserRecord todd = registered(ALL);
    ResourceReader reader = new ResourceReader(context);
    deny("GetStage");
    for (int i = 1; i < Recovery.EQUAL_FAILURES; i++) {
      read(reader, todd);
    }
    assertThat(reader.findings())
        .singleElement()
        .extracting(Finding::type)
        .isEqualTo(Finding.Type.UNREADABLE);

    assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> read(reader, todd));
  }

  @Test
  void read_successBetweenFailures_continues() {
    UserRecord todd = registered(ALL);
    ResourceReader reader = new ResourceReader(context);
    for (int i = 1; i < 3 * Recovery.EQUAL_FAILURES; i++) {
      if (i % 3 == 0) {
        transport.clear();
      } else {
        deny("GetStage");
      }
      read(reader, todd);
    }

    assertThat(reader.findings()).hasSize(1);
  }

  @Test
  void read_interrupted_stopsThePlan() {
    UserRecord todd = registered(ALL);
    deny("GetStage");
    Thread.currentThread().interrupt();

    assertThatRuntimeException().isThrownBy(() -> read(new ResourceReader(context), todd));

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void createdAt_missingOrUnreadableTag_isNull() {
    assertThat(OwnershipTags.createdAt(Map.of())).isNull();
    assertThat(OwnershipTags.createdAt(Map.of("streamcat:created-at", "yesterday"))).isNull();
    assertThat(OwnershipTags.createdAt(Map.of("streamcat:created-at", start.toString())))
        .isEqualTo(start);
  }
}
