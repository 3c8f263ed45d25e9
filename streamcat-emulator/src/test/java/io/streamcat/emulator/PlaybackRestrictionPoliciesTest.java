package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaybackRestrictionPoliciesTest extends EmulatorTest {
  private static final String POLICY = "playbackRestrictionPolicy";

  @Test
  void create_withoutInput_allowsEverything() {
    Answer answer = aws.call("CreatePlaybackRestrictionPolicy");

    assertThat(answer.text(POLICY + ".arn"))
        .matches("arn:aws:ivs:us-east-1:123456789012:playback-restriction-policy/[a-zA-Z0-9]{12}");
    assertThat(answer.at(POLICY + ".allowedCountries")).isEqualTo(List.of());
    assertThat(answer.at(POLICY + ".allowedOrigins")).isEqualTo(List.of());
    assertThat(answer.at(POLICY + ".enableStrictOriginEnforcement")).isEqualTo(false);
  }

  @Test
  void get_returnsCreatedResource() {
    Answer created =
        aws.call(
            "CreatePlaybackRestrictionPolicy",
            Map.of(
                "name", "n",
                "allowedCountries", List.of("NL", "DE"),
                "allowedOrigins", List.of("https://example.com"),
                "enableStrictOriginEnforcement", true,
                "tags", Map.of("k", "v")));

    assertThat(
            aws.call("GetPlaybackRestrictionPolicy", Map.of("arn", created.text(POLICY + ".arn")))
                .body())
        .isEqualTo(created.body());
  }

  @Test
  void create_unknownCountry_isInvalid() {
    Answer answer =
        aws.call("CreatePlaybackRestrictionPolicy", Map.of("allowedCountries", List.of("ZZ")));

    assertThat(answer.error()).isEqualTo("ValidationException");
    assertThat(emulator.resources()).isEmpty();
  }

  @Test
  void create_twentyFirst_exceedsQuota() {
    for (int i = 0; i < 20; i++) {
      createPolicy();
    }

    assertThat(aws.call("CreatePlaybackRestrictionPolicy").error())
        .isEqualTo("ServiceQuotaExceededException");
  }

  @Test
  void update_changesOnlyGivenMembers() {
    String arn =
        aws.call(
                "CreatePlaybackRestrictionPolicy",
                Map.of("name", "before", "allowedCountries", List.of("NL")))
            .text(POLICY + ".arn");

    Answer updated =
        aws.call("UpdatePlaybackRestrictionPolicy", Map.of("arn", arn, "name", "after"));

    assertThat(updated.at(POLICY + ".name")).isEqualTo("after");
    assertThat(updated.at(POLICY + ".allowedCountries")).isEqualTo(List.of("NL"));
  }

  @Test
  void list_withoutSize_returnsOne() {
    String first = createPolicy();
    createPolicy();

    Answer page = aws.call("ListPlaybackRestrictionPolicies");

    assertThat(page.all("playbackRestrictionPolicies", "arn")).containsExactly(first);
    assertThat(page.at("nextToken")).isNotNull();
  }

  @Test
  void delete_usedByChannel_conflicts() {
    String arn = createPolicy();
    String channel =
        aws.call("CreateChannel", Map.of("playbackRestrictionPolicyArn", arn)).text("channel.arn");

    assertThat(aws.call("DeletePlaybackRestrictionPolicy", Map.of("arn", arn)).error())
        .isEqualTo("ConflictException");

    aws.call("UpdateChannel", Map.of("arn", channel, "playbackRestrictionPolicyArn", ""));
    assertThat(aws.call("DeletePlaybackRestrictionPolicy", Map.of("arn", arn)).status())
        .isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GetPlaybackRestrictionPolicy",
        "UpdatePlaybackRestrictionPolicy",
        "DeletePlaybackRestrictionPolicy"
      })
  void anyCall_ofAnUnknownPolicy_isNotFound(String operation) {
    assertThat(aws.call(operation, Map.of("arn", UNKNOWN_POLICY)).error())
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void createChannel_missingPolicy_isRejected() {
    String channel = createChannel("n");

    assertThat(
            aws.call("CreateChannel", Map.of("playbackRestrictionPolicyArn", UNKNOWN_POLICY))
                .error())
        .isEqualTo("ResourceNotFoundException");
    assertThat(
            aws.call(
                    "UpdateChannel",
                    Map.of("arn", channel, "playbackRestrictionPolicyArn", UNKNOWN_POLICY))
                .error())
        .isEqualTo("ResourceNotFoundException");
    assertThat(emulator.resources()).extracting(EmulatedResource::name).containsExactly("n", "");
  }

  private String createPolicy() {
    return aws.call("CreatePlaybackRestrictionPolicy").text(POLICY + ".arn");
  }
}
