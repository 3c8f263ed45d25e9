package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.RecordedRequest;
import io.streamcat.examples.cli.Program.Run;
import io.streamcat.password.PasswordHasher;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests of the command that adopts users' existing resources. */
class AdoptIT extends CommandLine {

  private static final String HEADER =
      "id,username,password_hash,channel_arn,chat_room_arn,stage_arn\n";

  private static final Pattern ARN = Pattern.compile("\"arn\":\"([^\"]+)\"");

  private Run adopt(String lines, String... args) {
    return cli.runWithInput(lines, with(args, "adopt", "--users", "-"));
  }

  private String create(String operation) throws Exception {
    URI uri = emulator.endpoint().resolve("/" + operation);
    String body = "{\"name\":\"old\",\"tags\":{\"project\":\"streamcat\"}}";
    String answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString())
            .body();
    Matcher arn = ARN.matcher(answer);
    assertThat(arn.find()).as(answer).isTrue();
    return arn.group(1);
  }

  private String line(int id, String hash) throws Exception {
    return "%d,user%d,\"%s\",%s,%s,%s%n"
        .formatted(
            id, id, hash, create("CreateChannel"), create("CreateRoom"), create("CreateStage"));
  }

  private List<String> tagging() {
    return emulator.requests().stream()
        .map(RecordedRequest::operation)
        .filter(operation -> operation.endsWith("agResource"))
        .toList();
  }

  @Test
  void adopt_dryRunThenTwice_changesOnce() throws Exception {
    migrated();
    String hash = PasswordHasher.argon2id(64, 3).hash(PASSWORD).encoded();
    String users = HEADER + line(1, hash) + line(2, "");

    Run dry = adopt(users, "--dry-run");
    assertThat(dry.status()).as(dry.all()).isZero();
    assertThat(dry.out().subList(0, 2)).containsExactly("adoptable    user1", "adoptable    user2");
    assertThat(tagging()).isEmpty();
    assertThat(postgres.query(database, "SELECT user_id FROM streamcat_user")).isEmpty();

    Run first = adopt(users);
    Run second = adopt(users);

    assertThat(first.status()).as(first.all()).isZero();
    assertThat(first.out().subList(0, 2))
        .containsExactly("adopted      user1", "adopted      user2");
    assertThat(second.out().subList(0, 2))
        .containsExactly("complete     user1", "complete     user2");
    assertThat(tagging()).hasSize(6);
    assertThat(existing()).isEqualTo(ofEach(2));
    assertThat(
            postgres.query(
                database, "SELECT user_id, password_hash AS hash FROM streamcat_user ORDER BY 1"))
        .extracting(row -> row.get("user_id"), row -> row.get("hash"))
        .containsExactly(tuple("1", hash), tuple("2", null));
    assertThat(first.all() + second.all() + dry.all()).doesNotContain(hash);
  }

  @Test
  void adopt_jsonLinesAndMissingResources_areAccepted() throws Exception {
    migrated();
    String line = "{\"id\":\"7\",\"channel_arn\":\"" + create("CreateChannel") + "\"}\n";

    Run run = adopt(line, "--create-missing", "--json");

    assertThat(run.status()).as(run.all()).isZero();
    assertThat(Json.object(run.out().get(0)))
        .containsEntry("userId", "7")
        .containsEntry("state", "ACTIVE");
    assertThat(existing()).isEqualTo(ofEach(1));
  }

  @Test
  void adopt_rejectedLines_areReportedAndSkipped() throws Exception {
    migrated();
    String taken = create("CreateChannel");

    Run run =
        adopt(
            HEADER
                + "1,,,"
                + taken
                + ",,\n2,,,"
                + taken
                + ",,\n3,,,,,\n4,,,arn:aws:ivs:us-east-1:123456789012:channel/abcdefABCDEF,,\n5,x\n");

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.all())
        .contains("belongs to another user", "at least one resource", "does not exist", "columns");
    assertThat(postgres.query(database, "SELECT user_id FROM streamcat_user")).hasSize(1);
  }

  @Test
  void adopt_failsHalfWay_isUndoneAndRunAgain() throws Exception {
    migrated();
    String users = HEADER + line(1, "");
    emulator.faults().add(FaultRule.error("TagResource", "AccessDeniedException").times(1));

    Run failed = adopt(users, "--consistency-window", "200ms");
    Map<String, Long> left = existing();
    List<EmulatedResource> tagged =
        emulator.resources().stream()
            .filter(resource -> resource.tags().containsKey("streamcat:record"))
            .toList();
    Run again = adopt(users, "--consistency-window", "200ms");

    assertThat(failed.status()).isEqualTo(Main.FAILED);
    assertThat(left).isEqualTo(ofEach(1));
    assertThat(tagged).isEmpty();
    assertThat(again.status()).as(again.all()).isZero();
  }
}
