package io.streamcat.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.OutcomeUnknownException;
import io.streamcat.testing.CrashSimulator;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Guarantee({"CHAT-06", "CHAT-07", "CHAT-08"})
class SigningKeysTest {

  private static final SigningKey OLD = SigningKey.generate();
  private static final SigningKey NEW = SigningKey.generate();
  private static final Duration DAY = Duration.ofDays(1);

  private final EmulatedAws aws = new EmulatedAws();
  private final StreamCat streamcat = aws.streamCat().build();
  private final PublicKeys keys = streamcat.realTimeService().publicKeys();
  private final SigningKeys signing = SigningKeys.create(keys, "test", aws.time());

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  @Test
  void publish_twice_importsOnce() {
    ImportedKey first = signing.publish(OLD);

    assertThat(signing.publish(SigningKey.ofPem(OLD.privateKeyPem(), OLD.publicKeyPem())))
        .isEqualTo(first);
    assertThat(aws.calls("ImportPublicKey")).isEqualTo(1);
    assertThat(first.name()).isEqualTo("test-" + OLD.fingerprint().substring(0, 16));
  }

  @Test
  void publishedOnUse_failedFirst_isRetriedOnNextUse() {
    aws.emulator().faults().add(FaultRule.error("ListPublicKeys", "AccessDeniedException"));
    Supplier<ImportedKey> published = signing.publishedOnUse(OLD);
    assertThat(aws.calls("ListPublicKeys")).isZero();

    assertThatExceptionOfType(AwsException.class).isThrownBy(published::get);
    ImportedKey key = published.get();

    assertThat(aws.existing("public-key"))
        .extracting(EmulatedResource::arn)
        .containsExactly(key.arn());
    assertThat(published.get()).isEqualTo(key);
    assertThat(aws.calls("ListPublicKeys")).isEqualTo(3);
  }

  @Test
  void publish_staleListOfOtherServer_returnsItsKey() {
    PublicKeys overtaken =
        InterceptingProxy.before(PublicKeys.class, keys, "importKey", () -> signing.publish(OLD));

    ImportedKey key = SigningKeys.create(overtaken, "test", aws.time()).publish(OLD);

    assertThat(aws.existing("public-key"))
        .extracting(EmulatedResource::arn)
        .containsExactly(key.arn());
  }

  @Test
  void publish_crashAtAnyMoment_leavesOneKey() {
    for (int moment = 1; ; moment++) {
      aws.reset();
      CrashSimulator server = new CrashSimulator(moment);
      try {
        SigningKeys.create(server.watch(PublicKeys.class, keys), "test", aws.time()).publish(OLD);
      } catch (CrashSimulator.Died e) {
        // Expected at each moment but the last.
      }
      signing.publish(OLD);
      assertThat(aws.existing("public-key")).as("died at moment %d", moment).hasSize(1);
      if (!server.isDead()) {
        assertThat(moment).isEqualTo(7);
        return;
      }
    }
  }

  @Test
  void publish_outcomeUnknown_isFoundByTheNextCall() {
    PublicKeys blind =
        InterceptingProxy.before(
            PublicKeys.class,
            keys,
            "importKey",
            () -> {
              aws.emulator().faults().add(FaultRule.responseLost("ImportPublicKey"));
              aws.emulator()
                  .faults()
                  .add(FaultRule.error("ListPublicKeys", "AccessDeniedException"));
            });

    assertThatExceptionOfType(OutcomeUnknownException.class)
        .isThrownBy(() -> SigningKeys.create(blind, "test", aws.time()).publish(OLD));
    signing.publish(OLD);

    assertThat(aws.existing("public-key")).hasSize(1);
  }

  @Test
  void publish_keyOfTheConsole_isFoundAndUsed() {
    ImportedKey foreign = keys.importKey("console", OLD.publicKeyPem(), Map.of());
    keys.importKey("other", NEW.publicKeyPem(), Map.of());

    assertThat(signing.publish(OLD)).isEqualTo(foreign);
    assertThat(aws.existing("public-key")).hasSize(2);
    assertThat(aws.calls("ImportPublicKey")).isEqualTo(2);
  }

  @Test
  void publish_keyOfTheConsoleWithoutPermissionToImport_isUsed() {
    ImportedKey foreign = keys.importKey("console", OLD.publicKeyPem(), Map.of());
    aws.emulator().faults().add(FaultRule.error("ImportPublicKey", "AccessDeniedException"));

    assertThat(signing.publish(OLD)).isEqualTo(foreign);
  }

  @Test
  void publish_keyImportedMeanwhile_isUsed() {
    PublicKeys overtaken =
        InterceptingProxy.before(
            PublicKeys.class,
            keys,
            "importKey",
            () -> keys.importKey("console", OLD.publicKeyPem(), Map.of()));

    ImportedKey key = SigningKeys.create(overtaken, "test", aws.time()).publish(OLD);

    assertThat(key.name()).isEqualTo("console");
  }

  @Test
  void publish_keyOfAnotherNamespace_isUsed() {
    ImportedKey other = SigningKeys.create(keys, "other", aws.time()).publish(OLD);

    assertThat(signing.publish(OLD)).isEqualTo(other);
  }

  @Test
  void retire_currentKeyOfTheConsole_deletesNothingAndSaysWhy() {
    signing.publish(OLD);
    aws.time().advance(DAY);
    keys.importKey("console", NEW.publicKeyPem(), Map.of());

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> signing.retire(NEW, Duration.ZERO))
        .withMessageContaining("imported by another program");
    assertThat(aws.existing("public-key")).hasSize(2);
  }

  @Test
  void retire_expiredTokens_deletesTheOldKey() {
    ImportedKey old = signing.publish(OLD);
    aws.time().advance(DAY);
    ImportedKey current = signing.publish(NEW);

    aws.time().advance(DAY.minusSeconds(1));
    assertThat(signing.retire(NEW, DAY)).isEmpty();
    assertThat(keys.get(old.arn())).isPresent();

    aws.time().advance(Duration.ofSeconds(1));
    assertThat(signing.retire(NEW, DAY)).containsExactly(old.arn());
    assertThat(keys.list()).extracting("arn").containsExactly(current.arn());
    assertThat(signing.retire(NEW, DAY)).isEmpty();
  }

  @Test
  void retire_withoutDelay_revokesImmediately() {
    ImportedKey old = signing.publish(OLD);
    aws.time().advance(Duration.ofSeconds(1));
    signing.publish(NEW);

    assertThat(signing.retire(NEW, Duration.ZERO)).containsExactly(old.arn());
  }

  @Test
  void retire_serverWithOldKey_keepsTheNewKey() {
    signing.publish(OLD);
    aws.time().advance(DAY);
    signing.publish(NEW);
    aws.time().advance(DAY);

    assertThat(signing.retire(OLD, Duration.ZERO)).isEmpty();
    assertThat(aws.existing("public-key")).hasSize(2);
  }

  @Test
  void retire_keysOfOtherNamespaces_areKept() {
    SigningKeys.create(keys, "other", aws.time()).publish(OLD);
    keys.importKey("by-hand", SigningKey.generate().publicKeyPem(), Map.of());
    aws.time().advance(DAY);
    signing.publish(NEW);

    assertThat(signing.retire(NEW, Duration.ZERO)).isEmpty();
    assertThat(aws.existing("public-key")).hasSize(3);
  }

  @Test
  void retire_currentKeyMissing_deletesNothing() {
    signing.publish(OLD);
    aws.time().advance(DAY);

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> signing.retire(NEW, Duration.ZERO))
        .withMessageStartingWith("current: is not imported");
    assertThat(aws.existing("public-key")).hasSize(1);
  }

  @Test
  void retire_negativeDelay_isRejected() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> signing.retire(NEW, Duration.ofSeconds(-1)))
        .withMessageStartingWith("delay: ");
  }

  @Test
  void create_illegalNamespace_isRejected() {
    for (String namespace : new String[] {"", "a b", "x".repeat(33)}) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> SigningKeys.create(keys, namespace, aws.time()))
          .withMessageStartingWith("namespace: ");
    }
  }
}
