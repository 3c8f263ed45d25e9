package io.streamcat.spring;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

/**
 * Asks each of the three services for the first resource of a list, which creates nothing and needs
 * no permission that reconciliation does not need.
 *
 * @param ivs the client for channels
 * @param chat the client for chat rooms
 * @param realTime the client for stages
 */
record AwsReachability(
    Supplier<IvsClient> ivs, Supplier<IvschatClient> chat, Supplier<IvsRealTimeClient> realTime) {

  /** What is wrong with each service; nothing if all answer. */
  Map<String, String> failures() {
    Map<String, String> failures = new TreeMap<>();
    ask("ivs", () -> ivs.get().listChannels(r -> r.maxResults(1)), failures);
    ask("ivschat", () -> chat.get().listRooms(r -> r.maxResults(1)), failures);
    ask("ivs-realtime", () -> realTime.get().listStages(r -> r.maxResults(1)), failures);
    return failures;
  }

  private static void ask(String service, Runnable question, Map<String, String> failures) {
    try {
      question.run();
    } catch (SdkException e) {
      failures.put(service, String.valueOf(e.getMessage()));
    }
  }
}
