package io.streamcat.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.streamcat.exception.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON form of events, within limits, as {@link EventHeader} describes it. */
final class EventJson {

  /** The fields that {@link EventHeader} has as components. */
  static final Set<String> HEADER =
      Set.of("id", "detail-type", "source", "time", "account", "region", "resources", "detail");

  private static final String EVENT = "event";
  private static final int MAX_DEPTH = 32;
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonParser parser;

  private EventJson(JsonParser parser) {
    this.parser = parser;
  }

  static Map<String, @Nullable Object> read(InputStream json) {
    try {
      return parse(json.readNBytes(IvsEvent.MAX_LENGTH + 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Parses UTF-8 only; a parser of bytes would guess the encoding. */
  static Map<String, @Nullable Object> parse(byte[] json) {
    checkLength(json.length);
    try {
      return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString());
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(EVENT, "JSON in UTF-8", "is not UTF-8");
    }
  }

  static Map<String, @Nullable Object> parse(String json) {
    checkLength(json.length());
    boolean marked = !json.isEmpty() && json.charAt(0) == BYTE_ORDER_MARK;
    try (JsonParser parser = FACTORY.createParser(marked ? json.substring(1) : json)) {
      return new EventJson(parser).event();
    } catch (JsonProcessingException e) {
      // The parser's own message would quote the document.
      throw new InvalidInputException(
          EVENT,
          "a JSON object",
          e.getLocation() == null
              ? "is malformed"
              : "is malformed at line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void checkLength(int length) {
    if (length > IvsEvent.MAX_LENGTH) {
      throw new InvalidInputException(
          EVENT, "at most " + IvsEvent.MAX_LENGTH + " bytes", "is longer");
    }
  }

  private Map<String, @Nullable Object> event() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == JsonToken.START_ARRAY) {
      throw EventWrappers.list();
    }
    if (first != JsonToken.START_OBJECT) {
      throw new InvalidInputException(
          EVENT, "a JSON object", first == null ? "is empty" : "is not an object");
    }
    Map<String, @Nullable Object> event = object("", 1);
    if (parser.nextToken() != null) {
      throw new InvalidInputException(EVENT, "one JSON object", "has content after its end");
    }
    return event;
  }

  private Map<String, @Nullable Object> object(String path, int depth) throws IOException {
    checkDepth(depth);
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (object.containsKey(name)) {
        throw new InvalidInputException(
            path.isEmpty() ? EVENT : path,
            "an object with each field once",
            "has a duplicate field");
      }
      parser.nextToken();
      object.put(name, value(path.isEmpty() && HEADER.contains(name) ? name : path, depth + 1));
    }
    return Collections.unmodifiableMap(object);
  }

  private List<@Nullable Object> list(String path, int depth) throws IOException {
    checkDepth(depth);
    List<@Nullable Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(path, depth + 1));
    }
    return Collections.unmodifiableList(list);
  }

  private static void checkDepth(int depth) {
    if (depth > MAX_DEPTH) {
      throw new InvalidInputException(EVENT, "at most " + MAX_DEPTH + " levels deep", "is deeper");
    }
  }

  private @Nullable Object value(String path, int depth) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(path, depth);
      case START_ARRAY -> list(path, depth);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? (Object) parser.getBigIntegerValue()
              : (Object) parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      default -> parser.getText();
    };
  }

  static String write(EventHeader header) {
    Map<String, @Nullable Object> event = new LinkedHashMap<>(header.others());
    event.put("id", header.id());
    event.put("detail-type", header.detailType());
    event.put("source", IvsEvent.SOURCE);
    event.put("account", header.account());
    event.put("time", header.time().toString());
    event.put("region", header.region());
    event.put("resources", header.resources());
    event.put("detail", header.detail());
    StringWriter json = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(json)) {
      write(generator, event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return json.toString();
  }

  private static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> object) {
      generator.writeStartObject();
      for (Map.Entry<?, ?> field : object.entrySet()) {
        generator.writeFieldName(String.valueOf(field.getKey()));
        write(generator, field.getValue());
      }
      generator.writeEndObject();
    } else if (value instanceof List<?> list) {
      generator.writeStartArray();
      for (Object item : list) {
        write(generator, item);
      }
      generator.writeEndArray();
    } else if (value instanceof Boolean bool) {
      generator.writeBoolean(bool);
    } else if (value instanceof BigDecimal number) {
      generator.writeNumber(number);
    } else if (value instanceof BigInteger number) {
      generator.writeNumber(number);
    } else if (value instanceof Long number) {
      generator.writeNumber(number);
    } else if (value instanceof String text) {
      generator.writeString(text);
    } else {
      generator.writeNull();
    }
  }
}
