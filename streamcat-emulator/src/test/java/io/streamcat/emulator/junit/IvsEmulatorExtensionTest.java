package io.streamcat.emulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.streamcat.emulator.IvsEmulator;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;

class IvsEmulatorExtensionTest {

  /** The emulators that the test classes below received. */
  private static final Set<IvsEmulator> GIVEN = new LinkedHashSet<>();

  private static final List<Integer> RESOURCES_AT_FIRST = new ArrayList<>();

  @BeforeEach
  void forget() {
    GIVEN.clear();
    RESOURCES_AT_FIRST.clear();
  }

  private static void use(IvsEmulator emulator) throws Exception {
    GIVEN.add(emulator);
    RESOURCES_AT_FIRST.add(emulator.resources().size());
    HttpRequest create =
        HttpRequest.newBuilder(emulator.endpoint().resolve("/CreateRoom"))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    HttpClient.newHttpClient().send(create, BodyHandlers.discarding());
    assertThat(emulator.resources()).isNotEmpty();
  }

  private static void run(Class<?> tests, int succeeding) {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(tests))
        .execute()
        .testEvents()
        .assertStatistics(statistics -> statistics.succeeded(succeeding).failed(0));
    assertThat(GIVEN)
        .allSatisfy(
            emulator -> {
              URI closed = emulator.endpoint();
              assertThatThrownBy(() -> new Socket(closed.getHost(), closed.getPort()).close())
                  .hasMessageContaining("refused");
            });
  }

  @Test
  void extension_onClass_sharesResetsAndClosesEmulator() {
    run(Sharing.class, 3);

    assertThat(GIVEN).hasSize(1);
    assertThat(RESOURCES_AT_FIRST).containsExactly(0, 0, 0, 0);
  }

  @Test
  void extension_instanceField_startsEmulatorPerTest() {
    run(OneEach.class, 2);

    assertThat(GIVEN).hasSize(2).allMatch(emulator -> emulator.region().equals("eu-west-1"));
  }

  /** A class that creates a resource before all tests, which is removed before the first test. */
  @ExtendWith(IvsEmulatorExtension.class)
  static class Sharing {

    @BeforeAll
    static void prepare(IvsEmulator emulator) throws Exception {
      use(emulator);
    }

    @Test
    void first(IvsEmulator emulator) throws Exception {
      use(emulator);
    }

    @Test
    void second(IvsEmulator emulator) throws Exception {
      use(emulator);
    }

    @Nested
    class Inside {

      private final IvsEmulator emulator;

      Inside(IvsEmulator emulator) {
        this.emulator = emulator;
      }

      @Test
      void third() throws Exception {
        use(emulator);
      }
    }
  }

  static class OneEach {

    @RegisterExtension
    final IvsEmulatorExtension emulators =
        new IvsEmulatorExtension(() -> IvsEmulator.builder().region("eu-west-1").start());

    @Test
    void first(IvsEmulator emulator) throws Exception {
      use(emulator);
    }

    @Test
    void second(IvsEmulator emulator) throws Exception {
      use(emulator);
    }
  }
}
