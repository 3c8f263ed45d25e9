package io.streamcat.simulation.provisioning;

import io.streamcat.simulation.SimulatedServer;
import io.streamcat.simulation.provisioning.Act.Kind;
import io.streamcat.simulation.provisioning.UserScenario.Script;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A broadcaster's encoder: it goes live with the stream key that the broadcaster got, and
 * reconnects as long as that key is valid.
 */
final class Encoder {

  private static final Duration RECONNECT = Duration.ofSeconds(1);

  private final World world;
  private final Script script;
  private final SimulatedServer server;

  /** The user who broadcasts, or null. */
  private @Nullable String user;

  private @Nullable String streamKey;

  Encoder(World world, Script script) {
    this.world = world;
    this.script = script;
    this.server = world.scheduler().server(script.server(), Duration.ZERO).robust();
  }

  void start() {
    server.start(
        () -> {
          script.acts().forEach(this::perform);
          goOffline();
        });
  }

  private void perform(Act act) {
    if (act.kind() == Kind.LIVE) {
      goOffline();
      user = act.user();
      streamKey = null;
    } else if (act.kind() == Kind.OFFLINE) {
      goOffline();
    } else {
      broadcast(Duration.ofSeconds(Integer.parseInt(act.argument())));
    }
  }

  private void broadcast(Duration duration) {
    long end = world.scheduler().now() + duration.toNanos();
    while (world.scheduler().now() < end) {
      if (user != null && streamKey == null) {
        streamKey = world.streamKeys().get(user);
      }
      if (streamKey != null) {
        world.aws().connect(streamKey);
      }
      sleep(user == null ? Duration.ofNanos(end - world.scheduler().now()) : RECONNECT);
    }
  }

  private void goOffline() {
    if (streamKey != null) {
      world.aws().disconnect(streamKey);
    }
    user = null;
    streamKey = null;
  }

  private void sleep(Duration duration) {
    try {
      server.sleeper().sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
