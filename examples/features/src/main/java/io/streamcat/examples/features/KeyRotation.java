package io.streamcat.examples.features;

import io.streamcat.StreamCat;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.exception.ChannelLiveException;
import io.streamcat.secret.Secret;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;

/** The replacement of a stream key that other people may have seen. */
public final class KeyRotation {

  private KeyRotation() {}

  public static void main(String[] args) {
    try (IvsEmulator emulator = IvsEmulator.start();
        StreamCat streamcat = EmulatorSetup.connect(emulator).build()) {
      User todd = streamcat.users().provision(NewUser.withId("todd"));
      Secret old = streamcat.channels().ingest(todd.id()).streamKey().value();

      // A new key would end the broadcast of a live channel, so that is refused by default.
      emulator.startStream(todd.channel().arn());
      try {
        streamcat.users().rotateStreamKey(todd.id());
      } catch (ChannelLiveException e) {
        System.out.println("refused: the channel is live");
      }

      // WAIT would replace the key after the broadcast. STOP ends the broadcast now.
      User changed = streamcat.users().rotateStreamKey(todd.id(), LiveChannelPolicy.STOP);
      Secret fresh = changed.channel().streamKey().value();
      System.out.println("another key: " + !fresh.reveal().equals(old.reveal()));
      System.out.println("still live: " + streamcat.channels().state(todd.id()).isLive());
      System.out.println(
          "keys that work: "
              + emulator.resources().stream()
                  .filter(resource -> resource.type().equals("stream-key"))
                  .count());
    }
  }
}
