package io.streamcat.benchmarks;

import io.streamcat.emulator.IvsEmulator;
import java.io.IOException;

/** The emulator in a process of its own, which ends with the process that started it. */
final class EmulatorMain {

  private EmulatorMain() {}

  /** Prints the endpoint and waits for the end of the input. */
  public static void main(String[] args) throws IOException {
    try (IvsEmulator emulator =
        IvsEmulator.builder()
            .resourceLimit("channel", Integer.MAX_VALUE)
            .resourceLimit("room", Integer.MAX_VALUE)
            .resourceLimit("stage", Integer.MAX_VALUE)
            .start()) {
      System.out.println(emulator.endpoint());
      System.in.transferTo(System.err);
    }
  }
}
