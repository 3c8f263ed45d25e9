package io.streamcat.examples.features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs run offline and print these lines, and the documentation links to each of them. */
@Timeout(120)
class ProgramsTest {

  private static final Path SOURCES = Path.of("src/main/java/io/streamcat/examples/features");
  private static final Path DOCS = Path.of("..", "..", "docs");
  private static final Pattern LINK =
      Pattern.compile("\\]\\([^)]*/examples/features/src/\\S+/(\\w+)\\.java\\)");

  /** Each program with its output, in which … stands for any text. */
  static Stream<Arguments> programs() {
    return Stream.of(
        arguments(
            FirstUser.class,
            """
            todd is ACTIVE
            broadcasts to rtmps://….global-contribute.live-video.net:443/app/
            with the key ***
            is watched at https://….m3u8
            chats in arn:aws:ivschat:us-east-1:123456789012:room/…
            meets guests on arn:aws:ivs:us-east-1:123456789012:stage/…
            """),
        arguments(
            OwnIds.class,
            """
            same user by id: true
            same user by key: true
            taken: USERNAME
            users: 2
            """),
        arguments(
            UsersInDatabase.class,
            """
            scripts run: 1
            42 is still there
            """),
        arguments(
            RecoveryAfterFailure.class,
            """
            registration failed for 42
            before: PROVISIONING
            completed: [42]
            after: ACTIVE
            resources: 4
            """),
        arguments(
            LostAnswer.class,
            """
            CreateChannel: UNKNOWN
            ListChannels: SUCCEEDED
            GetChannel: SUCCEEDED
            the user is ACTIVE
            channels in AWS: 1
            """),
        arguments(
            KeyRotation.class,
            """
            refused: the channel is live
            another key: true
            still live: false
            keys that work: 1
            """),
        arguments(
            PrivateChannel.class,
            """
            watch at https://….m3u8?token=…
            on our page: true
            elsewhere: false
            revoked: […revoked…]
            """),
        arguments(
            ChatAccess.class,
            """
            token: ***
            connected: true
            rejected: role
            """),
        arguments(
            StageAccess.class,
            """
            on the stage: 2
            tokens issued by IVS: 0
            disconnected: 1
            on the stage: 1
            """),
        arguments(
            ChatBans.class,
            """
            the guest may enter
            event in the room: aws:DISCONNECT_USER
            banned for spam
            bans: 1
            the guest may enter again
            """),
        arguments(
            MessageReview.class,
            """
            Hello! -> {"ReviewResult":"ALLOW"…
            Pineapple, please -> {"ReviewResult":"ALLOW","Content":"*********, please"…
            see https://evil.test -> {"ReviewResult":"DENY"…links are not allowed here…
            """),
        arguments(
            WhoIsLive.class,
            """
            a channel went live
            live: todd
            repaired: 1
            live: 0
            past: 1
            """),
        arguments(
            Reconciliation.class,
            """
            MISSING CHAT_ROOM of todd
            done: 1, skipped: 0, failed: 0
            findings now: 0
            """),
        arguments(
            SignUpBurst.class,
            """
            rejected; a wait is expected: true
            registered: 20
            calls that waited: true
            calls that AWS throttled: …
            """),
        arguments(
            ManyUsers.class,
            """
            queued: 20, rejected: 0
            resources: 0
            takes at least: PT4S
            user-7 is ACTIVE
            waiting: 0
            user-19 is ACTIVE
            """),
        arguments(
            Spares.class,
            """
            channels: 3
            todd is ACTIVE
            name: streamcat-todd-…
            channels: 5
            """),
        arguments(
            Adoption.class,
            """
            other-application-todd-… belongs to user 42
            has a key: true
            chat room: streamcat-42-…
            rejected: OTHER_USER
            """),
        arguments(
            Suspension.class,
            """
            live: false
            refused: Your stream showed a film.
            ends: true
            another key: true
            """),
        arguments(
            ChangedSettings.class,
            """
            type: STANDARD
            type while live: STANDARD
            type afterwards: ADVANCED_HD
            private: true
            longest message: 200
            """),
        arguments(
            Passwords.class,
            """
            logged in: todd
            wrong password: false
            rejected: password
            old sessions end: true
            old password: false
            """),
        arguments(
            Removal.class,
            """
            resources: 0
            profiles: 0
            user: false
            """));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void main_offline_printsTheseLines(Class<?> program, String output) throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      program.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }

    String expected =
        Arrays.stream(output.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    assertThat(printed.toString(UTF_8).lines().collect(Collectors.joining("\n", "", "\n")))
        .matches(expected);
  }

  @Test
  void program_inThisModule_isRunAndLinkedTwice() throws IOException {
    Set<String> programs = new TreeSet<>();
    for (Path file : files(SOURCES, ".java")) {
      if (Files.readString(file).contains("public static void main(")) {
        programs.add(file.getFileName().toString().replace(".java", ""));
      }
    }
    List<String> guides = links(List.of(DOCS.resolve("how-to"), DOCS.resolve("tutorial")));

    assertThat(programs().map(program -> ((Class<?>) program.get()[0]).getSimpleName()))
        .containsExactlyInAnyOrderElementsOf(programs);
    assertThat(links(List.of(DOCS.resolve("reference").resolve("examples.md"))))
        .as("the overview lists each program and the test once")
        .doesNotHaveDuplicates()
        .containsAll(programs)
        .contains("RegistrationTest");
    assertThat(guides).as("a guide links to each program").containsAll(programs);
  }

  private static List<String> links(List<Path> places) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path place : places) {
      for (Path page : files(place, ".md")) {
        text.append(Files.readString(page));
      }
    }
    return LINK.matcher(text).results().map(link -> link.group(1)).toList();
  }

  private static List<Path> files(Path place, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }
}
