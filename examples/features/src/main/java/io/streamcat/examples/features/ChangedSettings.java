package io.streamcat.examples.features;

import io.streamcat.StreamCat;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.TranscodePreset;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;

/** Changes of a registered user's channel and chat room. */
public final class ChangedSettings {

  private ChangedSettings() {}

  public static void main(String[] args) {
    try (IvsEmulator emulator = IvsEmulator.start();
        StreamCat streamcat = EmulatorSetup.connect(emulator).build()) {
      UserId id = UserId.of("todd");
      User todd = streamcat.users().provision(NewUser.withId("todd"));
      System.out.println("type: " + todd.channel().settings().type());

      // AWS changes no live channel. WAIT makes the change when the broadcast has ended.
      emulator.startStream(todd.channel().arn());
      User waiting =
          streamcat
              .users()
              .changeChannel(
                  id,
                  c ->
                      c.type(ChannelType.ADVANCED_HD)
                          .preset(TranscodePreset.HIGHER_BANDWIDTH_DELIVERY),
                  LiveChannelPolicy.WAIT);
      System.out.println("type while live: " + waiting.channel().settings().type());

      // A server that runs startRecovery(…) does this automatically.
      emulator.stopStream(todd.channel().arn());
      User changed = streamcat.users().resume(id).orElseThrow();
      System.out.println("type afterwards: " + changed.channel().settings().type());

      // Viewers of a private channel need a token.
      User hidden =
          streamcat.users().changeChannel(id, c -> c.authorized(true), LiveChannelPolicy.REFUSE);
      System.out.println("private: " + hidden.channel().settings().authorized());

      User brief = streamcat.users().changeChatRoom(id, room -> room.maximumMessageLength(200));
      System.out.println("longest message: " + brief.chatRoom().settings().maximumMessageLength());
    }
  }
}
