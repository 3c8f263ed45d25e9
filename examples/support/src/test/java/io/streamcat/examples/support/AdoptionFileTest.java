package io.streamcat.examples.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.examples.support.Entry.Adoption;
import io.streamcat.examples.support.Entry.Malformed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdoptionFileTest {

  private static final String HASH = "$argon2id$v=19$t=3,m=4096,p=1$c2FsdHNhbHQ$aGFzaA";

  @Test
  void read_csvWithColumnsInAnyOrder_isUnderstood() throws IOException {
    assertThat(
            read(
                "# people\nusername,ID,stage_arn,channel_arn,password_hash\n"
                    + "todd,42,arn:stage,arn:channel,\""
                    + HASH
                    + "\"\n\nada,,,arn:other,\n"))
        .containsExactly(
            new Adoption("line 3", "42", "todd", HASH, List.of("arn:channel", "arn:stage")),
            new Adoption("line 5", null, "ada", null, List.of("arn:other")));
  }

  @Test
  void read_jsonLines_areUnderstood() throws IOException {
    assertThat(
            read(
                "{\"id\": 42, \"username\": null, \"chat_room_arn\": \"arn:room\"}\n"
                    + "{\"username\":\"ada\",\"password_hash\":\""
                    + HASH
                    + "\",\"channel_arn\":\"arn:channel\"}\n"))
        .containsExactly(
            new Adoption("line 1", "42", null, null, List.of("arn:room")),
            new Adoption("line 2", null, "ada", HASH, List.of("arn:channel")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\": \"42\"",
        "{\"id\": \"42\"} {}",
        "{\"id\": {\"a\": 1}}",
        "{\"password\": \"secret\"}",
        "{id}",
        "id,username\n42",
        "id,username\n\"42,todd",
        "id,username\n\"42\"x,todd",
        "id,username,password\n42,todd,secret",
        "id,id\n42,42"
      })
  void read_malformedLine_isReportedWithoutItsText(String text) throws IOException {
    List<Entry> entries = read(text);

    assertThat(entries).hasSize(1).hasOnlyElementsOfType(Malformed.class);
    assertThat(entries.toString()).doesNotContain("secret").contains("channel_arn");
  }

  @Test
  void toString_adoption_hidesTheHash() {
    assertThat(new Adoption("line 1", "42", "todd", HASH, List.of()).toString())
        .contains("42", "todd")
        .doesNotContain(HASH);
  }

  private static List<Entry> read(String text) throws IOException {
    return AdoptionFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
