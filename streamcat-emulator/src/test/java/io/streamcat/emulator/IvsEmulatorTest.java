package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IvsEmulatorTest {
  @Test
  void start_byDefault_listensOnLoopbackAddress() {
    try (IvsEmulator emulator = IvsEmulator.start()) {
      assertThat(emulator.endpoint()).hasHost("127.0.0.1").hasPort(emulator.port()).hasPath("");
      assertThat(emulator.region()).isEqualTo("us-east-1");
      assertThat(emulator.accountId()).isEqualTo("123456789012");
    }
  }

  @Test
  void start_portInUse_namesPort() {
    try (IvsEmulator emulator = IvsEmulator.start()) {
      assertThatThrownBy(() -> IvsEmulator.builder().port(emulator.port()).start())
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("127.0.0.1:" + emulator.port());
    }
  }

  @Test
  void start_unknownHost_isRejected() {
    assertThatThrownBy(() -> IvsEmulator.builder().host("no such host").start())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("unknown host");
  }

  @Test
  void start_allAddresses_isReachableByLoopbackAddress() {
    try (IvsEmulator emulator = IvsEmulator.builder().host("0.0.0.0").start()) {
      assertThat(new ApiClient(emulator).call("ListRooms").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @MethodSource
  void builder_invalidSetting_namesIt(String setting, ThrowingCallable call) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageStartingWith(setting + " ");
  }

  static Stream<Arguments> builder_invalidSetting_namesIt() {
    return Stream.of(
        bad("port", () -> IvsEmulator.builder().port(-1)),
        bad("port", () -> IvsEmulator.builder().port(65_536)),
        bad("region", () -> IvsEmulator.builder().region("US East")),
        bad("region", () -> IvsEmulator.builder().region("mars")),
        bad("accountId", () -> IvsEmulator.builder().accountId("1234")),
        bad("streamEndDelay", () -> IvsEmulator.builder().streamEndDelay(Duration.ofSeconds(-1))),
        bad("type", () -> IvsEmulator.builder().resourceLimit("stream", 1)),
        bad("max", () -> IvsEmulator.builder().resourceLimit("stage", -1)));
  }

  private static Arguments bad(String setting, ThrowingCallable call) {
    return Arguments.of(setting, call);
  }

  @Test
  void builder_regionAndAccount_appearInArns() {
    try (IvsEmulator emulator =
        IvsEmulator.builder().region("eu-west-1").accountId("000000000001").start()) {
      assertThat(new ApiClient(emulator).call("CreateRoom").text("arn"))
          .startsWith("arn:aws:ivschat:eu-west-1:000000000001:room/");
    }
  }

  @Test
  void builder_sameSeed_givesSameIdentifiers() {
    assertThat(firstChannel(5)).isEqualTo(firstChannel(5)).isNotEqualTo(firstChannel(6));
  }

  private static Map<String, ?> firstChannel(long seed) {
    try (IvsEmulator emulator = IvsEmulator.builder().seed(seed).start()) {
      return new ApiClient(emulator).call("CreateChannel").body();
    }
  }

  @Test
  void resources_afterCreates_describesThem() {
    MutableClock clock = new MutableClock();
    try (IvsEmulator emulator = IvsEmulator.builder().clock(clock).start()) {
      ApiClient aws = new ApiClient(emulator);
      aws.call("CreateStage", Map.of("name", "s", "tags", Map.of("k", "v")));
      aws.call("CreateChannel", Map.of("name", "c"));
      emulator.startStream(emulator.resources().get(0).arn());

      List<EmulatedResource> resources = emulator.resources();

      assertThat(resources)
          .extracting(EmulatedResource::type)
          .containsExactly("channel", "stream-key", "stage");
      assertThat(resources).extracting(EmulatedResource::name).containsExactly("c", "", "s");
      assertThat(resources.get(2).tags()).isEqualTo(Map.of("k", "v"));
      assertThat(resources).extracting(EmulatedResource::created).containsOnly(MutableClock.START);
    }
  }

  @Test
  void reset_laterCreate_assignsNewArn() {
    try (IvsEmulator emulator = IvsEmulator.start()) {
      ApiClient aws = new ApiClient(emulator);
      String before = aws.call("CreateRoom").text("arn");

      emulator.reset();

      assertThat(aws.call("CreateRoom").text("arn")).isNotEqualTo(before);
      assertThat(emulator.requests()).hasSize(1);
    }
  }

  @Test
  void close_waitingRequest_endsIt() throws Exception {
    IvsEmulator emulator = IvsEmulator.start();
    emulator.faults().add(FaultRule.latency("CreateRoom", Duration.ofMinutes(10)));
    ApiClient aws = new ApiClient(emulator);
    CompletableFuture<?> waiting = CompletableFuture.supplyAsync(() -> aws.call("CreateRoom"));

    aws.call("ListRooms");
    emulator.close();

    assertThat(waiting).failsWithin(10, TimeUnit.SECONDS);
    assertThat(emulator.resources()).isEmpty();
  }

  @Test
  void close_twice_hasNoEffect() {
    IvsEmulator emulator = IvsEmulator.start();
    emulator.close();
    emulator.close();
  }

  @Test
  void start_serverThreads_areDaemons() {
    try (IvsEmulator emulator = IvsEmulator.start()) {
      new ApiClient(emulator).call("ListRooms");

      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(
              thread ->
                  thread.getName().startsWith("HTTP-Dispatcher")
                      || thread.getName().startsWith("streamcat"))
          .isNotEmpty()
          .allMatch(Thread::isDaemon);
    }
  }
}
