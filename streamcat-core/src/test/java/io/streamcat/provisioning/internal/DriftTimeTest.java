package io.streamcat.provisioning.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.AwsResource;
import io.streamcat.aws.CallLimiter;
import io.streamcat.aws.CallListener;
import io.streamcat.aws.CallSettings;
import io.streamcat.aws.SimulatedCalls;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.provisioning.LargePopulation;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.OverlappingTime;
import io.streamcat.user.ResourceKind;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivs.IvsServiceClientConfiguration;
import software.amazon.awssdk.services.ivs.model.BatchGetChannelRequest;
import software.amazon.awssdk.services.ivs.model.BatchGetChannelResponse;
import software.amazon.awssdk.services.ivs.model.Channel;
import software.amazon.awssdk.services.ivs.model.ChannelSummary;
import software.amazon.awssdk.services.ivs.model.ListChannelsRequest;
import software.amazon.awssdk.services.ivs.model.ListChannelsResponse;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivschat.IvschatServiceClientConfiguration;
import software.amazon.awssdk.services.ivschat.model.GetRoomRequest;
import software.amazon.awssdk.services.ivschat.model.GetRoomResponse;
import software.amazon.awssdk.services.ivschat.model.ListRoomsRequest;
import software.amazon.awssdk.services.ivschat.model.ListRoomsResponse;
import software.amazon.awssdk.services.ivschat.model.RoomSummary;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeServiceClientConfiguration;
import software.amazon.awssdk.services.ivsrealtime.model.GetStageRequest;
import software.amazon.awssdk.services.ivsrealtime.model.GetStageResponse;
import software.amazon.awssdk.services.ivsrealtime.model.ListStagesRequest;
import software.amazon.awssdk.services.ivsrealtime.model.ListStagesResponse;
import software.amazon.awssdk.services.ivsrealtime.model.Stage;
import software.amazon.awssdk.services.ivsrealtime.model.StageSummary;

/**
 * The duration of a plan with drift at AWS's quotas, on a clock on which parallel waits overlap.
 * The planner, the services and the limiter are real, and each call takes a tenth of a second.
 */
@Guarantee("RECON-08")
class DriftTimeTest {

  /** The number of users; the full number takes too long for every build. */
  private static final int USERS = Boolean.getBoolean("streamcat.campaign") ? 100_000 : 5_000;

  /** The number of stages: a thousand for 100,000 users, AWS's default quota. */
  private static final int STAGES = USERS / 100;

  /** The number of rooms that were changed in the console; each costs a call. */
  private static final int CHANGED_ROOMS = USERS / 200;

  /** The time limit: ten minutes for 100,000 users. */
  private static final Duration LIMIT =
      Duration.ofMinutes(10).multipliedBy(USERS).dividedBy(100_000);

  private static final Duration CALL = Duration.ofMillis(100);
  private static final Instant CREATED = Instant.parse("2026-11-01T00:00:00Z");

  private final OverlappingTime time = new OverlappingTime();
  private final Map<String, Integer> calls = new TreeMap<>();

  @Test
  void planWithDrift_oneHundredThousandUsers_takesAtMostTenMinutes() {
    CallSettings settings = SimulatedCalls.settings(time);
    AwsCalls aws = AwsCalls.create(settings, new CallListener() {}, CallLimiter.standard(time));
    ProvisioningContext context =
        new ProvisioningContext(
            users(),
            new UserResources(
                ChannelService.create(new Channels(), aws),
                ChannelSettings.defaults(),
                ChatRoomService.create(new Rooms(), aws),
                ChatRoomSettings.defaults(),
                RealTimeService.create(new Stages(), aws),
                StageSettings.defaults()),
            aws,
            time::all,
            ProvisioningSettings.defaults("streamcat", LargePopulation.HOME),
            () -> UUID.randomUUID().toString());
    Instant began = time.instant();

    ReconciliationPlan plan =
        new DefaultUserProvisioner(context, Runnable::run).reconciler().planWithDrift();

    Duration taken = Duration.between(began, time.instant());
    System.out.printf("%s: %d s at AWS's quotas, calls %s%n", plan, taken.toSeconds(), calls);
    assertThat(plan.users()).isEqualTo(USERS);
    assertThat(plan.resources()).isEqualTo(2 * USERS + STAGES);
    assertThat(plan.findings()).hasSize(CHANGED_ROOMS);
    assertThat(calls)
        .isEqualTo(
            Map.of(
                "ListChannels", USERS / 100,
                "ListRooms", USERS / 50,
                "ListStages", (STAGES + 99) / 100,
                "BatchGetChannel", USERS / 50,
                "GetStage", STAGES,
                "GetRoom", CHANGED_ROOMS));
    assertThat(taken).isLessThanOrEqualTo(LIMIT);
  }

  private void call(String operation) {
    synchronized (calls) {
      calls.merge(operation, 1, Integer::sum);
    }
    try {
      time.sleep(CALL);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static UserRecord user(int i) {
    return i < STAGES ? LargePopulation.record(i) : LargePopulation.recordWithoutStage(i);
  }

  private static UserRepository users() {
    return (UserRepository)
        Proxy.newProxyInstance(
            UserRepository.class.getClassLoader(),
            new Class<?>[] {UserRepository.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "isTransactionActive" -> false;
                  case "storeId" -> LargePopulation.STORE;
                  case "findByKey" ->
                      Optional.of(user(LargePopulation.index((String) arguments[0])));
                  case "stream" -> IntStream.range(0, USERS).mapToObj(DriftTimeTest::user);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  /** A page of a list; the token is the number of the first resource. */
  private static <S, R> R page(
      ResourceKind kind,
      int count,
      int size,
      @Nullable String token,
      BiFunction<Integer, AwsResource, S> summary,
      BiFunction<List<S>, @Nullable String, R> page) {
    int from = token == null ? 0 : Integer.parseInt(token);
    int to = Math.min(count, from + size);
    return page.apply(
        IntStream.range(from, to)
            .mapToObj(i -> summary.apply(i, LargePopulation.resource(kind, i)))
            .toList(),
        to == count ? null : String.valueOf(to));
  }

  private final class Channels implements IvsClient {

    @Override
    public ListChannelsResponse listChannels(ListChannelsRequest request) {
      call("ListChannels");
      return page(
          ResourceKind.CHANNEL,
          USERS,
          request.maxResults(),
          request.nextToken(),
          (i, c) -> ChannelSummary.builder().arn(c.arn()).name(c.name()).tags(c.tags()).build(),
          (channels, next) ->
              ListChannelsResponse.builder().channels(channels).nextToken(next).build());
    }

    @Override
    public BatchGetChannelResponse batchGetChannel(BatchGetChannelRequest request) {
      call("BatchGetChannel");
      return BatchGetChannelResponse.builder()
          .channels(request.arns().stream().map(this::channel).toList())
          .build();
    }

    private Channel channel(String arn) {
      AwsResource channel =
          LargePopulation.resource(ResourceKind.CHANNEL, LargePopulation.indexOfArn(arn));
      return Channel.builder()
          .arn(arn)
          .name(channel.name())
          .type("STANDARD")
          .latencyMode("LOW")
          .tags(channel.tags())
          .build();
    }

    @Override
    public IvsServiceClientConfiguration serviceClientConfiguration() {
      return IvsServiceClientConfiguration.builder().build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  private final class Rooms implements IvschatClient {

    @Override
    public ListRoomsResponse listRooms(ListRoomsRequest request) {
      call("ListRooms");
      return page(
          ResourceKind.CHAT_ROOM,
          USERS,
          request.maxResults(),
          request.nextToken(),
          (i, room) ->
              RoomSummary.builder()
                  .arn(room.arn())
                  .name(room.name())
                  .tags(room.tags())
                  .createTime(CREATED)
                  .updateTime(i < CHANGED_ROOMS ? CREATED.plusSeconds(1) : CREATED)
                  .build(),
          (rooms, next) -> ListRoomsResponse.builder().rooms(rooms).nextToken(next).build());
    }

    @Override
    public GetRoomResponse getRoom(GetRoomRequest request) {
      call("GetRoom");
      String arn = request.identifier();
      AwsResource room =
          LargePopulation.resource(ResourceKind.CHAT_ROOM, LargePopulation.indexOfArn(arn));
      return GetRoomResponse.builder()
          .arn(arn)
          .name(room.name())
          .maximumMessageLength(7)
          .tags(room.tags())
          .build();
    }

    @Override
    public IvschatServiceClientConfiguration serviceClientConfiguration() {
      return IvschatServiceClientConfiguration.builder().build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  private final class Stages implements IvsRealTimeClient {

    @Override
    public ListStagesResponse listStages(ListStagesRequest request) {
      call("ListStages");
      return page(
          ResourceKind.STAGE,
          STAGES,
          request.maxResults(),
          request.nextToken(),
          (i, stage) ->
              StageSummary.builder().arn(stage.arn()).name(stage.name()).tags(stage.tags()).build(),
          (stages, next) -> ListStagesResponse.builder().stages(stages).nextToken(next).build());
    }

    @Override
    public GetStageResponse getStage(GetStageRequest request) {
      call("GetStage");
      AwsResource stage =
          LargePopulation.resource(ResourceKind.STAGE, LargePopulation.indexOfArn(request.arn()));
      return GetStageResponse.builder()
          .stage(Stage.builder().arn(stage.arn()).name(stage.name()).tags(stage.tags()).build())
          .build();
    }

    @Override
    public IvsRealTimeServiceClientConfiguration serviceClientConfiguration() {
      return IvsRealTimeServiceClientConfiguration.builder().build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
