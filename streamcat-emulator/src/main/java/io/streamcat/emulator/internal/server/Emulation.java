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
 * Everything that one emulator holds, whoever asks for it: Java, AWS clients or the control API.
 *
 * @param settings what was decided before it started
 * @param controlPlane the resources
 * @param events what takes events to their destinations
 * @param review what reviews chat messages
 * @param faults what goes wrong
 * @param log the requests
 * @param rates what throttles fast calls, or null when nothing does
 * @param requestIds what names answers
 * @param heartbeat what lets happen what is due while nobody calls
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
    DueWorkTimer heartbeat)
    implements AutoCloseable {

  public static Emulation of(
      Settings settings,
      Journal journal,
      boolean enforceQuotas,
      List<EventDestination> destinations,
      Function<EventDestination, EventTarget> opener,
      MessageReview review) {
    ControlPlane controlPlane = new ControlPlane(settings, journal);
    return new Emulation(
        settings,
        controlPlane,
        new EventDelivery(controlPlane, opener, destinations, EventDelivery.PATIENCE),
        review,
        new FaultInjector(settings.seed()),
        new RequestLog(),
        enforceQuotas ? new RateLimiter(settings.clock(), settings.accountId()) : null,
        new RequestIds(settings.seed()),
        DueWorkTimer.start(controlPlane::settle));
  }

  public TokenVerdict verify(PresentedToken token) {
    return new TokenVerdict(controlPlane.verify(token.token(), token.origin(), token.country()));
  }

  public void reset() {
    faults.clear();
    controlPlane.reset();
    events.reset();
    if (rates != null) {
      rates.clear();
    }
    log.clear();
  }

  @Override
  public void close() {
    heartbeat.close();
    events.close();
    controlPlane.close();
  }
}
