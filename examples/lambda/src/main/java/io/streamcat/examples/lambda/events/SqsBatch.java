package io.streamcat.examples.lambda.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.streamcat.exception.InvalidInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A batch of queue messages as delivered by Lambda.
 *
 * @param messages the messages
 */
record SqsBatch(List<Message> messages) {

  private static final JsonFactory FACTORY = new JsonFactory();

  /**
   * A message.
   *
   * @param id the id that SQS has assigned
   * @param body the body as sent
   */
  record Message(String id, String body) {}

  /**
   * Parses a batch.
   *
   * @return the batch, or empty if the input is not a batch
   * @throws InvalidInputException if it is a batch from a source other than SQS
   */
  static Optional<SqsBatch> read(byte[] json) throws IOException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("Records")) {
            return Optional.of(new SqsBatch(messages(parser)));
          }
          parser.skipChildren();
        }
      }
    } catch (JsonProcessingException e) {
      // Not a batch; the parser of single events reports the problem.
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static List<Message> messages(JsonParser parser) throws IOException {
    List<Message> messages = new ArrayList<>();
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      String id = null;
      String body = null;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (name.equals("messageId")) {
          id = parser.getValueAsString();
        } else if (name.equals("body")) {
          body = parser.getValueAsString();
        }
        parser.skipChildren();
      }
      messages.add(new Message(present("messageId", id), present("body", body)));
    }
    return messages;
  }

  private static String present(String field, @Nullable String value) {
    if (value == null) {
      throw new InvalidInputException("Records." + field, "that of an SQS message", "is missing");
    }
    return value;
  }

  List<String> bodies() {
    return messages.stream().map(Message::body).toList();
  }

  /** Writes the response that names the messages to redeliver; Lambda deletes the others. */
  static void writeFailures(List<String> ids, OutputStream output) throws IOException {
    try (JsonGenerator generator = FACTORY.createGenerator(output)) {
      generator.writeStartObject();
      generator.writeArrayFieldStart("batchItemFailures");
      for (String id : ids) {
        generator.writeStartObject();
        generator.writeStringField("itemIdentifier", id);
        generator.writeEndObject();
      }
      generator.writeEndArray();
      generator.writeEndObject();
    }
  }
}
