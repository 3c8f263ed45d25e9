package io.streamcat.broadcast;

import static io.streamcat.broadcast.SampleBroadcasts.CHANNEL;
import static io.streamcat.broadcast.SampleBroadcasts.LATER;
import static io.streamcat.broadcast.SampleBroadcasts.MUCH_LATER;
import static io.streamcat.broadcast.SampleBroadcasts.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.event.StreamStateChange;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** AWS lists at most the latest {@link StreamSession#MAX_EVENTS} events of a session. */
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

  private static Broadcast ended(List<StreamSession.Event> events) {
    return StreamSessionMapper.toBroadcast(
            CHANNEL, new StreamSession("st-1", NOW, MUCH_LATER, events))
        .orElseThrow();
  }

  @Test
  void toBroadcast_endIsListed_endsWithItsEvent() {
    StreamSession.Event end = new StreamSession.Event(StreamStateChange.STREAM_END, LATER, "");

    assertThat(ended(List.of(end)).endedAt()).isEqualTo(LATER);
  }

  @Test
  void toBroadcast_endIsNotListed_endsWithTheSession() {
    StreamSession.Event start = new StreamSession.Event(StreamStateChange.STREAM_START, NOW, "");

    assertThat(ended(List.of(start)).endedAt()).isEqualTo(MUCH_LATER);
    assertThat(ended(List.of()).endedAt()).isEqualTo(MUCH_LATER);
  }
}
