package io.streamcat.emulator.internal.control;

import io.streamcat.emulator.internal.controlplane.ControlPlane;
import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.resource.Store;
import io.streamcat.emulator.internal.server.Reply;
import io.streamcat.emulator.internal.server.Router;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of the control API that shows resources. It hides secrets unless the caller asks for
 * them. Thread safe.
 */
final class ResourcesApi {
  /** The path of the list, below the prefix of the control API. */
  static final String PATH = "resources";

  private static final String ONE = PATH + "/";
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;
  private static final int MAX_RELATED = 200;
  private static final Comparator<Resource> LATEST =
      Comparator.comparing(Resource::since).thenComparing(Resource::order).reversed();

  private final ControlPlane controlPlane;

  ResourcesApi(ControlPlane controlPlane) {
    this.controlPlane = controlPlane;
  }

  /** Returns whether a path belongs to this part of the API. */
  static boolean has(String path) {
    return path.equals(PATH) || path.startsWith(ONE);
  }

  /** Answers a request for a list or for one resource with related ones. */
  Reply answer(String path, @Nullable String rawQuery) {
    Map<String, String> query = query(rawQuery);
    return path.equals(PATH)
        ? list(query)
        : one(Router.decode(path.substring(ONE.length())), query);
  }

  private Reply list(Map<String, String> query) {
    requireOnly(query, "type", "text", "limit");
    Collection<ResourceType> types = types(query.get("type"));
    String text = query.getOrDefault("text", "").toLowerCase(Locale.ROOT);
    int limit = limit(query.get("limit"));
    return Reply.json(
        200,
        controlPlane.look(
            store -> {
              ResourceDocuments documents = new ResourceDocuments(store, false);
              List<Resource> matching =
                  ResourceDocuments.all(store, types)
                      .filter(resource -> matches(resource, text))
                      .sorted(LATEST)
                      .toList();
              Map<String, Object> answer = new LinkedHashMap<>();
              answer.put("counts", ResourceDocuments.counts(store));
              answer.put("matching", matching.size());
              answer.put(PATH, matching.stream().limit(limit).map(documents::of).toList());
              return answer;
            }));
  }

  private Reply one(String arn, Map<String, String> query) {
    requireOnly(query, "secrets");
    boolean secrets = Boolean.parseBoolean(query.get("secrets"));
    return Reply.json(
        200,
        controlPlane.look(
            store -> {
              Resource resource =
                  ResourceDocuments.all(store)
                      .filter(candidate -> candidate.key().equals(arn))
                      .filter(candidate -> candidate.type().hasArn())
                      .findFirst()
                      .orElseThrow(() -> ApiException.notFound(arn));
              ResourceDocuments documents = new ResourceDocuments(store, secrets);
              Map<String, Object> answer = new LinkedHashMap<>();
              answer.put("resource", documents.of(resource));
              answer.put("related", related(store, resource).stream().map(documents::of).toList());
              return answer;
            }));
  }

  /** Returns the latest resources that belong to a resource, name it or are named by it. */
  private static List<Resource> related(Store store, Resource resource) {
    Set<Object> named = new HashSet<>();
    collect(resource.attributes(), named);
    return ResourceDocuments.all(store)
        .filter(other -> isRelated(resource.key(), named, other))
        .filter(other -> other.type() != resource.type() || !other.key().equals(resource.key()))
        .sorted(LATEST)
        .limit(MAX_RELATED)
        .toList();
  }

  private static boolean isRelated(String key, Set<Object> named, Resource other) {
    if (other.key().equals(key)
        || other.key().startsWith(key + "/")
        || key.equals(other.parent())) {
      return true;
    }
    if (named.contains(other.key())) {
      return true;
    }
    Set<Object> namedByOther = new HashSet<>();
    collect(other.attributes(), namedByOther);
    return namedByOther.contains(key);
  }

  /** Adds all values within a value. */
  private static void collect(Object value, Set<Object> values) {
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(member -> collect(member, values));
    } else if (value instanceof List<?> list) {
      list.forEach(item -> collect(item, values));
    } else {
      values.add(value);
    }
  }

  private static boolean matches(Resource resource, String text) {
    return text.isEmpty()
        || contains(resource.key(), text)
        || contains(resource.name(), text)
        || contains(String.valueOf(resource.attributes().getOrDefault("userId", "")), text)
        || contains(resource.tags().toString(), text);
  }

  private static boolean contains(String value, String text) {
    return value.toLowerCase(Locale.ROOT).contains(text);
  }

  private static Collection<ResourceType> types(@Nullable String names) {
    if (names == null) {
      return EnumSet.allOf(ResourceType.class);
    }
    return Arrays.stream(names.split(",", -1))
        .map(
            name ->
                ResourceDocuments.type(name)
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "type must be one of " + ResourceDocuments.typeNames())))
        .toList();
  }

  private static int limit(@Nullable String given) {
    return Optional.ofNullable(given)
        .map(
            text -> {
              if (text.matches("[0-9]{1,4}") && Integer.parseInt(text) <= MAX_LIMIT) {
                return Integer.parseInt(text);
              }
              throw new IllegalArgumentException("limit must be between 0 and " + MAX_LIMIT);
            })
        .orElse(DEFAULT_LIMIT);
  }

  private static Map<String, String> query(@Nullable String rawQuery) {
    Map<String, String> query = new LinkedHashMap<>();
    if (rawQuery != null) {
      for (String pair : rawQuery.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
          throw new IllegalArgumentException("The query must have the form name=value");
        }
        query.put(
            Router.decode(pair.substring(0, equals)), Router.decode(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static void requireOnly(Map<String, String> query, String... names) {
    for (String name : query.keySet()) {
      if (!List.of(names).contains(name)) {
        throw new IllegalArgumentException(name + " must be one of " + List.of(names));
      }
    }
  }
}
