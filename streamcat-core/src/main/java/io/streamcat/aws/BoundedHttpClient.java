package io.streamcat.aws;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * An HTTP client whose answers arrive within a time as a whole. A socket timeout limits the wait
 * for the next byte alone, and the SDK's timer, when it fires between headers and body, aborts
 * nothing.
 */
final class BoundedHttpClient implements SdkHttpClient {

  private final SdkHttpClient client;
  private final Duration limit;

  BoundedHttpClient(SdkHttpClient client, Duration limit) {
    this.client = client;
    this.limit = limit;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest prepared = client.prepareRequest(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        long began = System.nanoTime();
        HttpExecuteResponse answer = prepared.call();
        return answer
            .responseBody()
            .map(
                body ->
                    HttpExecuteResponse.builder()
                        .response(answer.httpResponse())
                        .responseBody(
                            AbortableInputStream.create(new BoundedBody(body, began, limit), body))
                        .build())
            .orElse(answer);
      }

      @Override
      public void abort() {
        prepared.abort();
      }
    };
  }

  @Override
  public String clientName() {
    return client.clientName();
  }

  @Override
  public void close() {
    client.close();
  }

  private static final class BoundedBody extends FilterInputStream {

    private final long began;
    private final Duration limit;

    BoundedBody(InputStream body, long began, Duration limit) {
      super(body);
      this.began = began;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      check();
      return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      check();
      return super.read(bytes, offset, length);
    }

    private void check() throws SocketTimeoutException {
      if (System.nanoTime() - began > limit.toNanos()) {
        throw new SocketTimeoutException("the answer took longer than " + limit);
      }
    }
  }
}
