package io.streamcat.repository;

import static io.streamcat.channel.LiveChannelPolicy.WAIT;
import static io.streamcat.repository.SampleRecords.HOME;
import static io.streamcat.repository.SampleRecords.LATER;
import static io.streamcat.repository.SampleRecords.MUCH_LATER;
import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.change;
import static io.streamcat.repository.SampleRecords.channel;
import static io.streamcat.repository.SampleRecords.chatRoom;
import static io.streamcat.repository.SampleRecords.complete;
import static io.streamcat.repository.SampleRecords.everyTask;
import static io.streamcat.repository.SampleRecords.full;
import static io.streamcat.repository.SampleRecords.identity;
import static io.streamcat.repository.SampleRecords.lease;
import static io.streamcat.repository.SampleRecords.provisioning;
import static io.streamcat.repository.SampleRecords.spare;
import static io.streamcat.repository.SampleRecords.stage;
import static io.streamcat.repository.SampleRecords.tasks;
import static io.streamcat.user.ResourceKind.CHAT_ROOM;
import static io.streamcat.user.ResourceKind.STAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.LatencyMode;
import io.streamcat.channel.StreamKey;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.PendingTask.DiscardResources;
import io.streamcat.repository.PendingTask.RemoveUser;
import io.streamcat.secret.Secret;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.OwnSettings;
import io.streamcat.user.PasswordHash;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.Resources;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every single transition of a record, and the resulting states. */
@Guarantee("PROV-13")
class UserRecordTransitionsTest {

  @Nested
  class States {

    @Test
    void provisioning_lastResourceRecorded_isActive() {
      UserRecord todd =
          provisioning("1", "todd", null).recorded(stage(), NOW).recorded(channel(), NOW);

      assertThat(todd.state()).isEqualTo(UserState.PROVISIONING);
      assertThat(todd.recorded(chatRoom(), LATER).state()).isEqualTo(UserState.ACTIVE);
    }

    @Test
    void provisioning_lastRequestWithdrawn_isActive() {
      UserRecord todd =
          provisioning("1", "todd", null).recorded(stage(), NOW).recorded(channel(), NOW);

      assertThat(todd.with(tasks -> tasks.withdrawing(CHAT_ROOM, NOW)).state())
          .isEqualTo(UserState.ACTIVE);
    }

    @Test
    void active_resourceLostOrWanted_staysActive() {
      assertThat(complete("1", "todd").lost(STAGE, NOW, NOW).state()).isEqualTo(UserState.ACTIVE);
      assertThat(active("1", "todd").wanting(STAGE, NOW).state()).isEqualTo(UserState.ACTIVE);
    }

    @Test
    void spare_lastResourceRecorded_staysASpare() {
      assertThat(spare("spare-1").state()).isEqualTo(UserState.SPARE);
      assertThat(spare("spare-1").pending().isEmpty()).isTrue();
    }

    @Test
    void deprovisioning_anyState_isDeprovisioning() {
      for (UserRecord record :
          new UserRecord[] {spare("1"), provisioning("1", null, null), complete("1", "todd")}) {
        assertThat(record.deprovisioning(LATER).state()).isEqualTo(UserState.DEPROVISIONING);
      }
    }

    @Test
    void deprovisioning_anyTransitionExceptTheLast_staysDeprovisioning() {
      UserRecord removed = complete("1", "todd").deprovisioning(NOW);

      assertThat(removed.deprovisioning(LATER)).isEqualTo(removed);
      assertThat(removed.wanting(STAGE, LATER)).isEqualTo(removed);
      assertThat(removed.with(removed.resources().without(STAGE), LATER).wanting(STAGE, LATER))
          .isEqualTo(removed.with(removed.resources().without(STAGE), LATER));
      for (UserRecord after :
          new UserRecord[] {
            removed.recorded(stage("other"), LATER),
            removed.with(removed.resources().without(STAGE), LATER),
            removed.lost(STAGE, LATER, LATER),
            removed.with(removed.resources().with(new StreamKey("arn", Secret.of("sk"))), LATER),
            removed.claimed(lease("worker")),
            removed.with(identity("1", "tom", null), LATER)
          }) {
        assertThat(after.state()).isEqualTo(UserState.DEPROVISIONING);
        assertThat(after.pending().missing()).isEmpty();
        assertThat(after.pending().find(RemoveUser.class)).isPresent();
      }
    }

    @Test
    void removed_anyTransition_staysRemoved() {
      UserRecord removed = complete("1", "todd").deprovisioning(NOW).anonymised(LATER);

      assertThat(removed.state()).isEqualTo(UserState.REMOVED);
      assertThat(removed.deprovisioning(MUCH_LATER)).isEqualTo(removed);
      assertThat(removed.wanting(STAGE, MUCH_LATER)).isEqualTo(removed);
    }
  }

  @Nested
  class Leases {

    @Test
    void claimed_free_isNotUncertain() {
      UserRecord todd = provisioning("1", null, null).leased(null);

      assertThat(todd.claimed(lease("worker"))).isEqualTo(todd.leased(lease("worker")));
    }

    @Test
    void claimed_expiredLease_makesEveryCreationUncertainSinceItsEnd() {
      UserRecord todd = provisioning("1", null, null).recorded(channel(), NOW);
      Lease other = new Lease("other", MUCH_LATER);

      UserRecord claimed = todd.claimed(other);

      assertThat(claimed.lease()).isEqualTo(other);
      assertThat(claimed.pending().creations())
          .hasSize(2)
          .allSatisfy(create -> assertThat(create.uncertainSince()).isEqualTo(LATER));
      assertThat(claimed.pending().without(CreateResource.class))
          .isEqualTo(todd.pending().without(CreateResource.class));
    }

    @Test
    void claimed_twice_keepsTheLaterLease() {
      UserRecord claimed =
          provisioning("1", null, null)
              .claimed(new Lease("second", MUCH_LATER))
              .claimed(new Lease("third", MUCH_LATER.plusSeconds(60)));

      assertThat(claimed.pending().creation(STAGE).orElseThrow().uncertainSince())
          .isEqualTo(MUCH_LATER);
    }

    @Test
    void claimed_laterUncertaintyKnown_keepsIt() {
      UserRecord todd = provisioning("1", null, null);
      CreateResource uncertain = todd.pending().creation(STAGE).orElseThrow().uncertain(MUCH_LATER);

      UserRecord claimed =
          todd.with(tasks -> tasks.with(uncertain)).claimed(new Lease("other", MUCH_LATER));

      assertThat(claimed.pending().creation(STAGE)).contains(uncertain);
    }

    @Test
    void claimed_withoutCreations_changesOnlyTheLease() {
      UserRecord todd = complete("1", "todd").deprovisioning(NOW).leased(lease("crashed"));

      assertThat(todd.claimed(lease("other"))).isEqualTo(todd.leased(lease("other")));
    }

    @Test
    void leased_record_changesOnlyTheLease() {
      UserRecord todd = full("1");

      assertThat(todd.leased(null)).isEqualTo(Components.with(todd, "lease", null));
      assertThat(todd.leased(null).leased(todd.lease())).isEqualTo(todd);
    }

    @Test
    void isHeld_lease_endsAtItsTime() {
      assertThat(lease("worker").isHeld(LATER.minusNanos(1))).isTrue();
      assertThat(lease("worker").isHeld(LATER)).isFalse();
    }
  }

  @Nested
  class Writing {

    @Test
    void written_record_hasTheNextRevisionAndNothingElse() {
      UserRecord todd = full("1");

      UserRecord written = todd.written("writer-2");

      assertThat(written.revision()).isEqualTo(new Revision(2, "writer-2"));
      assertThat(Components.with(written, "revision", todd.revision())).isEqualTo(todd);
    }

    @Test
    void withIdentity_user_changesOnlyTheIdentityAndTheTime() {
      UserRecord todd = complete("1", "todd");
      Identity person = todd.identity().withPassword(new PasswordHash("$fresh"));

      UserRecord changed = todd.with(person, LATER);

      assertThat(changed.identity())
          .isEqualTo(
              new Identity(UserId.of("1"), "todd", new PasswordHash("$fresh"), null, 1, null));
      assertThat(changed.createdAt()).isEqualTo(NOW);
      assertThat(changed.updatedAt()).isEqualTo(LATER);
      assertThat(changed.state()).isEqualTo(UserState.ACTIVE);
    }

    @Test
    void withIdentity_passwordOrNameChanges_raisesTheSessionVersion() {
      UserRecord todd = complete("1", "todd");
      PasswordHash hash = new PasswordHash("$fresh");

      UserRecord changed = todd.with(todd.identity().withPassword(hash), LATER);
      UserRecord renamed = changed.with(changed.identity().renamed("toby"), LATER);
      UserRecord rehashed = renamed.with(renamed.identity().rehashed(hash), LATER);

      assertThat(todd.user().sessionVersion()).isZero();
      assertThat(changed.user().sessionVersion()).isEqualTo(1);
      assertThat(renamed.user().sessionVersion()).isEqualTo(2);
      assertThat(renamed.user().username()).isEqualTo("toby");
      assertThat(renamed.identity().passwordHash()).isEqualTo(hash);
      assertThat(rehashed).isEqualTo(renamed);
    }

    @Test
    void withTasks_anyChange_isInvisibleToApplications() {
      assertThat(complete("1", "todd").with(before -> everyTask()).updatedAt()).isEqualTo(NOW);
    }
  }

  @Nested
  class Removal {

    @Test
    void deprovisioning_pendingTasks_areWithdrawn() {
      UserRecord todd =
          complete("1", "todd")
              .with(before -> everyTask().without(CreateResource.class).without(RemoveUser.class));

      UserRecord removed = todd.deprovisioning(LATER);

      assertThat(removed.pending())
          .as("the channel whose adoption is unfinished is retained")
          .isEqualTo(
              tasks(
                  todd.pending().find(DiscardResources.class).orElseThrow(),
                  new RemoveUser(
                      true,
                      false,
                      Set.of(todd.resources().channel().arn()),
                      LATER,
                      Progress.ready(LATER))));
      assertThat(removed.resources()).isEqualTo(todd.resources());
      assertThat(removed.identity()).isEqualTo(todd.identity());
      assertThat(removed.updatedAt()).isEqualTo(LATER);
    }

    @Test
    void deprovisioning_uncertainCreations_areSearchedFor() {
      UserRecord todd =
          provisioning("1", null, null)
              .recorded(channel(), NOW)
              .claimed(new Lease("other", MUCH_LATER));

      assertThat(todd.deprovisioning(NOW).pending().find(DiscardResources.class))
          .hasValueSatisfying(
              task ->
                  assertThat(task.uncertain()).isEqualTo(Map.of(CHAT_ROOM, LATER, STAGE, LATER)));
    }

    @Test
    void deprovisioning_certainCreations_leaveNothingToSearchFor() {
      assertThat(provisioning("1", null, null).deprovisioning(NOW).pending())
          .isEqualTo(tasks(new RemoveUser(false, true, Set.of(), NOW, Progress.ready(NOW))));
    }

    @Test
    void deprovisioning_userWhoWasNeverActive_remembersIt() {
      assertThat(wasActive(provisioning("1", null, null))).isFalse();
      assertThat(wasActive(spare("spare-1"))).isFalse();
      assertThat(wasActive(complete("1", null))).isTrue();
      assertThat(wasActive(complete("1", null).lost(STAGE, NOW, NOW))).isTrue();
    }

    private boolean wasActive(UserRecord record) {
      return record.deprovisioning(NOW).pending().find(RemoveUser.class).orElseThrow().wasActive();
    }

    @Test
    void deleted_resource_isRemovedFromTheRecord() {
      UserRecord removed = complete("1", null).deprovisioning(NOW);

      UserRecord after = removed.with(removed.resources().without(STAGE), LATER);

      assertThat(after.resources()).isEqualTo(removed.resources().without(STAGE));
      assertThat(after.pending()).isEqualTo(removed.pending());
    }

    @Test
    void anonymised_anyRecord_keepsOnlyIdAndTimes() {
      UserRecord todd = full("1");

      UserRecord removed = todd.anonymised(MUCH_LATER);

      assertThat(removed)
          .isEqualTo(
              new UserRecord(
                  todd.key(),
                  HOME,
                  new Identity(UserId.of("1"), null, null, null),
                  UserState.REMOVED,
                  Resources.NONE,
                  "",
                  OwnSettings.NONE,
                  PendingTasks.NONE,
                  null,
                  todd.revision(),
                  NOW,
                  MUCH_LATER));
    }
  }

  @Test
  void changes_twoWaiting_areBothMadeWhenTheStreamEnds() {
    UserRecord todd = complete("1", null);
    ChannelChange privacy = ChannelChange.none().authorized(false);
    ChannelChange latency = ChannelChange.none().latencyMode(LatencyMode.NORMAL);

    UserRecord waiting =
        todd.with(tasks -> tasks.changing(ResourceKind.CHANNEL, change(privacy, WAIT), NOW))
            .with(tasks -> tasks.changing(ResourceKind.CHANNEL, change(latency, WAIT), NOW));

    ChannelChange combined =
        (ChannelChange) waiting.pending().change(ResourceKind.CHANNEL).orElseThrow().combined();
    ChannelSettings after = combined.applyTo(todd.resources().channel().settings());
    assertThat(after.authorized()).isFalse();
    assertThat(after.latencyMode()).isEqualTo(LatencyMode.NORMAL);
  }
}
