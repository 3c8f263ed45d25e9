package io.streamcat.repository;

import static io.streamcat.repository.SampleRecords.ALL;
import static io.streamcat.repository.SampleRecords.HOME;
import static io.streamcat.repository.SampleRecords.LATER;
import static io.streamcat.repository.SampleRecords.MUCH_LATER;
import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.channel;
import static io.streamcat.repository.SampleRecords.chatRoom;
import static io.streamcat.repository.SampleRecords.complete;
import static io.streamcat.repository.SampleRecords.full;
import static io.streamcat.repository.SampleRecords.identity;
import static io.streamcat.repository.SampleRecords.key;
import static io.streamcat.repository.SampleRecords.lease;
import static io.streamcat.repository.SampleRecords.provisioning;
import static io.streamcat.repository.SampleRecords.spare;
import static io.streamcat.repository.SampleRecords.stage;
import static io.streamcat.repository.SampleRecords.tasks;
import static io.streamcat.user.ResourceKind.STAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.PendingTask.FetchStreamKey;
import io.streamcat.user.PasswordHash;
import io.streamcat.user.Resources;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The views of a record; {@link UserRecordTransitionsTest} covers its transitions. */
class UserRecordTest {

  @Nested
  class Intended {

    @Test
    void intended_user_isProvisioning() {
      UserRecord todd = provisioning("1", "todd", "registration-1");

      assertThat(todd.state()).isEqualTo(UserState.PROVISIONING);
      assertThat(todd.resources()).isEqualTo(Resources.NONE);
      assertThat(todd.pending().missing()).isEqualTo(ALL);
      assertThat(todd.pending().creations())
          .allSatisfy(create -> assertThat(create.uncertainSince()).isNull())
          .allSatisfy(create -> assertThat(create.progress()).isEqualTo(Progress.ready(NOW)));
      assertThat(todd.lease()).isEqualTo(lease("worker"));
      assertThat(todd.revision().version()).isEqualTo(1);
      assertThat(todd.createdAt()).isEqualTo(NOW);
      assertThat(todd.updatedAt()).isEqualTo(NOW);
    }

    @Test
    void intended_withoutResources_isActiveAndNeedsNoLease() {
      UserRecord todd =
          UserRecord.intended(
              key("1"), HOME, identity("1", null, null), "n", Set.of(), lease("w"), "w", NOW);

      assertThat(todd.state()).isEqualTo(UserState.ACTIVE);
      assertThat(todd.lease()).isNull();
      assertThat(todd.isComplete()).isTrue();
      assertThat(todd.isSettled()).isTrue();
    }

    @Test
    void intended_withoutIdentity_isASpare() {
      UserRecord spare = UserRecord.intended(key("1"), HOME, null, "n", ALL, null, "w", NOW);

      assertThat(spare.state()).isEqualTo(UserState.SPARE);
      assertThat(spare.pending().missing()).isEqualTo(ALL);
      assertThat(spare.isComplete()).isFalse();
    }
  }

  @Nested
  class Account {

    @Test
    void home_unknownAccount_isThatOfTheFirstResource() {
      UserRecord todd = at(new Home("us-east-1", null));

      assertThat(todd.home().account()).isNull();
      assertThat(todd.recorded(stage(), NOW).home()).isEqualTo(HOME);
    }

    @Test
    void home_knownAccount_stays() {
      Home home = new Home("us-east-1", "999999999999");

      assertThat(at(home).recorded(stage(), NOW).home()).isEqualTo(home);
    }

    @Test
    void home_resourceOfAnotherRegion_doesNotNameTheAccount() {
      Home home = new Home("eu-west-1", null);

      assertThat(at(home).recorded(stage(), NOW).home()).isEqualTo(home);
    }

    @Test
    void home_resourceIsMarkedForDeletion_hasItsAccount() {
      UserRecord todd = at(new Home("us-east-1", null));

      assertThat(todd.with(tasks -> tasks.discarding(stage().arn(), NOW)).home()).isEqualTo(HOME);
    }

    @Test
    void home_resourceIsLost_keepsTheAccount() {
      UserRecord todd = at(new Home("us-east-1", null)).recorded(stage(), NOW);

      assertThat(todd.lost(STAGE, NOW, NOW).home()).isEqualTo(HOME);
    }

    private UserRecord at(Home home) {
      return Components.with(provisioning("1", null, null), "home", home);
    }
  }

  @Nested
  class Views {

    @Test
    void user_activeRecord_hasEveryVisibleComponent() {
      UserRecord todd = complete("1", "Todd");

      assertThat(todd.user())
          .isEqualTo(
              new User(
                  UserId.of("1"),
                  "Todd",
                  UserState.ACTIVE,
                  channel(todd.key()),
                  chatRoom(todd.key()),
                  stage(todd.key()),
                  0,
                  null,
                  NOW,
                  NOW));
    }

    @Test
    void userAndId_spare_areRejected() {
      UserRecord spare = spare("spare-1");

      assertThatIllegalStateException().isThrownBy(spare::user);
      assertThatIllegalStateException().isThrownBy(spare::id);
      assertThatIllegalStateException().isThrownBy(() -> spare.anonymised(NOW));
    }

    @Test
    void label_namesTheUserOrTheSpare() {
      assertThat(complete("1", "todd").label()).isEqualTo("1");
      assertThat(spare("spare-1").label()).isEqualTo("spare " + key("spare-1"));
    }

    @Test
    void isComplete_activeWithoutPendingTasks_isTrue() {
      UserRecord todd = complete("1", "todd");

      assertThat(todd.isComplete()).isTrue();
      assertThat(todd.leased(lease("worker")).isComplete()).isTrue();
      assertThat(todd.lost(STAGE, NOW, NOW).isComplete()).isFalse();
      assertThat(todd.deprovisioning(NOW).isComplete()).isFalse();
      assertThat(todd.anonymised(NOW).isComplete()).isFalse();
    }

    @Test
    void isSettled_withoutLeaseAndTasks_isTrue() {
      UserRecord todd = complete("1", "todd");

      assertThat(todd.isSettled()).isTrue();
      assertThat(todd.leased(lease("worker")).isSettled()).isFalse();
      assertThat(todd.lost(STAGE, NOW, NOW).isSettled()).isFalse();
    }

    @Test
    void dueAt_leasedRecord_isTheEndOfTheLease() {
      assertThat(provisioning("1", null, null).dueAt()).contains(LATER);
      assertThat(complete("1", null).leased(new Lease("w", MUCH_LATER)).dueAt())
          .contains(MUCH_LATER);
    }

    @Test
    void dueAt_withoutLease_isTheEarliestNextAttempt() {
      UserRecord todd =
          active("1", null)
              .with(
                  before ->
                      tasks(
                          new FetchStreamKey(NOW, Progress.ready(MUCH_LATER)),
                          new CreateResource(STAGE, null, Progress.ready(LATER))));

      assertThat(todd.dueAt()).contains(LATER);
      assertThat(complete("1", null).dueAt()).isEmpty();
      assertThat(todd.anonymised(NOW).dueAt()).isEmpty();
    }

    @Test
    void dueAt_removal_isTheNextAttemptOfTheRemoval() {
      UserRecord removed =
          provisioning("1", null, null)
              .claimed(lease("worker"))
              .leased(null)
              .deprovisioning(MUCH_LATER);

      assertThat(removed.dueAt()).contains(MUCH_LATER);
    }
  }

  @Nested
  class Secrets {

    @Test
    void toString_anyRecord_hidesIdempotencyKeyPasswordHashStreamKeyAndPassphrase() {
      UserRecord todd = full("1");

      assertThat(todd.toString())
          .contains("user-1", "DEPROVISIONING", todd.key(), stage("surplus").arn(), "AUTHORIZED")
          .doesNotContain("registration-1")
          .doesNotContain("argon2id")
          .doesNotContain("sk_us-east-1")
          .doesNotContain("srt-secret");
    }

    @Test
    void toString_parts_hideTheSame() {
      Identity todd =
          new Identity(UserId.of("1"), "todd", new PasswordHash("$hash"), "registration-1");

      assertThat(todd).hasToString("Identity[id=1, username=todd]");
      assertThat(full("1").resources().toString())
          .doesNotContain("sk_us-east-1")
          .doesNotContain("srt-secret");
    }

    @Test
    void toString_randomRecords_hideTheSame() {
      RandomRecords random = new RandomRecords(5);
      for (int i = 0; i < 200; i++) {
        UserRecord record = random.next();
        Identity person = record.identity();
        if (person != null && person.idempotencyKey() != null) {
          assertThat(record.toString()).doesNotContain(person.idempotencyKey());
        }
      }
    }
  }
}
