package io.streamcat.examples.web.emulator;

import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.chat.MessageReviewHandler;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.examples.web.chat.ChatEndpoint;
import io.streamcat.examples.web.playback.PictureSource;
import io.streamcat.moderation.Fallback;
import io.streamcat.moderation.MessageReviewRequest;
import io.streamcat.moderation.MessageReviewer;
import io.streamcat.moderation.ReviewBudget;
import io.streamcat.spring.IvsEmulatorBuilderCustomizer;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Connects the emulator's chat and its message review to the site, in place of a Lambda function.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("streamcat.emulator.enabled")
class ChatEmulator {

  /** An arbitrary function name: the emulator only checks that one is set. */
  private static final String REVIEW = "arn:aws:lambda:us-east-1:123456789012:function:review";

  @Bean
  ChatEndpoint emulatedChatEndpoint(IvsEmulator emulator) {
    return room -> emulator.chatEndpoint();
  }

  /** A picture only from this machine: the addresses of AWS lead nowhere without AWS. */
  @Bean
  PictureSource emulatedPicture(IvsEmulator emulator) {
    String here = emulator.endpoint().getRawAuthority();
    return ticket ->
        Optional.of(ticket.url()).filter(url -> here.equals(URI.create(url).getRawAuthority()));
  }

  @Bean
  ChatRoomSettings reviewedChatRooms() {
    return ChatRoomSettings.builder()
        .messageReviewHandler(new MessageReviewHandler(REVIEW, MessageReviewHandler.Fallback.ALLOW))
        .build();
  }

  @Bean
  IvsEmulatorBuilderCustomizer emulatedMessageReview(
      @Value("${site.chat.masked-words}") List<String> maskedWords) {
    MessageReviewer reviewer =
        MessageReviewer.inOrder(
            ReviewBudget.of(Fallback.ALLOW),
            List.of(MessageReviewer.denyLinks(List.of()), MessageReviewer.maskWords(maskedWords)));
    return builder -> builder.messageReviewer(json -> review(reviewer, json));
  }

  private static String review(MessageReviewer reviewer, String json) {
    MessageReviewRequest request = MessageReviewRequest.parse(json);
    return reviewer.review(request).toJson(request);
  }
}
