package io.streamcat.testing;

import io.streamcat.aws.internal.AwsClients;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** An HTTP client of whose requests a test may make something else. */
public final class InterceptedHttp implements SdkHttpClient {

  /** Makes something of a request. */
  @FunctionalInterface
  public interface Interception {

    /** Returns the answer of a request, which {@code send} sends. */
    HttpExecuteResponse answer(SdkHttpRequest request, Callable<HttpExecuteResponse> send)
        throws Exception;
  }

  private final SdkHttpClient real = AwsClients.newHttpClient(Duration.ofSeconds(10));
  private final Interception interception;

  public InterceptedHttp(Interception interception) {
    this.interception = interception;
  }

  /** Intercepts the next requests of an operation, and sends all others as they are. */
  public static InterceptedHttp next(String operation, int times, Interception interception) {
    int[] left = {times};
    return new InterceptedHttp(
        (request, send) ->
            request.encodedPath().equals("/" + operation) && left[0]-- > 0
                ? interception.answer(request, send)
                : send.call());
  }

  public static HttpExecuteResponse response(int status, String body, String... headers) {
    SdkHttpResponse.Builder response = SdkHttpResponse.builder().statusCode(status);
    for (int i = 0; i < headers.length; i += 2) {
      response.putHeader(headers[i], headers[i + 1]);
    }
    return HttpExecuteResponse.builder()
        .response(response.build())
        .responseBody(
            AbortableInputStream.create(
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
        .build();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest prepared = real.prepareRequest(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        try {
          return interception.answer(request.httpRequest(), prepared);
        } catch (IOException | RuntimeException e) {
          throw e;
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }

      @Override
      public void abort() {
        prepared.abort();
      }
    };
  }

  @Override
  public void close() {
    real.close();
  }
}
