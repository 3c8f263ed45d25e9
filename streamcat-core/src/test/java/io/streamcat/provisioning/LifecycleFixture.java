package io.streamcat.provisioning;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.user.NewUser;
import io.streamcat.user.UserId;
import org.junit.jupiter.api.AfterEach;

/** A store of users in memory for several StreamCats with different failure policies. */
abstract class LifecycleFixture {

  final EmulatedAws aws = new EmulatedAws();
  final UserRepository users = UserRepository.inMemory();

  @AfterEach
  void close() {
    aws.close();
  }

  StreamCat streamCat(FailurePolicy policy) {
    return builder(policy).build();
  }

  StreamCatBuilder builder(FailurePolicy policy) {
    return aws.streamCat().storage(s -> s.users(users)).users(u -> u.failurePolicy(policy));
  }

  UserId failed(StreamCat streamcat, NewUser newUser) {
    try {
      streamcat.users().provision(newUser);
    } catch (ProvisioningException e) {
      return new UserId(e.userId());
    }
    throw new AssertionError("should have failed");
  }
}
