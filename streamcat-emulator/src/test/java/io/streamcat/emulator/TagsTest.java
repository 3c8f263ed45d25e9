package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.internal.model.Service;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TagsTest extends EmulatorTest {
  private String create(Service service) {
    return switch (service) {
      case IVS -> createChannel("n");
      case CHAT -> createRoom("n");
      case REAL_TIME -> createStage("n");
    };
  }

  private static String unknown(Service service) {
    return switch (service) {
      case IVS -> UNKNOWN_CHANNEL;
      case CHAT -> UNKNOWN_ROOM;
      case REAL_TIME -> UNKNOWN_STAGE;
    };
  }

  @ParameterizedTest
  @EnumSource
  void tagResource_existingTags_addsAndReplaces(Service service) {
    String arn = create(service);
    aws.tag(service, arn, Map.of("a", "1", "b", "2"));

    assertThat(aws.tag(service, arn, Map.of("b", "3", "c", "")).status()).isEqualTo(200);

    assertThat(aws.listTags(service, arn).at("tags"))
        .isEqualTo(Map.of("a", "1", "b", "3", "c", ""));
  }

  @ParameterizedTest
  @EnumSource
  void tagResource_reservedKey_isInvalid(Service service) {
    String arn = create(service);

    assertThat(aws.tag(service, arn, Map.of("aws:k", "v")).error())
        .isEqualTo("ValidationException");

    assertThat(aws.call("CreateRoom", Map.of("tags", Map.of("aws:k", "v"))).status())
        .isEqualTo(400);
    assertThat(aws.listTags(service, arn).at("tags")).isEqualTo(Map.of());
  }

  @ParameterizedTest
  @EnumSource
  void untagResource_someUnknownKeys_removesKnownKeys(Service service) {
    String arn = create(service);
    aws.tag(service, arn, Map.of("a b", "1", "c+d", "2", "e", "3"));

    assertThat(aws.untag(service, arn, "a b", "c+d", "unknown").status()).isEqualTo(200);

    assertThat(aws.listTags(service, arn).at("tags")).isEqualTo(Map.of("e", "3"));
  }

  @ParameterizedTest
  @EnumSource
  void untagResource_withoutKeys_isInvalid(Service service) {
    assertThat(aws.untag(service, create(service)).error()).isEqualTo("ValidationException");
  }

  @ParameterizedTest
  @EnumSource
  void anyCall_unknownResource_isNotFound(Service service) {
    String arn = unknown(service);

    assertThat(aws.listTags(service, arn).error()).isEqualTo("ResourceNotFoundException");
    assertThat(aws.tag(service, arn, Map.of()).error()).isEqualTo("ResourceNotFoundException");
    assertThat(aws.untag(service, arn, "a").error()).isEqualTo("ResourceNotFoundException");
  }

  @Test
  void tagResource_beyondFiftyTags_isInvalidAndHasNoEffect() {
    String arn = createStage("n");
    Map<String, String> tags = new HashMap<>();
    for (int i = 0; i < 50; i++) {
      tags.put("key" + i, "");
    }
    aws.tag(Service.REAL_TIME, arn, tags);

    assertThat(aws.tag(Service.REAL_TIME, arn, Map.of("one", "more")).error())
        .isEqualTo("ValidationException");

    assertThat(aws.listTags(Service.REAL_TIME, arn).at("tags")).isEqualTo(tags);
  }

  @Test
  void tagResource_streamKey_isReturnedByGet() {
    String key = aws.call("CreateChannel").text("streamKey.arn");

    aws.tag(Service.IVS, key, Map.of("k", "v"));

    assertThat(aws.call("GetStreamKey", Map.of("arn", key)).at("streamKey.tags"))
        .isEqualTo(Map.of("k", "v"));
  }

  @Test
  void tagResource_characterThatOnlyIvsForbids_isInvalidThere() {
    assertThat(aws.tag(Service.IVS, createChannel("n"), Map.of("k!", "v")).error())
        .isEqualTo("ValidationException");
    assertThat(aws.tag(Service.CHAT, createRoom("n"), Map.of("k!", "v")).status()).isEqualTo(200);
  }
}
