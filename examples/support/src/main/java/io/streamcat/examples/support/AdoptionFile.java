package io.streamcat.examples.support;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.streamcat.examples.support.Entry.Adoption;
import io.streamcat.examples.support.Entry.Malformed;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A reader for users with existing resources: CSV with a header, or a JSON object in each line. The
 * columns and keys are {@code id}, {@code username}, {@code password_hash}, {@code channel_arn},
 * {@code chat_room_arn} and {@code stage_arn}, in any order; each may be missing or empty.
 */
public final class AdoptionFile {

  private static final String ID = "id";
  private static final String USERNAME = "username";
  private static final String PASSWORD_HASH = "password_hash";
  private static final List<String> ARNS = List.of("channel_arn", "chat_room_arn", "stage_arn");
  private static final List<String> COLUMNS =
      Stream.concat(Stream.of(ID, USERNAME, PASSWORD_HASH), ARNS.stream()).toList();
  private static final String RULE = " (must have the columns " + String.join(",", COLUMNS) + ")";
  private static final JsonFactory JSON = new JsonFactory();

  private AdoptionFile() {}

  /**
   * Reads a file.
   *
   * @param in the file, in UTF-8
   * @return an entry for each line except the header, comments and blank lines
   * @throws java.nio.charset.CharacterCodingException if the file is not UTF-8
   * @throws IOException if the file cannot be read
   */
  public static List<Entry> read(InputStream in) throws IOException {
    List<Entry> entries = new ArrayList<>();
    List<String> header = null;
    int number = 0;
    for (String line : SignUpFile.lines(in)) {
      number++;
      String origin = "line " + number;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("{")) {
        entries.add(json(origin, line));
        continue;
      }
      Optional<List<String>> fields = fields(line);
      if (fields.isEmpty()) {
        entries.add(new Malformed(origin, "has a quote that is not closed or misplaced" + RULE));
      } else if (header == null) {
        header = fields.get().stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
        if (!isHeader(header)) {
          entries.add(new Malformed(origin, "is not a header" + RULE));
          return entries;
        }
      } else {
        entries.add(csv(origin, header, fields.get()));
      }
    }
    return entries;
  }

  private static boolean isHeader(List<String> names) {
    return COLUMNS.containsAll(names) && Set.copyOf(names).size() == names.size();
  }

  /** Splits one line by itself, so that an unclosed quote does not swallow the lines after it. */
  private static Optional<List<String>> fields(String line) {
    if (line.chars().filter(c -> c == '"').count() % 2 != 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(CsvReader.builder().ofSingleCsvRecord(line).getFields());
    } catch (CsvParseException e) {
      return Optional.empty();
    }
  }

  private static Entry csv(String origin, List<String> header, List<String> fields) {
    if (fields.size() != header.size()) {
      return new Malformed(
          origin, "has " + fields.size() + " of " + header.size() + " columns" + RULE);
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      values.put(header.get(i), fields.get(i));
    }
    return entry(origin, values);
  }

  private static Entry json(String origin, String line) {
    Map<String, String> values = new HashMap<>();
    try (JsonParser json = JSON.createParser(line)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (!COLUMNS.contains(name) || value.isStructStart()) {
          return new Malformed(origin, "has a field that is not known" + RULE);
        }
        if (value != JsonToken.VALUE_NULL) {
          values.put(name, json.getText());
        }
      }
      return json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null
          ? entry(origin, values)
          : new Malformed(origin, "is not one JSON object" + RULE);
    } catch (IOException e) {
      // The exception's message may quote a hash.
      return new Malformed(origin, "is not JSON" + RULE);
    }
  }

  private static Entry entry(String origin, Map<String, String> values) {
    List<String> arns =
        ARNS.stream().map(name -> value(values, name)).flatMap(Stream::ofNullable).toList();
    return new Adoption(
        origin, value(values, ID), value(values, USERNAME), value(values, PASSWORD_HASH), arns);
  }

  private static @Nullable String value(Map<String, String> values, String name) {
    String value = values.getOrDefault(name, "").strip();
    return value.isEmpty() ? null : value;
  }
}
