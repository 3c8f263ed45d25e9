package io.streamcat.emulator.internal.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.streamcat.emulator.internal.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The changes as server-sent events. One timer collects them for all clients, and each client's own
 * thread sends them. A client that reads too slowly is disconnected. Thread safe.
 */
final class ChangeStream implements AutoCloseable {
  private static final byte[] HEARTBEAT = ":\n\n".getBytes(US_ASCII);
  private static final Limits LIMITS = new Limits(16, 16, 200, 10_000);

  private final Feed feed;
  private final Limits limits;
  private final List<Client> clients = new ArrayList<>();
  private Feed.Position position = Feed.Position.START;
  private @Nullable Timer timer;
  private boolean closed;

  /**
   * The limits.
   *
   * @param clients the greatest number of clients
   * @param waiting the greatest number of batches that wait for one client
   * @param periodMillis the time between batches
   * @param heartbeatMillis the longest time without a byte for a client
   */
  record Limits(int clients, int waiting, long periodMillis, long heartbeatMillis) {}

  /** A client and the thread that serves it. */
  private static final class Client {
    private final BlockingQueue<byte[]> waiting;
    private @Nullable Thread thread = Thread.currentThread();

    Client(int most) {
      waiting = new ArrayBlockingQueue<>(most);
    }

    boolean offer(byte[] batch) {
      return waiting.offer(batch);
    }

    byte[] next(long heartbeatMillis) throws InterruptedException {
      byte[] batch = waiting.poll(heartbeatMillis, TimeUnit.MILLISECONDS);
      return batch == null ? HEARTBEAT : batch;
    }

    /** Ends a blocked write, which closes the connection. */
    synchronized void disconnect() {
      if (thread != null) {
        thread.interrupt();
      }
    }

    synchronized void left() {
      thread = null;
    }
  }

  ChangeStream(Feed feed) {
    this(feed, LIMITS);
  }

  ChangeStream(Feed feed, Limits limits) {
    this.feed = feed;
    this.limits = limits;
  }

  /**
   * Serves a client until its connection ends.
   *
   * @return false if there are too many clients, so that the client is not served
   * @throws IOException if the client has disconnected
   * @throws InterruptedException if the client is disconnected
   */
  boolean serve(HttpExchange exchange) throws IOException, InterruptedException {
    Client client = new Client(limits.waiting());
    if (!join(client)) {
      return false;
    }
    try {
      Headers headers = exchange.getResponseHeaders();
      headers.set("Content-Type", "text/event-stream");
      headers.set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      while (true) {
        out.write(client.next(limits.heartbeatMillis()));
        out.flush();
      }
    } catch (ClosedByInterruptException e) {
      // The interrupt came during a write, which leaves the thread's interrupt status set.
      Thread.interrupted();
      throw (InterruptedException) new InterruptedException().initCause(e);
    } finally {
      leave(client);
    }
  }

  private synchronized boolean join(Client client) {
    if (closed || clients.size() >= limits.clients()) {
      return false;
    }
    Feed.Position now = feed.position();
    client.offer(batch(Feed.Position.START, now));
    clients.add(client);
    if (timer == null) {
      position = now;
      timer = start();
    }
    return true;
  }

  private synchronized void leave(Client client) {
    client.left();
    clients.remove(client);
    if (clients.isEmpty() && timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private Timer start() {
    Timer started = new Timer("streamcat-emulator-console", true);
    started.schedule(
        new TimerTask() {
          @Override
          public void run() {
            collectQuietly();
          }
        },
        limits.periodMillis(),
        limits.periodMillis());
    return started;
  }

  private void collectQuietly() {
    try {
      collect();
    } catch (UncheckedIOException e) {
      // The state cannot be written. Calls report the error; the next batch makes up for this one.
    }
  }

  /** Sends the news to all clients, and disconnects those that have not read the earlier ones. */
  synchronized void collect() {
    Feed.Position now = feed.position();
    if (!now.equals(position)) {
      byte[] batch = batch(position, now);
      position = now;
      clients.stream().filter(client -> !client.offer(batch)).forEach(Client::disconnect);
    }
  }

  private byte[] batch(Feed.Position before, Feed.Position now) {
    String json = new String(Json.write(feed.between(before, now)), UTF_8);
    return ("data: " + json + "\n\n").getBytes(UTF_8);
  }

  /** Returns the number of connected clients. */
  synchronized int clients() {
    return clients.size();
  }

  @Override
  public synchronized void close() {
    closed = true;
    clients.forEach(Client::disconnect);
  }
}
