package io.streamcat.moderation;

import static io.streamcat.moderation.Messages.delivered;
import static io.streamcat.moderation.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.testing.Guarantee;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Guarantee("CHAT-03")
class LinkReviewerTest {

  private static final List<String> ALLOWED = List.of("streamcat.example", "Docs.Example.org");

  private final MessageReviewer deny = MessageReviewer.denyLinks(ALLOWED);
  private final MessageReviewer strip = MessageReviewer.stripLinks(ALLOWED);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.com",
        "HTTPS://EVIL.COM/x",
        "see https://evil.zzz/x.",
        "(www.evil.zzz)",
        "evil.com",
        "look...evil.com",
        "_evil.com_",
        "evil.zzz/path",
        "1.2.3.4/x",
        "1.2.3.4:8080",
        "ｅｖｉｌ．ｃｏｍ",
        "evil。com",
        "ev\u200bil.com",
        "https://streamcat.example@evil.com",
        "https://streamcat.example:1@evil.com/",
        "https://evil.com\\@streamcat.example",
        "https://evil.com?streamcat.example",
        "https://streamcat.example.evil.com",
        "https://xstreamcat.example",
        "https://example.org",
        "https://streämcat.example",
        "javascript://streamcat.example/%0aalert(1)",
        "ftp://streamcat.example",
        "xn--evl-gma.com",
        "https://" + "streamcat.example evil.com"
      })
  void review_link_isDenied(String typed) {
    assertThat(deny.review(message(typed))).isInstanceOf(ReviewResult.Deny.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "https://streamcat.example",
        "http://STREAMCAT.example:8080/x?y#z",
        "www.streamcat.example",
        "https://a.b.docs.example.org/",
        "https://user@docs.example.org",
        "no.Yes",
        "end of one.Start of another",
        "1.5/2",
        "e.g. this",
        "and/or",
        "v1.2.3",
        "mail todd@evil.com",
        "....",
        "a://",
        ""
      })
  void review_otherText_isAllowed(String typed) {
    assertThat(deny.review(message(typed))).isEqualTo(ReviewResult.allow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Look (http://evil.com/x), Todd! | Look (), Todd!
          HÉ evil.com HÉ | HÉ  HÉ
          a http://b.com c https://streamcat.example d evil.com. | a  c https://streamcat.example d .
          ｈi ｅｖｉｌ．ｃｏｍ ｈi | ｈi  ｈi
          """)
  void strip_messageWithLink_keepsTheRestAsTyped(String typed, String expected) {
    assertThat(delivered(strip, typed)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.com", " evil.com  "})
  void strip_onlyALink_isDenied(String typed) {
    assertThat(strip.review(message(typed))).isInstanceOf(ReviewResult.Deny.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "example", "https://example.com", "*.example.com", "ex ample.com"})
  void denyLinks_invalidAllowedHost_isRejected(String host) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> MessageReviewer.denyLinks(List.of(host)))
        .satisfies(e -> assertThat(e.field()).isEqualTo("allowedHosts"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", ".", "a.", "-", "a-", ":", "a:", "http:/", "a@", "1.", "。", "ﷺ"})
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void review_hostileMessage_endsQuickly(String piece) {
    for (int i = 0; i < 500; i++) {
      deny.review(message(piece.repeat(500 / piece.length())));
    }
  }
}
