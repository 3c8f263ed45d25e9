package io.streamcat.provisioning;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.Channel;
import io.streamcat.provisioning.OwnershipTags.Origin;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compares the settings of resources with the recorded ones.
 *
 * <p>Channels are asked for by the fifty, and rooms only if AWS says that they were updated; a stage
 * is asked for by itself, as AWS offers nothing else. Safe to use from several threads.
 */
final class DriftScan {

  private static final int BATCH = 50;

  private final ProvisioningContext context;
  private final List<Finding> findings = Collections.synchronizedList(new ArrayList<>());

  DriftScan(ProvisioningContext context) {
    this.context = context;
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** Compares all channels. */
  void channels() {
    try (Stream<UserRecord> users = recorded(ResourceKind.CHANNEL)) {
      Iterator<UserRecord> remaining = users.iterator();
      while (remaining.hasNext()) {
        Map<String, UserRecord> batch = new HashMap<>();
        while (remaining.hasNext() && batch.size() < BATCH) {
          UserRecord next = remaining.next();
          Channel channel = next.resources().channel();
          if (channel != null) {
            batch.put(channel.arn(), next);
          }
        }
        context
            .channels()
            .getAll(batch.keySet())
            .forEach((arn, actual) -> compare(batch.get(arn), ResourceKind.CHANNEL, actual));
      }
    }
  }

  /** Compares all stages. */
  void stages() {
    try (Stream<UserRecord> users = recorded(ResourceKind.STAGE)) {
      users.forEach(user -> compare(user, ResourceKind.STAGE));
    }
  }

  private Stream<UserRecord> recorded(ResourceKind kind) {
    return context.users().stream()
        .filter(user -> user.home().matches(context.home()))
        .filter(ReconciliationPlanner::isAtRest)
        .filter(user -> user.resources().get(kind) != null);
  }

  /** Compares one resource that a user has recorded; a resource that is gone has no settings. */
  void compare(UserRecord user, ResourceKind kind) {
    AwsResource recorded = user.resources().get(kind);
    if (recorded != null) {
      context.type(kind).get().apply(recorded.arn()).ifPresent(r -> compare(user, kind, r));
    }
  }

  private void compare(UserRecord user, ResourceKind kind, AwsResource actual) {
    AwsResource recorded = user.resources().get(kind);
    Optional<Origin> origin = context.tags().origin(actual.tags());
    if (recorded == null || origin.isEmpty()) {
      return;
    }
    List<String> differences = Drift.between(recorded, actual);
    if (!differences.isEmpty()) {
      findings.add(
          new Finding(
              Finding.Type.DRIFTED,
              kind,
              actual.arn(),
              user.id(),
              origin.get().createdAt(),
              String.join(", ", differences)));
    }
  }
}
