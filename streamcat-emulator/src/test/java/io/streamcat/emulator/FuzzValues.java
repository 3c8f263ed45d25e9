package io.streamcat.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.streamcat.emulator.internal.json.Json;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A generator of mostly invalid documents. The same seed leads to the same documents. */
final class FuzzValues {
  private static final List<String> MEMBERS =
      List.of("name", "arn", "tags", "s3", "bucketName", "uri", "width", "enabled", "\u0000", "");

  private final Random random;
  private final List<String> arns = new ArrayList<>();

  FuzzValues(Random random) {
    this.random = random;
  }

  /** Adds an ARN that documents may name. */
  void know(String arn) {
    arns.add(arn);
  }

  String arn() {
    return arns.isEmpty() ? "arn:aws:ivs:::" : pick(arns);
  }

  <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** Returns an input with some members of an operation. */
  Map<String, Object> input(Set<String> members) {
    Map<String, Object> input = new LinkedHashMap<>();
    for (String member : members.stream().sorted().toList()) {
      if (random.nextInt(3) > 0) {
        input.put(member, member.contains("rn") && random.nextBoolean() ? arn() : value(3));
      }
    }
    return input;
  }

  private Object value(int depth) {
    return switch (random.nextInt(depth > 0 ? 12 : 9)) {
      case 0 -> "";
      case 1 -> "a".repeat(1 + random.nextInt(3_000));
      case 2 -> arn();
      case 3 -> text();
      case 4 -> random.nextInt(200) - 100;
      case 5 -> random.nextLong();
      case 6 -> BigInteger.TEN.pow(random.nextInt(60));
      case 7 -> random.nextDouble() * 1e300;
      case 8 -> random.nextBoolean();
      case 9 -> Arrays.asList(random.nextBoolean() ? null : value(depth - 1), value(depth - 1));
      case 10 -> List.of(arn());
      default -> {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          map.put(pick(MEMBERS), value(depth - 1));
        }
        yield map;
      }
    };
  }

  /** Returns a text of any encodable characters. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(40); i > 0; i--) {
      int character = random.nextInt(random.nextBoolean() ? 0x80 : Character.MAX_CODE_POINT);
      if (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE) {
        text.appendCodePoint(character);
      }
    }
    return text.toString();
  }

  /** Returns a malformed or nearly malformed body. */
  byte[] body(Map<String, Object> input) {
    byte[] json = Json.write(input);
    return switch (random.nextInt(9)) {
      case 0 -> Arrays.copyOf(json, random.nextInt(json.length));
      case 1 -> flipped(json);
      case 2 -> bytes(random.nextInt(200));
      case 3 -> ("{\"name\":" + "[".repeat(random.nextInt(3_000))).getBytes(UTF_8);
      case 4 -> ("{\"a\":".repeat(random.nextInt(300)) + "1").getBytes(UTF_8);
      case 5 -> ("{\"maxResults\":" + "9".repeat(random.nextInt(3_000)) + "}").getBytes(UTF_8);
      case 6 -> ("{\"name\":1e" + random.nextInt() + "}").getBytes(UTF_8);
      case 7 -> "{\"name\":\"\\ud800\"}".getBytes(UTF_8);
      default -> json;
    };
  }

  private byte[] flipped(byte[] bytes) {
    byte[] flipped = bytes.clone();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
