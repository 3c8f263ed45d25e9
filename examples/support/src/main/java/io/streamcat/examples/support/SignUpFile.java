package io.streamcat.examples.support;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A reader for sign-ups in CSV with the columns username and password. */
public final class SignUpFile {

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final List<String> HEADER = List.of("username", "password");
  private static final String RULE = " (must be username,password)";

  private SignUpFile() {}

  /**
   * Reads a file.
   *
   * @param in the file, in UTF-8
   * @return an entry for each line except the header, comments and blank lines
   * @throws java.nio.charset.CharacterCodingException if the file is not UTF-8; replacement
   *     characters would change passwords unnoticed
   * @throws IOException if the file cannot be read
   */
  public static List<Entry> read(InputStream in) throws IOException {
    List<Entry> entries = new ArrayList<>();
    boolean headerMayCome = true;
    int number = 0;
    for (String line : lines(in)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (!headerMayCome || !isHeader(line)) {
        entries.add(parse("line " + number, line));
      }
      headerMayCome = false;
    }
    return entries;
  }

  /** Returns the lines of a file in UTF-8, without a byte order mark. */
  static List<String> lines(InputStream in) throws IOException {
    String text =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(in.readAllBytes())).toString();
    return (text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text)
        .lines()
        .toList();
  }

  private static boolean isHeader(String line) {
    return line.equalsIgnoreCase(String.join(",", HEADER));
  }

  /** Parses one line by itself, so that an unclosed quote does not swallow the lines after it. */
  private static Entry parse(String origin, String line) {
    if (line.chars().filter(c -> c == '"').count() % 2 != 0) {
      return new Entry.Malformed(origin, "has a quote that is not closed" + RULE);
    }
    List<String> columns;
    try {
      columns = CsvReader.builder().ofSingleCsvRecord(line).getFields();
    } catch (CsvParseException e) {
      return new Entry.Malformed(origin, "has text next to a quoted column" + RULE);
    }
    if (columns.size() != HEADER.size()) {
      return new Entry.Malformed(
          origin, "has " + columns.size() + (columns.size() == 1 ? " column" : " columns") + RULE);
    }
    return new Entry.SignUp(origin, columns.get(0), columns.get(1), false);
  }
}
