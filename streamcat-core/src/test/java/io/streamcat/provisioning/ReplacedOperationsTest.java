package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.ForwardingOperations;
import io.streamcat.aws.Operation;
import io.streamcat.aws.ResourceOperations;
import io.streamcat.aws.internal.Tags;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ivs.IvsClient;

/** An application with its own creation of channels, as in the documentation. */
@Guarantee("PROV-09")
class ReplacedOperationsTest {

  private final EmulatedAws aws = new EmulatedAws();
  private final UserRepository users = UserRepository.inMemory();
  private final IvsClient ivs = aws.clients().ivs();
  private final AtomicInteger failures = new AtomicInteger();
  private final StreamCat streamcat =
      aws.streamCat()
          .storage(s -> s.users(users))
          .users(u -> u.failurePolicy(FailurePolicy.RESUME))
          .services(
              s ->
                  s.channelOperations(
                      (own, calls) -> new BilledChannels(own, calls, ivs, failures)))
          .build();

  @AfterEach
  void close() {
    streamcat.close();
    ivs.close();
    aws.close();
  }

  /** Operations that add a billing tag to a channel, and another tag after the create. */
  private static final class BilledChannels extends ForwardingOperations<Channel, ChannelSettings> {

    private final AwsCalls calls;
    private final IvsClient ivs;
    private final AtomicInteger failures;

    BilledChannels(
        ResourceOperations<Channel, ChannelSettings> own,
        AwsCalls calls,
        IvsClient ivs,
        AtomicInteger failures) {
      super(own);
      this.calls = calls.with(ivs.serviceClientConfiguration());
      this.ivs = ivs;
      this.failures = failures;
    }

    @Override
    public Channel create(String name, ChannelSettings settings) {
      Map<String, String> tags = Tags.merged(settings.tags(), Map.of("cost-centre", "video"));
      Channel channel = super.create(name, settings.toBuilder().tags(tags).build());
      try {
        if (failures.getAndDecrement() > 0) {
          throw new IllegalStateException("the billing service failed");
        }
        calls.call(
            new Operation("ivs", "TagResource", channel.arn()),
            calls.deadline(),
            override ->
                ivs.tagResource(
                    request ->
                        request
                            .overrideConfiguration(override)
                            .resourceArn(channel.arn())
                            .tags(Map.of("billed", "yes"))));
      } catch (RuntimeException e) {
        throw new IllegalStateException("the channel exists and is looked for", e);
      }
      return channel;
    }
  }

  private Map<String, String> tags(User user) {
    return streamcat.channelService().get(user.channel().arn()).orElseThrow().tags();
  }

  @Test
  void provision_replacedOperations_areUsed() {
    User todd = streamcat.users().provision(NewUser.withId("todd"));

    assertThat(tags(todd)).containsEntry("cost-centre", "video").containsEntry("billed", "yes");
    Invariants.exactlyOneOfEach(aws, todd);
  }

  @Test
  void provision_answerIsLost_createsOneChannel() {
    aws.emulator().faults().add(FaultRule.responseLost("CreateChannel"));

    User todd = streamcat.users().provision(NewUser.withId("todd"));

    assertThat(tags(todd)).containsEntry("billed", "yes");
    Invariants.exactlyOneOfEach(aws, todd);
  }

  @Test
  void provision_createFailsAfterTheChannelExists_recoveryFindsTheChannel() {
    failures.set(1);

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> streamcat.users().provision(NewUser.withId("todd")));
    aws.time().advance(Duration.ofHours(1));
    aws.recover(streamcat);

    User todd = users.stream().findFirst().orElseThrow().user();
    assertThat(tags(todd)).containsEntry("cost-centre", "video");
    assertThat(aws.calls("CreateChannel")).isEqualTo(1);
    Invariants.exactlyOneOfEach(aws, todd);
  }

  @Test
  void deprovision_replacedOperations_useTheSameTags() {
    User todd = streamcat.users().provision(NewUser.withId("todd"));

    streamcat.users().deprovision(todd.id());

    assertThat(aws.emulator().resources()).isEmpty();
  }
}
