package io.streamcat.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A load generator that calls each operation on channels for a while, as fast as a few threads can.
 */
final class ChannelCalls implements AutoCloseable {

  private static final int THREADS = 4;
  private static final int CHANNELS = 20;

  /** The form of a channel's ARN in an answer; the ARN of a stream key differs. */
  private static final Pattern ARN = Pattern.compile("\"(arn:aws:ivs:[^\"]*:channel/[^\"]*)\"");

  /**
   * A fixed header: region and service are read from it, but neither server checks the signature.
   */
  private static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=test/20200714/us-east-1/ivs/aws4_request, "
          + "SignedHeaders=host;x-amz-date, Signature="
          + "0".repeat(64);

  private final URI endpoint;
  private final List<String> known;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  /** Creates the channels for the measurement. */
  public ChannelCalls(URI endpoint) {
    this.endpoint = endpoint;
    known = Stream.generate(this::create).limit(CHANNELS).toList();
  }

  /**
   * Measures each operation.
   *
   * @param time the duration for each operation; deleting ends earlier if no channel is left
   * @return requests per second, by operation
   */
  Map<String, Double> measure(Duration time) throws InterruptedException, ExecutionException {
    Map<String, Double> rates = new LinkedHashMap<>();
    Queue<String> created = new ConcurrentLinkedQueue<>();
    rates.put("CreateChannel", rate(time, () -> created.add(create())));
    rates.put("DeleteChannel", rate(Duration.ofDays(1), () -> delete(created)));
    rates.put("GetChannel", rate(time, () -> get(known.get(0))));
    rates.put("BatchGetChannel", rate(time, this::batchGet));
    rates.put("ListChannels", rate(time, this::list));
    rates.put("UpdateChannel", rate(time, () -> update(known.get(0))));
    return rates;
  }

  private String create() {
    Matcher arn = ARN.matcher(call("CreateChannel", "{\"name\": \"channel\"}"));
    if (!arn.find()) {
      throw new IllegalStateException("no channel was created");
    }
    return arn.group(1);
  }

  /** Deletes a channel, and returns false if none is left. */
  private boolean delete(Queue<String> channels) {
    String arn = channels.poll();
    return arn != null && call("DeleteChannel", "{\"arn\": \"" + arn + "\"}").isEmpty();
  }

  private boolean get(String arn) {
    return call("GetChannel", "{\"arn\": \"" + arn + "\"}").contains(arn);
  }

  private boolean batchGet() {
    String arns = known.stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
    return call("BatchGetChannel", "{\"arns\": " + arns + "}").contains(known.get(CHANNELS - 1));
  }

  private boolean list() {
    return call("ListChannels", "{\"maxResults\": " + CHANNELS + "}")
        .contains(known.get(CHANNELS - 1));
  }

  private boolean update(String arn) {
    return call("UpdateChannel", "{\"arn\": \"" + arn + "\", \"name\": \"updated\"}")
        .contains("updated");
  }

  /** Calls an operation without the AWS SDK, whose own work would dominate the measurement. */
  private String call(String operation, String body) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) endpoint.resolve("/" + operation).toURL().openConnection();
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/json");
      connection.setRequestProperty("Authorization", AUTHORIZATION);
      connection.setRequestProperty("X-Amz-Date", "20200714T000000Z");
      connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
      try (InputStream answer = connection.getInputStream()) {
        return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(operation, e);
    }
  }

  /** Repeats a call until the time is over, or the call returns false. */
  private double rate(Duration time, BooleanSupplier call)
      throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    long end = start + time.toNanos();
    Callable<Integer> calling =
        () -> {
          int calls = 0;
          while (System.nanoTime() < end && call.getAsBoolean()) {
            calls++;
          }
          return calls;
        };
    int calls = 0;
    for (Future<Integer> part : threads.invokeAll(Collections.nCopies(THREADS, calling))) {
      calls += part.get();
    }
    return calls / (Duration.ofNanos(System.nanoTime() - start).toNanos() / 1e9);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
