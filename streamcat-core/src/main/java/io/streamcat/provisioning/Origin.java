package io.streamcat.provisioning;

import io.streamcat.aws.Tags;
import io.streamcat.user.StoredUser;
import io.streamcat.user.UserId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What StreamCat's own tags tell of a resource of the namespace. It is held for every resource at
 * once, so it holds no more than is needed.
 *
 * @param userTag the tag that names the user, or null
 * @param attempt the attempt it was created in, or null
 * @param createdAt when it was created, or null if the tag is missing or unreadable
 */
record Origin(@Nullable String userTag, @Nullable String attempt, @Nullable Instant createdAt) {

  /** Reads the tags of a resource; empty if it is not of the namespace. */
  static Optional<Origin> of(Map<String, String> tags, String namespace) {
    return namespace.equals(tags.get(Tags.NAMESPACE))
        ? Optional.of(new Origin(tags.get(Tags.USER_ID), tags.get(Tags.RECORD), createdAt(tags)))
        : Optional.empty();
  }

  static @Nullable Instant createdAt(Map<String, String> tags) {
    String tag = tags.get(Tags.CREATED_AT);
    if (tag == null) {
      return null;
    }
    try {
      return Instant.parse(tag);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  Optional<UserId> userId() {
    return Optional.ofNullable(userTag).flatMap(TagValues::decode);
  }

  /** Tells whether the resource was created for a user, and not for an earlier one of this id. */
  boolean isOf(StoredUser stored) {
    return stored.attempt().id().equals(attempt)
        && TagValues.encode(stored.user().id()).equals(userTag);
  }
}
