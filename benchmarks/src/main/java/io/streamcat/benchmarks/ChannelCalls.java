package io.streamcat.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
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
import java.util.stream.Stream;
import software.amazon.awssdk.services.ivs.IvsClient;

/** Calls the operations on channels for a while, each as fast as a few threads can. */
final class ChannelCalls implements AutoCloseable {

  private static final int THREADS = 4;
  private static final int CHANNELS = 20;

  private final SdkClients clients;
  private final IvsClient ivs;
  private final List<String> known;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  /** Creates the channels that are asked about. */
  ChannelCalls(URI endpoint) {
    clients = SdkClients.create(endpoint);
    ivs = clients.ivs();
    known = Stream.generate(this::create).limit(CHANNELS).toList();
  }

  /**
   * Measures each operation.
   *
   * @param time how long each; deleting lasts as long as there is something to delete
   * @return requests a second, by operation
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
    return ivs.createChannel(request -> request.name("channel")).channel().arn();
  }

  /** Returns false if there is nothing left to delete. */
  private boolean delete(Queue<String> channels) {
    String arn = channels.poll();
    if (arn == null) {
      return false;
    }
    ivs.deleteChannel(request -> request.arn(arn));
    return true;
  }

  private boolean get(String arn) {
    return ivs.getChannel(request -> request.arn(arn)).channel().arn().equals(arn);
  }

  private boolean batchGet() {
    return ivs.batchGetChannel(request -> request.arns(known)).channels().size() == CHANNELS;
  }

  private boolean list() {
    return ivs.listChannels(request -> request.maxResults(CHANNELS)).channels().size() == CHANNELS;
  }

  private boolean update(String arn) {
    return ivs.updateChannel(request -> request.arn(arn).name("updated"))
        .channel()
        .name()
        .equals("updated");
  }

  /** Calls until the time is over, or there is nothing left to do. */
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
    for (Future<Integer> part :
        threads.invokeAll(new ArrayList<>(List.of(calling, calling, calling, calling)))) {
      calls += part.get();
    }
    return calls / (Duration.ofNanos(System.nanoTime() - start).toNanos() / 1e9);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    clients.close();
  }
}
