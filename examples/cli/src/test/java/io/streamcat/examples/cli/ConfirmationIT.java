package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.examples.cli.Program.Run;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests of the questions before a deletion or a repair, and of saved plans. */
class ConfirmationIT extends CommandLine {

  /** An operator at a terminal, who gives one answer to every question. */
  private static final class Operator implements Prompter {

    private final String answer;
    private final List<String> questions = new ArrayList<>();

    Operator(String answer) {
      this.answer = answer;
    }

    @Override
    public Optional<String> ask(String question) {
      questions.add(question);
      return Optional.of(answer);
    }

    @Override
    public Optional<String> askSecretly(String question) {
      return ask(question);
    }
  }

  private Run run(Operator operator, String... command) {
    return cli.run("", operator, new Interruption(), with(new String[0], command));
  }

  @Test
  void deprovision_withoutTerminal_isRejected() {
    migrated();
    provision(signUps("todd"));

    Run run = run("deprovision", "todd");

    assertThat(run.status()).isEqualTo(Main.BAD_USAGE);
    assertThat(run.err()).singleElement().asString().contains("todd", "--yes");
    assertThat(existing()).isEqualTo(ofEach(1));
  }

  @Test
  void deprovision_otherAnswer_changesNothing() {
    migrated();
    provision(signUps("todd"));
    Operator operator = new Operator("yes");

    Run run = run(operator, "deprovision", "todd");

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).containsExactly("not confirmed; nothing was changed");
    assertThat(operator.questions)
        .singleElement()
        .asString()
        .contains("namespace test", "store ", "1 user", "todd");
    assertThat(existing()).isEqualTo(ofEach(1));
  }

  @Test
  void deprovision_namespaceTyped_removesUser() {
    migrated();
    provision(signUps("todd"));

    Run run = run(new Operator("test"), "deprovision", "todd", "--json");

    assertThat(run.status()).isZero();
    assertThat(Json.object(run.out().get(0))).containsEntry("outcome", "removed");
    assertThat(existing()).isEmpty();
  }

  @Test
  void deprovision_dryRun_showsResourcesAndChangesNothing() {
    migrated();
    provision(signUps("todd"));

    Run run = cli.run("deprovision", "--dry-run", "todd", "nobody");
    Run json = cli.run("deprovision", "--dry-run", "todd", "nobody", "--json");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("planned      todd")
        .endsWith("absent       nobody")
        .anyMatch(line -> line.matches("  arn:aws:ivschat:us-east-1:\\d+:room/\\w+"))
        .hasSize(5);
    assertThat(json.out())
        .extracting(line -> Json.object(line).get("outcome"))
        .containsExactly("planned", "absent");
    assertThat(existing()).isEqualTo(ofEach(1));
  }

  @Test
  void reconcile_savedPlan_isAppliedAfterConfirmation() throws Exception {
    migrated();
    provision(signUps("todd", "ada"));
    orphan("todd");
    Plan plan = planned("reconcile");

    Run withoutTerminal = run("reconcile", "--apply", plan.file().toString());
    Run otherNumber = plan.applied("--delete", "1");
    Operator operator = new Operator("test");
    Run typed = run(operator, "reconcile", "--apply", plan.file().toString(), "--delete", "3");

    assertThat(plan.run().status()).isEqualTo(Main.FINDINGS);
    assertThat(Files.readString(plan.file())).contains("\"ORPHANED\"", "\"namespace\" : \"test\"");
    assertThat(withoutTerminal.status()).isEqualTo(Main.FAILED);
    assertThat(withoutTerminal.err()).singleElement().asString().contains("--delete 3");
    assertThat(otherNumber.status()).isEqualTo(Main.BAD_USAGE);
    assertThat(otherNumber.err()).singleElement().asString().contains("the plan deletes 3");
    assertThat(operator.questions)
        .singleElement()
        .asString()
        .contains("namespace test", "repairs 3 findings and deletes 3 of 6 resources");
    assertThat(typed.out()).last().isEqualTo("done: 0, skipped: 3, failed: 0");
  }

  @Test
  void reconcile_yesWithoutNumber_isRejectedWithNumber() {
    migrated();
    String[] names = {
      "u-01", "u-02", "u-03", "u-04", "u-05", "u-06", "u-07", "u-08", "u-09", "u-10"
    };
    provision(signUps(names));
    orphan("u-01");
    Plan plan = planned("reconcile");

    Run run = plan.applied();

    assertThat(run.status()).isEqualTo(Main.BAD_USAGE);
    assertThat(run.err()).singleElement().asString().contains("--yes needs --delete 3");
    assertThat(existing()).isEqualTo(ofEach(10));
  }

  @Test
  void reconcile_findingNoLongerTrue_isStale() {
    migrated();
    provision(signUps("todd", "ada"));
    orphan("todd");
    Plan plan = planned("reconcile");
    deleteRoom(
        plan.run().out().stream()
            .filter(line -> line.startsWith("found  ORPHANED chat room "))
            .map(line -> line.split(" ", -1)[5])
            .findFirst()
            .orElseThrow());

    Run run = plan.applied("--delete", "3");

    assertThat(run.status()).isEqualTo(Main.BAD_USAGE);
    assertThat(run.err()).singleElement().asString().contains("stale", "1 of 3", "--out");
  }

  @Test
  void reconcile_planOfOtherStore_isRejected() {
    migrated();
    provision(signUps("todd", "ada"));
    orphan("todd");
    Plan plan = planned("reconcile");
    postgres.execute(database, "UPDATE streamcat_store SET id = 'another'");

    Run run = plan.applied("--delete", "3");

    assertThat(run.status()).isEqualTo(Main.BAD_USAGE);
    assertThat(run.err()).singleElement().asString().contains("the plan was made for");
    assertThat(existing()).isEqualTo(ofEach(2));
  }

  @Test
  void reconcile_fileIsNoPlan_isRejected() throws Exception {
    migrated();
    Plan plan = planned("reconcile");

    for (String text : List.of("", "{}", "{\"v\":2}", "[1]", "{\"v\":1,\"findings\":[{}]}")) {
      Files.writeString(plan.file(), text);
      Run run = plan.applied();
      assertThat(run.status()).as(text).isEqualTo(Main.BAD_USAGE);
      assertThat(run.err()).singleElement().asString().contains("--apply");
    }
  }

  /** Makes the resources of a user orphans. */
  private void orphan(String name) {
    postgres.execute(database, "DELETE FROM streamcat_user WHERE username = '" + name + "'");
  }
}
