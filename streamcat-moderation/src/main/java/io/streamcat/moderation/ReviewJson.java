package io.streamcat.moderation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.streamcat.exception.Check;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.moderation.MessageReviewRequest.Sender;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON messages between IVS and the Lambda function for message review. */
final class ReviewJson {

  private static final String REQUEST = "message review request";

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().disable(StreamReadFeature.AUTO_CLOSE_SOURCE).build();

  private final JsonParser parser;

  private ReviewJson(JsonParser parser) {
    this.parser = parser;
  }

  static MessageReviewRequest read(byte[] json) {
    return read(new ByteArrayInputStream(Check.given("json", json)));
  }

  static MessageReviewRequest read(InputStream json) {
    try (JsonParser parser = FACTORY.createParser(Check.given("json", json))) {
      return new ReviewJson(parser).request();
    } catch (JsonProcessingException e) {
      // The parser's own message would quote the message under review.
      throw new InvalidInputException(
          REQUEST,
          "a JSON object",
          e.getLocation() == null
              ? "is malformed"
              : "is malformed at line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr());
    } catch (CharConversionException e) {
      throw new InvalidInputException(REQUEST, "JSON in UTF-8", "is not UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MessageReviewRequest request() throws IOException {
    String content = "";
    String messageId = "";
    String roomArn = "";
    Map<String, String> attributes = Map.of();
    Sender sender = new Sender("", "", Map.of());
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw wrong(REQUEST, "a JSON object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      switch (parser.currentName()) {
        case "Content" -> content = text("Content");
        case "MessageId" -> messageId = text("MessageId");
        case "RoomArn" -> roomArn = text("RoomArn");
        case "Attributes" -> attributes = texts("Attributes");
        case "Sender" -> sender = sender();
        default -> skip();
      }
    }
    if (parser.nextToken() != null) {
      throw new InvalidInputException(REQUEST, "one JSON object", "has content after its end");
    }
    return new MessageReviewRequest(content, messageId, roomArn, attributes, sender);
  }

  private Sender sender() throws IOException {
    String userId = "";
    String ip = "";
    Map<String, String> attributes = Map.of();
    if (enter("Sender")) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        switch (parser.currentName()) {
          case "UserId" -> userId = text("Sender.UserId");
          case "Ip" -> ip = text("Sender.Ip");
          case "Attributes" -> attributes = texts("Sender.Attributes");
          default -> skip();
        }
      }
    }
    return new Sender(userId, ip, attributes);
  }

  private Map<String, String> texts(String field) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    if (enter(field)) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        texts.put(name, text(field + "." + name));
      }
    }
    return texts;
  }

  private String text(String field) throws IOException {
    return switch (parser.nextToken()) {
      case VALUE_NULL -> "";
      case VALUE_STRING -> parser.getText();
      default -> throw wrong(field, "text");
    };
  }

  /** Enters an object, which may also be null. */
  private boolean enter(String field) throws IOException {
    return switch (parser.nextToken()) {
      case VALUE_NULL -> false;
      case START_OBJECT -> true;
      default -> throw wrong(field, "an object");
    };
  }

  private void skip() throws IOException {
    parser.nextToken();
    parser.skipChildren();
  }

  private InvalidInputException wrong(String field, String rule) {
    return new InvalidInputException(field, rule, "is " + described(parser.currentToken()));
  }

  private static String described(@Nullable JsonToken token) {
    if (token == null) {
      return "empty";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "text";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      case VALUE_NULL -> "null";
      default -> "a number";
    };
  }

  static String write(ReviewResult result, MessageReviewRequest request) {
    if (result instanceof ReviewResult.Deny denied) {
      return write("DENY", request.content(), Map.of("Reason", denied.reason()));
    }
    return result instanceof ReviewResult.Rewrite rewritten
        ? write("ALLOW", rewritten.content(), rewritten.attributes())
        : write("ALLOW", request.content(), request.attributes());
  }

  private static String write(String result, String content, Map<String, String> attributes) {
    StringWriter json = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(json)) {
      generator.writeStartObject();
      generator.writeStringField("ReviewResult", result);
      generator.writeStringField("Content", content);
      generator.writeObjectFieldStart("Attributes");
      for (Map.Entry<String, String> attribute : attributes.entrySet()) {
        generator.writeStringField(attribute.getKey(), attribute.getValue());
      }
      generator.writeEndObject();
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return json.toString();
  }
}
