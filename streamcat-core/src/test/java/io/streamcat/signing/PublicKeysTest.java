package io.streamcat.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.QuotaExceededException;
import io.streamcat.exception.ResourceConflictException;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of both kinds of public keys, which must behave alike. */
@Guarantee("CHAT-06")
class PublicKeysTest {

  private static final SigningKey KEY = SigningKey.generate();
  private static final SigningKey OTHER = SigningKey.generate();

  /** A kind of keys with its name in the API. */
  enum Kind {
    PARTICIPANTS("public-key", "PublicKey"),
    PLAYBACK("playback-key", "PlaybackKeyPair");

    final String type;
    final String noun;

    Kind(String type, String noun) {
      this.type = type;
      this.noun = noun;
    }

    PublicKeys of(StreamCat streamcat) {
      return this == PARTICIPANTS
          ? streamcat.realTimeService().publicKeys()
          : streamcat.playbackService().keyPairs();
    }
  }

  private final EmulatedAws aws = new EmulatedAws();
  private final StreamCat streamcat = aws.streamCat().build();

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  @ParameterizedTest
  @EnumSource
  void importKey_newKey_canBeFoundAndListed(Kind kind) {
    PublicKeys keys = kind.of(streamcat);

    ImportedKey key = keys.importKey("todd", KEY.publicKeyPem(), Map.of("project", "streamcat"));

    assertThat(key.arn()).contains(":" + kind.type + "/");
    assertThat(key.name()).isEqualTo("todd");
    assertThat(key.fingerprint()).isNotEmpty();
    assertThat(key.tags()).containsEntry("project", "streamcat").containsKey("streamcat:record");
    assertThat(keys.get(key.arn())).contains(key);
    assertThat(keys.list()).containsExactly(new ResourceSummary(key.arn(), "todd", key.tags()));
    assertThat(keys.find("todd", Map.of("project", "streamcat"))).containsExactly(key);
    assertThat(keys.find("tod", Map.of())).isEmpty();
    assertThat(keys.find("todd", Map.of("project", "other"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void importKey_answerLost_existsOnce(Kind kind) {
    aws.emulator().faults().add(FaultRule.responseLost("Import" + kind.noun));

    ImportedKey key = kind.of(streamcat).importKey("todd", KEY.publicKeyPem(), Map.of());

    assertThat(aws.existing(kind.type)).singleElement().extracting("arn").isEqualTo(key.arn());
    assertThat(aws.calls("Import" + kind.noun)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void importKey_answerLostAndStaleLists_existsOnce(Kind kind) {
    aws.emulator().faults().add(FaultRule.responseLost("Import" + kind.noun));
    aws.emulator()
        .faults()
        .add(FaultRule.staleList("List" + kind.noun + "s", Duration.ofSeconds(2)).times(0));

    ImportedKey key = kind.of(streamcat).importKey("todd", KEY.publicKeyPem(), Map.of());

    assertThat(aws.existing(kind.type)).singleElement().extracting("arn").isEqualTo(key.arn());
  }

  @ParameterizedTest
  @EnumSource
  void importKey_sameAttempt_returnsTheExistingKey(Kind kind) {
    PublicKeys keys = kind.of(streamcat);
    Map<String, String> tags = Map.of("streamcat:record", "a-1");
    ImportedKey first = keys.importKey("todd", KEY.publicKeyPem(), tags);

    assertThat(keys.importKey("todd", KEY.publicKeyPem(), tags)).isEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource
  void importKey_foreignKey_isAConflict(Kind kind) {
    PublicKeys keys = kind.of(streamcat);
    keys.importKey("ann", KEY.publicKeyPem(), Map.of());

    assertThatExceptionOfType(ResourceConflictException.class)
        .isThrownBy(() -> keys.importKey("todd", KEY.publicKeyPem(), Map.of()));
    assertThat(aws.existing(kind.type)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void importKey_fourthKey_exceedsTheQuota(Kind kind) {
    PublicKeys keys = kind.of(streamcat);
    for (SigningKey key : List.of(KEY, OTHER, SigningKey.generate())) {
      keys.importKey("todd", key.publicKeyPem(), Map.of());
    }

    assertThatExceptionOfType(QuotaExceededException.class)
        .isThrownBy(() -> keys.importKey("todd", SigningKey.generate().publicKeyPem(), Map.of()));
  }

  @ParameterizedTest
  @EnumSource
  void findByKey_anyName_findsTheKey(Kind kind) {
    PublicKeys keys = kind.of(streamcat);
    assertThat(keys.findByKey(KEY.publicKeyPem())).isEmpty();
    keys.importKey("ann", OTHER.publicKeyPem(), Map.of());
    ImportedKey imported = keys.importKey("todd", KEY.publicKeyPem(), Map.of());

    assertThat(keys.findByKey(KEY.publicKeyPem())).contains(imported);
  }

  @ParameterizedTest
  @EnumSource
  void importKey_valueBeyondLimit_isRejectedBeforeACall(Kind kind) {
    PublicKeys keys = kind.of(streamcat);
    String pem = KEY.publicKeyPem();

    assertRejected("name", () -> keys.importKey("to dd", pem, Map.of()));
    assertRejected("name", () -> keys.importKey("x".repeat(129), pem, Map.of()));
    assertRejected("tags 'key'", () -> keys.importKey("todd", pem, Map.of("key", "x".repeat(257))));
    assertRejected("publicKeyPem", () -> keys.importKey("todd", KEY.privateKeyPem(), Map.of()));
    assertThat(aws.emulator().requests()).isEmpty();
  }

  private static void assertRejected(String field, Runnable call) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.field()).isEqualTo(field))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("BEGIN PRIVATE"));
  }

  @ParameterizedTest
  @EnumSource
  void delete_existingOrMissingKey_succeeds(Kind kind) {
    PublicKeys keys = kind.of(streamcat);
    ImportedKey key = keys.importKey("todd", KEY.publicKeyPem(), Map.of());

    keys.delete(key.arn());
    keys.delete(key.arn());

    assertThat(aws.existing(kind.type)).isEmpty();
    assertThat(keys.get(key.arn())).isEmpty();
  }
}
