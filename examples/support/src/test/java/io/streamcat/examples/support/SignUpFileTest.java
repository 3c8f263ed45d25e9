package io.streamcat.examples.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamcat.examples.support.Entry.Malformed;
import io.streamcat.examples.support.Entry.SignUp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignUpFileTest {

  private static final String RULE = " (must be username,password)";

  @Test
  void read_headerCommentsAndBlankLines_areSkipped() throws IOException {
    assertThat(
            read("# people\n\nUsername,Password\ntodd,secret one\n  \n#ada,secret two\nbob,three"))
        .containsExactly(signUp("line 4", "todd", "secret one"), signUp("line 7", "bob", "three"));
  }

  @Test
  void read_headerAfterFirstEntry_isAnEntry() throws IOException {
    assertThat(read("todd,one\nusername,password"))
        .containsExactly(signUp("line 1", "todd", "one"), signUp("line 2", "username", "password"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void read_allLineEndings_areAccepted(String lineEnd) throws IOException {
    assertThat(read("todd,one" + lineEnd + lineEnd + "bob,two" + lineEnd))
        .containsExactly(signUp("line 1", "todd", "one"), signUp("line 3", "bob", "two"));
  }

  @Test
  void read_byteOrderMark_isSkipped() throws IOException {
    assertThat(read("\uFEFFusername,password\ntodd,one"))
        .containsExactly(signUp("line 2", "todd", "one"));
  }

  @Test
  void read_quotesAndSpaces_keepTheirContent() throws IOException {
    assertThat(read("todd,\"a, \"\"b\"\"\"\nzo\u00eb, c "))
        .containsExactly(signUp("line 1", "todd", "a, \"b\""), signUp("line 2", "zo\u00eb", " c "));
  }

  @Test
  void read_otherNumberOfColumns_isRejected() throws IOException {
    assertThat(read("todd;secret\ntodd,my,secret\nbob,two"))
        .containsExactly(
            new Malformed("line 1", "has 1 column" + RULE),
            new Malformed("line 2", "has 3 columns" + RULE),
            signUp("line 3", "bob", "two"));
  }

  @Test
  void read_unclosedQuote_affectsOnlyItsLine() throws IOException {
    assertThat(read("todd,\"secret\nada,\"secret\"x\nbob,two"))
        .containsExactly(
            new Malformed("line 1", "has a quote that is not closed" + RULE),
            new Malformed("line 2", "has text next to a quoted column" + RULE),
            signUp("line 3", "bob", "two"));
  }

  @Test
  void read_otherEncoding_isRejected() {
    byte[] latin1 = "todd,\u00e9clair and tea".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> SignUpFile.read(new ByteArrayInputStream(latin1)))
        .isInstanceOf(CharacterCodingException.class);
  }

  private static SignUp signUp(String origin, String username, String password) {
    return new SignUp(origin, username, password, false);
  }

  private static List<Entry> read(String text) throws IOException {
    return SignUpFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
