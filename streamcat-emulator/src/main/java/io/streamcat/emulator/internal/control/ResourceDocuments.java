package io.streamcat.emulator.internal.control;

import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.resource.Store;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The JSON form of resources. Not thread safe: it reads the store within the lock. */
public final class ResourceDocuments {
  /** The value of a secret that the caller has not asked for. */
  static final String HIDDEN = "***";

  /** The types that are shown. The others are bookkeeping or have views of their own. */
  private static final Set<ResourceType> SHOWN =
      EnumSet.complementOf(
          EnumSet.of(
              ResourceType.PARTICIPANT_EVENT,
              ResourceType.VIEWER_REVOCATION,
              ResourceType.USED_PLAYBACK_TOKEN,
              ResourceType.RECORDING_FAILURE,
              ResourceType.CHAT_TOKEN,
              ResourceType.CHAT_EVENT,
              ResourceType.EVENT));

  private static final Set<String> SECRETS = Set.of("streamKey", "passphrase");

  private final Store store;
  private final boolean secrets;

  /**
   * Creates documents.
   *
   * @param secrets whether stream keys and passphrases are included
   */
  ResourceDocuments(Store store, boolean secrets) {
    this.store = store;
    this.secrets = secrets;
  }

  /** Returns the name of a type. */
  static String typeName(ResourceType type) {
    return type.hasArn() ? type.id() : type.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the type with a name. */
  static Optional<ResourceType> type(String name) {
    return SHOWN.stream().filter(type -> typeName(type).equals(name)).findFirst();
  }

  static List<String> typeNames() {
    return SHOWN.stream().map(ResourceDocuments::typeName).toList();
  }

  /** Returns the number of resources of each shown type. */
  public static Map<String, Long> counts(Store store) {
    return SHOWN.stream()
        .collect(
            Collectors.toMap(
                ResourceDocuments::typeName,
                type -> store.all(type).count(),
                (one, other) -> one,
                LinkedHashMap::new));
  }

  /** Returns all resources of the shown types among some types. */
  static Stream<Resource> all(Store store, Collection<ResourceType> types) {
    return SHOWN.stream().filter(types::contains).flatMap(store::all);
  }

  static Stream<Resource> all(Store store) {
    return all(store, SHOWN);
  }

  /** Returns the document of a resource. */
  Map<String, Object> of(Resource resource) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", typeName(resource.type()));
    document.put("key", resource.key());
    document.put("name", resource.name());
    if (resource.parent() != null) {
      document.put("parent", resource.parent());
    }
    document.put("createdAt", resource.created().toString());
    document.put("changedAt", resource.since().toString());
    document.put("attributes", shown(resource.type(), resource.attributes()));
    if (resource.type() == ResourceType.CHANNEL) {
      store
          .find(ResourceType.STREAM, resource.key())
          .ifPresent(stream -> document.put("stream", stream.attributes()));
    }
    if (resource.type() == ResourceType.STAGE) {
      List<Resource> connected = connected(resource);
      document.put("connected", connected.size());
      document.put("publishing", connected.stream().filter(ResourceDocuments::publishes).count());
    }
    return document;
  }

  private List<Resource> connected(Resource stage) {
    return store.childrenOf(stage.key()).stream()
        .filter(session -> !session.attributes().containsKey("endTime"))
        .flatMap(session -> store.childrenOf(session.key()).stream())
        .filter(participant -> "CONNECTED".equals(participant.attributes().get("state")))
        .toList();
  }

  private static boolean publishes(Resource participant) {
    return Boolean.TRUE.equals(participant.attributes().get("publishing"));
  }

  private Object shown(ResourceType type, Object value) {
    if (secrets) {
      return value;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> shown = new LinkedHashMap<>();
      map.forEach((name, member) -> shown.put((String) name, member(type, (String) name, member)));
      return shown;
    }
    return value instanceof List<?> list
        ? list.stream().map(item -> shown(type, item)).toList()
        : value;
  }

  private Object member(ResourceType type, String name, Object value) {
    boolean secret =
        SECRETS.contains(name) || (type == ResourceType.STREAM_KEY && name.equals("value"));
    return secret ? HIDDEN : shown(type, value);
  }
}
