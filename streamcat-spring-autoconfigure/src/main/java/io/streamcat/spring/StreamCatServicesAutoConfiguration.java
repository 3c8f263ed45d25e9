package io.streamcat.spring;

import io.streamcat.channel.ChannelService;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.playback.PlaybackService;
import io.streamcat.realtime.RealTimeService;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Configures the services for channels, chat rooms, stages and private channels, which need no
 * place for users.
 */
@AutoConfiguration(after = StreamCatClientsAutoConfiguration.class)
@ConditionalOnStreamCat
public final class StreamCatServicesAutoConfiguration {

  static final String CHANNELS = "streamCatChannelService";

  StreamCatServicesAutoConfiguration() {}

  @Bean
  @Lazy
  StreamCatSettings streamCatSettings(
      StreamCatProperties properties, AwsClientFactory factory, ListableBeanFactory beans) {
    return new StreamCatSettings(properties, factory, beans);
  }

  @Bean
  @Lazy
  AwsServices streamCatAwsServices(StreamCatSettings settings) {
    return AwsServices.create(settings);
  }

  @Bean(CHANNELS)
  @Lazy
  @ConditionalOnMissingBean
  ChannelService streamCatChannelService(AwsServices services) {
    return services.streamCat().channelService();
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  ChatRoomService streamCatChatRoomService(AwsServices services) {
    return services.streamCat().chatRoomService();
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  RealTimeService streamCatRealTimeService(AwsServices services) {
    return services.streamCat().realTimeService();
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  PlaybackService streamCatPlaybackService(AwsServices services) {
    return services.streamCat().playbackService();
  }
}
