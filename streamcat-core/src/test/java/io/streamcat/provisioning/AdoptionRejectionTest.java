package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static io.streamcat.user.ResourceKind.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.aws.internal.Tags;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.NotAdoptableException;
import io.streamcat.exception.NotAdoptableException.Reason;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Resources that cannot be adopted; nothing is changed then. */
@Guarantee("ADOPT-02")
class AdoptionRejectionTest extends AdoptionFixture {

  private StreamCat streamcat;

  @BeforeEach
  void open() {
    streamcat = streamCat(FailurePolicy.ROLL_BACK);
  }

  @AfterEach
  void closeStreamCat() {
    streamcat.close();
  }

  private void rejected(Reason reason, Existing existing) {
    long stored = users.stream().count();
    long tagged = aws.calls("TagResource");
    for (boolean isDryRun : new boolean[] {true, false}) {
      assertThatExceptionOfType(NotAdoptableException.class)
          .isThrownBy(
              () -> {
                if (isDryRun) {
                  streamcat.users().checkAdoption(TODD, existing);
                } else {
                  streamcat.users().adopt(TODD, existing);
                }
              })
          .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
          .satisfies(e -> assertThat(existing.arns()).containsValue(e.arn()))
          .satisfies(e -> assertThat(e.retryable()).isFalse());
    }
    assertThat(users.stream()).hasSize((int) stored);
    assertThat(aws.calls("TagResource")).isEqualTo(tagged);
  }

  @Test
  void adopt_unknownChannel_isNotFound() {
    String arn = channel();
    aws.reset();

    rejected(Reason.NOT_FOUND, Existing.channel(arn));
  }

  @ParameterizedTest
  @CsvSource({"us-east-1, 999999999999", "eu-west-1, 123456789012"})
  void adopt_otherHome_isRejected(String region, String account) {
    try (StreamCat here =
        builder(FailurePolicy.ROLL_BACK).aws(a -> a.account("123456789012")).build()) {
      assertThatExceptionOfType(NotAdoptableException.class)
          .isThrownBy(
              () ->
                  here.users()
                      .adopt(
                          TODD,
                          Existing.channel(
                              "arn:aws:ivs:" + region + ":" + account + ":channel/abcdefABCDEF")))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.OTHER_HOME));
    }
  }

  @Test
  void adopt_channelOfAnotherUser_isRejected() {
    Existing existing = existing();
    streamcat.users().adopt(NewUser.withId("1"), existing);

    rejected(Reason.OTHER_USER, Existing.channel(existing.arns().get(CHANNEL)));
  }

  @Test
  void adopt_otherResourcesOfTheUser_isRejected() {
    Existing existing = existing();
    streamcat.users().adopt(TODD, existing);

    Existing others = Existing.channel(existing.arns().get(CHANNEL)).chatRoom(chatRoom());
    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> streamcat.users().adopt(TODD, others));
    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> streamcat.users().adopt(TODD.withUsername("tom"), existing));
    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> streamcat.users().checkAdoption(TODD, others));
    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> streamcat.users().adopt(TODD, existing()));
    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(
            () -> streamcat.users().adopt(new NewUser(null, "todd", null, null), existing()));
  }

  @Test
  void adopt_resourceOfAnotherStore_isRejected() {
    User ann;
    try (StreamCat other =
        aws.streamCat().storage(s -> s.users(UserRepository.inMemory())).build()) {
      ann = other.users().provision(NewUser.of("ann", PASSWORD));
    }

    rejected(Reason.OTHER_OWNER, Existing.channel(ann.channel().arn()));
  }

  @ParameterizedTest
  @CsvSource({
    "aws-cdk:path, web/channel",
    "Terraform, true",
    "terraform:workspace, default",
    "ManagedBy, Terraform",
    "managed-by, cdk",
    "provisioner, OpenTofu",
    "pulumi:project, web",
  })
  void adopt_managedByAnotherTool_needsConsent(String key, String value) {
    Existing existing = Existing.channel(channel(key, value));

    rejected(Reason.MANAGED, existing);
    assertThat(streamcat.users().adopt(TODD, existing.evenIfManaged()).state())
        .isEqualTo(UserState.ACTIVE);
  }

  @ParameterizedTest
  @CsvSource({"project, streamcat", "terraform, false", "managed-by, todd", "created-by, console"})
  void adopt_harmlessTags_isAccepted(String key, String value) {
    assertThat(streamcat.users().adopt(TODD, Existing.channel(channel(key, value))).state())
        .isEqualTo(UserState.ACTIVE);
  }

  @Test
  void adopt_noRoomForTags_isRejected() {
    String tags =
        IntStream.range(0, 46)
            .mapToObj(i -> "\"k" + i + "\":\"v\"")
            .collect(Collectors.joining(",", "{", "}"));
    String arn = aws.create("CreateChannel", "{\"name\":\"todd\",\"tags\":" + tags + "}");

    rejected(Reason.TOO_MANY_TAGS, Existing.channel(arn));
  }

  @Test
  void adopt_settingsOfAnExistingResource_areRejected() {
    Existing existing = Existing.channel(channel()).creatingMissing();

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () -> streamcat.users().adopt(TODD.withChannel(c -> c.authorized(false)), existing))
        .satisfies(e -> assertThat(e.field()).isEqualTo("settings"));
    assertThat(
            streamcat
                .users()
                .adopt(TODD.withChatRoom(c -> c.maximumMessageLength(42)), existing)
                .chatRoom()
                .settings()
                .maximumMessageLength())
        .isEqualTo(42);
  }

  @Test
  void existing_illegalArns_areRejected() {
    String room = "arn:aws:ivschat:us-east-1:123456789012:room/abcdefABCDEF";
    String key = "arn:aws:ivs:us-east-1:123456789012:stream-key/abcdefABCDEF";

    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> Existing.channel(room));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Existing.of(List.of(key)));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Existing.of(List.of(room, room)));
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> Existing.of(List.of()));
    assertThat(Existing.of(List.of(room)).arns()).containsValue(room);
  }

  @Test
  void checkAdoption_freeResources_changesNothing() {
    Existing existing = existing();

    assertThat(streamcat.users().checkAdoption(TODD, existing)).isEmpty();

    assertThat(users.page(null, 10)).isEmpty();
    untouched(existing);
  }

  @Test
  void adopt_leftoverTagsOfAnAdoptionThatIsGone_isAccepted() {
    Existing existing = existing();
    User todd = streamcat.users().adopt(TODD, existing);
    users.delete(users.findById(todd.id()).orElseThrow());
    assertThat(tags(existing.arns().get(CHANNEL))).containsKey(Tags.RECORD);

    assertThat(streamcat.users().adopt(TODD, existing).state()).isEqualTo(UserState.ACTIVE);
  }

  /** The parts of an adoption between which another call can adopt the resources. */
  private enum Race {
    BEFORE_THE_LOOK_UP("findByResource"),
    AFTER_THE_FIRST_LOOK_UP("findById"),
    BEFORE_THE_RESOURCES_ARE_READ("findByUsername"),
    BEFORE_THE_INSERT("insert");

    private final String method;

    Race(String method) {
      this.method = method;
    }
  }

  @ParameterizedTest
  @EnumSource(Race.class)
  void adopt_resourceThatAnotherCallRecordsMeanwhile_isRejected(Race race) {
    Existing existing = existing();
    NewUser ann = NewUser.withId("1");
    UserRepository racing = racing(race, () -> streamcat.users().adopt(ann, existing));

    try (StreamCat late = aws.streamCat().storage(s -> s.users(racing)).build()) {
      assertThatExceptionOfType(NotAdoptableException.class)
          .isThrownBy(() -> late.users().adopt(TODD, existing))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.OTHER_USER));
    }
    assertThat(users.stream()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Race.class)
  void adopt_sameUserByAnotherCallMeanwhile_returnsTheUser(Race race) {
    Existing existing = existing();
    UserRepository racing = racing(race, () -> streamcat.users().adopt(TODD, existing));

    try (StreamCat late = aws.streamCat().storage(s -> s.users(racing)).build()) {
      assertThat(late.users().adopt(TODD, existing).state()).isEqualTo(UserState.ACTIVE);
    }
    assertThat(users.stream()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(value = Race.class, names = "BEFORE_THE_INSERT", mode = EnumSource.Mode.EXCLUDE)
  void checkAdoption_sameUserByAnotherCallMeanwhile_returnsTheUser(Race race) {
    Existing existing = existing();
    UserRepository racing = racing(race, () -> streamcat.users().adopt(TODD, existing));

    try (StreamCat late = aws.streamCat().storage(s -> s.users(racing)).build()) {
      assertThat(late.users().checkAdoption(TODD, existing)).isPresent();
    }
  }

  /** Returns the store as seen by a server during whose adoption another one works. */
  private UserRepository racing(Race race, Runnable work) {
    AtomicBoolean isFirst = new AtomicBoolean(true);
    return (UserRepository)
        Proxy.newProxyInstance(
            UserRepository.class.getClassLoader(),
            new Class<?>[] {UserRepository.class},
            (proxy, method, arguments) -> {
              boolean isNow = method.getName().equals(race.method) && isFirst.getAndSet(false);
              boolean isLookUp = race == Race.BEFORE_THE_RESOURCES_ARE_READ;
              if (isNow && !isLookUp) {
                work.run();
              }
              try {
                Object result = method.invoke(users, arguments);
                if (isNow && isLookUp) {
                  work.run();
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
