package io.streamcat.examples.web.chat;

import io.streamcat.chat.ChatRoom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

@Configuration(proxyBeanMethods = false)
class ChatConfiguration {

  /** AWS's endpoint in the region of the room, unless something stands in for AWS. */
  @Bean
  @Fallback
  ChatEndpoint awsChatEndpoint() {
    return ChatRoom::messagingEndpoint;
  }
}
