package io.streamcat.emulator.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reader and writer of JSON as {@link Map}, {@link List}, {@link String}, {@link Number}, {@link
 * Boolean} and null.
 *
 * <p>Whole numbers become {@link Long} or, if they do not fit, {@link java.math.BigInteger}; all
 * others {@link Double}. Depth and number length are limited, so that no document can exhaust the
 * stack or the processor. Thread safe.
 */
public final class Json {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_NUMBER_LENGTH = 64;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .build())
          .build();

  private Json() {}

  /**
   * Reads exactly one JSON value.
   *
   * @param utf8 the document, in strict UTF-8
   * @return the value; its maps keep the order of the document
   * @throws JsonException if the bytes are not one JSON value within the limits
   */
  public static @Nullable Object parse(byte[] utf8) throws JsonException {
    String text;
    try {
      // Jackson would guess UTF-16 and UTF-32; the protocol knows only UTF-8.
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new JsonException("The document is not valid UTF-8.");
    }
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new JsonException("The document is empty.");
      }
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new JsonException("The document continues after its JSON value.");
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw new JsonException("The document is nested too deeply or holds too long a number.");
    } catch (JsonProcessingException e) {
      throw new JsonException(
          String.format(
              Locale.ROOT,
              "The document is not valid JSON at line %d, column %d.",
              e.getLocation().getLineNr(),
              e.getLocation().getColumnNr()));
    } catch (IOException e) {
      throw new UncheckedIOException("A string cannot fail to be read", e);
    }
  }

  /**
   * Reads exactly one JSON object.
   *
   * @param utf8 the document, in strict UTF-8
   * @return its members in the order of the document; for a repeated name the last value
   * @throws JsonException if the bytes are not one JSON object within the limits
   */
  @SuppressWarnings("unchecked")
  public static Map<String, @Nullable Object> parseObject(byte[] utf8) throws JsonException {
    if (parse(utf8) instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw new JsonException("The document is not a JSON object.");
  }

  /**
   * Writes a value as JSON.
   *
   * @param value a map with string keys, list, string, number, boolean or null
   * @return the document in UTF-8
   */
  public static byte[] write(@Nullable Object value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      write(generator, value);
    } catch (IOException e) {
      throw new UncheckedIOException("A buffer cannot fail to be written", e);
    }
    return out.toByteArray();
  }

  private static @Nullable Object value(JsonParser parser) throws IOException, JsonException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> wellFormed(parser.getText());
      case VALUE_NUMBER_INT ->
          parser.getNumberValue() instanceof Integer number
              ? Long.valueOf(number)
              : parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> finite(parser.getDoubleValue());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new JsonException("The document is not valid JSON.");
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser parser)
      throws IOException, JsonException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = wellFormed(parser.currentName());
      parser.nextToken();
      map.put(name, value(parser));
    }
    return map;
  }

  private static List<@Nullable Object> array(JsonParser parser) throws IOException, JsonException {
    List<@Nullable Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(parser));
    }
    return list;
  }

  /**
   * Returns a text without unpaired surrogates, or rejects it. An unpaired surrogate could be read
   * as an escape, but not be written.
   */
  private static String wellFormed(String text) throws JsonException {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int codePoint = text.codePointAt(i);
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        throw new JsonException("The document holds an unpaired surrogate.");
      }
    }
    return text;
  }

  private static Double finite(double number) throws JsonException {
    if (Double.isInfinite(number)) {
      throw new JsonException("The document holds a number that is too large.");
    }
    return number;
  }

  private static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      generator.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        generator.writeFieldName((String) entry.getKey());
        write(generator, entry.getValue());
      }
      generator.writeEndObject();
    } else if (value instanceof Iterable<?> items) {
      generator.writeStartArray();
      for (Object item : items) {
        write(generator, item);
      }
      generator.writeEndArray();
    } else {
      generator.writePOJO(value);
    }
  }
}
