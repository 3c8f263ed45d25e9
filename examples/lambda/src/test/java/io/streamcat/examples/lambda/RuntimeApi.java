package io.streamcat.examples.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Lambda's Runtime API for one execution environment: returns invocations and receives answers.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Using the Lambda
 *     runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {

  private static final String INVOCATIONS = "/2018-06-01/runtime/invocation/";
  private static final String INIT_ERROR = "/2018-06-01/runtime/init/error";
  private static final Duration TIME_LEFT = Duration.ofSeconds(30);
  private static final int ACCEPTED = 202;

  static {
    // Otherwise small answers on a reused connection are delayed by 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<Invocation> pending = new LinkedBlockingQueue<>();
  private final Map<String, Invocation> underWay = new ConcurrentHashMap<>();
  private final CompletableFuture<Long> initialised = new CompletableFuture<>();
  private final CompletableFuture<String> initError = new CompletableFuture<>();
  private final HttpServer server;

  /**
   * The answer to an invocation.
   *
   * @param isError whether the function failed
   * @param body the result, or the error
   * @param taken the time from the invocation to the answer
   */
  record Answer(boolean isError, String body, Duration taken) {}

  private static final class Invocation {
    private final String event;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private volatile long handedOutAt;

    Invocation(String event) {
      this.event = event;
    }
  }

  private RuntimeApi(HttpServer server) {
    this.server = server;
  }

  static RuntimeApi start() throws IOException {
    RuntimeApi api =
        new RuntimeApi(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    api.server.setExecutor(api.threads);
    api.server.createContext(INVOCATIONS, api::handleInvocation);
    api.server.createContext(INIT_ERROR, api::handleInitError);
    api.server.start();
    return api;
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  CompletableFuture<Answer> invoke(String event) {
    Invocation invocation = new Invocation(event);
    pending.add(invocation);
    return invocation.answer;
  }

  /** Returns the {@link System#nanoTime} of the function's first request for work. */
  CompletableFuture<Long> initialised() {
    return initialised;
  }

  /** Returns the error that initialisation has reported. */
  CompletableFuture<String> initError() {
    return initError;
  }

  private void handleInvocation(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(INVOCATIONS.length());
    if (path.equals("next")) {
      initialised.complete(System.nanoTime());
      handOut(exchange);
    } else {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      long now = System.nanoTime();
      Invocation invocation = underWay.remove(path.substring(0, path.indexOf('/')));
      accept(exchange);
      invocation.answer.complete(
          new Answer(
              path.endsWith("/error"), body, Duration.ofNanos(now - invocation.handedOutAt)));
    }
  }

  private void handOut(HttpExchange exchange) throws IOException {
    Invocation invocation;
    try {
      invocation = pending.take();
    } catch (InterruptedException e) {
      exchange.close();
      return;
    }
    String id = UUID.randomUUID().toString();
    underWay.put(id, invocation);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", id);
    exchange
        .getResponseHeaders()
        .set(
            "Lambda-Runtime-Deadline-Ms",
            Long.toString(Instant.now().plus(TIME_LEFT).toEpochMilli()));
    exchange
        .getResponseHeaders()
        .set(
            "Lambda-Runtime-Invoked-Function-Arn",
            "arn:aws:lambda:us-east-1:123456789012:function:streamcat");
    byte[] event = invocation.event.getBytes(UTF_8);
    invocation.handedOutAt = System.nanoTime();
    exchange.sendResponseHeaders(200, event.length);
    exchange.getResponseBody().write(event);
    exchange.close();
  }

  private void handleInitError(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    accept(exchange);
    initError.complete(body);
  }

  private static void accept(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(ACCEPTED, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
