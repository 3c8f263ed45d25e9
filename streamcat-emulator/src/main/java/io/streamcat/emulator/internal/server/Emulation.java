package io.streamcat.emulator.internal.server;

import io.streamcat.emulator.EventDestination;
import io.streamcat.emulator.PresentedToken;
import io.streamcat.emulator.TokenVerdict;
import io.streamcat.emulator.internal.chat.MessageReview;
import io.streamcat.emulator.internal.controlplane.ControlPlane;
import io.streamcat.emulator.internal.fault.FaultInjector;
import io.streamcat.emulator.internal.outbound.EventDelivery;
import io.streamcat.emulator.internal.outbound.EventTarget;
import io.streamcat.emulator.internal.resource.Journal;
import io.streamcat.emulator.internal.resource.Settings;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one emulator, shared by the Java API, AWS clients and the control API.
 *
 * @param settings the settings
 * @param controlPlane the resources
 * @param events the delivery of events
 * @param review the review of chat messages
 * @param faults the faults
 * @param log the recorded requests
 * @param rates the rate limiter, or null without throttling
 * @param requestIds the source of request ids
 * @param dueWorkTimer the timer of due work
 */
public record Emulation(
    Settings settings,
    ControlPlane controlPlane,
    EventDelivery events,
    MessageReview review,
    FaultInjector faults,
    RequestLog log,
    @Nullable RateLimiter rates,
    RequestIds requestIds,
    DueWorkTimer dueWorkTimer)
    implements AutoCloseable {

  public static Emulation of(
      Settings settings,
      Journal journal,
      FaultInjector faults,
      boolean enforceQuotas,
      List<EventDestination> destinations,
      Function<EventDestination, EventTarget> opener,
      MessageReview review) {
    ControlPlane controlPlane = new ControlPlane(settings, journal);
    controlPlane.keepManyVersionsIf(faults::hasStaleLists);
    return new Emulation(
        settings,
        controlPlane,
        new EventDelivery(controlPlane, opener, destinations, EventDelivery.PATIENCE),
        review,
        faults,
        new RequestLog(),
        enforceQuotas ? new RateLimiter(settings.clock(), settings.accountId()) : null,
        new RequestIds(settings.seed()),
        DueWorkTimer.start(controlPlane::settle));
  }

  public TokenVerdict verify(PresentedToken token) {
    return new TokenVerdict(controlPlane.verify(token.token(), token.origin(), token.country()));
  }

  public void reset() {
    // It comes first, because it fails without an effect if the state cannot be written.
    controlPlane.reset();
    faults.clear();
    events.reset();
    if (rates != null) {
      rates.clear();
    }
    log.clear();
  }

  @Override
  public void close() {
    dueWorkTimer.close();
    events.close();
    controlPlane.close();
  }
}
