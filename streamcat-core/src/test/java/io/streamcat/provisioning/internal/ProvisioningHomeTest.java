package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.complete;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.exception.AccessDeniedException;
import io.streamcat.exception.WrongHomeException;
import io.streamcat.repository.Home;
import io.streamcat.repository.UserRecord;
import io.streamcat.simulation.aws.Transport;
import io.streamcat.user.ResourceKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The region and account of a context, which AWS or the settings show. */
class ProvisioningHomeTest extends ContextFixture {

  private static final Home UNKNOWN = Home.of("us-east-1", null);

  @Test
  void requireHome_otherRegionOrAccount_fails() {
    UserRecord todd = active("todd", null);

    for (Home home : List.of(Home.of("eu-west-1", null), Home.of("us-east-1", "999999999999"))) {
      assertThatExceptionOfType(WrongHomeException.class)
          .isThrownBy(() -> context.requireHome(at(home, todd)));
    }
    assertThat(context.requireHome(at(HERE, todd))).isEqualTo(at(HERE, todd));
    assertThat(context.requireHome(at(UNKNOWN, todd))).isEqualTo(at(UNKNOWN, todd));
  }

  @Test
  void requireHome_awsShowsNoAccount_fails() {
    ProvisioningContext unknown = context(UNKNOWN, users);

    assertThatExceptionOfType(WrongHomeException.class)
        .isThrownBy(() -> unknown.requireHome(todd()))
        .withMessageContaining("of an unknown account");
    assertThat(unknown.accountProblem()).get().asString().contains("AWS lists no resource");
  }

  @Test
  void requireHome_awsListsAResource_learnsTheAccount() {
    ProvisioningContext unknown = context(UNKNOWN, users);
    unknown.channels().create("other", ChannelSettings.defaults());

    assertThat(unknown.requireHome(todd())).isEqualTo(stored());

    assertThat(unknown.home()).isEqualTo(HERE);
    assertThat(unknown.accountProblem()).isEmpty();
  }

  @Test
  void accountProblem_noRecordNamesAnAccount_doesNotAskAws() {
    ProvisioningContext unknown = context(UNKNOWN, users);
    unknown.channels().create("other", ChannelSettings.defaults());
    insert(at(UNKNOWN, active("todd", null)));

    assertThat(unknown.accountProblem()).isEmpty();
    assertThat(unknown.home()).isEqualTo(UNKNOWN);

    insert(at(HERE, active("ann", null)));
    assertThat(unknown.accountProblem()).isEmpty();
    assertThat(unknown.home()).isEqualTo(HERE);
  }

  @Test
  void learnAccount_otherRegionOrAccount_keepsTheKnownOne() {
    context.learnAccount(complete("todd", null).resources().all().findFirst().orElseThrow());

    assertThat(context.home()).isEqualTo(HERE);
  }

  @Test
  void find_resourcesOfARecord_leavesOutAdoptedOnes() {
    UserRecord todd = todd();
    ProvisioningContext unknown = context(UNKNOWN, users);
    unknown
        .channels()
        .create(
            todd.resourceName(),
            ChannelSettings.builder().tags(unknown.tags().ofAdopted(todd)).build());
    assertThat(unknown.find(todd, unknown.type(ResourceKind.CHANNEL))).isEmpty();

    String own =
        unknown
            .channels()
            .create(
                todd.resourceName(),
                ChannelSettings.builder().tags(unknown.tags().identity(todd)).build())
            .arn();

    assertThat(unknown.find(todd, unknown.type(ResourceKind.CHANNEL)))
        .extracting(AwsResource::arn)
        .containsExactly(own);
    assertThat(unknown.home()).as("learnt from the resource").isEqualTo(HERE);
  }

  private void denyLists(String... operations) {
    for (String operation : operations) {
      transport.before(
          operation,
          () -> {
            throw AwsServiceException.builder()
                .statusCode(403)
                .awsErrorDetails(
                    AwsErrorDetails.builder().errorCode("AccessDeniedException").build())
                .build();
          });
    }
  }

  @Test
  void learnAccount_everyListIsDenied_fails() {
    ProvisioningContext unknown = context(UNKNOWN, users);
    unknown.channels().create("other", ChannelSettings.defaults());
    denyLists("ListChannels", "ListRooms", "ListStages");

    assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(unknown::learnAccount);

    assertThat(unknown.home()).isEqualTo(UNKNOWN);
  }

  @Test
  void learnAccount_oneListIsDenied_learnsFromTheOthers() {
    ProvisioningContext unknown = context(UNKNOWN, users);
    unknown.channels().create("other", ChannelSettings.defaults());
    var unused = aws.ivsRealTime(Transport.DIRECT).createStage(request -> {});
    denyLists("ListChannels", "ListRooms");

    unknown.learnAccount();

    assertThat(unknown.home()).isEqualTo(HERE);
  }

  @Test
  void capacity_recentAndOldUsers_growsByTheRecentOnes() {
    insert(complete("old", null));
    time.advance(Duration.ofDays(8));
    UserRecord recent = complete("recent", null);
    insert(
        new UserRecord(
            recent.key(),
            recent.home(),
            recent.identity(),
            recent.state(),
            recent.resources(),
            recent.resourceName(),
            recent.own(),
            recent.pending(),
            null,
            recent.revision(),
            time.instant(),
            time.instant()));

    assertThat(context.capacity())
        .containsOnlyKeys(ResourceKind.values())
        .containsEntry(ResourceKind.STAGE, new Home.Capacity(2, 1_000, 1.0 / 7));
  }
}
