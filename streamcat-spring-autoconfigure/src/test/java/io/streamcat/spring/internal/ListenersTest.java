package io.streamcat.spring.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The isolation of listeners that throw. */
class ListenersTest {

  private final List<String> called = new ArrayList<>();

  private void call(String listener) {
    called.add(listener);
    if (listener.equals("exception")) {
      throw new IllegalStateException(listener);
    }
    if (listener.equals("error")) {
      throw new NoClassDefFoundError(listener);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"exception", "error"})
  void call_listenerThrows_othersAreCalled(String failing) {
    Listeners.call(List.of(failing, "good"), this::call);

    assertThat(called).containsExactly(failing, "good");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exception", "error"})
  void callOrFail_listenerThrows_othersAreCalledBeforeItFails(String failing) {
    assertThatThrownBy(() -> Listeners.callOrFail(List.of(failing, "good"), this::call))
        .hasMessage(failing);

    assertThat(called).containsExactly(failing, "good");
  }
}
