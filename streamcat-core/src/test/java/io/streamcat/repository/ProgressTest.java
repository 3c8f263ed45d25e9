package io.streamcat.repository;

import static io.streamcat.repository.SampleRecords.LATER;
import static io.streamcat.repository.SampleRecords.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

  @Test
  void ready_newTask_mayStartImmediately() {
    assertThat(Progress.ready(NOW)).isEqualTo(new Progress(0, NOW, null));
  }

  @Test
  void failed_again_doublesThePauseUpToAnHour() {
    List<Long> pauses = new ArrayList<>();
    Progress progress = Progress.ready(NOW);
    for (int i = 0; i < 12; i++) {
      progress = progress.failed("AWS was down", NOW);
      pauses.add(Duration.between(NOW, progress.nextAttempt()).toSeconds());
    }

    assertThat(pauses)
        .containsExactly(15L, 30L, 60L, 120L, 240L, 480L, 960L, 1920L, 3600L, 3600L, 3600L, 3600L);
    assertThat(progress.attempts()).isEqualTo(12);
  }

  @Test
  void failed_afterVeryManyAttempts_pausesAnHour() {
    Progress failed = new Progress(1_000_000, NOW, null).failed("AWS was down", NOW);

    assertThat(failed).isEqualTo(new Progress(1_000_001, NOW.plusSeconds(3600), "AWS was down"));
  }

  @Test
  void failed_anotherProblem_replacesTheFormer() {
    Progress failed = Progress.ready(NOW).failed("first", NOW).failed("second", LATER);

    assertThat(failed).isEqualTo(new Progress(2, LATER.plusSeconds(30), "second"));
  }

  @Test
  void waiting_anyReason_isNotAnAttempt() {
    Progress failed = Progress.ready(NOW).failed("AWS was down", NOW);

    assertThat(failed.waiting("the channel is live", LATER))
        .isEqualTo(new Progress(1, LATER, "the channel is live"));
  }

  @Test
  void problem_longestAllowed_isKept() {
    String problem = "x".repeat(Progress.MAX_PROBLEM);

    assertThat(Progress.ready(NOW).failed(problem, NOW).problem()).isEqualTo(problem);
  }

  @Test
  void problem_longerText_isCut() {
    String problem = "x".repeat(Progress.MAX_PROBLEM + 1);
    String cut = "x".repeat(Progress.MAX_PROBLEM);

    assertThat(Progress.ready(NOW).failed(problem, NOW).problem()).isEqualTo(cut);
    assertThat(Progress.ready(NOW).waiting(problem, NOW).problem()).isEqualTo(cut);
    assertThat(new Progress(1, NOW, problem).problem()).isEqualTo(cut);
  }

  @Test
  void problem_cutInsideASurrogatePair_hasNoHalfCharacter() {
    String problem = "x" + "\ud83d\udc31".repeat(Progress.MAX_PROBLEM);

    assertThat(Progress.ready(NOW).failed(problem, NOW).problem())
        .hasSizeLessThanOrEqualTo(Progress.MAX_PROBLEM)
        .startsWith("x\ud83d\udc31")
        .matches(text -> text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff));
  }

  @Test
  void problem_charactersThatDatabasesReject_areReplaced() {
    assertThat(Progress.ready(NOW).failed("a\u0000b\ud83dc\udc31d\n\te", NOW).problem())
        .isEqualTo("a\ufffdb\ufffdc\ufffdd\n\te");
  }
}
