package io.streamcat.provisioning;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.provisioning.OwnershipTags.Origin;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes one plan.
 *
 * <p>AWS is listed before the users are read, and that order makes an orphan certain: a user is
 * recorded before anything is created for it, so a resource whose record cannot be found by then has
 * none. Only users of this home are compared, since AWS lists only this home.
 */
final class ReconciliationPlanner {

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::type)
          .thenComparing(Finding::kind)
          .thenComparing(finding -> String.valueOf(finding.userId()))
          .thenComparing(finding -> String.valueOf(finding.arn()));

  private static final Comparator<Entry<String, Listed>> OLDEST_FIRST =
      Comparator.comparing(
              (Entry<String, Listed> entry) -> entry.getValue().origin().createdAt(),
              Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(Entry.comparingByKey());

  private final ProvisioningContext context;
  private final boolean withDrift;

  /** Of each kind what AWS lists and no user is known to record, by ARN. */
  private final Map<ResourceKind, Map<String, Listed>> unrecorded =
      new EnumMap<>(ResourceKind.class);

  /** Users, by record key and kind, whose recorded resource is gone. */
  private final Map<Lack, Finding> lacking = new LinkedHashMap<>();

  private final Set<Lack> adopting = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  ReconciliationPlanner(ProvisioningContext context, boolean withDrift) {
    this.context = context;
    this.withDrift = withDrift;
  }

  /** A kind of resource that a record is to have and has not. */
  private record Lack(String record, ResourceKind kind) {}

  /**
   * What the list tells of a resource of the namespace. One is held for every resource at once.
   *
   * @param origin the ownership tags
   * @param mayHaveChanged false if AWS says that it was never updated
   */
  private record Listed(Origin origin, boolean mayHaveChanged) {}

  ReconciliationPlan plan() {
    // A snapshot older than the lists would lack the users who came in between.
    context.requireDurable();
    DriftScan drift = new DriftScan(context);
    long resources = list(drift);
    Instant at = context.now();
    long users = 0;
    try (Stream<UserRecord> stream = context.users().stream()) {
      for (UserRecord stored : (Iterable<UserRecord>) stream::iterator) {
        if (stored.home().matches(context.home())) {
          compare(stored, drift);
          users++;
        }
      }
    }
    unrecorded.forEach(this::attribute);
    findings.addAll(lacking.values());
    findings.addAll(drift.findings());
    findings.sort(ORDER);
    return new ReconciliationPlan(
        at, context.settings().effectiveNamespace(), users, resources, findings);
  }

  /** Returns whether neither a worker nor recovery is to change the resources of a user now. */
  static boolean isAtRest(UserRecord stored) {
    return stored.state() == UserState.ACTIVE && stored.lease() == null;
  }

  /** Lists all kinds in parallel; settings that can be compared meanwhile are. */
  private long list(DriftScan drift) {
    List<Supplier<Map<String, Listed>>> tasks = new ArrayList<>();
    for (ResourceKind kind : ResourceKind.values()) {
      tasks.add(() -> list(context.type(kind)));
    }
    if (withDrift) {
      tasks.add(
          () -> {
            drift.channels();
            return Map.of();
          });
      tasks.add(
          () -> {
            drift.stages();
            return Map.of();
          });
    }
    List<Map<String, Listed>> lists = context.runner().all(tasks);
    for (ResourceKind kind : ResourceKind.values()) {
      unrecorded.put(kind, lists.get(kind.ordinal()));
    }
    return unrecorded.values().stream().mapToLong(Map::size).sum();
  }

  private Map<String, Listed> list(ResourceType type) {
    Map<String, Listed> listed = new HashMap<>();
    try (Stream<ResourceSummary> all = type.list().get()) {
      all.forEach(
          summary ->
              context
                  .tags()
                  .origin(summary.tags())
                  .ifPresent(
                      origin ->
                          listed.put(
                              summary.arn(), new Listed(origin, summary.mayHaveChanged()))));
    }
    return listed;
  }

  private void compare(UserRecord stored, DriftScan drift) {
    for (ResourceKind kind : ResourceKind.values()) {
      AwsResource recorded = stored.resources().get(kind);
      Listed listed = recorded == null ? null : listed(kind).remove(recorded.arn());
      if (recorded == null || stored.identity() == null || !isAtRest(stored)) {
        continue;
      }
      if (listed == null) {
        verify(stored, kind, recorded);
      } else if (withDrift && kind == ResourceKind.CHAT_ROOM && listed.mayHaveChanged()) {
        drift.compare(stored, kind);
      }
    }
    stored.pending().discardedArns().forEach(arn -> unrecorded.values().forEach(m -> m.remove(arn)));
  }

  /** Finds out whether a recorded resource that no list has shown is gone. */
  private void verify(UserRecord stored, ResourceKind kind, AwsResource recorded) {
    if (context.type(kind).get().apply(recorded.arn()).isPresent()) {
      return;
    }
    // The user was read a while ago, and may have been removed together with the resource.
    boolean still =
        context
            .users()
            .findByKey(stored.key())
            .filter(ReconciliationPlanner::isAtRest)
            .filter(now -> recorded.arn().equals(arn(now, kind)))
            .isPresent();
    if (still) {
      lacking.put(
          new Lack(stored.key(), kind),
          new Finding(
              Finding.Type.MISSING,
              kind,
              recorded.arn(),
              stored.id(),
              OwnershipTags.createdAt(recorded.tags()),
              "recorded, but gone from AWS"));
    }
  }

  /** Finds out to whom the resources belong that no user was seen to record. */
  private void attribute(ResourceKind kind, Map<String, Listed> listed) {
    List<Entry<String, Listed>> entries = new ArrayList<>(listed.entrySet());
    entries.sort(OLDEST_FIRST);
    entries.forEach(entry -> attribute(kind, entry.getKey(), entry.getValue().origin()));
  }

  private void attribute(ResourceKind kind, String arn, Origin origin) {
    if (!context.tags().store().equals(origin.store())) {
      add(Finding.Type.FOREIGN, kind, arn, origin, "tagged by another store of users");
      return;
    }
    Optional<UserRecord> owner =
        Optional.ofNullable(origin.record()).flatMap(context.users()::findByKey);
    if (owner.isEmpty()) {
      String detail = origin.record() == null ? "names no record" : "there is no such record";
      add(Finding.Type.ORPHANED, kind, arn, origin, detail);
    } else if (owner.get().state() == UserState.REMOVED) {
      add(Finding.Type.ORPHANED, kind, arn, origin, "the user was removed");
    } else if (isAtRest(owner.get())
        && !arn.equals(arn(owner.get(), kind))
        && !owner.get().pending().isDiscarding(arn)) {
      surplus(owner.get(), kind, arn, origin);
    }
  }

  private void surplus(UserRecord owner, ResourceKind kind, String arn, Origin origin) {
    String recorded = arn(owner, kind);
    Lack lack = new Lack(owner.key(), kind);
    boolean gone = lacking.remove(lack) != null;
    if (adopting.contains(lack)) {
      add(Finding.Type.DUPLICATE, kind, arn, origin, "an older one is to be adopted");
    } else if (gone || (recorded == null && owner.pending().creation(kind).isPresent())) {
      adopting.add(lack);
      String detail =
          gone ? "the recorded " + recorded + " is gone" : "the user has none recorded";
      add(Finding.Type.ADOPTABLE, kind, arn, origin, detail);
    } else {
      add(
          Finding.Type.DUPLICATE,
          kind,
          arn,
          origin,
          recorded == null ? "the user is not to have one" : "the user has " + recorded);
    }
  }

  private void add(Finding.Type type, ResourceKind kind, String arn, Origin origin, String detail) {
    findings.add(
        new Finding(type, kind, arn, origin.userId().orElse(null), origin.createdAt(), detail));
  }

  private Map<String, Listed> listed(ResourceKind kind) {
    return Objects.requireNonNull(unrecorded.get(kind));
  }

  private static @Nullable String arn(UserRecord stored, ResourceKind kind) {
    AwsResource recorded = stored.resources().get(kind);
    return recorded == null ? null : recorded.arn();
  }
}
