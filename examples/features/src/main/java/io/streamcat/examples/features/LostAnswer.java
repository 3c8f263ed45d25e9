package io.streamcat.examples.features;

import io.streamcat.StreamCat;
import io.streamcat.aws.CallListener;
import io.streamcat.aws.CallOutcome;
import io.streamcat.aws.Operation;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.time.Duration;

/** The adoption of a channel whose create got no answer, without a second create. */
public final class LostAnswer {

  private LostAnswer() {}

  public static void main(String[] args) {
    try (IvsEmulator emulator = IvsEmulator.start();
        StreamCat streamcat =
            EmulatorSetup.connect(emulator).aws(a -> a.callListener(new ChannelCalls())).build()) {
      // AWS creates the channel, and the connection breaks before the answer arrives.
      emulator.faults().add(FaultRule.responseLost("CreateChannel"));

      // StreamCat finds the channel by the tags that it sent with the create.
      User user = streamcat.users().provision(NewUser.withId("42"));

      System.out.println("the user is " + user.state());
      System.out.println(
          "channels in AWS: "
              + emulator.resources().stream()
                  .filter(resource -> resource.type().equals("channel"))
                  .count());
    }
  }

  /** Prints the calls that create or find channels. */
  private static final class ChannelCalls implements CallListener {
    @Override
    public void onCall(Operation operation, CallOutcome outcome, Duration duration) {
      if (operation.name().contains("Channel")) {
        System.out.println(operation.name() + ": " + outcome);
      }
    }
  }
}
