package io.streamcat.provisioning.internal.reconciliation;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.exception.Check;
import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.provisioning.internal.ProvisioningContext;
import io.streamcat.provisioning.internal.resource.OwnershipTags;
import io.streamcat.provisioning.internal.resource.OwnershipTags.Origin;
import io.streamcat.provisioning.internal.resource.ResourceReader;
import io.streamcat.provisioning.internal.resource.ResourceType;
import io.streamcat.repository.Home;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserId;
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
 * One comparison of the users with AWS.
 *
 * <p>AWS is listed before the users are read. That order makes orphans certain: a user is recorded
 * before its resources are created, so a listed resource without a record afterwards is an orphan.
 * A list may miss a resource or show it twice while resources are created and deleted, so a
 * recorded resource that is not listed is read separately. Only users of this home are compared,
 * since AWS lists only this home.
 */
public final class ReconciliationPlanner {

  static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::type)
          .thenComparing(Finding::kind)
          .thenComparing(finding -> String.valueOf(finding.userId()))
          .thenComparing(finding -> String.valueOf(finding.arn()));

  private static final Comparator<Entry<String, Listed>> OLDEST_FIRST =
      Comparator.comparing(
              (Entry<String, Listed> entry) -> entry.getValue().createdAt(),
              Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(Entry.comparingByKey());

  private static final String ADOPTED = "existed before it was adopted for a user";

  private final ProvisioningContext context;
  private final boolean withDrift;
  private final ResourceReader reader;
  private final DriftScan drift;

  /** The listed resources of each kind for which no record was found yet, by ARN. */
  private final Map<ResourceKind, Map<String, Listed>> unrecorded =
      new EnumMap<>(ResourceKind.class);

  /** The users whose recorded resource is gone, by record key and kind. */
  private final Map<Lack, Finding> lacking = new LinkedHashMap<>();

  private final Set<Lack> adopting = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  ReconciliationPlanner(ProvisioningContext context, boolean withDrift) {
    this.context = context;
    this.withDrift = withDrift;
    this.reader = new ResourceReader(context);
    this.drift = new DriftScan(context, reader);
  }

  /** A missing resource: a kind that a record requires but does not have. */
  private record Lack(String record, ResourceKind kind) {}

  /**
   * A listed resource of the namespace. A plan holds one for every resource.
   *
   * @param origin the ownership tags; null for a resource that has only a name of the namespace
   * @param mayHaveChanged false if AWS reports that the resource was never updated
   */
  private record Listed(@Nullable Origin origin, boolean mayHaveChanged) {
    @Nullable Instant createdAt() {
      return origin == null ? null : origin.createdAt();
    }
  }

  ReconciliationPlan plan() {
    // A snapshot older than the lists would miss users who registered in between.
    context.requireDurable();
    context.learnAccount();
    long resources = list();
    Instant at = context.now();
    long users = 0;
    try (Stream<UserRecord> stream = context.users().stream()) {
      for (UserRecord stored : (Iterable<UserRecord>) stream::iterator) {
        if (stored.home().matches(context.home())) {
          compare(stored);
          users++;
        }
      }
    }
    unrecorded.forEach(this::attribute);
    findings.addAll(lacking.values());
    findings.addAll(drift.findings());
    findings.addAll(reader.findings());
    findings.sort(ORDER);
    return new ReconciliationPlan(
        at, context.settings().effectiveNamespace(), users, resources, findings);
  }

  /**
   * Returns whether neither a worker nor recovery is working on the resources of a user or a spare.
   * Pending tasks of a user do not matter: a task that keeps failing must not prevent
   * reconciliation of the user.
   */
  static boolean isAtRest(UserRecord stored) {
    boolean isMade = stored.state() == UserState.SPARE && stored.pending().missing().isEmpty();
    return (stored.state().isRegistered() || isMade) && stored.lease() == null;
  }

  /** Returns the id of a record's user, or null for a spare. */
  public static @Nullable UserId userId(UserRecord stored) {
    return stored.identity() == null ? null : stored.id();
  }

  /**
   * Lists all kinds in parallel, and meanwhile compares the settings for which no list is needed.
   */
  private long list() {
    List<Supplier<Map<String, Listed>>> tasks = new ArrayList<>();
    List<ResourceKind> kinds = List.of(ResourceKind.values());
    kinds.forEach(kind -> tasks.add(() -> list(context.type(kind))));
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
    kinds.forEach(kind -> unrecorded.put(kind, lists.get(kinds.indexOf(kind))));
    return unrecorded.values().stream()
        .flatMap(listed -> listed.values().stream())
        .filter(listed -> listed.origin() != null)
        .count();
  }

  private Map<String, Listed> list(ResourceType type) {
    Map<String, Listed> listed = new HashMap<>();
    try (Stream<ResourceSummary> all = type.list().get()) {
      all.forEach(
          summary -> {
            requireAccountOf(summary.arn());
            Origin origin = context.tags().origin(summary.tags()).orElse(null);
            if (origin != null || context.tags().isUntagged(summary)) {
              listed.put(summary.arn(), new Listed(origin, summary.mayHaveChanged()));
            }
          });
    }
    return listed;
  }

  /** Rejects a wrong account in the configuration. */
  private void requireAccountOf(String arn) {
    Home here = context.home();
    Home seen = Home.ofArn(arn);
    Check.that(
        seen == null || seen.matches(here) || !seen.region().equals(here.region()),
        "account",
        "the one that the credentials belong to",
        "is " + here.account() + ", and AWS lists " + arn);
  }

  /** Rejects an unknown account, in which a user's resources would seem to be gone. */
  static void requireAccount(Home here, UserRecord stored) {
    Check.that(
        here.covers(stored.home()),
        "account",
        "set by the builder, because AWS lists no resource that shows it",
        "is not set");
  }

  private void compare(UserRecord stored) {
    for (ResourceKind kind : ResourceKind.values()) {
      AwsResource recorded = stored.resources().get(kind);
      Listed listed = recorded == null ? null : listed(kind).remove(recorded.arn());
      if (recorded == null || !isAtRest(stored)) {
        continue;
      }
      if (listed == null) {
        requireAccount(context.home(), stored);
        reader.read(stored, kind, recorded, actual -> verified(stored, kind, recorded, actual));
      } else if (withDrift
          && kind == ResourceKind.CHAT_ROOM
          && listed.mayHaveChanged()
          && DriftScan.isComparable(stored, kind)) {
        drift.compare(stored, kind);
      }
    }
    stored
        .pending()
        .discardedArns()
        .forEach(arn -> unrecorded.values().forEach(m -> m.remove(arn)));
  }

  /** Reports a recorded resource that is neither listed nor found by a separate read. */
  private void verified(
      UserRecord stored,
      ResourceKind kind,
      AwsResource recorded,
      Optional<? extends AwsResource> actual) {
    if (actual.isPresent()) {
      return;
    }
    // The user was read a while ago; user and resource may have been removed since.
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
              userId(stored),
              OwnershipTags.createdAt(recorded.tags()),
              "recorded, but gone from AWS"));
    }
  }

  /** Finds the owners of the resources without a record, oldest first. */
  private void attribute(ResourceKind kind, Map<String, Listed> listed) {
    List<Entry<String, Listed>> entries = new ArrayList<>(listed.entrySet());
    entries.sort(OLDEST_FIRST);
    for (Entry<String, Listed> entry : entries) {
      Origin origin = entry.getValue().origin();
      if (origin == null) {
        String detail = "has a name of the namespace, but no tags of StreamCat; it can be adopted";
        findings.add(new Finding(Finding.Type.FOREIGN, kind, entry.getKey(), null, null, detail));
      } else {
        attribute(kind, entry.getKey(), origin);
      }
    }
  }

  private void attribute(ResourceKind kind, String arn, Origin origin) {
    if (!origin.isOfStore()) {
      ownerless(Finding.Type.FOREIGN, kind, arn, origin, "created from another store of users");
      return;
    }
    Optional<UserRecord> found =
        Optional.ofNullable(origin.record()).flatMap(context.users()::findByKey);
    if (found.filter(record -> record.state() != UserState.REMOVED).isEmpty()
        && origin.isAdopted()) {
      ownerless(Finding.Type.FOREIGN, kind, arn, origin, ADOPTED + ", who is gone");
      return;
    }
    if (found.isEmpty()) {
      String detail = origin.record() == null ? "names no record" : "there is no such record";
      ownerless(Finding.Type.ORPHANED, kind, arn, origin, detail);
      return;
    }
    UserRecord owner = found.get();
    if (origin.isAdopted() && isAtRest(owner) && !arn.equals(arn(owner, kind))) {
      ownerless(Finding.Type.FOREIGN, kind, arn, origin, ADOPTED + ", who no longer has it");
    } else if (owner.state() == UserState.REMOVED) {
      ownerless(Finding.Type.ORPHANED, kind, arn, origin, "the user was removed");
    } else if (!owner.home().matches(context.home())) {
      ownerless(Finding.Type.FOREIGN, kind, arn, origin, "the user belongs to " + owner.home());
    } else if (isAtRest(owner)
        && !arn.equals(arn(owner, kind))
        && !owner.pending().isDiscarding(arn)) {
      surplus(owner, kind, arn, origin);
    }
  }

  private void ownerless(
      Finding.Type type, ResourceKind kind, String arn, Origin origin, String detail) {
    UserId named = origin.userId().orElse(null);
    findings.add(new Finding(type, kind, arn, named, origin.createdAt(), detail));
  }

  private void surplus(UserRecord owner, ResourceKind kind, String arn, Origin origin) {
    String recorded = arn(owner, kind);
    Lack lack = new Lack(owner.key(), kind);
    boolean gone = lacking.remove(lack) != null;
    if (gone || (recorded == null && owner.pending().creation(kind).isPresent())) {
      if (adopting.add(lack)) {
        String detail =
            gone ? "the recorded " + recorded + " is gone" : "the user has none recorded";
        owned(Finding.Type.ADOPTABLE, owner, kind, arn, origin, detail);
        return;
      }
    }
    String detail =
        adopting.contains(lack)
            ? "an older one will be adopted"
            : recorded == null ? "the user does not need one" : "the user has " + recorded;
    owned(Finding.Type.DUPLICATE, owner, kind, arn, origin, detail);
  }

  /** Adds a finding with the user's id of the record, because the tags may be older. */
  private void owned(
      Finding.Type type,
      UserRecord owner,
      ResourceKind kind,
      String arn,
      Origin origin,
      String detail) {
    findings.add(new Finding(type, kind, arn, userId(owner), origin.createdAt(), detail));
  }

  private Map<String, Listed> listed(ResourceKind kind) {
    return Objects.requireNonNull(unrecorded.get(kind));
  }

  private static @Nullable String arn(UserRecord stored, ResourceKind kind) {
    AwsResource recorded = stored.resources().get(kind);
    return recorded == null ? null : recorded.arn();
  }
}
