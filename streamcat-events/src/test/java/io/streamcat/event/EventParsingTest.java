package io.streamcat.event;

import static io.streamcat.event.SampleEvents.CHANNEL;
import static io.streamcat.event.SampleEvents.NOW;
import static io.streamcat.event.SampleEvents.STAGE;
import static io.streamcat.event.SampleEvents.event;
import static io.streamcat.event.SampleEvents.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** The header of an event, and fields that are unknown or missing. */
class EventParsingTest {

  @Test
  void parse_textBytesOrStream_readsTheHeader() {
    String json =
        json("IVS Stream State Change", "\"arn:other\", \"" + CHANNEL + "\"", NOW, "{\"é\": 1}");

    IvsEvent event = IvsEvent.parse(json);

    assertThat(event.header())
        .isEqualTo(
            new EventHeader(
                "12345678-1a23-4567-a1bc-1a2b34567890",
                "IVS Stream State Change",
                NOW,
                "123456789012",
                "us-east-1",
                List.of("arn:other", CHANNEL),
                Map.of("é", 1L),
                Map.of("version", "0")));
    assertThat(((StreamStateChange) event).channelArn()).isEqualTo(CHANNEL);
    assertThat(IvsEvent.parse(json.getBytes(UTF_8))).isEqualTo(event);
    assertThat(IvsEvent.read(new ByteArrayInputStream(json.getBytes(UTF_8)))).isEqualTo(event);
    assertThat(event.id()).isEqualTo("12345678-1a23-4567-a1bc-1a2b34567890");
    assertThat(event.time()).isEqualTo(NOW);
  }

  @Test
  void parse_unknownType_keepsAllFields() {
    IvsEvent event =
        event(
            "AWS API Call via CloudTrail",
            CHANNEL,
            NOW,
            """
            {"text": "x", "none": null, "yes": true, "no": false, "list": [1, {"deep": []}],
             "long": 9223372036854775807, "larger": 9223372036854775808, "half": 0.50}\
            """);

    assertThat(event).isInstanceOf(UnknownEvent.class);
    assertThat(event.header().detailType()).isEqualTo("AWS API Call via CloudTrail");
    assertThat(event.header().detail())
        .containsEntry("text", "x")
        .containsEntry("none", null)
        .containsEntry("yes", true)
        .containsEntry("no", false)
        .containsEntry("list", List.of(1L, Map.of("deep", List.of())))
        .containsEntry("long", Long.MAX_VALUE)
        .containsEntry("larger", BigInteger.TWO.pow(63))
        .containsEntry("half", new BigDecimal("0.50"));
    assertRoundTrip(event);
  }

  @Test
  void parse_unknownFields_areKept() {
    IvsEvent event =
        IvsEvent.parse(
            json("IVS Stream State Change", "", NOW, "{\"event_name\": \"Stream Start\", \"x\": 1}")
                .replace("\"version\": \"0\"", "\"version\": 1, \"replay-name\": {\"y\": [null]}"));

    assertThat(event.header().detail())
        .containsOnly(Map.entry("event_name", "Stream Start"), Map.entry("x", 1L));
    assertThat(event.header().others())
        .containsEntry("version", 1L)
        .extractingByKey("replay-name", as(InstanceOfAssertFactories.MAP))
        .containsEntry("y", Arrays.asList((Object) null));
    assertRoundTrip(event);
  }

  @Test
  void parse_missingOrNullFields_areEmpty() {
    IvsEvent event =
        IvsEvent.parse(
            """
            {"id": "1", "source": "aws.ivs", "detail-type": "IVS Recording State Change",
             "time": "2026-11-23T12:00:00Z", "account": null, "resources": null,
             "detail": {"stream_id": null, "recording_duration_ms": null}}
            """);

    assertThat(event)
        .isEqualTo(
            new RecordingStateChange(
                event.header(), "", "", "", "", Duration.ZERO, "", "", "", List.of()));
    assertThat(event.header().account()).isEmpty();
    assertThat(event.header().resources()).isEmpty();
    assertRoundTrip(event);
  }

  @Test
  void parse_byteOrderMark_isIgnored() {
    String json = json("IVS Stage Update", "", NOW, "{}");

    assertThat(IvsEvent.parse("\uFEFF" + json)).isEqualTo(IvsEvent.parse(json));
    assertThat(IvsEvent.parse(("\uFEFF" + json).getBytes(UTF_8))).isEqualTo(IvsEvent.parse(json));
  }

  @Test
  void parse_collections_areUnmodifiable() {
    EventHeader header =
        event("IVS Stage Update", STAGE, NOW, "{\"deep\": {\"list\": []}}").header();

    assertThat(header.detail()).isUnmodifiable();
    assertThat(header.others()).isUnmodifiable();
    assertThat(header.detail())
        .extractingByKey("deep", as(InstanceOfAssertFactories.map(String.class, Object.class)))
        .isUnmodifiable()
        .extractingByKey("list", as(InstanceOfAssertFactories.LIST))
        .isUnmodifiable();
  }

  @Test
  void read_failingStream_isNotInvalidInput() throws IOException {
    InputStream broken = InputStream.nullInputStream();
    broken.close();

    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> IvsEvent.read(broken));
  }

  private static void assertRoundTrip(IvsEvent event) {
    assertThat(IvsEvent.parse(event.toJson())).isEqualTo(event).hasSameHashCodeAs(event);
  }
}
