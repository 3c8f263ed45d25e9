package io.streamcat.spring.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.spring.Contexts;
import io.streamcat.spring.Failures;
import io.streamcat.spring.IvsConnectionDetails;
import io.streamcat.spring.StreamCatClientCustomizer;
import io.streamcat.testing.Guarantee;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

@ExtendWith(OutputCaptureExtension.class)
@Guarantee({"SPRING-02", "SPRING-03"})
class StreamCatClientsAutoConfigurationTest {

  private static final List<String> TOKEN = List.of("streamcat.aws.session-token=token");

  private final IvsEmulator emulator = IvsEmulator.start();

  @AfterEach
  void close() {
    emulator.close();
  }

  /** The clients, each with one call. */
  enum Client {
    IVS {
      @Override
      void call(ApplicationContext context) {
        context.getBean(IvsClient.class).listChannels(r -> {});
      }
    },
    IVSCHAT {
      @Override
      void call(ApplicationContext context) {
        context.getBean(IvschatClient.class).listRooms(r -> {});
      }
    },
    IVS_REAL_TIME {
      @Override
      void call(ApplicationContext context) {
        context.getBean(IvsRealTimeClient.class).listStages(r -> {});
      }
    };

    abstract void call(ApplicationContext context);

    /** Makes a call and returns the headers of its request. */
    Map<String, List<String>> headers(ApplicationContext context) {
      call(context);
      return context.getBean(Sent.class).headers.get(0);
    }
  }

  /** An interceptor, set by a customizer, that records the headers of requests. */
  static final class Sent implements ExecutionInterceptor {

    private final List<Map<String, List<String>>> headers = new ArrayList<>();
    private final List<URI> uris = new ArrayList<>();

    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      headers.add(context.httpRequest().headers());
      uris.add(context.httpRequest().getUri());
    }
  }

  private ApplicationContextRunner runner() {
    Sent sent = new Sent();
    return Contexts.bare()
        .withPropertyValues("streamcat.aws.endpoint=" + emulator.endpoint())
        .withBean(Sent.class, () -> sent)
        .withBean(
            StreamCatClientCustomizer.class,
            () ->
                builder ->
                    builder.overrideConfiguration(
                        builder.overrideConfiguration().toBuilder()
                            .addExecutionInterceptor(sent)
                            .putHeader("X-Customized", "last")
                            .build()));
  }

  static Stream<Arguments> settingsAndClients() {
    return Stream.of(Client.values())
        .flatMap(client -> Stream.of(Arguments.of(client, List.of()), Arguments.of(client, TOKEN)));
  }

  @ParameterizedTest
  @MethodSource("settingsAndClients")
  void properties_everyClient_areApplied(Client client, List<String> token) {
    runner()
        .withPropertyValues(
            "streamcat.aws.region=eu-west-1",
            "streamcat.aws.access-key-id=KEYOFPROPERTY",
            "streamcat.aws.secret-access-key=secret")
        .withPropertyValues(token.toArray(String[]::new))
        .run(
            context -> {
              Map<String, List<String>> headers = client.headers(context);

              assertThat(headers.get("Authorization").get(0))
                  .contains("Credential=KEYOFPROPERTY/", "/eu-west-1/");
              assertThat(headers.get("X-Customized")).containsExactly("last");
              assertThat(headers.containsKey("X-Amz-Security-Token")).isEqualTo(!token.isEmpty());
              assertThat(context.getBean(Sent.class).uris.get(0).getPort())
                  .isEqualTo(emulator.port());
            });
  }

  @ParameterizedTest
  @EnumSource
  void springCloudAwsBeans_withProperties_takePrecedenceWithAWarning(
      Client client, CapturedOutput output) {
    withSpringCloudBeans()
        .withPropertyValues(
            "streamcat.aws.region=eu-west-1",
            "streamcat.aws.access-key-id=KEYOFPROPERTY",
            "streamcat.aws.secret-access-key=secret")
        .run(
            context -> {
              assertThat(client.headers(context).get("Authorization").get(0))
                  .contains("Credential=KEYOFBEAN/", "/ap-south-1/");
              assertThat(output)
                  .contains(
                      "property=streamcat.aws.region ", "property=streamcat.aws.access-key-id ");
            });
  }

  @ParameterizedTest
  @EnumSource
  void connectionDetails_withPropertiesAndBeans_takePrecedence(Client client) {
    withSpringCloudBeans()
        .withBean(
            IvsConnectionDetails.class,
            () ->
                new IvsConnectionDetails() {
                  @Override
                  public Region region() {
                    return Region.US_WEST_2;
                  }

                  @Override
                  public AwsCredentialsProvider credentials() {
                    return withKey("KEYOFDETAILS");
                  }

                  @Override
                  public URI endpoint() {
                    return emulator.endpoint();
                  }
                })
        .withPropertyValues("streamcat.aws.endpoint=http://127.0.0.1:1")
        .run(
            context ->
                assertThat(client.headers(context).get("Authorization").get(0))
                    .contains("Credential=KEYOFDETAILS/", "/us-west-2/"));
  }

  private ApplicationContextRunner withSpringCloudBeans() {
    return runner()
        .withBean(AwsRegionProvider.class, () -> () -> Region.AP_SOUTH_1)
        .withBean(AwsCredentialsProvider.class, () -> withKey("KEYOFBEAN"));
  }

  private static AwsCredentialsProvider withKey(String id) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(id, "secret"));
  }

  @Test
  void customizer_allowsRetries_createsAreNotRetried() {
    runner()
        .withPropertyValues(
            "streamcat.aws.region=eu-west-1",
            "streamcat.aws.access-key-id=x",
            "streamcat.aws.secret-access-key=x")
        .withBean(
            "retries",
            StreamCatClientCustomizer.class,
            () ->
                builder ->
                    builder.overrideConfiguration(
                        builder.overrideConfiguration().toBuilder()
                            .retryStrategy(RetryMode.STANDARD)
                            .build()))
        .run(
            context -> {
              emulator.faults().add(FaultRule.responseLost("CreateChannel"));

              context.getBean(ChannelService.class).create("todd", ChannelSettings.defaults());

              assertThat(emulator.requests())
                  .filteredOn(request -> request.operation().equals("CreateChannel"))
                  .hasSize(1);
            });
  }

  @Test
  void start_noRegionAndAwsUnused_succeeds() {
    withoutRegion(
        Contexts.bare().withUserConfiguration(Contexts.DatabaseConfiguration.class),
        runner -> runner.run(context -> assertThat(context).hasNotFailed()));
  }

  @Test
  void start_noRegionAndAwsUsed_failsNamingTheProperty() {
    withoutRegion(
        Contexts.bare()
            .withUserConfiguration(Contexts.DatabaseConfiguration.class)
            .withBean("registration", Registration.class),
        runner ->
            runner.run(
                context -> {
                  assertThat(context).hasFailed();
                  assertThat(Failures.analysis(context.getStartupFailure()))
                      .contains("no AWS region", "Set streamcat.aws.region");
                }));
  }

  /** A bean of the application that depends on StreamCat. */
  record Registration(UserProvisioner users) {}

  @Test
  void accessKey_incomplete_failsNamingTheMissingProperty() {
    runner()
        .withPropertyValues("streamcat.aws.region=eu-west-1", "streamcat.aws.access-key-id=x")
        .withBean("user", UserOfClient.class)
        .run(
            context -> {
              assertThat(context).hasFailed();
              assertThat(Failures.analysis(context.getStartupFailure()))
                  .contains("Set streamcat.aws.secret-access-key, too");
            });
  }

  record UserOfClient(IvsClient client) {}

  @Test
  void call_noCredentials_failsNamingTheProperties() {
    withoutRegion(
        runner().withPropertyValues("streamcat.aws.region=eu-west-1"),
        runner ->
            runner.run(
                context ->
                    assertThatThrownBy(
                            () ->
                                context
                                    .getBean(ChannelService.class)
                                    .create("todd", ChannelSettings.defaults()))
                        .hasMessageContaining("streamcat.aws.access-key-id")));
  }

  /** Runs a test without any region or credentials in the SDK's own sources. */
  private static void withoutRegion(
      ApplicationContextRunner runner, Consumer<ApplicationContextRunner> test) {
    test.accept(
        runner.withSystemProperties(
            "aws.profile=there-is-no-such-profile",
            "aws.disableEc2Metadata=true",
            "aws.configFile=/does/not/exist",
            "aws.sharedCredentialsFile=/does/not/exist"));
  }
}
