package io.streamcat.emulator.media.internal.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chunks of RTMP, byte by byte. */
class ChunkReaderTest {
  private static ChunkReader reader(String hex) {
    return new ChunkReader(new DataInputStream(new ByteArrayInputStream(bytes(hex))));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  @Test
  void read_allFormats_addsUpTimestamps() throws IOException {
    ChunkReader reader =
        reader(
            "04 000064 000001 09 01000000 aa" // complete header, at 100
                + "44 000028 000002 08 bbbb" // 40 later, another length and type
                + "84 00000a cccc" // 10 later
                + "c4 dddd"); // 10 later
    assertThat(reader.read())
        .returns(100, Message::timestamp)
        .returns(9, Message::type)
        .returns(1, Message::streamId);
    assertThat(reader.read()).returns(140, Message::timestamp).returns(8, Message::type);
    assertThat(reader.read()).returns(150, Message::timestamp);
    assertThat(reader.read()).returns(160, Message::timestamp);
  }

  @Test
  void read_interleavedStreams_keepsThemApart() throws IOException {
    ChunkReader reader =
        reader(
            "04 000000 000003 09 01000000 aabb"
                + "05 000000 000002 08 01000000 1122"
                + "c4 cc"
                + "00 00 000000 000001 08 01000000 33"
                + "01 00 01 000000 000001 08 01000000 44");
    reader.chunkSize(2);
    assertThat(reader.read().body()).isEqualTo(bytes("1122"));
    assertThat(reader.read().body()).isEqualTo(bytes("aabbcc"));
    assertThat(reader.read().body()).isEqualTo(bytes("33"));
    assertThat(reader.read().body()).isEqualTo(bytes("44"));
  }

  @Test
  void read_extendedTimestamp_isRepeatedInEachChunk() throws IOException {
    ChunkReader reader = reader("04 ffffff 000002 09 01000000 80000001 aa" + "c4 80000001 bb");
    reader.chunkSize(1);
    Message message = reader.read();
    assertThat(message.timestamp()).isEqualTo(0x8000_0001);
    assertThat(message.body()).isEqualTo(bytes("aabb"));
  }

  @Test
  void abort_incompleteMessage_isDropped() throws IOException {
    ChunkReader reader =
        reader("04 000000 000003 09 01000000 aabb" + "04 000000 000001 09 01000000 11");
    reader.chunkSize(2);
    assertThatThrownBy(reader::read).isInstanceOf(RtmpException.class);
    ChunkReader again =
        reader(
            "04 000000 000003 09 01000000 aabb"
                + "05 000000 000001 09 01000000 22"
                + "04 000000 000001 09 01000000 11");
    again.chunkSize(2);
    assertThat(again.read().body()).isEqualTo(bytes("22"));
    again.abort(4);
    assertThat(again.read().body()).isEqualTo(bytes("11"));
  }

  @ParameterizedTest
  @CsvSource({
    "c4, starts without a header",
    "84 000001, starts without a header",
    "04 000000 ffffff 09 01000000, too long",
  })
  void read_brokenRule_isRejected(String hex, String message) {
    assertThatThrownBy(reader(hex)::read)
        .isInstanceOf(RtmpException.class)
        .hasMessageContaining(message);
  }

  @Test
  void read_manyLongMessages_exceedsTheMemoryLimit() {
    StringBuilder chunks = new StringBuilder();
    for (int stream = 4; stream < 8; stream++) {
      chunks.append("%02x 000000 3fffff 09 01000000 ".formatted(stream)).append("00".repeat(128));
    }
    assertThatThrownBy(reader(chunks.toString())::read)
        .isInstanceOf(RtmpException.class)
        .hasMessageContaining("incomplete");
  }

  @Test
  void read_manyStreams_isRejected() {
    StringBuilder chunks = new StringBuilder();
    for (int stream = 0; stream < 65; stream++) {
      chunks
          .append("00 %02x 000000 0000ff 09 01000000 ".formatted(stream))
          .append("00".repeat(128));
    }
    assertThatThrownBy(reader(chunks.toString())::read)
        .isInstanceOf(RtmpException.class)
        .hasMessageContaining("Too many chunk streams");
  }

  @Test
  void read_endInsideAMessage_isTheEndOfTheConnection() {
    assertThatThrownBy(reader("04 000000 000003 09 01000000 aabb")::read)
        .isInstanceOf(EOFException.class);
  }
}
