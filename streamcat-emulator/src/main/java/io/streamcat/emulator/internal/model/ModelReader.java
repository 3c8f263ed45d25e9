package io.streamcat.emulator.internal.model;

import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A reader of a service's model from its resource file. */
final class ModelReader {
  /**
   * The patterns that would reject answers of AWS: the ARN pattern lacks a {@code +} after the
   * type, and the S3 prefix pattern lacks a slash.
   */
  private static final Set<String> UNENFORCED_PATTERNS =
      Set.of("ResourceArn", "ParticipantRecordingS3Prefix");

  /**
   * The enums that may be empty: AWS's examples have an empty preset for some channels, and an
   * empty fill mode by default, contrary to the model.
   */
  private static final Set<String> POSSIBLY_EMPTY_ENUMS =
      Set.of("TranscodePreset", "VideoFillMode");

  /** The enum whose values AWS accepts in lower case, too. */
  private static final String ENUM_IN_ANY_CASE = "IngestProtocol";

  /** The structures whose {@link #POSSIBLY_EMPTY_MEMBERS} may be empty, contrary to the model. */
  private static final Set<String> PARTICIPANTS = Set.of("Participant", "ParticipantSummary");

  /** The members that are empty for the source of a replication in AWS's examples. */
  private static final Set<String> POSSIBLY_EMPTY_MEMBERS =
      Set.of("sourceStageArn", "sourceSessionId");

  /** The shape of all strings. */
  private static final String ANY_STRING = "String";

  private ModelReader() {}

  static ServiceModel read(Service service) {
    Map<?, ?> document = document(service.id() + ".json");
    Map<String, Shape> shapes = new LinkedHashMap<>();
    object(document, "shapes").forEach((name, shape) -> add(shapes, (String) name, shape));
    Map<String, Integer> statuses = new LinkedHashMap<>();
    object(document, "errors")
        .forEach(
            (name, error) -> {
              add(shapes, (String) name, error);
              statuses.put((String) name, (int) number((Map<?, ?>) error, "httpStatus", 0));
            });
    Map<String, Operation> operations = new LinkedHashMap<>();
    object(document, "operations")
        .forEach(
            (name, operation) ->
                operations.put(
                    (String) name, operation(service, (String) name, (Map<?, ?>) operation)));
    return new ServiceModel(Map.copyOf(operations), Map.copyOf(statuses), Map.copyOf(shapes));
  }

  private static Map<String, ?> document(String resource) {
    try (InputStream in = ModelReader.class.getResourceAsStream(resource)) {
      return Json.parseObject(
          Objects.requireNonNull(in, () -> resource + " is missing").readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    } catch (JsonException e) {
      throw new IllegalStateException(resource + " is damaged", e);
    }
  }

  private static Operation operation(Service service, String name, Map<?, ?> fact) {
    return new Operation(
        service,
        name,
        text(fact, "method"),
        text(fact, "uri"),
        (int) number(fact, "status", 200),
        text(fact, "input"),
        fact.containsKey("output") ? text(fact, "output") : null,
        strings(fact.get("errors")));
  }

  private static void add(Map<String, Shape> shapes, String name, Object fact) {
    shapes.put(name, shape(name, (Map<?, ?>) fact));
  }

  private static Shape shape(String name, Map<?, ?> fact) {
    String type = text(fact, "type");
    return switch (type) {
      case "string" -> string(name, fact);
      case "integer", "long" ->
          new ScalarShapes.Whole(
              number(fact, "min", Long.MIN_VALUE), number(fact, "max", Long.MAX_VALUE));
      case "float" ->
          new ScalarShapes.Decimal(
              number(fact, "min", Long.MIN_VALUE), number(fact, "max", Long.MAX_VALUE));
      case "boolean" -> new ScalarShapes.Flag();
      case "timestamp" -> new ScalarShapes.Time();
      case "list" ->
          new CompoundShapes.ListOf(
              number(fact, "min", 0), number(fact, "max", Long.MAX_VALUE), text(fact, "member"));
      case "map" ->
          new CompoundShapes.MapOf(
              number(fact, "min", 0),
              number(fact, "max", Long.MAX_VALUE),
              text(fact, "key"),
              text(fact, "value"));
      case "structure" -> structure(name, fact);
      default -> throw new IllegalStateException("The shape " + name + " has the type " + type);
    };
  }

  private static Shape string(String name, Map<?, ?> fact) {
    List<String> values = new ArrayList<>(strings(fact.get("enum")));
    if (POSSIBLY_EMPTY_ENUMS.contains(name)) {
      values.add("");
    }
    if (name.equals(ENUM_IN_ANY_CASE)) {
      List.copyOf(values).forEach(value -> values.add(value.toLowerCase(Locale.ROOT)));
    }
    Pattern pattern =
        fact.containsKey("pattern") && !UNENFORCED_PATTERNS.contains(name)
            ? Pattern.compile(text(fact, "pattern"))
            : null;
    return new ScalarShapes.Text(
        number(fact, "min", 0), number(fact, "max", Long.MAX_VALUE), pattern, List.copyOf(values));
  }

  private static Shape structure(String structure, Map<?, ?> fact) {
    Map<String, String> members = new LinkedHashMap<>();
    Set<String> headers = new LinkedHashSet<>();
    object(fact, "members")
        .forEach(
            (name, member) -> {
              if (member instanceof Map<?, ?> placed) {
                if ("header".equals(placed.get("location"))) {
                  headers.add(text(placed, "locationName"));
                } else {
                  members.put((String) name, text(placed, "shape"));
                }
              } else if (PARTICIPANTS.contains(structure)
                  && POSSIBLY_EMPTY_MEMBERS.contains((String) name)) {
                members.put((String) name, ANY_STRING);
              } else {
                members.put((String) name, (String) member);
              }
            });
    Set<String> required = new LinkedHashSet<>(strings(fact.get("required")));
    required.retainAll(members.keySet());
    return new CompoundShapes.Structure(required, members, headers);
  }

  private static Map<?, ?> object(Map<?, ?> fact, String name) {
    return (Map<?, ?>) Objects.requireNonNull(fact.get(name), name);
  }

  private static String text(Map<?, ?> fact, String name) {
    return (String) Objects.requireNonNull(fact.get(name), name);
  }

  private static long number(Map<?, ?> fact, String name, long otherwise) {
    return fact.get(name) instanceof Number number ? number.longValue() : otherwise;
  }

  private static List<String> strings(@Nullable Object list) {
    return list == null ? List.of() : ((List<?>) list).stream().map(String.class::cast).toList();
  }
}
