package io.streamcat.emulator.internal.outbound;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** An event target that posts events to a URL, with up to three attempts. */
public final class EventPost implements EventTarget {
  private static final int ATTEMPTS = 3;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final URI url;
  private final Map<String, String> headers;
  private final UnaryOperator<byte[]> body;

  public EventPost(URI url, Map<String, String> headers, UnaryOperator<byte[]> body) {
    this.url = url;
    this.headers = headers;
    this.body = body;
  }

  @Override
  public void deliver(byte[] event) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.apply(event)));
    headers.forEach(request::header);
    for (int attempt = 1; !isAccepted(request.build(), attempt == ATTEMPTS); attempt++) {
      TimeUnit.MILLISECONDS.sleep(FIRST_PAUSE_MILLIS << attempt);
    }
  }

  /** Returns whether the event was accepted; throws if another attempt is pointless. */
  private boolean isAccepted(HttpRequest request, boolean last)
      throws IOException, InterruptedException {
    int status;
    try {
      status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      if (last) {
        throw e;
      }
      return false;
    }
    if (status / 100 == 2) {
      return true;
    }
    if (last || (status / 100 != 5 && status != TOO_MANY_REQUESTS)) {
      throw new IOException("answered with status " + status);
    }
    return false;
  }
}
