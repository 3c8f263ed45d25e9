package io.streamcat.emulator.internal.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@Guarantee("EMU-04")
class StateTest {
  /** The packages whose classes act on the account. */
  private static final List<String> PACKAGES =
      List.of(
          "resource",
          "operation",
          "token",
          "stream",
          "channel",
          "stage",
          "composition",
          "chatroom",
          "controlplane");

  /**
   * Fields without lasting state: they are equal after every start, hold listeners, live for one
   * call, or hold scheduled requests.
   */
  private static final List<String> NO_STATE =
      List.of(
          "Account.pending",
          "ChatBackend.listeners",
          "CompactMap.entries",
          "Entries.next",
          "ParticipantLifecycle.listeners",
          "ChatEvents.listeners",
          "Claims.reasons",
          "EventBus.listeners",
          "Filters.filter",
          "Jwt.claims",
          "Jwt.header",
          "Jwt.signature",
          "Jwt.signed",
          "Operations.groups",
          "Streams.metadataListeners",
          "TokenSigner.keys",
          "Transactions.closed",
          "Transactions.later",
          "Transactions.revision");

  @Test
  void lastingState_isOnlyInStore() throws Exception {
    assertThat(
            classes()
                .filter(type -> !type.isRecord() && !type.isEnum() && type != Store.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(StateTest::canChange)
                .map(field -> field.getDeclaringClass().getSimpleName() + "." + field.getName()))
        .containsExactlyInAnyOrderElementsOf(NO_STATE);
  }

  private static boolean canChange(Field field) {
    Class<?> type = field.getType();
    return !Modifier.isStatic(field.getModifiers())
        && !field.isSynthetic()
        && (!Modifier.isFinal(field.getModifiers())
            || Map.class.isAssignableFrom(type)
            || Collection.class.isAssignableFrom(type)
            || type.isArray()
            || type.getName().startsWith("java.util.concurrent.")
            || Random.class.isAssignableFrom(type));
  }

  private static Stream<Class<?>> classes() throws Exception {
    Path resources = Path.of(Store.class.getResource("Store.class").toURI()).getParent();
    List<Class<?>> classes = new ArrayList<>();
    for (String part : PACKAGES) {
      try (Stream<Path> files = Files.list(resources.resolveSibling(part))) {
        for (Path file : files.toList()) {
          String name = file.getFileName().toString().replace(".class", "");
          if (!name.equals("package-info")) {
            classes.add(Class.forName("io.streamcat.emulator.internal." + part + "." + name));
          }
        }
      }
    }
    return classes.stream();
  }
}
