package io.streamcat.broadcast;

import static io.streamcat.broadcast.SampleBroadcasts.CHANNEL;
import static io.streamcat.broadcast.SampleBroadcasts.LATER;
import static io.streamcat.broadcast.SampleBroadcasts.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** AWS lists at most the latest {@link StreamSession#MAX_EVENTS} events of a session. */
@Guarantee("EVENT-07")
class StreamSessionMapperTest {

  private static Broadcast mapped(int events) {
    return StreamSessionMapper.toBroadcast(
            CHANNEL,
            new StreamSession(
                "st-1",
                NOW,
                null,
                Collections.nCopies(events, new StreamSession.Event("Session Created", LATER, ""))))
        .orElseThrow();
  }

  @Test
  void toBroadcast_allEventsListed_startsWithItsEvent() {
    assertThat(mapped(StreamSession.MAX_EVENTS - 1).startedAt()).isNull();
  }

  @Test
  void toBroadcast_eventsMayBeMissing_startsWithTheSession() {
    assertThat(mapped(StreamSession.MAX_EVENTS).startedAt()).isEqualTo(NOW);
  }

  @Test
  void toBroadcast_noEventsListed_startsWithTheSession() {
    assertThat(mapped(0).startedAt()).isEqualTo(NOW);
  }
}
