package io.streamcat.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** Aborts that block, as those of the JDK's connections may. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PromptlyAbortedHttpClientTest {

  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final CountDownLatch aborting = new CountDownLatch(1);
  private final AtomicInteger closed = new AtomicInteger();
  private final AtomicInteger clientClosed = new AtomicInteger();
  private final AtomicReference<Thread> aborter = new AtomicReference<>();

  @AfterEach
  void close() {
    mayEnd.countDown();
  }

  /** An endless answer, and an abort that ends with the test. */
  private class Blocking implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() {
          return HttpExecuteResponse.builder()
              .response(SdkHttpFullResponse.builder().statusCode(200).build())
              .responseBody(AbortableInputStream.create(new Endless()))
              .build();
        }

        @Override
        public void abort() {
          aborter.set(Thread.currentThread());
          aborting.countDown();
          try {
            mayEnd.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
      };
    }

    @Override
    public String clientName() {
      return "blocking";
    }

    @Override
    public void close() {
      clientClosed.incrementAndGet();
    }
  }

  private final class Endless extends InputStream {
    @Override
    public int read() {
      return ' ';
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @Test
  void abort_connectionBlocks_returnsImmediately() throws InterruptedException {
    new PromptlyAbortedHttpClient(new Blocking()).prepareRequest(null).abort();

    aborting.await();
    assertThat(mayEnd.getCount()).isEqualTo(1);
    assertThat(aborter.get().isDaemon()).isTrue();
    assertThat(aborter.get().getName()).matches("streamcat-call-abort-[1-9][0-9]*");
  }

  @Test
  void read_wholeAnswer_returnsItsBytes() throws IOException {
    InputStream body =
        new PromptlyAbortedHttpClient(new Blocking())
            .prepareRequest(null)
            .call()
            .responseBody()
            .orElseThrow();
    byte[] buffer = new byte[10];

    assertThat(body.read(buffer, 2, 3)).isEqualTo(3);

    assertThat(buffer).containsExactly(0, 0, ' ', ' ', ' ', 0, 0, 0, 0, 0);
  }

  @Test
  void call_answerWithoutABody_isReturned() throws IOException {
    HttpExecuteResponse empty =
        HttpExecuteResponse.builder()
            .response(SdkHttpFullResponse.builder().statusCode(204).build())
            .build();
    SdkHttpClient client =
        new Blocking() {
          @Override
          public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
              @Override
              public HttpExecuteResponse call() {
                return empty;
              }

              @Override
              public void abort() {}
            };
          }
        };

    assertThat(new PromptlyAbortedHttpClient(client).prepareRequest(null).call()).isSameAs(empty);
  }

  @Test
  void clientNameAndClose_areThoseOfTheClient() {
    SdkHttpClient client = new PromptlyAbortedHttpClient(new Blocking());

    assertThat(client.clientName()).isEqualTo("blocking");
    client.close();

    assertThat(clientClosed).hasValue(1);
  }

  @Test
  void read_afterTheAbort_failsInsteadOfLookingLikeTheEnd() throws IOException {
    ExecutableHttpRequest request =
        new PromptlyAbortedHttpClient(new Blocking()).prepareRequest(null);
    InputStream body = request.call().responseBody().orElseThrow();
    assertThat(body.read()).isEqualTo(' ');

    request.abort();

    assertThatIOException().isThrownBy(body::read);
    assertThatIOException().isThrownBy(() -> body.read(new byte[10], 0, 10));
    body.close();
    assertThat(closed).as("the abort ends it").hasValue(0);
  }

  @Test
  void abort_answerWasRead_doesNothing() throws IOException {
    ExecutableHttpRequest request =
        new PromptlyAbortedHttpClient(new Blocking()).prepareRequest(null);
    InputStream body = request.call().responseBody().orElseThrow();
    body.close();

    request.abort();

    assertThat(closed).hasValue(1);
    assertThat(aborting.getCount()).isEqualTo(1);
  }
}
