package io.streamcat.spring.aws;

import io.streamcat.channel.ChannelService;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.playback.PlaybackService;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.spring.aws.internal.AwsClientFactory;
import io.streamcat.spring.aws.internal.StreamCatSettings;
import io.streamcat.spring.internal.BeanNames;
import io.streamcat.spring.internal.ConditionalOnStreamCat;
import io.streamcat.spring.internal.StreamCatProperties;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * The auto-configuration of the services for channels, chat rooms, stages and private channels,
 * which need no user repository.
 */
@AutoConfiguration(after = StreamCatClientsAutoConfiguration.class)
@ConditionalOnStreamCat
public final class StreamCatServicesAutoConfiguration {

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

  @Bean(BeanNames.CHANNEL_SERVICE)
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
