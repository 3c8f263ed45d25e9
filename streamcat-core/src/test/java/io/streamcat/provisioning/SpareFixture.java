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

  /**
   * Returns a builder whose calls may take a minute of real time: the first call in a JVM, which
   * loads the SDK, timed out on a busy machine. Threads that look for the resource at the same time
   * then wait for each other in virtual time, which passes their deadlines at once.
   */
  StreamCatBuilder builder(int target, int low) {
    return aws.streamCat()
        .aws(a -> a.callTimeout(Duration.ofMinutes(1)))
        .storage(s -> s.users(users))
        .users(u -> u.spares(target, low));
  }

  /** Returns a StreamCat whose recovery has created its spares. */
  StreamCat withSpares(int target) {
    StreamCat streamcat = builder(target, target).build();
    streamcat.recovery().run();
    assertThat(spares()).hasSize(target).allMatch(UserRecord::isSettled);
    return streamcat;
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
