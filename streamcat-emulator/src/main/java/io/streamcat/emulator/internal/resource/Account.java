package io.streamcat.emulator.internal.resource;

import io.streamcat.emulator.internal.model.ApiException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One AWS account in one region: its resources, limits and names. Not thread safe. */
public final class Account {
  private static final int ID_LENGTH = 12;

  private final Settings settings;
  private final Store store = new Store();
  private final Ids ids;
  private final EventBus events;
  private final List<Runnable> pending = new ArrayList<>();

  /**
   * The part of host names, drawn before anything else so that it does not depend on the stored
   * state.
   */
  private final String endpointId;

  public Account(Settings settings) {
    this.settings = settings;
    this.ids = new Ids(new PersistentRandom(store, "ids", settings.seed()));
    this.events =
        new EventBus(
            settings.accountId(),
            settings.region(),
            store,
            new PersistentRandom(store, "events", settings.seed()),
            this::afterwards);
    this.endpointId = ids.hex(12);
  }

  public Store store() {
    return store;
  }

  public Ids ids() {
    return ids;
  }

  /** Returns the bus for events. */
  public EventBus events() {
    return events;
  }

  /**
   * Runs a task, such as the notification of a listener, when the changes of the current call are
   * stored. The task does not run if they cannot be stored.
   */
  public void afterwards(Runnable task) {
    pending.add(task);
  }

  /** Returns the tasks of the current call, which are no longer pending afterwards. */
  List<Runnable> takePending() {
    List<Runnable> taken = List.copyOf(pending);
    pending.clear();
    return taken;
  }

  public String region() {
    return settings.region();
  }

  public String id() {
    return settings.accountId();
  }

  /** Returns the part of host names that all resources of an account in a region share. */
  public String endpointId() {
    return endpointId;
  }

  public Instant now() {
    return settings.clock().instant();
  }

  public String newArn(ResourceType type) {
    return String.format(
        Locale.ROOT,
        "arn:aws:%s:%s:%s:%s/%s",
        type.arnService(),
        region(),
        id(),
        type.id(),
        ids.alphanumeric(ID_LENGTH));
  }

  /** Returns the part of an ARN after its type. */
  public static String idOf(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  /** Returns a time in the format of the API, with milliseconds. */
  public static String timestamp(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  public int limit(ResourceType type) {
    return settings.limits().getOrDefault(type, type.defaultLimit());
  }

  /** Rejects one more resource of a type if the account has reached the limit. */
  public void requireRoomFor(ResourceType type) {
    if (store.count(type) >= limit(type)) {
      throw quotaExceeded(type, id());
    }
  }

  /** Returns the error for a limit that is reached within the account or within one resource. */
  public ApiException quotaExceeded(ResourceType type, String within) {
    return new ApiException(
            "ServiceQuotaExceededException",
            String.format(
                Locale.ROOT,
                "The limit of %d for the resource type %s is reached",
                limit(type),
                type.id()))
        .withResource(within)
        .withLimit(limit(type));
  }

  /** Returns the version of a resource at a time, for any type with ARNs. */
  public Optional<Resource> find(String arn, Instant asOf) {
    return Arrays.stream(ResourceType.values())
        .filter(ResourceType::hasArn)
        .map(type -> store.find(type, arn, asOf))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Returns a resource, or rejects the request. */
  public Resource require(ResourceType type, String arn) {
    return store.find(type, arn).orElseThrow(() -> ApiException.notFound(arn));
  }

  /**
   * Rejects a request whose member names a missing resource: as not found if the operation declares
   * that error, else as invalid. An empty string is accepted.
   */
  public void requireReferenced(Call call, ResourceType type, String member, @Nullable Object arn) {
    if (arn == null || arn.equals("") || store.find(type, (String) arn).isPresent()) {
      return;
    }
    if (call.operation().errors().contains("ResourceNotFoundException")) {
      throw ApiException.notFound((String) arn);
    }
    throw ApiException.invalid(member, "names a resource that does not exist");
  }

  /** Rejects the deletion of a resource while an attribute of another resource names it. */
  public void requireUnused(Resource resource, ResourceType users, String attribute) {
    requireUnused(resource, users, user -> user.attributes().getOrDefault(attribute, ""));
  }

  /** Rejects the deletion of a resource while another resource names it. */
  public void requireUnused(
      Resource resource, ResourceType users, Function<Resource, Object> reference) {
    if (store
        .list(users, Store.NOW)
        .anyMatch(user -> resource.key().equals(reference.apply(user)))) {
      throw new ApiException(
              "ConflictException", "A " + users.id() + " uses the resource: detach it first")
          .withResource(resource.key());
    }
  }

  /** Stores the first version of a resource, with an optional parent. */
  public Resource create(
      ResourceType type,
      String key,
      @Nullable String parent,
      Map<String, Object> attributes,
      Instant now) {
    Resource resource = Resource.first(type, key, parent, store.nextOrder(), now, attributes);
    store.put(resource);
    return resource;
  }

  /** Stores the next version of a resource, which keeps its place in lists. */
  public Resource update(Resource resource, Map<String, Object> attributes, Instant now) {
    Resource updated = resource.next(attributes, now, resource.order());
    store.put(updated);
    return updated;
  }

  /** Stores the next version of a resource, with only some attributes changed. */
  public Resource change(Resource resource, Map<String, ?> changes, Instant now) {
    Map<String, Object> attributes = new LinkedHashMap<>(resource.attributes());
    attributes.putAll(changes);
    return update(resource, attributes, now);
  }

  /** Stores the next version of a resource, with only its tags changed. */
  public void updateTags(Resource resource, Map<String, String> tags, Instant now) {
    change(resource, Map.of("tags", Collections.unmodifiableMap(tags)), now);
  }

  /** Stores a resource that no operation lists, under its key. */
  public Resource keep(
      ResourceType type,
      String key,
      @Nullable String parent,
      Map<String, Object> attributes,
      Instant now) {
    Resource kept =
        store
            .find(type, key)
            .map(known -> known.next(attributes, now, known.order()))
            .orElseGet(() -> Resource.first(type, key, parent, 0, now, attributes));
    store.put(kept);
    return kept;
  }

  /** Removes a resource and its children. */
  public void remove(Resource resource, Instant now) {
    for (Resource child : store.childrenOf(resource.key())) {
      remove(child, now);
    }
    store.remove(resource, now);
  }
}
