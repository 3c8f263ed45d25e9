package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Spares in the emulator. */
abstract class SpareFixture {

  final EmulatedAws aws = new EmulatedAws();
  final UserRepository users = UserRepository.inMemory();

  @AfterEach
  void close() {
    aws.close();
  }

  StreamCatBuilder builder(int target, int low) {
    return aws.streamCat().storage(s -> s.users(users)).users(u -> u.spares(target, low));
  }

  /** Returns a StreamCat whose recovery has created its spares. */
  StreamCat withSpares(int target) {
    StreamCat streamcat = builder(target, target).build();
    streamcat.recovery().run();
    // On a busy machine a create may fail, which the next run repeats.
    for (int run = 0; run < 3 && !areComplete(); run++) {
      aws.recover(streamcat);
    }
    assertThat(spares()).hasSize(target).allMatch(UserRecord::isSettled);
    return streamcat;
  }

  private boolean areComplete() {
    return spares().stream().allMatch(UserRecord::isSettled);
  }

  List<UserRecord> spares() {
    return users.page(UserState.SPARE, null, 1_000);
  }

  /** A time after which spares may be removed or replaced. */
  void passALongTime() {
    aws.time().advance(Duration.ofHours(2));
  }

  /** Returns the number of requests that AWS has received. */
  int requests() {
    return aws.emulator().requests().size();
  }
}
