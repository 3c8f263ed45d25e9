package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.EmulatedResource;
import io.streamcat.exception.UserSuspendedException;
import io.streamcat.provisioning.internal.resource.ResourceTasks;
import io.streamcat.repository.UserRecord;
import io.streamcat.testing.Invariants;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;

/** A user who is suspended. */
abstract class SuspensionFixture extends KeyRotationFixture {

  static final String REASON = "Your stream showed a film.";

  final Instant nextWeek = aws.time().instant().plus(Duration.ofDays(7));

  /** Asserts that the user is suspended, keeps all resources, and has no stream key and stream. */
  void stopped() {
    assertThat(stored().state()).isEqualTo(UserState.SUSPENDED);
    revoked(stored());
    assertThat(stored().resources().channel().streamKey()).isNull();
    assertThat(aws.existing("stream-key")).extracting(EmulatedResource::arn).isEmpty();
    assertThat(streamcat.channelService().isLive(channel.arn())).isFalse();
    Invariants.hasExactly(aws, stored().user(), "suspended");
  }

  /** Asserts that no known key is valid and no work is under way. */
  static void revoked(UserRecord record) {
    assertThat(ResourceTasks.isRevoking(record)).isFalse();
    assertThat(record.lease()).isNull();
  }

  /** Asserts that the user is active with a key that is not the one before the suspension. */
  void reinstated() {
    assertThat(stored().state()).isEqualTo(UserState.ACTIVE);
    assertThat(stored().user().suspension()).isNull();
    rotated();
    Invariants.nothingBeyond(aws, List.of(stored().user()));
  }

  static ThrowableAssertAlternative<UserSuspendedException> assertRefused(ThrowingCallable call) {
    return Assertions.assertThatExceptionOfType(UserSuspendedException.class).isThrownBy(call);
  }
}
