package io.streamcat.provisioning.internal.reconciliation;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.Channel;
import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.internal.ProvisioningContext;
import io.streamcat.provisioning.internal.resource.OwnershipTags.Origin;
import io.streamcat.provisioning.internal.resource.ResourceReader;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The comparison of resources' settings with the recorded ones.
 *
 * <p>Channels are read in batches of fifty, and rooms only if AWS reports an update. Each stage
 * takes a separate call, because AWS has no batch operation for stages. Thread safe.
 */
final class DriftScan {

  private static final int BATCH = 50;

  private final ProvisioningContext context;
  private final ResourceReader reader;
  private final List<Finding> findings = Collections.synchronizedList(new ArrayList<>());

  DriftScan(ProvisioningContext context, ResourceReader reader) {
    this.context = context;
    this.reader = reader;
  }

  /**
   * Returns whether the settings of a user's resource should be the recorded ones now. Recovery
   * handles pending changes; AWS may already have the new settings.
   */
  static boolean isComparable(UserRecord user, ResourceKind kind) {
    return !user.pending().isChanging(kind);
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** Compares all channels. */
  void channels() {
    try (Stream<UserRecord> users = recorded(ResourceKind.CHANNEL)) {
      Iterator<UserRecord> remaining = users.iterator();
      while (remaining.hasNext()) {
        Map<String, UserRecord> batch = new LinkedHashMap<>();
        while (remaining.hasNext() && batch.size() < BATCH) {
          UserRecord next = remaining.next();
          Channel channel = next.resources().channel();
          if (channel != null) {
            batch.put(channel.arn(), next);
          }
        }
        compare(batch);
      }
    }
  }

  private void compare(Map<String, UserRecord> batch) {
    Map<String, Channel> channels;
    try {
      channels = context.channels().getAll(batch.keySet());
    } catch (RuntimeException e) {
      // One channel may be the cause; reading each channel separately finds it.
      batch.values().forEach(user -> compare(user, ResourceKind.CHANNEL));
      return;
    }
    batch.forEach(
        (arn, user) ->
            Optional.ofNullable(channels.get(arn))
                .ifPresent(actual -> compare(user, ResourceKind.CHANNEL, actual)));
  }

  /** Compares all stages. */
  void stages() {
    try (Stream<UserRecord> users = recorded(ResourceKind.STAGE)) {
      users.forEach(user -> compare(user, ResourceKind.STAGE));
    }
  }

  private Stream<UserRecord> recorded(ResourceKind kind) {
    return context.users().stream()
        .filter(user -> context.home().covers(user.home()))
        .filter(ReconciliationPlanner::isAtRest)
        .filter(user -> isComparable(user, kind))
        .filter(user -> user.resources().get(kind) != null);
  }

  /** Compares one recorded resource; a resource that is gone has no settings. */
  void compare(UserRecord user, ResourceKind kind) {
    AwsResource recorded = user.resources().get(kind);
    if (recorded != null) {
      reader.read(
          user,
          kind,
          recorded,
          actual -> actual.ifPresent(resource -> compare(user, kind, resource)));
    }
  }

  private void compare(UserRecord user, ResourceKind kind, AwsResource actual) {
    AwsResource recorded = user.resources().get(kind);
    Optional<Origin> origin = context.tags().origin(actual.tags());
    if (recorded == null || origin.isEmpty()) {
      return;
    }
    List<String> differences = Drift.between(recorded, actual);
    if (!differences.isEmpty() && isUnchanged(user)) {
      findings.add(
          new Finding(
              Finding.Type.DRIFTED,
              kind,
              actual.arn(),
              ReconciliationPlanner.userId(user),
              origin.get().createdAt(),
              String.join(", ", differences)));
    }
  }

  /**
   * Returns whether the record is still the same, because its settings may have changed between
   * reading the user and reading AWS.
   */
  private boolean isUnchanged(UserRecord user) {
    return context
        .users()
        .findByKey(user.key())
        .filter(now -> now.revision().equals(user.revision()))
        .isPresent();
  }
}
