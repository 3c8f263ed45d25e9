package io.streamcat.provisioning.internal.resource;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.internal.Tags;
import io.streamcat.repository.Identity;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.UserId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tags that identify the record, the store and the namespace of a resource. */
public final class OwnershipTags {

  private final String namespace;
  private final Supplier<String> storeId;

  public OwnershipTags(String namespace, Supplier<String> storeId) {
    this.namespace = namespace;
    this.storeId = storeId;
  }

  /** The tags that only the resources of a record have. */
  public Map<String, String> identity(UserRecord record) {
    return Map.of(Tags.NAMESPACE, namespace, Tags.RECORD, record.key());
  }

  /** The tags of a new resource. */
  Map<String, String> of(UserRecord record, Instant now) {
    Map<String, String> tags = new LinkedHashMap<>(identity(record));
    tags.put(Tags.STORE, storeId.get());
    // In microseconds, to distinguish two creates for one record.
    tags.put(Tags.CREATED_AT, now.toString());
    tags.putAll(ofUser(record));
    return tags;
  }

  /** The tag that names the user; none for a spare. */
  static Map<String, String> ofUser(UserRecord record) {
    Identity person = record.identity();
    return person == null ? Map.of() : Map.of(Tags.USER_ID, person.id().toTagValue());
  }

  /**
   * The tags of a new stream key. The key of the record is missing: a tag with a random value
   * distinguishes the stream key from the replaced one, which lists may still show.
   */
  Map<String, String> ofStreamKey() {
    return Map.of(Tags.NAMESPACE, namespace, Tags.STORE, storeId.get());
  }

  /** The tags of an adopted resource, which are the same for each attempt. */
  public Map<String, String> ofAdopted(UserRecord record) {
    Map<String, String> tags = new LinkedHashMap<>(of(record, record.createdAt()));
    tags.remove(Tags.CREATED_AT);
    tags.put(Tags.ADOPTED_AT, record.createdAt().toString());
    return tags;
  }

  /** Returns whether a resource existed before StreamCat adopted it. */
  public static boolean isAdopted(Map<String, String> tags) {
    return tags.containsKey(Tags.ADOPTED_AT);
  }

  /** Returns whether a resource has none of StreamCat's tags, but a name of the namespace. */
  public boolean isUntagged(AwsResource resource) {
    return resource.name().startsWith(namespace + "-") && Tags.identity(resource.tags()).isEmpty();
  }

  /** Reads the tags of a resource; empty if it belongs to another namespace. */
  public Optional<Origin> origin(Map<String, String> tags) {
    return namespace.equals(tags.get(Tags.NAMESPACE))
        ? Optional.of(
            new Origin(
                tags.get(Tags.RECORD),
                tags.get(Tags.USER_ID),
                storeId.get().equals(tags.get(Tags.STORE)),
                isAdopted(tags),
                createdAt(tags)))
        : Optional.empty();
  }

  /**
   * Reads the time of a resource's creation, or of its adoption, by which it existed; null if the
   * tag is missing or unreadable.
   */
  public static @Nullable Instant createdAt(Map<String, String> tags) {
    String tag = tags.get(isAdopted(tags) ? Tags.ADOPTED_AT : Tags.CREATED_AT);
    if (tag == null) {
      return null;
    }
    try {
      return Instant.parse(tag);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /**
   * The owner of a resource according to its tags. A plan holds one for every resource of the
   * namespace, so it contains only the necessary fields.
   *
   * @param record the key of the record, or null
   * @param userTag the tag that names the user, or null
   * @param isOfStore whether this store of users has created or adopted the resource
   * @param isAdopted whether the resource existed before its user, so that only the removal of the
   *     user may delete it
   * @param createdAt the time of the creation or adoption, or null if the tag is missing or
   *     unreadable
   */
  public record Origin(
      @Nullable String record,
      @Nullable String userTag,
      boolean isOfStore,
      boolean isAdopted,
      @Nullable Instant createdAt) {

    public Optional<UserId> userId() {
      return Optional.ofNullable(userTag).flatMap(UserId::ofTagValue);
    }

    public boolean isOf(UserRecord stored) {
      return stored.key().equals(record);
    }
  }
}
