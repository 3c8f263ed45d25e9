package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.examples.cli.Program.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the commands that suspend and reinstate users. */
class SuspensionIT extends CommandLine {

  @Test
  void suspendAndReinstate_user_haveNoKeyAndThenANewOne() {
    migrated();
    provision(signUps("todd"));
    String before = storedKeyArn();

    Run suspended = run("suspend", "TODD", "--reason", "showed a film", "--for", "P7D", "--json");
    List<String> keysMeanwhile = existingKeys();
    Run refused = run("rotate-key", "todd");
    Run reinstated = run("reinstate", "todd");

    assertThat(suspended.status()).isZero();
    assertThat(Json.object(suspended.out().get(0)))
        .containsEntry("state", "SUSPENDED")
        .containsEntry("suspensionReason", "showed a film")
        .containsKey("suspendedUntil");
    assertThat(keysMeanwhile).isEmpty();
    assertThat(refused.status()).isEqualTo(Main.FAILED);
    assertThat(refused.err()).singleElement().asString().contains("is suspended until");
    assertThat(reinstated.status()).isZero();
    assertThat(reinstated.out()).containsExactly("todd is active");
    assertThat(existingKeys()).containsExactly(storedKeyArn()).doesNotContain(before);
  }

  @Test
  void suspend_withoutEnd_isShownAndListed() {
    migrated();
    provision(signUps("todd", "ada"));

    Run suspended = run("suspend", "todd", "--reason", "showed a film");
    Run again = run("suspend", "todd", "--reason", "spam");
    Run show = cli.run("show", "todd");
    Run list = cli.run("list", "--state", "suspended");

    assertThat(suspended.status()).as(suspended::all).isZero();
    assertThat(suspended.out()).containsExactly("todd is suspended");
    assertThat(again.status()).as(again::all).isZero();
    assertThat(show.out())
        .anyMatch(line -> line.matches("  state +SUSPENDED"))
        .anyMatch(line -> line.matches("  suspended until +reinstated"))
        .anyMatch(line -> line.matches("  reason +spam"));
    assertThat(list.out()).singleElement().asString().contains("todd");
  }

  @Test
  void recover_suspensionThatHasEnded_reinstatesTheUser() {
    migrated();
    provision(signUps("todd"));
    Run suspended = run("suspend", "todd", "--reason", "spam", "--for", "P1D");
    postgres.execute(database, "UPDATE streamcat_user SET suspended_until = now(), due_at = now()");

    Run recovered = run("recover", "--until-idle", "1m");

    assertThat(suspended.status()).as(suspended::all).isZero();
    assertThat(recovered.status()).as(recovered::all).isZero();
    assertThat(recovered.out()).last().isEqualTo("1 completed, 0 removed, 0 failed, 0 waiting");
    assertThat(cli.run("list", "--state", "ACTIVE").out()).hasSize(1);
    assertThat(existingKeys()).containsExactly(storedKeyArn());
  }

  @Test
  void provision_suspendedUser_staysSuspended() {
    migrated();
    provision(signUps("todd"));
    run("suspend", "todd", "--reason", "spam");

    Run run = provision(signUps("todd"));

    assertThat(run.out().get(0)).isEqualTo("complete     todd");
    assertThat(cli.run("list", "--state", "SUSPENDED").out()).hasSize(1);
    assertThat(existingKeys()).isEmpty();
  }

  @Test
  void suspendAndReinstate_unknownUser_isReportedInOneLine() {
    migrated();

    assertThat(List.of(run("suspend", "todd", "--reason", "spam"), run("reinstate", "todd")))
        .allSatisfy(
            run -> {
              assertThat(run.status()).isEqualTo(Main.FAILED);
              assertThat(run.err()).containsExactly("user 'todd' is not known");
            });
  }
}
