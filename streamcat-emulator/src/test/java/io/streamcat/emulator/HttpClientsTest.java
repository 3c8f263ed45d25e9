package io.streamcat.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.RawConnection.Response;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of forms of HTTP that some clients use. */
class HttpClientsTest extends EmulatorTest {
  private static final String CHUNKED =
      "POST /CreateRoom HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d\r\n{\"name\": \"a\"}\r\n0\r\nX-Checksum: abc\r\n\r\n",
        "6\r\n{\"name\r\n7\r\n\": \"a\"}\r\n0\r\nX-One: 1\r\nX-Two: 2\r\n\r\n"
      })
  void request_chunksWithTrailers_isAnswered(String body) throws IOException {
    try (RawConnection connection = new RawConnection(emulator.endpoint())) {
      Response response =
          connection.send((CHUNKED + body).getBytes(UTF_8)).response("POST").orElseThrow();

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.text()).contains("\"name\":\"a\"");
      assertThat(response.header("connection")).isEqualTo("close");
    }
  }

  @Test
  void request_malformedChunkEnd_hasNoEffect() throws IOException {
    try (RawConnection connection = new RawConnection(emulator.endpoint())) {
      connection.send((CHUNKED + "2\r\n{}X\r\n0\r\n\r\n").getBytes(UTF_8)).endOutput();

      connection.rest();
    }
    assertThat(emulator.resources()).isEmpty();
  }
}
