package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;

/** A registered user with a channel and a chat room; stages are created on demand. */
abstract class StageOnDemandFixture {

  final EmulatedAws aws = new EmulatedAws();
  final UserRepository users = UserRepository.inMemory();
  final StreamCat streamcat = builder(FailurePolicy.RESUME).build();
  final User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  StreamCatBuilder builder(FailurePolicy policy) {
    return aws.streamCat()
        .storage(s -> s.users(users))
        .users(
            u ->
                u.failurePolicy(policy)
                    .createAtRegistration(
                        EnumSet.of(ResourceKind.CHANNEL, ResourceKind.CHAT_ROOM)));
  }

  UserRecord stored() {
    return users.findById(todd.id()).orElseThrow();
  }
}
