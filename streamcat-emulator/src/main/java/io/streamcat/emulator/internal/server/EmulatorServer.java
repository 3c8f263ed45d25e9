package io.streamcat.emulator.internal.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.streamcat.emulator.internal.json.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** The HTTP server: connections, threads and the writing of responses. */
public final class EmulatorServer implements AutoCloseable {
  /** The prefix of all paths of the control API. */
  public static final String CONTROL_PATH = "/_streamcat/";

  private static final System.Logger LOGGER = System.getLogger(EmulatorServer.class.getName());
  private static final String NO_DELAY = "sun.net.httpserver.nodelay";
  private static final int BACKLOG = 1024;
  private static final int FORBIDDEN = 403;

  /** The longest time for which a client need not read an answer. */
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(30);

  private final HttpServer server;
  private final ExecutorService threads;
  private final WriteTimeout writes;

  /** A handler of requests. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Answers a request.
     *
     * @return the response, or empty to close the connection without a response
     * @throws IOException if the request cannot be read
     * @throws InterruptedException if the server is closed
     */
    Optional<Reply> handle(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private EmulatorServer(HttpServer server, ExecutorService threads, WriteTimeout writes) {
    this.server = server;
    this.threads = threads;
    this.writes = writes;
  }

  /**
   * Starts a server.
   *
   * @param api the handler of all other paths
   * @param control the handler of the paths under {@link #CONTROL_PATH}
   * @param access the protection of all paths against web pages
   * @throws IOException if the server cannot listen on the address
   */
  public static EmulatorServer start(
      InetSocketAddress address,
      Handler api,
      Handler control,
      BrowserAccess access,
      RequestIds requestIds)
      throws IOException {
    return start(address, api, control, access, requestIds, WRITE_TIMEOUT);
  }

  static EmulatorServer start(
      InetSocketAddress address,
      Handler api,
      Handler control,
      BrowserAccess access,
      RequestIds requestIds,
      Duration writeTimeout)
      throws IOException {
    if (System.getProperty(NO_DELAY) == null) {
      // Without it, small responses on persistent connections are delayed by 40 ms.
      System.setProperty(NO_DELAY, "true");
    }
    HttpServer server = HttpServer.create(address, BACKLOG);
    ExecutorService threads =
        Executors.newCachedThreadPool(task -> daemon(task, "streamcat-emulator"));
    server.setExecutor(threads);
    WriteTimeout writes = WriteTimeout.start(writeTimeout);
    EmulatorServer created = new EmulatorServer(server, threads, writes);
    server.createContext("/", exchange -> created.respond(exchange, api, access, requestIds));
    server.createContext(
        CONTROL_PATH, exchange -> created.respond(exchange, control, access, requestIds));
    startAsDaemon(server);
    return created;
  }

  /** Starts the server on a daemon thread, because its own thread inherits that property. */
  private static void startAsDaemon(HttpServer server) throws IOException {
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    Thread starter = daemon(server::start, "streamcat-emulator-start");
    starter.setUncaughtExceptionHandler((thread, e) -> failure.set(new IllegalStateException(e)));
    starter.start();
    try {
      starter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while starting");
    }
    if (failure.get() != null) {
      throw failure.get();
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Adds a handler of all paths that start with a prefix, instead of the two others. It decides
   * itself which pages may read its answers.
   */
  public void mount(String prefix, BrowserAccess access, HttpHandler handler) {
    server.createContext(
        prefix,
        exchange -> {
          WriteTimeout.Write write = writes.begin();
          try (exchange) {
            if (access.allowsHost(exchange.getRequestHeaders())) {
              handler.handle(exchange);
            } else {
              exchange.sendResponseHeaders(FORBIDDEN, -1);
            }
          } finally {
            write.close();
          }
        });
  }

  public InetAddress address() {
    return server.getAddress().getAddress();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Returns the number of answers that are being written. */
  int writes() {
    return writes.count();
  }

  /** Stops immediately: connections are closed, and waiting requests get no answer. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    writes.close();
  }

  private void respond(
      HttpExchange exchange, Handler handler, BrowserAccess access, RequestIds requestIds) {
    // Closing an unanswered exchange closes its connection, as a dropped request requires.
    try (exchange) {
      Headers request = exchange.getRequestHeaders();
      Optional<Reply> reply = access.intercept(exchange.getRequestMethod(), request);
      if (reply.isEmpty()) {
        reply = handler.handle(exchange);
      }
      if (reply.isPresent()) {
        Bodies.drain(exchange);
        exchange.getResponseHeaders().set("x-amzn-RequestId", requestIds.next());
        write(exchange, reply.get().withHeaders(access.answering(request)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "Response not sent; the client has disconnected", e);
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.ERROR, "Request failed unexpectedly", e);
    }
  }

  private void write(HttpExchange exchange, Reply reply) throws IOException {
    WriteTimeout.Write write = writes.begin();
    try {
      send(exchange, reply);
    } finally {
      write.close();
    }
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    Object document = reply.document();
    if (document == null || exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(reply.status(), -1);
      return;
    }
    byte[] body = document instanceof byte[] bytes ? bytes : Json.write(document);
    exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of("application/json"));
    exchange.sendResponseHeaders(reply.status(), body.length);
    OutputStream out = exchange.getResponseBody();
    if (reply.isCutOff()) {
      // Closing an exchange with an incomplete body closes its connection, too.
      out.write(body, 0, body.length / 2);
      out.flush();
      return;
    }
    out.write(body);
    // If the client has disconnected, this fails before the stream is closed. Only then does
    // closing the exchange close the connection.
    out.flush();
    out.close();
  }
}
