package io.streamcat.examples.web.chat;

import io.streamcat.chat.ChatRoom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

@Configuration(proxyBeanMethods = false)
class ChatConfiguration {

  /** The AWS endpoint in the room's region, unless another endpoint is configured. */
  @Bean
  @Fallback
  ChatEndpoint awsChatEndpoint() {
    return ChatRoom::messagingEndpoint;
  }
}
