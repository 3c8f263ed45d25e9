package io.streamcat.examples.features;

import io.streamcat.StreamCat;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.emulator.PresentedToken;
import io.streamcat.playback.PlaybackToken;
import io.streamcat.playback.PlaybackTokenRequest;
import io.streamcat.signing.SigningKey;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.List;

/** A private channel, which a viewer watches with a token until the token is revoked. */
public final class PrivateChannel {

  private PrivateChannel() {}

  public static void main(String[] args) {
    // An application reads its key from a secret store. IVS gets the public half only.
    SigningKey key = SigningKey.generate();
    try (IvsEmulator emulator = IvsEmulator.start();
        StreamCat streamcat =
            EmulatorSetup.connect(emulator).services(s -> s.playbackSigningKey(key)).build()) {
      User todd =
          streamcat
              .users()
              .provision(NewUser.withId("todd").withChannel(channel -> channel.authorized(true)));

      PlaybackToken token =
          streamcat
              .playback()
              .token(
                  todd.id(),
                  PlaybackTokenRequest.builder(Duration.ofMinutes(5))
                      .viewerId("viewer-4711")
                      .allowedOrigins(List.of("https://example.com"))
                      .build());
      // Only the player of this viewer gets the URL.
      System.out.println("watch at " + token.appendTo(todd.channel().playbackUrl()));

      PresentedToken presented = PresentedToken.of(token.value().reveal());
      System.out.println(
          "on our page: " + emulator.verifyToken(presented.origin("https://example.com")).valid());
      System.out.println(
          "elsewhere: " + emulator.verifyToken(presented.origin("https://evil.test")).valid());

      streamcat.playback().revoke(todd.id(), "viewer-4711", 0);
      System.out.println(
          "revoked: " + emulator.verifyToken(presented.origin("https://example.com")).reasons());
    }
  }
}
