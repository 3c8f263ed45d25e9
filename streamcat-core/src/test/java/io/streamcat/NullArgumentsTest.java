package io.streamcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.ContainerFormat;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.MultitrackInput;
import io.streamcat.channel.MultitrackInput.Policy;
import io.streamcat.channel.MultitrackInput.Resolution;
import io.streamcat.chat.ChatRoomChange;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.chat.MessageReviewHandler;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.password.PasswordPolicy;
import io.streamcat.password.UserPasswords;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.realtime.ParticipantRecording;
import io.streamcat.realtime.StageSettings;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UsernamePolicy;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Null arguments, which are rejected immediately with the name of the field. */
@Guarantee("SECRET-08")
class NullArgumentsTest {

  private static final EmulatedAws AWS = new EmulatedAws();
  private static final StreamCat STREAMCAT = AWS.streamCat().build();

  private static final String STORAGE =
      "arn:aws:ivs:us-east-1:123456789012:storage-configuration/abc";

  private static final Map<Class<?>, Object> SAMPLES =
      Map.of(
          UserId.class,
          UserId.of("todd"),
          NewUser.class,
          NewUser.withId("todd"),
          String.class,
          "toddler",
          ResourceKind.class,
          ResourceKind.STAGE,
          LiveChannelPolicy.class,
          LiveChannelPolicy.REFUSE,
          UnaryOperator.class,
          UnaryOperator.identity(),
          Duration.class,
          Duration.ofSeconds(1),
          Instant.class,
          Instant.MAX);

  @AfterAll
  static void close() {
    STREAMCAT.close();
    AWS.close();
  }

  static Stream<Arguments> entries() {
    return Stream.of(
            entries(UserProvisioner.class, STREAMCAT.users()),
            entries(UserPasswords.class, STREAMCAT.passwords()),
            entries(UsernamePolicy.class, UsernamePolicy.standard()),
            entries(PasswordPolicy.class, PasswordPolicy.standard()),
            entries(NewUser.class, NewUser.withId("todd")),
            entries(UserId.class, UserId.of("todd")),
            entries(StreamCatBuilder.class, StreamCat.builder()),
            entries(AwsOptions.class, new AwsOptions()),
            entries(UserOptions.class, new UserOptions()),
            entries(StorageOptions.class, new StorageOptions()),
            entries(ServiceOptions.class, new ServiceOptions()),
            entries(ChannelChange.class, ChannelChange.none()),
            entries(ChatRoomChange.class, ChatRoomChange.none()),
            entries(ChannelSettings.Builder.class, ChannelSettings.builder()),
            entries(ChatRoomSettings.Builder.class, ChatRoomSettings.builder()),
            entries(StageSettings.class, StageSettings.defaults()),
            entries(ParticipantRecording.class, ParticipantRecording.to(STORAGE)))
        .flatMap(entries -> entries);
  }

  /** Returns each non-null parameter of the public methods, except those of record copies. */
  private static Stream<Arguments> entries(Class<?> type, Object target) {
    return Stream.of(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .filter(
            method ->
                !method
                    .getName()
                    .matches(
                        "equals|create|standard|generate|ofTagValue|to|then|applyTo|appliedTo"))
        .flatMap(
            method ->
                IntStream.range(0, method.getParameterCount())
                    .filter(i -> !method.getParameterTypes()[i].isPrimitive())
                    .filter(i -> !isNullable(method, i))
                    .mapToObj(i -> Arguments.of(type.getSimpleName(), method, i, target)));
  }

  private static boolean isNullable(Method method, int parameter) {
    return method.getAnnotatedParameterTypes()[parameter].isAnnotationPresent(Nullable.class);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("entries")
  void call_null_isRejectedByTheNameOfTheField(
      String type, Method method, int parameter, Object target) {
    Object[] arguments =
        Stream.of(method.getParameterTypes()).map(SAMPLES::get).toArray(Object[]::new);
    arguments[parameter] = null;

    Throwable failure = catchThrowable(() -> call(method, target, arguments));

    assertThat(failure).isInstanceOf(InvalidInputException.class);
    InvalidInputException invalid = (InvalidInputException) failure;
    assertThat(invalid.problem()).isEqualTo("is null");
    assertThat(invalid.field()).isNotEmpty();
    if (type.endsWith("Options") || target instanceof StreamCatBuilder) {
      assertThat(invalid.field()).isEqualTo(method.getName());
    }
  }

  private static void call(Method method, Object target, Object[] arguments) throws Throwable {
    try {
      method.setAccessible(true);
      Object answer = method.invoke(target, arguments);
      if (answer instanceof CompletableFuture<?> future) {
        future.join();
      }
    } catch (InvocationTargetException | CompletionException e) {
      throw e.getCause();
    }
  }

  static Stream<ThrowingCallable> members() {
    ChannelSettings.Builder channel =
        ChannelSettings.builder().containerFormat(ContainerFormat.FRAGMENTED_MP4);
    String function = "arn:aws:lambda:us-east-1:123456789012:function:review";
    return Stream.of(
        () -> channel.multitrackInput(new MultitrackInput(null, Resolution.HD)).build(),
        () -> channel.multitrackInput(new MultitrackInput(Policy.ALLOW, null)).build(),
        () ->
            ChatRoomSettings.builder()
                .messageReviewHandler(new MessageReviewHandler(function, null))
                .build(),
        () -> ChatRoomSettings.builder().loggingConfigurationArns(Arrays.asList("a", null)),
        () -> ChatRoomChange.none().loggingConfigurationArns(Arrays.asList("a", null)));
  }

  @ParameterizedTest
  @MethodSource("members")
  void member_null_isRejectedByItsName(ThrowingCallable call) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.problem()).isEqualTo("is null"));
  }

  static Stream<ThrowingCallable> changes() {
    UserProvisioner users = STREAMCAT.users();
    UserId todd = users.provision(NewUser.withId("changes-null")).id();
    return Stream.of(
        () -> users.changeChannel(todd, change -> null, LiveChannelPolicy.WAIT),
        () -> users.changeChatRoom(todd, change -> null),
        () -> users.changeStage(todd, change -> null),
        () -> NewUser.withId("x").withChannel(change -> null),
        () -> NewUser.withId("x").withChatRoom(change -> null),
        () -> NewUser.withId("x").withStage(change -> null));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void change_returnsNull_isRejectedByTheNameOfTheField(ThrowingCallable call) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(call)
        .withMessage("change: is null (must be given)");
  }

  @Test
  void usernameKey_null_isRejected() {
    assertThat(catchThrowable(() -> User.usernameKey(null)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("username: is null (must be given)");
  }

  @Test
  void change_functionReturnsNull_isRejectedByTheNameOfTheField() {
    try (EmulatedAws aws = new EmulatedAws();
        StreamCat streamcat = aws.streamCat().build()) {
      UserId id = streamcat.users().provision(NewUser.withId("42")).id();
      NewUser ann = NewUser.withId("ann");

      assertThat(
              List.<ThrowingCallable>of(
                  () -> ann.withChannel(change -> null),
                  () -> ann.withStage(change -> null),
                  () -> streamcat.users().changeChannel(id, change -> null, LiveChannelPolicy.STOP),
                  () -> streamcat.users().changeChatRoom(id, change -> null),
                  () -> streamcat.users().changeStage(id, change -> null)))
          .allSatisfy(
              call ->
                  assertThat(catchThrowable(call)).hasMessage("change: is null (must be given)"));
    }
  }

  @Test
  void startRecovery_null_isRejectedByTheNameOfTheField() {
    try (EmulatedAws aws = new EmulatedAws();
        StreamCat streamcat = aws.streamCat().build()) {
      assertThat(catchThrowable(() -> streamcat.startRecovery(null)))
          .hasMessage("interval: is null (must be given)");
    }
  }
}
