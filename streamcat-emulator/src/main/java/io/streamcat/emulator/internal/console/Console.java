package io.streamcat.emulator.internal.console;

import com.sun.net.httpserver.HttpExchange;
import io.streamcat.emulator.internal.control.ControlApi;
import io.streamcat.emulator.internal.server.Bodies;
import io.streamcat.emulator.internal.server.Emulation;
import io.streamcat.emulator.internal.server.EmulatorServer;
import io.streamcat.emulator.internal.server.Reply;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The HTTP handler of the console: its files and its stream of changes. All other requests go to
 * the control API, which the console's own buttons use as well. Thread safe.
 */
public final class Console implements AutoCloseable {
  private static final String CHANGES = "changes";
  private static final Set<String> READS = Set.of("GET", "HEAD");

  private final EmulatorServer.Handler control;
  private final ChangeStream changes;

  /**
   * Creates a console.
   *
   * @param control the handler of all other requests
   */
  public Console(Emulation emulation, EmulatorServer.Handler control) {
    this.control = control;
    this.changes = new ChangeStream(new Feed(emulation));
  }

  /**
   * Answers a request.
   *
   * @return the response, or empty if the response has been sent
   * @throws IOException if the request cannot be read, or a client of the stream disconnects
   * @throws InterruptedException if the server is closed, or a client of the stream is too slow
   */
  public Optional<Reply> handle(HttpExchange exchange) throws IOException, InterruptedException {
    String path = exchange.getRequestURI().getRawPath().substring(ControlApi.PATH.length());
    String method = exchange.getRequestMethod();
    if (path.equals(CHANGES)) {
      return method.equals("GET") ? stream(exchange) : notAllowed(path);
    }
    Optional<Reply> file = Assets.find(path);
    if (file.isPresent()) {
      return READS.contains(method) ? file : notAllowed(path);
    }
    return control.handle(exchange);
  }

  private Optional<Reply> stream(HttpExchange exchange) throws IOException, InterruptedException {
    Bodies.drain(exchange);
    return changes.serve(exchange)
        ? Optional.empty()
        : Optional.of(problem(503, "Too many consoles are open"));
  }

  private static Optional<Reply> notAllowed(String path) {
    return Optional.of(problem(405, ControlApi.PATH + path + " supports only GET"));
  }

  private static Reply problem(int status, String message) {
    return Reply.json(status, Map.of("message", message));
  }

  @Override
  public void close() {
    changes.close();
  }
}
