package io.streamcat.examples.web.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomSettings;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ChatConfigurationTest {

  private static final ChatRoom ROOM =
      new ChatRoom(
          "arn:aws:ivschat:eu-west-1:123456789012:room/todd", "todd", ChatRoomSettings.defaults());

  private final ApplicationContextRunner site =
      new ApplicationContextRunner().withUserConfiguration(ChatConfiguration.class);

  @Test
  void endpoint_aws_isInRegionOfRoom() {
    site.run(
        context ->
            assertThat(context.getBean(ChatEndpoint.class).of(ROOM))
                .hasToString("wss://edge.ivschat.eu-west-1.amazonaws.com"));
  }

  @Test
  void endpoint_override_isUsed() {
    URI elsewhere = URI.create("ws://127.0.0.1:4578");
    site.withBean("elsewhere", ChatEndpoint.class, () -> room -> elsewhere)
        .run(
            context ->
                assertThat(context.getBean(ChatEndpoint.class).of(ROOM)).isEqualTo(elsewhere));
  }
}
