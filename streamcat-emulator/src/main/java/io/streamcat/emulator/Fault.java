package io.streamcat.emulator;

/** What can go wrong between a client and AWS. */
public enum Fault {
  /** The request waits, in real time, before anything else happens to it. */
  LATENCY,
  /** The request is refused with an error and has no effect. */
  ERROR,
  /** The connection is closed without a response, and the request has no effect. */
  DROP_BEFORE,
  /** The request has its effect, but the connection is closed without a byte of the response. */
  RESPONSE_LOST,
  /** A list shows the state of a while ago: without what is new, with what was just deleted. */
  STALE_LIST
}
