package io.streamcat.examples.support;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads sign-ups from CSV with the columns username and password. */
public final class SignUpFile {

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final List<String> HEADER = List.of("username", "password");
  private static final String RULE = " (must be username,password)";

  private SignUpFile() {}

  /**
   * Reads a file.
   *
   * @param in the file, in UTF-8
   * @return an entry for each line but the header, comments and blank ones
   * @throws java.nio.charset.CharacterCodingException if it is not UTF-8; replacing what is wrong
   *     would change passwords unnoticed
   * @throws IOException if it cannot be read
   */
  public static List<Entry> read(InputStream in) throws IOException {
    String text =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(in.readAllBytes())).toString();
    if (text.startsWith(BYTE_ORDER_MARK)) {
      text = text.substring(BYTE_ORDER_MARK.length());
    }
    List<Entry> entries = new ArrayList<>();
    boolean headerMayCome = true;
    int number = 0;
    for (String line : text.lines().toList()) {
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

  private static boolean isHeader(String line) {
    return line.equalsIgnoreCase(String.join(",", HEADER));
  }

  /** Each line by itself, so that a quote left open does not swallow those that follow. */
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
