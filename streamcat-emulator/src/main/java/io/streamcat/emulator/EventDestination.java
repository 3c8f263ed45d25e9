package io.streamcat.emulator;

import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.outbound.EventPost;
import io.streamcat.emulator.internal.outbound.EventTarget;
import io.streamcat.emulator.internal.outbound.HttpUrls;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A destination of events, as a target of EventBridge. Immutable.
 *
 * <pre>{@code
 * emulator.events().add(EventDestination.listener(json -> ingester.ingest(List.of(json))));
 * emulator.events().add(EventDestination.http(url, "X-Api-Key", secret));
 * }</pre>
 *
 * <p>An event is sent to HTTP and SQS destinations up to three times, until the answer is a 2xx. An
 * event that is rejected with a 4xx other than 429 is not repeated.
 */
public final class EventDestination {
  private final String description;
  private final Function<String, EventTarget> opener;

  private EventDestination(String description, Function<String, EventTarget> opener) {
    this.description = description;
    this.opener = opener;
  }

  /**
   * Creates a destination that is a function in this process.
   *
   * @param listener receives each event as JSON, on a thread of the emulator; an event whose
   *     listener throws is not repeated
   * @return the destination
   */
  public static EventDestination listener(Consumer<String> listener) {
    Objects.requireNonNull(listener, "listener");
    return new EventDestination(
        "a listener",
        region -> event -> listener.accept(new String(event, StandardCharsets.UTF_8)));
  }

  /**
   * Creates a destination that is an HTTP endpoint. Each event is posted to it, as to an API
   * destination.
   *
   * @param url an http or https URL
   * @return the destination
   * @throws IllegalArgumentException if it is not an http or https URL
   */
  public static EventDestination http(URI url) {
    return http(url, Map.of());
  }

  /**
   * Creates a destination that is an HTTP endpoint and requires a secret in a header.
   *
   * @param url an http or https URL
   * @param header the name of the header
   * @param secret its value, which is not logged
   * @return the destination
   * @throws IllegalArgumentException if it is not an http or https URL, or the header cannot be
   *     sent
   */
  public static EventDestination http(URI url, String header, String secret) {
    Objects.requireNonNull(header, "header");
    Objects.requireNonNull(secret, "secret");
    HttpUrls.require("url", url);
    try {
      HttpRequest.newBuilder(url).header(header, secret);
    } catch (IllegalArgumentException e) {
      // The cause is left out because its message may quote the secret.
      throw new IllegalArgumentException("header must be one that HTTP clients can send");
    }
    return http(url, Map.of(header, secret));
  }

  private static EventDestination http(URI url, Map<String, String> headers) {
    HttpUrls.require("url", url);
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Content-Type", "application/json");
    return new EventDestination(
        url.toString(), region -> new EventPost(url, all, UnaryOperator.identity()));
  }

  /**
   * Creates a destination that is a standard queue of a server with the JSON protocol of Amazon
   * SQS, such as ElasticMQ or LocalStack. The body of each message is the event.
   *
   * @param queueUrl the URL of the queue, as {@code CreateQueue} and {@code GetQueueUrl} return it
   * @return the destination
   * @throws IllegalArgumentException if it is not an http or https URL
   */
  public static EventDestination sqs(URI queueUrl) {
    HttpUrls.require("queueUrl", queueUrl);
    return new EventDestination(
        queueUrl.toString(),
        region ->
            new EventPost(
                queueUrl.resolve("/"), sqsHeaders(region), event -> message(queueUrl, event)));
  }

  /**
   * Returns headers for emulators of SQS, which read the region of the signature and do not verify
   * it.
   */
  private static Map<String, String> sqsHeaders(String region) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/x-amz-json-1.0");
    headers.put("X-Amz-Target", "AmazonSQS.SendMessage");
    headers.put("X-Amz-Date", "20200714T000000Z");
    headers.put(
        "Authorization",
        String.format(
            Locale.ROOT,
            "AWS4-HMAC-SHA256 Credential=test/20200714/%s/sqs/aws4_request, "
                + "SignedHeaders=host;x-amz-date;x-amz-target, Signature=%s",
            region,
            "0".repeat(64)));
    return headers;
  }

  private static byte[] message(URI queueUrl, byte[] event) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("QueueUrl", queueUrl.toString());
    message.put("MessageBody", new String(event, StandardCharsets.UTF_8));
    return Json.write(message);
  }

  /** Opens the target for the events of a region. */
  EventTarget open(String region) {
    return opener.apply(region);
  }

  /** Returns the kind or the URL of the destination, without the secret. */
  @Override
  public String toString() {
    return description;
  }
}
