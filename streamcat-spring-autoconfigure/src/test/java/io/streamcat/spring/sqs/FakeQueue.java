package io.streamcat.spring.sqs;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** A queue for the synchronous and the asynchronous client, which delivers each message once. */
final class FakeQueue {

  static final String URL = "https://sqs.us-east-1.amazonaws.com/123456789012/events";

  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

  /** The bodies of deleted messages. */
  final Queue<String> deleted = new ConcurrentLinkedQueue<>();

  FakeQueue send(String body) {
    messages.add(
        Message.builder()
            .messageId(UUID.randomUUID().toString())
            .receiptHandle(body)
            .body(body)
            .build());
    return this;
  }

  SqsClient client() {
    return proxy(SqsClient.class, this::call);
  }

  SqsAsyncClient asyncClient() {
    return proxy(
        SqsAsyncClient.class,
        (method, arguments) ->
            method.getReturnType() == CompletableFuture.class
                ? CompletableFuture.supplyAsync(() -> call(method, arguments))
                : call(method, arguments));
  }

  private interface Call {
    @Nullable Object make(Method method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Call call) {
    InvocationHandler handler =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "hashCode" -> System.identityHashCode(proxy);
              case "equals" -> proxy == arguments[0];
              case "toString" -> type.getSimpleName();
              default -> call.make(method, arguments);
            };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private @Nullable Object call(Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "close" -> null;
      case "receiveMessage" -> receive();
      case "deleteMessageBatch" -> {
        ((DeleteMessageBatchRequest) arguments[0])
            .entries()
            .forEach(entry -> deleted.add(entry.receiptHandle()));
        yield DeleteMessageBatchResponse.builder().build();
      }
      case "changeMessageVisibilityBatch" -> ChangeMessageVisibilityBatchResponse.builder().build();
      default -> throw new UnsupportedOperationException(method.getName());
    };
  }

  private ReceiveMessageResponse receive() {
    try {
      Message message = messages.poll(50, TimeUnit.MILLISECONDS);
      return message == null
          ? ReceiveMessageResponse.builder().build()
          : ReceiveMessageResponse.builder().messages(message).build();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ReceiveMessageResponse.builder().build();
    }
  }
}
