package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.StreamCat;
import io.streamcat.aws.AwsResource;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.operations.BanList;
import io.streamcat.realtime.ParticipantRecording;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.ResourceKind;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;

/**
 * The memory of a plan: 100,000 users fit in 128 MB, and with any findings in 192 MB, in a separate
 * process.
 */
@Tag("slow")
@Guarantee("RECON-10")
class ReconcilerMemoryTest {

  private static final int USERS = 100_000;

  @ParameterizedTest
  @CsvSource({"everything, 0", "defaults, 300000 {OUTDATED=300000}"})
  void plan_largePopulation_fitsInMemory(String existing, String findings) throws Exception {
    compare(existing, findings);
  }

  @ParameterizedTest
  @CsvSource({
    "nobody, 300000 {ORPHANED=300000}",
    "nothing, 300000 {MISSING=300000}",
    "changed, 300000 {DRIFTED=300000}"
  })
  @EnabledIfSystemProperty(named = "streamcat.campaign", matches = "true")
  void plan_otherFindings_fitInMemory(String existing, String findings) throws Exception {
    compare(existing, findings);
  }

  private static void compare(String existing, String findings) throws Exception {
    assertThat(run(existing).lines())
        .singleElement()
        .asString()
        .startsWith("Namespace streamcat at ")
        .endsWith("findings: " + findings);
  }

  private static String run(String existing) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                existing.equals("everything") ? "-Xmx128m" : "-Xmx192m",
                // A large young generation leaves the old one so little that it is full all the
                // time.
                "-Xmn16m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Population.class.getName(),
                existing)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var output = process.getInputStream()) {
      String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      return text;
    }
  }

  /** A population that is generated when it is read, so that the reconciler alone uses memory. */
  static final class Population {

    private static final ParticipantRecording RECORDING =
        ParticipantRecording.to(
            "arn:aws:ivs:us-east-1:123456789012:storage-configuration/abcdefABCDEF");

    public static void main(String[] arguments) {
      boolean users = !arguments[0].equals("nobody");
      boolean resources = !arguments[0].equals("nothing");
      boolean changed = arguments[0].equals("changed");
      boolean defaults = arguments[0].equals("defaults");
      try (StreamCat streamcat =
          StreamCat.builder()
              .aws(a -> a.region(Region.US_EAST_1).account(LargePopulation.HOME.account()))
              .users(u -> u.namespace("streamcat"))
              .storage(s -> s.users(repository(users ? USERS : 0)).bans(BanList.inMemory()))
              .services(
                  s ->
                      s.channelService(
                              service(ChannelService.class, ResourceKind.CHANNEL, resources))
                          .chatRoomService(
                              service(ChatRoomService.class, ResourceKind.CHAT_ROOM, resources))
                          .realTimeService(
                              service(RealTimeService.class, ResourceKind.STAGE, resources)))
              .users(
                  u ->
                      u.channelSettings(ChannelSettings.builder().authorized(defaults).build())
                          .chatRoomSettings(
                              ChatRoomSettings.builder()
                                  .maximumMessageLength(defaults ? 7 : 500)
                                  .build())
                          .stageSettings(
                              StageSettings.defaults().withRecording(defaults ? RECORDING : null)))
              .build()) {
        System.out.println(
            changed
                ? streamcat.reconciler().planWithDrift()
                : defaults
                    ? streamcat.reconciler().planWithDefaults()
                    : streamcat.reconciler().plan());
      }
    }

    private static UserRepository repository(int users) {
      return proxy(
          UserRepository.class,
          (method, arguments) ->
              switch (method) {
                case "isTransactionActive" -> false;
                case "storeId" -> LargePopulation.STORE;
                case "findByKey" ->
                    Optional.of(LargePopulation.index((String) arguments[0]))
                        .filter(i -> i < users)
                        .map(LargePopulation::record);
                case "stream" -> IntStream.range(0, users).mapToObj(LargePopulation::record);
                default -> throw new UnsupportedOperationException(method);
              });
    }

    private static <S> S service(Class<S> type, ResourceKind kind, boolean existing) {
      return proxy(
          type,
          (method, arguments) ->
              switch (method) {
                case "list" -> existing ? summaries(kind) : Stream.of();
                case "get" ->
                    existing ? Optional.of(changed(kind, (String) arguments[0])) : Optional.empty();
                case "getAll" ->
                    ((Collection<?>) arguments[0])
                        .stream()
                            .map(arn -> changed(kind, (String) arn))
                            .collect(Collectors.toMap(AwsResource::arn, resource -> resource));
                default -> throw new UnsupportedOperationException(method);
              });
    }

    private static Stream<ResourceSummary> summaries(ResourceKind kind) {
      return IntStream.range(0, USERS)
          .mapToObj(i -> LargePopulation.resource(kind, i))
          .map(r -> new ResourceSummary(r.arn(), r.name(), r.tags()));
    }

    /** Returns the resource with other settings than the recorded ones. */
    private static AwsResource changed(ResourceKind kind, String arn) {
      AwsResource recorded = LargePopulation.resource(kind, LargePopulation.indexOfArn(arn));
      if (recorded instanceof Channel channel) {
        return channel.with(channel.settings().toBuilder().authorized(true).build());
      }
      if (recorded instanceof ChatRoom room) {
        return new ChatRoom(
            arn, room.name(), room.settings().toBuilder().maximumMessageLength(7).build());
      }
      Stage stage = (Stage) recorded;
      return new Stage(
          arn, stage.name(), stage.endpoints(), stage.settings().withRecording(RECORDING));
    }

    /** Returns the answer to a call by the method's name. */
    @FunctionalInterface
    private interface Answer {
      Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }
  }
}
