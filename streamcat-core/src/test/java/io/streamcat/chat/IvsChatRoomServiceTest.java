package io.streamcat.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.streamcat.StreamCat;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.ResourceNotFoundException;
import io.streamcat.testing.EmulatedAws;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IvsChatRoomServiceTest {

  private static final String UNKNOWN = "arn:aws:ivschat:us-east-1:123456789012:room/doesNotExist";
  private static final MessageReviewHandler HANDLER =
      new MessageReviewHandler(
          "arn:aws:lambda:us-east-1:123456789012:function:review",
          MessageReviewHandler.Fallback.DENY);

  private final EmulatedAws aws = new EmulatedAws();
  private final StreamCat streamcat = aws.streamCat().build();
  private final ChatRoomService rooms = streamcat.chatRoomService();

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  @Test
  void create_defaults_areAwssDefaults() {
    ChatRoom room = rooms.create("todd", ChatRoomSettings.defaults());

    assertThat(room.settings().toBuilder().tags(Map.of()).build())
        .isEqualTo(ChatRoomSettings.defaults());
    assertThat(room.messagingEndpoint())
        .isEqualTo(URI.create("wss://edge.ivschat.us-east-1.amazonaws.com"));
    assertThat(room.tags()).containsOnlyKeys("streamcat:record");
  }

  @Test
  void messagingEndpoint_emulator_isThatOfTheEmulator() {
    ChatRoom room = rooms.create("todd", ChatRoomSettings.defaults());

    assertThat(rooms.messagingEndpoint(room.arn())).isEqualTo(aws.emulator().chatEndpoint());
    assertThat(rooms.messagingEndpoint(room.arn())).isEqualTo(aws.emulator().chatEndpoint());
  }

  @Test
  void messagingEndpoint_awsOrAnotherProgram_isThatOfAws() {
    URI expected = URI.create("wss://edge.ivschat.us-east-1.amazonaws.com");

    assertThat(new MessagingEndpoint(null).of(UNKNOWN)).isEqualTo(expected);
    for (String endpoint : List.of("https://ivschat.example.com", "http://localhost:1")) {
      assertThat(new MessagingEndpoint(URI.create(endpoint)).of(UNKNOWN)).isEqualTo(expected);
    }
  }

  @Test
  void messagingEndpoint_localProgramThatIsNoEmulator_isAskedOnceItWorks() throws IOException {
    Deque<Integer> statuses = new ArrayDeque<>(List.of(503, 404, 404));
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(statuses.remove(), -1);
          exchange.close();
        });
    server.start();
    try {
      MessagingEndpoint endpoint =
          new MessagingEndpoint(URI.create("http://localhost:" + server.getAddress().getPort()));

      for (int i = 0; i < 3; i++) {
        assertThat(endpoint.of(UNKNOWN))
            .isEqualTo(URI.create("wss://edge.ivschat.us-east-1.amazonaws.com"));
      }
      assertThat(statuses).as("not asked for a third time").hasSize(1);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void create_everySetting_arrives() {
    ChatRoomSettings settings =
        ChatRoomSettings.builder()
            .maximumMessageRatePerSecond(100)
            .maximumMessageLength(1)
            .messageReviewHandler(HANDLER)
            .loggingConfigurationArns(
                List.of(
                    aws.create(
                        "CreateLoggingConfiguration",
                        "{\"destinationConfiguration\": {\"s3\": {\"bucketName\": \"bucket\"}}}")))
            .tags(Map.of("streamcat:record", "a-1", "project", "streamcat"))
            .build();

    assertThat(rooms.create("todd", settings).settings()).isEqualTo(settings);
  }

  @Test
  void create_answerLost_isFound() {
    aws.emulator().faults().add(FaultRule.responseLost("CreateRoom"));

    ChatRoom room = rooms.create("todd", ChatRoomSettings.defaults());

    assertThat(aws.existing("room")).hasSize(1);
    assertThat(rooms.get(room.arn())).contains(room);
  }

  @Test
  void get_unknown_isEmpty() {
    assertThat(rooms.get(UNKNOWN)).isEmpty();
  }

  @Test
  void find_similarRooms_comparesNameAndTags() {
    ChatRoom wanted =
        rooms.create("todd", ChatRoomSettings.builder().tags(Map.of("user", "1")).build());
    rooms.create("todd", ChatRoomSettings.builder().tags(Map.of("user", "2")).build());
    rooms.create("toddy", ChatRoomSettings.builder().tags(Map.of("user", "1")).build());

    assertThat(rooms.find("todd", Map.of("user", "1"))).containsExactly(wanted);
  }

  @Test
  void list_severalPages_returnsAll() {
    IntStream.range(0, 120).forEach(i -> rooms.create("todd-" + i, ChatRoomSettings.defaults()));

    assertThat(rooms.list()).extracting(ResourceSummary::name).doesNotHaveDuplicates().hasSize(120);
    assertThat(aws.calls("ListRooms")).isEqualTo(3);
  }

  @Test
  void update_withoutHandler_detachesIt() {
    ChatRoom room =
        rooms.create("todd", ChatRoomSettings.builder().messageReviewHandler(HANDLER).build());
    ChatRoomSettings changed =
        ChatRoomSettings.builder().maximumMessageLength(100).tags(room.tags()).build();

    assertThat(rooms.update(room.arn(), changed).settings()).isEqualTo(changed);
    assertThat(rooms.get(room.arn()).orElseThrow().settings()).isEqualTo(changed);
  }

  @Test
  void update_unknown_isNotFound() {
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> rooms.update(UNKNOWN, ChatRoomSettings.defaults()));
  }

  @Test
  void delete_existingOrMissingRoom_succeeds() {
    ChatRoom room = rooms.create("todd", ChatRoomSettings.defaults());

    rooms.delete(room.arn());
    rooms.delete(room.arn());

    assertThat(aws.emulator().resources()).isEmpty();
  }
}
