package io.streamcat.spring.events;

import io.streamcat.broadcast.Broadcasts;
import io.streamcat.broadcast.EventSink;
import io.streamcat.event.ingest.EventIngester;
import io.streamcat.event.ingest.EventIngesterListener;
import io.streamcat.event.ingest.IvsEventListener;
import io.streamcat.provisioning.Suspensions;
import io.streamcat.spring.internal.ConditionalOnStreamCat;
import io.streamcat.spring.users.StreamCatAutoConfiguration;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** The auto-configuration of the event ingester, which all sources of events use. */
@AutoConfiguration(after = StreamCatAutoConfiguration.class)
@ConditionalOnStreamCat
@ConditionalOnBean(Broadcasts.class)
public final class StreamCatEventsAutoConfiguration {

  StreamCatEventsAutoConfiguration() {}

  /** Stops the channels of suspended users, which the application may do by itself. */
  @Bean
  @Lazy
  @ConditionalOnBean(Suspensions.class)
  @ConditionalOnMissingBean(name = "streamCatSuspensionListener")
  IvsEventListener streamCatSuspensionListener(Suspensions suspensions) {
    return suspensions.eventListener();
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  EventIngester streamCatEventIngester(
      Broadcasts broadcasts,
      ObjectProvider<EventIngesterListener> listeners,
      ObjectProvider<IvsEventListener> eventListeners) {
    EventSink sink = broadcasts;
    for (IvsEventListener listener : eventListeners.orderedStream().toList()) {
      sink = EventIngester.notifying(sink, listener);
    }
    return EventIngester.create(
        sink, new EventIngesterListeners(listeners.orderedStream().toList()), Clock.systemUTC());
  }
}
