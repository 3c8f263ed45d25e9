package io.streamcat.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.aws.CallLimiter;
import io.streamcat.aws.CallListener;
import io.streamcat.aws.CallOutcome;
import io.streamcat.aws.Operation;
import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastListener;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.event.IvsEvent;
import io.streamcat.event.ingest.EventIngester;
import io.streamcat.event.ingest.EventIngesterListener;
import io.streamcat.exception.AwsException;
import io.streamcat.provisioning.ProvisioningListener;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.repository.Home;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivs.model.ValidationException;

/** The precedence of customizers, and the independence of listeners. */
@Guarantee("SPRING-07")
class CustomizationTest {

  private static final String CHANNEL = "arn:aws:ivs:us-east-1:123456789012:channel/abcdefghijkl";

  private final IvsEmulator other = IvsEmulator.start();

  @AfterEach
  void close() {
    other.close();
  }

  private static ApplicationContextRunner customized(StreamCatBuilderCustomizer customizer) {
    return Contexts.inMemory().withBean(StreamCatBuilderCustomizer.class, () -> customizer);
  }

  private static void provision(ApplicationContext context) {
    context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));
  }

  @Test
  void customizer_setsACallLimiter_delaysCalls() {
    Set<String> calls = ConcurrentHashMap.newKeySet();
    CallLimiter limiter =
        (call, longestWait) -> {
          calls.add(call.operation().name());
          return CallLimiter.Turn.granted(Duration.ZERO);
        };
    customized(builder -> builder.aws(a -> a.callLimiter(limiter)))
        .run(
            context -> {
              provision(context);

              assertThat(calls).contains("CreateChannel", "CreateRoom", "CreateStage");
            });
  }

  @Test
  void customizer_setsACallListener_receivesFailures() {
    Queue<String> failed = new ConcurrentLinkedQueue<>();
    CallListener listener =
        new CallListener() {
          @Override
          public void onCall(Operation operation, CallOutcome outcome, Duration duration) {
            if (outcome != CallOutcome.SUCCEEDED) {
              failed.add(operation.name() + " " + outcome);
            }
          }
        };
    customized(builder -> builder.aws(a -> a.callListener(listener)))
        .run(
            context -> {
              context
                  .getBean(IvsEmulator.class)
                  .faults()
                  .add(FaultRule.error("CreateRoom", "ThrottlingException"));

              provision(context);

              assertThat(failed).containsExactly("CreateRoom THROTTLED");
            });
  }

  @Test
  void customizer_setsAClient_replacesTheClientBean() {
    Set<String> called = ConcurrentHashMap.newKeySet();
    AtomicReference<IvsClient> real = new AtomicReference<>();
    IvsClient client =
        (IvsClient)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {IvsClient.class},
                (proxy, method, arguments) -> {
                  called.add(method.getName());
                  try {
                    return method.invoke(real.get(), arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    customized(builder -> builder.aws(a -> a.ivsClient(client)))
        .run(
            context -> {
              real.set(context.getBean(IvsClient.class));

              context.getBean(ChannelService.class).create("todd", ChannelSettings.defaults());

              assertThat(called).contains("createChannel");
            });
  }

  @Test
  void customizer_setsACallTimeout_endsSlowCalls() {
    customized(
            builder ->
                builder.aws(
                    a ->
                        a.callTimeout(Duration.ofMillis(200))
                            .operationTimeout(Duration.ofMillis(300))
                            .consistencyWindow(Duration.ZERO)))
        .run(
            context -> {
              context
                  .getBean(IvsEmulator.class)
                  .faults()
                  .add(FaultRule.latency("GetChannel", Duration.ofMinutes(2)));
              long start = System.nanoTime();

              assertThatExceptionOfType(AwsException.class)
                  .isThrownBy(() -> context.getBean(ChannelService.class).get(CHANNEL));

              assertThat(Duration.ofNanos(System.nanoTime() - start))
                  .isLessThan(Duration.ofSeconds(8));
            });
  }

  @Test
  void customizer_setsRegionEndpointAndCredentials_overridesPropertiesAndBeans() {
    URI elsewhere = other.endpoint();
    customized(
            builder ->
                builder.aws(
                    a ->
                        a.region(Region.EU_WEST_1)
                            .endpointOverride(elsewhere)
                            .credentialsProvider(
                                StaticCredentialsProvider.create(
                                    AwsBasicCredentials.create("id", "secret")))))
        .run(
            context -> {
              provision(context);

              assertThat(Contexts.resources(context)).isEmpty();
              assertThat(other.resources()).hasSize(4);
              assertThat(context.getBean(UserRepository.class).stream())
                  .extracting(UserRecord::home)
                  .extracting(Home::region)
                  .containsExactly("eu-west-1");
            });
  }

  @Test
  void customizer_setsAllServices_needsNoRegion() {
    URI elsewhere = other.endpoint();
    Contexts.bare()
        .withPropertyValues("streamcat.store=memory")
        .withBean(
            StreamCatBuilderCustomizer.class,
            () ->
                builder ->
                    builder.aws(
                        a ->
                            a.region(Region.EU_WEST_1)
                                .endpointOverride(elsewhere)
                                .credentialsProvider(
                                    StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("id", "secret")))))
        .withSystemProperties(
            "aws.profile=there-is-no-such-profile",
            "aws.disableEc2Metadata=true",
            "aws.configFile=/does/not/exist",
            "aws.sharedCredentialsFile=/does/not/exist")
        .run(
            context -> {
              provision(context);

              assertThat(other.resources()).hasSize(4);
            });
  }

  @Test
  void clientBean_ofTheApplication_isUsed() {
    Set<String> called = ConcurrentHashMap.newKeySet();
    Contexts.inMemory()
        .withBean(IvsClient.class, () -> refusing(called))
        .withPropertyValues(
            "streamcat.operation-timeout=500ms",
            "streamcat.call-timeout=500ms",
            "streamcat.consistency-window=0s")
        .run(
            context -> {
              ChannelService channels = context.getBean(ChannelService.class);
              assertThatExceptionOfType(AwsException.class).isThrownBy(() -> channels.get(CHANNEL));

              assertThat(called).contains("getChannel");
            });
  }

  private static IvsClient refusing(Set<String> called) {
    return (IvsClient)
        Proxy.newProxyInstance(
            CustomizationTest.class.getClassLoader(),
            new Class<?>[] {IvsClient.class},
            (proxy, method, arguments) -> {
              called.add(method.getName());
              return switch (method.getName()) {
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == arguments[0];
                case "toString" -> "a client";
                case "close" -> null;
                case "serviceClientConfiguration" ->
                    IvsClient.builder()
                        .region(Region.US_EAST_1)
                        .build()
                        .serviceClientConfiguration();
                default -> throw ValidationException.builder().statusCode(400).build();
              };
            });
  }

  @Test
  void provisioningListener_throws_othersAreCalled() {
    Queue<Phase> seen = new ConcurrentLinkedQueue<>();
    Contexts.inMemory()
        .withBean(
            "first",
            ProvisioningListener.class,
            () ->
                step -> {
                  throw new IllegalStateException("broken");
                })
        .withBean("second", ProvisioningListener.class, () -> step -> seen.add(step.phase()))
        .run(
            context -> {
              provision(context);

              assertThat(seen).contains(Phase.INTENDED, Phase.COMPLETED);
            });
  }

  @Test
  void callListener_throws_othersAreCalled() {
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    Contexts.inMemory()
        .withBean("first", CallListener.class, () -> new Calls(seen, true))
        .withBean("second", CallListener.class, () -> new Calls(seen, false))
        .run(
            context -> {
              context
                  .getBean(IvsEmulator.class)
                  .faults()
                  .add(FaultRule.error("CreateRoom", "ThrottlingException"));

              provision(context);

              assertThat(seen).containsExactly("failure", "repeat");
            });
  }

  private record Calls(Queue<String> seen, boolean broken) implements CallListener {

    @Override
    public void onCall(Operation operation, CallOutcome outcome, Duration duration) {
      if (outcome != CallOutcome.SUCCEEDED) {
        see("failure");
      }
    }

    @Override
    public void onRepeat(Operation operation) {
      see("repeat");
    }

    private void see(String what) {
      if (broken) {
        throw new IllegalStateException("broken");
      }
      seen.add(what);
    }
  }

  @Test
  void ingesterListener_throws_othersAreCalled() {
    Queue<IvsEvent> seen = new ConcurrentLinkedQueue<>();
    Contexts.inMemory()
        .withBean("first", EventIngesterListener.class, () -> new Stored(seen, true))
        .withBean("second", EventIngesterListener.class, () -> new Stored(seen, false))
        .run(
            context -> {
              context.getBean(EventIngester.class).ingest(List.of(Contexts.wentLive("st-1")));

              assertThat(seen).hasSize(1);
            });
  }

  private record Stored(Queue<IvsEvent> seen, boolean broken) implements EventIngesterListener {

    @Override
    public void onStored(IvsEvent event, Duration lag) {
      if (broken) {
        throw new IllegalStateException("broken");
      }
      seen.add(event);
    }
  }

  @Test
  void broadcastListener_throws_othersAreCalled() {
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    Contexts.inMemory()
        .withBean("first", BroadcastListener.class, () -> new Live(seen, true))
        .withBean("second", BroadcastListener.class, () -> new Live(seen, false))
        .run(
            context -> {
              context.getBean(EventIngester.class).ingest(List.of(Contexts.wentLive("st-1")));

              assertThat(seen).containsExactly("st-1");
            });
  }

  private record Live(Queue<String> seen, boolean broken) implements BroadcastListener {

    @Override
    public void wentLive(Broadcast broadcast) {
      if (broken) {
        throw new IllegalStateException("broken");
      }
      seen.add(broadcast.streamId());
    }
  }
}
