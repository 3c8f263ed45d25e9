package io.streamcat.examples.web.emulator;

import io.streamcat.broadcast.Broadcasts;
import io.streamcat.emulator.EventDestination;
import io.streamcat.emulator.IvsEmulatorBuilder;
import io.streamcat.event.IvsEvent;
import io.streamcat.spring.IvsEmulatorBuilderCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** Delivers the emulator's events directly to the site; events from AWS arrive through a queue. */
@Component
@ConditionalOnBooleanProperty("streamcat.emulator.enabled")
class EventEmulator implements IvsEmulatorBuilderCustomizer {

  private final ObjectProvider<Broadcasts> broadcasts;

  EventEmulator(ObjectProvider<Broadcasts> broadcasts) {
    this.broadcasts = broadcasts;
  }

  @Override
  public void customize(IvsEmulatorBuilder builder) {
    builder.eventDestination(
        EventDestination.listener(json -> broadcasts.getObject().accept(IvsEvent.parse(json))));
  }
}
