package io.streamcat.provisioning;

import io.streamcat.exception.StreamCatException;
import java.util.Map;

/**
 * The result of {@link UserProvisioner#enqueue}.
 *
 * @param queued the number of new users whose resources recovery will create
 * @param repeated the number of users that an earlier call had registered or queued
 * @param rejected the reasons of the registrations that were rejected, by their positions in the
 *     stream, of which the first is 0; unmodifiable
 */
public record EnqueueReport(int queued, int repeated, Map<Integer, StreamCatException> rejected) {

  /** Copies the reasons. */
  public EnqueueReport {
    rejected = Map.copyOf(rejected);
  }
}
