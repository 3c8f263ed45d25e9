package io.streamcat.spring.health;

import io.streamcat.aws.ResourceSummary;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.channel.ChannelService;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.realtime.RealTimeService;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A check of the three services by the first page of a list. It creates nothing, and needs only
 * permissions that reconciliation needs, too.
 *
 * @param channels the service for channels
 * @param chatRooms the service for chat rooms
 * @param stages the service for stages
 */
record AwsReachability(
    Supplier<ChannelService> channels,
    Supplier<ChatRoomService> chatRooms,
    Supplier<RealTimeService> stages) {

  private static final Logger log = LoggerFactory.getLogger(AwsReachability.class);

  /** Returns the failure of each service that fails; empty if all answer. */
  Map<String, String> failures() {
    Map<String, String> failures = new TreeMap<>();
    ask("ivs", () -> channels.get().list(), failures);
    ask("ivschat", () -> chatRooms.get().list(), failures);
    ask("ivs-realtime", () -> stages.get().list(), failures);
    return failures;
  }

  private static void ask(
      String service, Supplier<Stream<ResourceSummary>> list, Map<String, String> failures) {
    try {
      CallScope.withoutRepeating(
          () -> {
            try (Stream<ResourceSummary> resources = list.get()) {
              return resources.findFirst();
            }
          });
    } catch (UnsupportedOperationException e) {
      // A service of the application that lists nothing cannot be checked.
      log.debug("A service cannot be checked: it has no list service={}", service, e);
    } catch (Throwable e) {
      // Includes a missing region, and whatever a service of the application throws.
      failures.put(service, CheckFailures.message(e));
    }
  }
}
