package io.streamcat.spring.users;

import io.streamcat.ContextCarrier;
import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.UserOptions;
import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.Broadcasts;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.operations.BanList;
import io.streamcat.operations.UserChannels;
import io.streamcat.operations.UserChatRooms;
import io.streamcat.operations.UserPlayback;
import io.streamcat.operations.UserStages;
import io.streamcat.password.PasswordHasher;
import io.streamcat.password.PasswordPolicy;
import io.streamcat.password.UserPasswords;
import io.streamcat.playback.PlaybackService;
import io.streamcat.playback.PlaybackTokenSigner;
import io.streamcat.provisioning.ProvisioningListener;
import io.streamcat.provisioning.Reconciler;
import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.RemovalHook;
import io.streamcat.provisioning.ResourceNaming;
import io.streamcat.provisioning.Suspensions;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.realtime.ParticipantTokenSigner;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.UserRepository;
import io.streamcat.spring.aws.StreamCatServicesAutoConfiguration;
import io.streamcat.spring.aws.internal.StreamCatSettings;
import io.streamcat.spring.internal.BeanNames;
import io.streamcat.spring.internal.BuilderProperties;
import io.streamcat.spring.internal.Capacities;
import io.streamcat.spring.internal.ConditionalOnStreamCat;
import io.streamcat.spring.internal.DeadNotifications;
import io.streamcat.spring.internal.Executors;
import io.streamcat.spring.internal.Listeners;
import io.streamcat.spring.internal.SingletonProbe;
import io.streamcat.spring.internal.StreamCatProperties;
import io.streamcat.spring.internal.UserCounts;
import io.streamcat.spring.storage.StreamCatJdbcAutoConfiguration;
import io.streamcat.spring.storage.StreamCatMemoryAutoConfiguration;
import io.streamcat.user.UsernamePolicy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * The auto-configuration of StreamCat itself, if there is a user repository. StreamCat is built
 * when it is first used.
 */
@AutoConfiguration(
    after = {
      StreamCatServicesAutoConfiguration.class,
      StreamCatJdbcAutoConfiguration.class,
      StreamCatMemoryAutoConfiguration.class,
      StreamCatPasswordAutoConfiguration.class
    })
@ConditionalOnStreamCat
@Conditional(OnUserRepositoryCondition.class)
public final class StreamCatAutoConfiguration {

  StreamCatAutoConfiguration() {}

  /**
   * Builds StreamCat on the services. The playback service and the broadcast repository are looked
   * up on first use: an application that replaces the other three services needs neither an IVS
   * client nor a region, and an application without events needs no broadcast repository.
   * Customizers are called last, here as well as for the services.
   */
  @Bean
  @Lazy
  @ConditionalOnMissingBean
  StreamCat streamCat(
      StreamCatProperties properties,
      StreamCatSettings settings,
      UserRepository users,
      ObjectProvider<BroadcastRepository> broadcasts,
      ChannelService channels,
      ChatRoomService chatRooms,
      RealTimeService stages,
      ObjectProvider<PlaybackService> playback,
      PasswordHasher hasher,
      PasswordPolicy passwords,
      ListableBeanFactory beans,
      ApplicationEventPublisher events,
      Environment environment) {
    StreamCatBuilder builder =
        StreamCat.builder()
            .broadcastListener(BroadcastListeners.of(beans))
            .executor(Executors.of(beans, environment));
    beans.getBeanProvider(ContextCarrier.class).ifUnique(builder::contextCarrier);
    BuilderProperties.applyUsers(builder, properties);
    settings.prepareCalls(builder);
    prepareHome(builder, settings, beans);
    builder.storage(
        stores -> {
          stores.users(users).broadcasts(BroadcastRepository.deferred(broadcasts::getObject));
          beans.getBeanProvider(BanList.class).ifAvailable(stores::bans);
        });
    builder.services(
        services -> {
          services
              .channelService(channels)
              .chatRoomService(chatRooms)
              .realTimeService(stages)
              .playbackService(PlaybackService.deferred(playback::getObject));
          beans
              .getBeanProvider(ParticipantTokenSigner.class)
              .ifAvailable(services::participantTokenSigner);
          beans
              .getBeanProvider(PlaybackTokenSigner.class)
              .ifAvailable(services::playbackTokenSigner);
        });
    builder.users(
        options -> {
          options.passwordHasher(hasher).passwordPolicy(passwords);
          prepareUsers(options, beans, events);
        });
    settings.customize(builder);
    return builder.build();
  }

  private static void prepareUsers(
      UserOptions options, ListableBeanFactory beans, ApplicationEventPublisher events) {
    beans.getBeanProvider(ChannelSettings.class).ifAvailable(options::channelSettings);
    beans.getBeanProvider(ChatRoomSettings.class).ifAvailable(options::chatRoomSettings);
    beans.getBeanProvider(StageSettings.class).ifAvailable(options::stageSettings);
    beans.getBeanProvider(ResourceNaming.class).ifAvailable(options::resourceNaming);
    beans.getBeanProvider(UsernamePolicy.class).ifAvailable(options::usernamePolicy);
    // Looked up when a user is removed: hooks may themselves depend on StreamCat.
    ObjectProvider<RemovalHook> hooks = beans.getBeanProvider(RemovalHook.class);
    options.removalHook(user -> hooks.orderedStream().forEach(hook -> hook.beforeRemoval(user)));
    List<ProvisioningListener> listeners = new ArrayList<>();
    listeners.add(new SuspensionEvents(events));
    beans.getBeanProvider(ProvisioningListener.class).orderedStream().forEach(listeners::add);
    options.listener(step -> Listeners.call(listeners, listener -> listener.onStep(step)));
  }

  /** Sets the home of users: the region and account in which the service creates channels. */
  private static void prepareHome(
      StreamCatBuilder builder, StreamCatSettings settings, ListableBeanFactory beans) {
    if (beans.containsBean(BeanNames.CHANNEL_SERVICE)) {
      settings.prepareClients(builder);
      builder.aws(a -> a.region(settings.factory().effectiveRegion()));
    } else {
      settings.factory().prepare(builder);
    }
  }

  @Bean
  @Lazy
  UserCounts streamCatUserCounts(
      StreamCatProperties properties, ObjectProvider<UserRepository> users) {
    return UserCounts.of(users::getObject, properties.countsInterval(), Clock.systemUTC());
  }

  @Bean
  @Lazy
  Capacities streamCatCapacities(
      StreamCatProperties properties, ObjectProvider<UserProvisioner> users) {
    return Capacities.of(users::getObject, properties.countsInterval(), Clock.systemUTC());
  }

  @Bean
  @Lazy
  DeadNotifications streamCatDeadNotifications(
      StreamCatProperties properties,
      ObjectProvider<BroadcastRepository> broadcasts,
      ConfigurableListableBeanFactory beans) {
    return DeadNotifications.of(
        () -> SingletonProbe.isCreated(beans, BroadcastRepository.class),
        broadcasts::getObject,
        properties.countsInterval(),
        Clock.systemUTC());
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  UserProvisioner streamCatUserProvisioner(StreamCat streamCat) {
    return streamCat.users();
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  UserChannels streamCatUserChannels(StreamCat streamCat) {
    return streamCat.channels();
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  UserChatRooms streamCatUserChatRooms(StreamCat streamCat) {
    return streamCat.chatRooms();
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  UserStages streamCatUserStages(StreamCat streamCat) {
    return streamCat.stages();
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  UserPlayback streamCatUserPlayback(StreamCat streamCat) {
    return streamCat.playback();
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  Broadcasts streamCatBroadcasts(StreamCat streamCat) {
    return streamCat.broadcasts();
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  Suspensions streamCatSuspensions(UserProvisioner users) {
    return users.suspensions();
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  Recovery streamCatRecovery(UserProvisioner users) {
    return users.recovery();
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  Reconciler streamCatReconciler(UserProvisioner users) {
    return users.reconciler();
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  UserPasswords streamCatUserPasswords(
      UserRepository users, PasswordHasher hasher, PasswordPolicy policy) {
    return UserPasswords.create(users, hasher, policy, Clock.systemUTC());
  }
}
