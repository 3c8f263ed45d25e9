package io.streamcat.aws.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * An HTTP client whose requests are aborted in the background, without blocking the caller.
 *
 * <p>The SDK aborts a call that takes too long from a timer, and the call's own thread waits for
 * the abort. The JDK's connection may treat an abort as a normal close and first read the rest of
 * the answer. Then the call would last as long as bytes arrive.
 */
final class PromptlyAbortedHttpClient implements SdkHttpClient {

  private static final Executor ABORTS = daemons();

  private final SdkHttpClient client;

  PromptlyAbortedHttpClient(SdkHttpClient client) {
    this.client = client;
  }

  /** One thread for each connection whose abort blocks. */
  private static Executor daemons() {
    AtomicInteger count = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        10,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "streamcat-call-abort-" + count.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new Request(client.prepareRequest(request));
  }

  @Override
  public String clientName() {
    return client.clientName();
  }

  @Override
  public void close() {
    client.close();
  }

  /** One request. Either the reader or an abort ends it, whichever comes first. */
  private static final class Request implements ExecutableHttpRequest {
    private final ExecutableHttpRequest request;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean aborted;

    Request(ExecutableHttpRequest request) {
      this.request = request;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
      HttpExecuteResponse response = request.call();
      return response
          .responseBody()
          .map(
              body ->
                  HttpExecuteResponse.builder()
                      .response(response.httpResponse())
                      .responseBody(AbortableInputStream.create(new Body(body), this))
                      .build())
          .orElse(response);
    }

    @Override
    public void abort() {
      aborted = true;
      if (ended.compareAndSet(false, true)) {
        ABORTS.execute(request::abort);
      }
    }

    private final class Body extends FilterInputStream {
      Body(InputStream body) {
        super(body);
      }

      @Override
      public int read() throws IOException {
        requireWhole();
        return super.read();
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        requireWhole();
        return super.read(buffer, offset, length);
      }

      /**
       * Throws if the request was aborted, because an aborted stream may look like a complete one.
       */
      private void requireWhole() throws IOException {
        if (aborted) {
          throw new IOException("the call was aborted");
        }
      }

      @Override
      public void close() throws IOException {
        if (ended.compareAndSet(false, true)) {
          super.close();
        }
      }
    }
  }
}
