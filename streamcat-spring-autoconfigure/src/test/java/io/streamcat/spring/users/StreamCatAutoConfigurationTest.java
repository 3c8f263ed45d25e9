package io.streamcat.spring.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.Broadcasts;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.ChannelType;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.emulator.EmulatedResource;
import io.streamcat.exception.BannedException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.operations.BanList;
import io.streamcat.operations.ChatViewer;
import io.streamcat.operations.UserChannels;
import io.streamcat.operations.UserChatRooms;
import io.streamcat.operations.UserPlayback;
import io.streamcat.operations.UserStages;
import io.streamcat.password.PasswordHasher;
import io.streamcat.password.UserPasswords;
import io.streamcat.playback.PlaybackService;
import io.streamcat.provisioning.ProvisioningListener;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.Reconciler;
import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.RecoveryReport;
import io.streamcat.provisioning.RemovalHook;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.repository.Home;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.spring.Contexts;
import io.streamcat.spring.IvsConnectionDetails;
import io.streamcat.spring.StreamCatBuilderCustomizer;
import io.streamcat.spring.StreamCatSchemaInitializer;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport.ConditionAndOutcomes;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

@Guarantee("SPRING-01")
class StreamCatAutoConfigurationTest {

  @Test
  void provision_embeddedDatabase_createsOneOfEachKind() {
    Contexts.withDatabase()
        .run(
            context -> {
              User user = context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));

              assertThat(Contexts.resources(context))
                  .extracting(EmulatedResource::arn)
                  .containsExactlyInAnyOrder(
                      user.channel().arn(), user.chatRoom().arn(), user.stage().arn());
              assertThat(context.getBean(UserRepository.class).findById(user.id())).isPresent();
            });
  }

  static Stream<Class<?>> beans() {
    return Stream.of(
        IvsClient.class,
        IvschatClient.class,
        IvsRealTimeClient.class,
        ChannelService.class,
        ChatRoomService.class,
        RealTimeService.class,
        PlaybackService.class,
        UserProvisioner.class,
        UserChannels.class,
        UserChatRooms.class,
        UserStages.class,
        UserPlayback.class,
        UserRepository.class,
        BanList.class,
        BroadcastRepository.class,
        Broadcasts.class,
        Recovery.class,
        Reconciler.class,
        PasswordHasher.class,
        IvsConnectionDetails.class,
        StreamCatSchemaInitializer.class);
  }

  @ParameterizedTest
  @MethodSource("beans")
  <T> void everyBean_applicationHasItsOwn_backsOff(Class<T> type) {
    T own = standIn(type);
    Contexts.withDatabase()
        .withPropertyValues("streamcat.recovery.enabled=false")
        .withBean("own", type, () -> own)
        .run(context -> assertThat(context).getBean(type).isSameAs(own));
  }

  @Test
  void createToken_banListBean_isConsulted() {
    BanList bans = BanList.inMemory();
    ChatViewer visitor = ChatViewer.guest();
    Contexts.inMemory()
        .withBean(BanList.class, () -> bans)
        .run(
            context -> {
              User user = context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));
              UserChatRooms rooms = context.getBean(UserChatRooms.class);
              assertThat(rooms.token(user.id(), visitor)).isNotNull();

              rooms.ban(user.id(), visitor.id(), null);

              assertThat(bans.find(user.id(), visitor.id(), Instant.now())).isPresent();
              assertThatExceptionOfType(BannedException.class)
                  .isThrownBy(() -> rooms.token(user.id(), visitor));
            });
  }

  @Test
  void everyBean_applicationHasNone_isPresent() {
    Contexts.withDatabase()
        .run(
            context -> {
              beans().forEach(type -> assertThat(context).hasSingleBean(type));
              assertThat(context).hasSingleBean(StreamCat.class);
              assertThat(context).hasSingleBean(UserPasswords.class);
            });
  }

  @Test
  void streamCat_applicationHasItsOwn_backsOff() {
    try (StreamCat own =
        StreamCat.builder()
            .services(
                s ->
                    s.channelService(standIn(ChannelService.class))
                        .chatRoomService(standIn(ChatRoomService.class))
                        .realTimeService(standIn(RealTimeService.class)))
            .storage(s -> s.users(UserRepository.inMemory()).bans(BanList.inMemory()))
            .build()) {
      UserPasswords passwords = own.passwords();
      Contexts.inMemory()
          .withBean("own", StreamCat.class, () -> own)
          .withBean("ownPasswords", UserPasswords.class, () -> passwords)
          .run(
              context -> {
                assertThat(context).getBean(StreamCat.class).isSameAs(own);
                assertThat(context).getBean(UserProvisioner.class).isSameAs(own.users());
                assertThat(context).getBean(UserPasswords.class).isSameAs(passwords);
              });
    }
  }

  @Test
  void services_areThoseOfStreamCat() {
    ChannelService own = standIn(ChannelService.class);
    Contexts.inMemory()
        .withBean(ChannelService.class, () -> own)
        .run(
            context -> {
              StreamCat streamcat = context.getBean(StreamCat.class);
              assertThat(streamcat.channelService()).isSameAs(own);
              assertThat(streamcat.realTimeService())
                  .isSameAs(context.getBean(RealTimeService.class));
            });
  }

  @Test
  void replacedServices_privateChannelsUnused_needNoClient() {
    Contexts.bare()
        .withPropertyValues("streamcat.store=memory")
        .withBean(ChannelService.class, () -> standIn(ChannelService.class))
        .withBean(ChatRoomService.class, () -> standIn(ChatRoomService.class))
        .withBean(RealTimeService.class, () -> standIn(RealTimeService.class))
        .run(
            context -> {
              assertThat(context.getBean(StreamCat.class).playback()).isNotNull();

              ConfigurableListableBeanFactory beans = context.getBeanFactory();
              for (String name : context.getBeanNamesForType(IvsClient.class)) {
                assertThat(beans.containsSingleton(name)).as(name).isFalse();
              }
            });
  }

  @Test
  void provisionerBean_noUserRepository_isMissingWithAnExplanation() {
    Contexts.emulated()
        .run(
            context -> {
              assertThat(context).hasNotFailed().doesNotHaveBean(UserProvisioner.class);
              assertThat(context)
                  .as("services need no repository")
                  .hasSingleBean(ChannelService.class);
              assertThatExceptionOfType(NoSuchBeanDefinitionException.class)
                  .isThrownBy(() -> context.getBean(UserProvisioner.class));
              assertThat(message(context, "io.streamcat.spring.users.StreamCatAutoConfiguration"))
                  .contains("spring.datasource.url", "streamcat.store=memory");
            });
  }

  @Test
  void store_memory_isUsedOnlyIfSet() {
    Contexts.withDatabase()
        .withPropertyValues("streamcat.store=memory")
        .run(
            context -> {
              assertThat(context)
                  .getBean(UserRepository.class)
                  .hasSameClassAs(UserRepository.inMemory());
              assertThat(context)
                  .getBean(BroadcastRepository.class)
                  .hasSameClassAs(BroadcastRepository.inMemory());
              assertThat(context)
                  .as("no tables for an unused store")
                  .doesNotHaveBean(StreamCatSchemaInitializer.class);
            });
  }

  @Test
  void enabled_false_definesNoBeans() {
    Contexts.withDatabase()
        .withPropertyValues("streamcat.enabled=false")
        .run(
            context ->
                assertThat(context.getBeanDefinitionNames())
                    .noneMatch(name -> name.startsWith("streamCat")));
  }

  @Test
  void properties_reachTheProvisioner() {
    Contexts.inMemory()
        .withPropertyValues(
            "streamcat.namespace=staging", "streamcat.create-at-registration=channel,chat-room")
        .run(
            context -> {
              User user = context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));

              assertThat(user.stage()).isNull();
              assertThat(Contexts.resources(context))
                  .extracting(EmulatedResource::type)
                  .containsExactlyInAnyOrder("channel", "room");
              assertThat(Contexts.resources(context))
                  .allSatisfy(
                      r -> assertThat(r.tags()).containsEntry("streamcat:namespace", "staging"));
            });
  }

  @Test
  void reconcile_noNamespaceSet_isRejected() {
    Contexts.inMemory()
        .run(
            context -> {
              context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));

              assertThatExceptionOfType(InvalidInputException.class)
                  .isThrownBy(() -> context.getBean(Reconciler.class).plan())
                  .satisfies(e -> assertThat(e.field()).isEqualTo("namespace"));
            });
  }

  @Test
  void account_property_isRecordedWithEachUser() {
    Contexts.inMemory()
        .withPropertyValues("streamcat.aws.account=111122223333")
        .run(
            context -> {
              User user = context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));

              assertThat(context.getBean(UserRepository.class).findById(user.id()))
                  .get()
                  .extracting(UserRecord::home)
                  .isEqualTo(Home.of("us-east-1", "111122223333"));
            });
  }

  @Test
  void removalHooks_dependOnStreamCat_areCalledInOrder() {
    List<String> called = new ArrayList<>();
    Contexts.inMemory()
        .withBean("needy", DependentHook.class, () -> new DependentHook(called))
        .run(
            context -> {
              UserProvisioner users = context.getBean(UserProvisioner.class);
              users.provision(NewUser.withId("42"));

              users.deprovision(UserId.of("42"));

              assertThat(called).containsExactly("DEPROVISIONING 42");
            });
  }

  /** A hook that depends on the provisioner, which calls the hook. */
  static final class DependentHook implements RemovalHook {

    private final List<String> called;
    private @Autowired UserProvisioner users;

    DependentHook(List<String> called) {
      this.called = called;
    }

    @Override
    public void beforeRemoval(User user) {
      called.add(users.find(user.id()).orElseThrow().state() + " " + user.id());
    }
  }

  @Test
  void settingsBeans_ofTheApplication_areApplied() {
    ConcurrentLinkedQueue<Phase> phases = new ConcurrentLinkedQueue<>();
    Contexts.inMemory()
        .withBean(
            ChannelSettings.class, () -> ChannelSettings.builder().type(ChannelType.BASIC).build())
        .withBean(ProvisioningListener.class, () -> step -> phases.add(step.phase()))
        .withBean(
            StreamCatBuilderCustomizer.class,
            () -> builder -> builder.users(u -> u.namespace("customized")))
        .run(
            context -> {
              User user = context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));

              assertThat(user.channel().settings().type()).isEqualTo(ChannelType.BASIC);
              assertThat(phases).contains(Phase.INTENDED, Phase.COMPLETED);
              assertThat(Contexts.resources(context).get(0).tags())
                  .containsEntry("streamcat:namespace", "customized");
            });
  }

  private static String message(ConfigurableApplicationContext context, String source) {
    Map<String, ConditionAndOutcomes> outcomes =
        ConditionEvaluationReport.get(context.getBeanFactory()).getConditionAndOutcomesBySource();
    StringBuilder messages = new StringBuilder();
    outcomes.get(source).forEach(outcome -> messages.append(outcome.getOutcome().getMessage()));
    return messages.toString();
  }

  @SuppressWarnings("unchecked")
  private static <T> T standIn(Class<T> type) {
    Object standIn =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == arguments[0];
                  case "toString" -> "a stand-in for " + type.getSimpleName();
                  case "run" ->
                      new RecoveryReport(List.of(), List.of(), List.of(), Map.of(), null, null);
                  case "recovery" -> standIn(Recovery.class);
                  case "reconciler" -> standIn(Reconciler.class);
                  default -> null;
                });
    return (T) standIn;
  }
}
