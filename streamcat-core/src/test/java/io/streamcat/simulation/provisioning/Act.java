package io.streamcat.simulation.provisioning;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One step in the script of a server or an encoder.
 *
 * @param kind the kind of step
 * @param user the user, empty for none; the first letter decides how the user registers: {@code u}
 *     by username, {@code i} by id, {@code k} by username and idempotency key, {@code o} by
 *     username with settings of its own: a private channel and short messages, {@code a} by
 *     username with {@link ExistingResources}
 * @param argument the argument if the kind of step needs one, otherwise empty
 */
record Act(Kind kind, String user, String argument) {

  /** A kind of step. */
  enum Kind {
    PROVISION,
    PROVISION_ASYNC,
    /** Registers the user in bulk; recovery creates the resources. */
    ENQUEUE,
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
    /**
     * The argument is the number of seconds until recovery reinstates the user, empty for never.
     */
    SUSPEND,
    REINSTATE,
    /** Handles an event of an encoder that has connected to the user's channel. */
    ENFORCE,
    DEPROVISION,
    /** Removes the user and retains the resources. */
    RETAIN,
    RESUME,
    RECOVER,
    RECONCILE,
    /** Runs recovery with a target of no spares. */
    SHRINK,
    /** Runs recovery with other defaults: normal latency, slow chat. */
    RENEW,
    /** Deletes a resource of a spare in AWS; the argument is the kind of resource. */
    LOSE_SPARE,
    /** Rolls out other defaults to all users: normal latency, slow chat. */
    ROLL_OUT,
    /** The argument is a number of seconds. */
    SLEEP,
    /**
     * For encoders: connects, and reconnects whenever the stream is stopped while the key is valid.
     */
    LIVE,
    OFFLINE
  }

  /** Returns whether the step removes a user. */
  boolean isRemoval() {
    return kind == Kind.DEPROVISION || kind == Kind.RETAIN;
  }

  static Act of(Kind kind, String user) {
    return new Act(kind, user, "");
  }

  static Act sleep(int seconds) {
    return new Act(Kind.SLEEP, "", Integer.toString(seconds));
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
    return new Act(Kind.valueOf(parts[0]), parts[1], parts[2]);
  }

  @Override
  public String toString() {
    return kind + "." + user + "." + argument;
  }
}
