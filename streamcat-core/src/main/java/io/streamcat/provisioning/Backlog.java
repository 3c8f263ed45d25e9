package io.streamcat.provisioning;

import io.streamcat.exception.StreamCatException;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The users who were queued by {@link UserProvisioner#enqueue} and are not complete yet.
 *
 * @param waiting the number of queued users, in all regions and accounts of the store
 * @param problems the last problems of queued users whose creation has failed and will be repeated,
 *     at most {@value #MOST_PROBLEMS}; unmodifiable
 * @param expectedTime the shortest time until the last user is complete, at the rate at which AWS
 *     allows creates; sign-ups and other calls come first and lengthen it
 */
public record Backlog(long waiting, Map<UserId, String> problems, Duration expectedTime) {

  /** The most problems that are read. */
  public static final int MOST_PROBLEMS = 100;

  /** Copies the problems. */
  public Backlog {
    problems = Map.copyOf(problems);
  }

  /**
   * The result of {@link UserProvisioner#enqueue}.
   *
   * @param queued the number of new users whose resources recovery will create
   * @param repeated the number of users that an earlier call had registered or queued
   * @param rejected the reasons of the registrations that were rejected, by their positions in the
   *     stream, of which the first is 0; unmodifiable
   */
  public record EnqueueReport(int queued, int repeated, Map<Integer, StreamCatException> rejected) {

    /** Copies the reasons, in the order of the positions. */
    public EnqueueReport {
      rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
    }
  }
}
