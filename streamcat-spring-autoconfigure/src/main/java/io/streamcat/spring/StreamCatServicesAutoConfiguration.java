package io.streamcat.spring;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.CallLimiter;
import io.streamcat.aws.CallListener;
import io.streamcat.aws.CallSettings;
import io.streamcat.channel.ChannelService;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.playback.PlaybackService;
import io.streamcat.realtime.RealTimeService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

/**
 * Configures the services for channels, chat rooms, stages and private channels, which need no
 * place for users.
 */
@AutoConfiguration(after = StreamCatClientsAutoConfiguration.class)
@ConditionalOnStreamCat
public final class StreamCatServicesAutoConfiguration {

  StreamCatServicesAutoConfiguration() {}

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  AwsCalls streamCatAwsCalls(
      StreamCatProperties properties,
      ObjectProvider<CallListener> listeners,
      ObjectProvider<CallLimiter> limiter) {
    CallSettings defaults = CallSettings.defaults();
    return AwsCalls.create(
        new CallSettings(
            defaults.clock(),
            defaults.sleeper(),
            properties.callTimeout(),
            properties.operationTimeout(),
            properties.consistencyWindow()),
        CallListener.all(listeners.orderedStream().toList()),
        limiter.getIfUnique());
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  ChannelService streamCatChannelService(IvsClient client, AwsCalls calls) {
    return ChannelService.create(client, calls);
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  ChatRoomService streamCatChatRoomService(IvschatClient client, AwsCalls calls) {
    return ChatRoomService.create(client, calls);
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  RealTimeService streamCatRealTimeService(IvsRealTimeClient client, AwsCalls calls) {
    return RealTimeService.create(client, calls);
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  PlaybackService streamCatPlaybackService(IvsClient client, AwsCalls calls) {
    return PlaybackService.create(client, calls);
  }
}
