package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.StreamCat;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.repository.Home;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;

/** Two homes with spares and users in one store. */
@Guarantee({"RECON-04", "SPARE-05", "CAPACITY-01"})
class SpareHomeTest {

  private static final String ACCOUNT = "123456789012";

  private final UserRepository users = UserRepository.inMemory();

  private StreamCat streamCat(EmulatedAws aws, int spares) {
    return aws.streamCat()
        .aws(a -> a.region(Region.of(aws.emulator().region())))
        .storage(s -> s.users(users))
        .users(u -> u.spares(spares, spares))
        .build();
  }

  @ParameterizedTest
  @CsvSource({"eu-west-1, 123456789012", "us-east-1, 999999999999"})
  void twoHomes_onOneStore_leaveEachOthersSparesAlone(String region, String account) {
    try (EmulatedAws here = new EmulatedAws(IvsEmulator.builder().accountId(ACCOUNT));
        EmulatedAws there =
            new EmulatedAws(IvsEmulator.builder().region(region).accountId(account));
        StreamCat first = streamCat(there, 2)) {
      first.recovery().run();
      // A server that has just started knows no account, and there is nothing here to show it.
      try (StreamCat ours = streamCat(here, 1)) {
        User todd = ours.users().provision(NewUser.withId("todd"));
        assertThat(Home.ofArn(todd.channel().arn())).isEqualTo(new Home("us-east-1", ACCOUNT));
        assertThat(users.spares(new Home(region, account), null, 10)).hasSize(2);

        here.time().advance(Duration.ofHours(2));
        ours.recovery().run();
        first.recovery().run();
        assertThat(users.spares(new Home("us-east-1", ACCOUNT), null, 10)).hasSize(1);
        assertThat(users.spares(new Home(region, account), null, 10)).hasSize(2);

        User ann = first.users().provision(NewUser.withId("ann"));
        assertThat(Home.ofArn(ann.channel().arn())).isEqualTo(new Home(region, account));
        assertThat(ours.users().find(ann.id())).contains(ann);
        assertThat(ours.users().capacity().get(ResourceKind.STAGE).existing()).isEqualTo(2);
        assertThat(first.users().capacity().get(ResourceKind.STAGE).existing()).isEqualTo(2);
        Invariants.exactlyOneOfEach(here, todd);
        assertThat(ours.recovery().run().completed()).isEqualTo(List.of());
        assertThat(first.recovery().run().completed()).containsExactly(ann.id());
        assertThat(ours.reconciler().plan().findings()).isEmpty();
      }
    }
  }
}
