package io.streamcat.emulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A connection that sends any bytes and reads HTTP responses. */
final class RawConnection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int MAX_LINE = 10_000;

  private final Socket socket;

  RawConnection(URI endpoint) throws IOException {
    socket = new Socket(endpoint.getHost(), endpoint.getPort());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
  }

  /**
   * A response.
   *
   * @param headers the headers by name in lower case
   * @param text the body, with one character per byte
   */
  record Response(int status, Map<String, String> headers, String text) {
    byte[] body() {
      return text.getBytes(ISO_8859_1);
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** Sends bytes. A closed connection is reported by {@link #response}, not here. */
  RawConnection send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      // The server has already answered and closed the connection.
    }
    return this;
  }

  /** Ends the output. */
  RawConnection endOutput() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      // The server has already closed the connection.
    }
    return this;
  }

  /**
   * Reads the response to a request; empty if the connection is closed without one.
   *
   * @throws AssertionError if the response is malformed or incomplete
   */
  Optional<Response> response(String method) throws IOException {
    InputStream in = socket.getInputStream();
    String status;
    do {
      status = line(in);
      if (status.isEmpty()) {
        return Optional.empty();
      }
      assertThat(status).matches("HTTP/1\\.1 [1-5][0-9][0-9]( .*)?");
      if (status.startsWith("HTTP/1.1 1")) {
        assertThat(line(in)).isEmpty();
      }
    } while (status.startsWith("HTTP/1.1 1"));
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      assertThat(line).matches("[A-Za-z0-9-]+:.*");
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length =
        method.equals("HEAD") ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    assertThat(body).as("a whole body").hasSize(length);
    return Optional.of(
        new Response(
            Integer.parseInt(status.substring(9, 12)), headers, new String(body, ISO_8859_1)));
  }

  /** Reads until the server closes the connection, with one character per byte. */
  String rest() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }

  /** Reads a line without its end. A reset connection counts as closed. */
  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
        line.write(next);
        assertThat(line.size()).isLessThan(MAX_LINE);
      }
    } catch (SocketException e) {
      return "";
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
