package io.streamcat.examples.features;

import io.streamcat.StreamCat;
import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastListener;
import io.streamcat.emulator.EventDestination;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.event.ingest.EventIngester;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.List;

/** Broadcasts from the events of IVS: the live ones and the past ones. */
public final class WhoIsLive {

  private WhoIsLive() {}

  public static void main(String[] args) throws InterruptedException {
    try (IvsEmulator emulator = IvsEmulator.start();
        StreamCat streamcat =
            EmulatorSetup.connect(emulator).broadcastListener(new Announcements()).build()) {
      // In AWS the events arrive in a queue. Here the emulator hands them over.
      EventIngester ingester = EventIngester.create(streamcat.broadcasts());
      emulator.events().add(EventDestination.listener(json -> ingester.ingest(List.of(json))));

      User todd = streamcat.users().provision(NewUser.withId("todd"));
      String channel = todd.channel().arn();

      emulator.startStream(channel); // an encoder connects
      emulator.events().awaitDelivery(Duration.ofSeconds(10));
      for (Broadcast broadcast : streamcat.broadcasts().live()) {
        User owner = streamcat.users().findByResource(broadcast.channelArn()).orElseThrow();
        System.out.println("live: " + owner.id());
      }

      // AWS may lose events, as here the end of the broadcast. A repair asks AWS.
      emulator.events().clearDestinations();
      emulator.stopStream(channel);
      System.out.println("repaired: " + streamcat.broadcasts().repair().changed().size());
      System.out.println("live: " + streamcat.broadcasts().live().size());
      System.out.println("past: " + streamcat.broadcasts().ofChannel(channel, null, 10).size());
    }
  }

  /** Is notified at least once of each broadcast. */
  private static final class Announcements implements BroadcastListener {
    @Override
    public void wentLive(Broadcast broadcast) {
      System.out.println("a channel went live");
    }
  }
}
