package io.streamcat.examples.features;

import io.streamcat.StreamCat;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.operations.Ingest;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;

/** The registration of a user, who then has a channel, a chat room and a stage. */
public final class FirstUser {

  private FirstUser() {}

  public static void main(String[] args) {
    try (IvsEmulator emulator = IvsEmulator.start();
        StreamCat streamcat = EmulatorSetup.connect(emulator).build()) {
      User todd = streamcat.users().provision(NewUser.of("todd", "purple kettle on a slow train"));
      System.out.println(todd.username() + " is " + todd.state());

      // The user enters the URL and the secret key into an encoder such as OBS.
      Ingest ingest = streamcat.channels().ingest(todd.id());
      System.out.println("broadcasts to " + ingest.url());
      System.out.println("with the key " + ingest.streamKey().value()); // reveal() returns the text

      // The clients of the viewers need the URL, the room and the stage.
      System.out.println("is watched at " + todd.channel().playbackUrl());
      System.out.println("chats in " + todd.chatRoom().arn());
      System.out.println("meets guests on " + todd.stage().arn());
    }
  }
}
