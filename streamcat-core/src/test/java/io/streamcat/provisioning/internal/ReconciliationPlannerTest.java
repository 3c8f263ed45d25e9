package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.ALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streamcat.aws.internal.Tags;
import io.streamcat.provisioning.Finding;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.UserRecord;
import io.streamcat.testing.Records;
import io.streamcat.user.ResourceKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The findings about surplus and missing stages. */
@Timeout(20)
class ReconciliationPlannerTest extends ContextFixture {

  private UserRecord todd;

  @BeforeEach
  void register() {
    todd = registered(ALL);
    time.advance(Duration.ofHours(2));
  }

  private Map<String, String> tagged(String tag, String value) {
    Map<String, String> tags = new HashMap<>(todd.resources().stage().tags());
    tags.put(tag, value);
    return tags;
  }

  private Stage create(Map<String, String> tags) {
    return stages.create("another", StageSettings.defaults().withTags(tags));
  }

  private List<Finding> findings() {
    return reconciler(users).plan().findings();
  }

  @Test
  void plan_markedResourceOfAnUnknownRecord_isLeftToRecovery() {
    String arn = create(tagged(Tags.RECORD, "unknown")).arn();
    assertThat(findings()).extracting(Finding::type).containsExactly(Finding.Type.ORPHANED);

    Records.change(
        users, TODD, record -> record.with(tasks -> tasks.discarding(arn, time.instant())));

    assertThat(findings()).isEmpty();
  }

  private String adopted() {
    Map<String, String> tags = tagged(Tags.ADOPTED_AT, todd.createdAt().toString());
    tags.remove(Tags.CREATED_AT);
    return create(tags).arn();
  }

  @Test
  void plan_adoptedResourceThatItsUserNoLongerHas_isForeign() {
    adopted();

    assertThat(findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.type()).isEqualTo(Finding.Type.FOREIGN))
        .satisfies(
            finding ->
                assertThat(finding.detail())
                    .isEqualTo("existed before it was adopted for a user, who no longer has it"));
  }

  @Test
  void plan_adoptedResourceOfABusyUser_isNoFinding() {
    adopted();
    Records.claim(users, TODD, "other", time.instant().plus(LEASE));

    assertThat(findings()).isEmpty();
  }

  @Test
  void plan_adoptedResourceOfARemovedUser_isForeign() {
    String arn = adopted();
    Records.change(users, TODD, record -> record.deprovisioning(time.instant()));
    Records.change(users, TODD, record -> record.anonymised(time.instant()));

    assertThat(findings())
        .filteredOn(finding -> finding.arn().equals(arn))
        .singleElement()
        .satisfies(finding -> assertThat(finding.type()).isEqualTo(Finding.Type.FOREIGN))
        .satisfies(
            finding ->
                assertThat(finding.detail())
                    .isEqualTo("existed before it was adopted for a user, who is gone"));
  }

  @Test
  void plan_severalDuplicates_areOrderedByArn() {
    for (int i = 0; i < 10; i++) {
      // The planner finds the oldest one first.
      create(tagged(Tags.CREATED_AT, start.plusSeconds(i).toString()));
    }

    assertThat(findings())
        .hasSize(10)
        .allSatisfy(
            finding ->
                assertThat(finding.detail())
                    .isEqualTo("the user has " + todd.resources().stage().arn()))
        .extracting(Finding::arn)
        .isSortedAccordingTo(Comparator.naturalOrder());
  }

  @Test
  void plan_recordedStageIsGone_adoptsTheOldest() {
    stages.delete(todd.resources().stage().arn());
    List<String> arns = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      arns.add(create(tagged(Tags.CREATED_AT, start.minusSeconds(i).toString())).arn());
    }

    assertThat(findings())
        .hasSize(10)
        .filteredOn(finding -> finding.type() == Finding.Type.ADOPTABLE)
        .extracting(Finding::arn, Finding::detail)
        .containsExactly(
            tuple(arns.get(9), "the recorded " + todd.resources().stage().arn() + " is gone"));
  }

  @Test
  void plan_creationIsPending_adoptsTheOldestWithoutARecordedOne() {
    Records.forget(users, todd.user(), ResourceKind.STAGE);

    assertThat(findings())
        .extracting(Finding::type, Finding::arn, Finding::detail)
        .containsExactly(
            tuple(
                Finding.Type.ADOPTABLE,
                todd.resources().stage().arn(),
                "the user has none recorded"));
  }

  @Test
  void plan_orphansOfSeveralUsers_areOrderedByUser() {
    for (int i = 0; i < 10; i++) {
      Map<String, String> tags = tagged(Tags.RECORD, "unknown");
      tags.put(Tags.USER_ID, "user-" + i);
      create(tags);
    }

    assertThat(findings())
        .hasSize(10)
        .extracting(finding -> String.valueOf(finding.userId()))
        .isSorted();
  }

  @Test
  void plan_missingResourceIsReplacedMeanwhile_isNoFinding() {
    stages.delete(todd.resources().stage().arn());
    assertThat(findings()).extracting(Finding::type).containsExactly(Finding.Type.MISSING);
    Stage next = create(todd.resources().stage().tags());
    transport.before(
        "GetStage",
        () -> {
          transport.clear();
          users.findById(TODD).ifPresent(stored -> Records.replace(users, stored.user(), next));
        });

    assertThat(findings()).isEmpty();
    assertThat(stored().resources().kinds()).contains(ResourceKind.STAGE);
  }
}
