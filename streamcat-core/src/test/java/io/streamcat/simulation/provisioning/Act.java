package io.streamcat.simulation.provisioning;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing that a server or an encoder does.
 *
 * @param deed the kind of deed
 * @param user the user it is about, empty for none; the first letter says how the user registers:
 *     {@code u} by username, {@code i} by id, {@code k} by username and idempotency key, {@code o}
 *     by username with settings of its own: a private channel and short messages
 * @param argument what the kind of deed needs, otherwise empty
 */
record Act(Deed deed, String user, String argument) {

  /** A kind of deed. */
  enum Deed {
    PROVISION,
    PROVISION_ASYNC,
    ENSURE_CHANNEL,
    ENSURE_ROOM,
    ENSURE_STAGE,
    FORGO_STAGE,
    /** The argument is a policy for live channels. */
    ROTATE,
    /** The argument is a policy for live channels and a change, for example {@code WAIT-BASIC}. */
    CHANGE,
    /** The argument is a change of the chat room, for example {@code SHORT}. */
    CHANGE_ROOM,
    /** The argument is a change of the stage, {@code RECORDED} or {@code UNRECORDED}. */
    CHANGE_STAGE,
    STOP,
    DEPROVISION,
    RESUME,
    RECOVER,
    RECONCILE,
    /** Gives everybody other defaults: normal latency, slow chat. */
    ROLL_OUT,
    /** The argument is a number of seconds. */
    SLEEP,
    /** Of encoders: connects, and again whenever the stream is stopped while the key is valid. */
    LIVE,
    OFFLINE
  }

  static Act of(Deed deed, String user) {
    return new Act(deed, user, "");
  }

  static Act sleep(int seconds) {
    return new Act(Deed.SLEEP, "", Integer.toString(seconds));
  }

  /** Returns the part of the argument before the first hyphen. */
  String policy() {
    return argument.contains("-") ? argument.substring(0, argument.indexOf('-')) : argument;
  }

  /** Returns the part of the argument after the first hyphen. */
  String change() {
    return argument.substring(argument.indexOf('-') + 1);
  }

  static String format(List<Act> acts) {
    return acts.stream().map(Act::toString).collect(Collectors.joining("+"));
  }

  static List<Act> parse(String text) {
    return text.isEmpty() ? List.of() : Arrays.stream(text.split("\\+", -1)).map(Act::of).toList();
  }

  private static Act of(String text) {
    String[] parts = text.split("\\.", 3);
    return new Act(Deed.valueOf(parts[0]), parts[1], parts[2]);
  }

  @Override
  public String toString() {
    return deed + "." + user + "." + argument;
  }
}
