package io.streamcat.spring.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.event.IvsEvent;
import io.streamcat.event.ingest.EventIngester;
import io.streamcat.event.ingest.EventOutcome;
import io.streamcat.event.ingest.IvsEventListener;
import io.streamcat.spring.Contexts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamCatEventsAutoConfigurationTest {

  private static final String EVENT = Contexts.wentLive("st-1");

  @Test
  void eventListeners_severalBeans_areNotifiedOfStoredEvents() {
    List<String> seen = new ArrayList<>();
    Contexts.inMemory()
        .withBean("first", IvsEventListener.class, () -> new Recorder("first", seen))
        .withBean("second", IvsEventListener.class, () -> new Recorder("second", seen))
        .run(
            context -> {
              assertThat(context.getBean(EventIngester.class).ingest(List.of(EVENT)))
                  .allMatch(EventOutcome::isStored);

              assertThat(seen).containsExactly("first", "second");
            });
  }

  private record Recorder(String name, List<String> seen) implements IvsEventListener {

    @Override
    public void onEvent(IvsEvent event) {
      seen.add(name);
    }
  }
}
