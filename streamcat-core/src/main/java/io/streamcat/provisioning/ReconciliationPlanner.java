package io.streamcat.provisioning;

import io.streamcat.aws.AwsResource;
import io.streamcat.user.ResourceKind;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
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
 * Makes one plan.
 *
 * <p>AWS is listed before the users are read, and that order is what makes an orphan certain: a
 * user is recorded before anything is created for it, so whose user is not to be found by then has
 * none.
 */
final class Comparison {

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::type)
          .thenComparing(Finding::kind)
          .thenComparing(finding -> String.valueOf(finding.userId()))
          .thenComparing(finding -> String.valueOf(finding.arn()));

  private static final Comparator<Entry<String, Origin>> OLDEST_FIRST =
      Comparator.comparing(
              (Entry<String, Origin> entry) -> entry.getValue().createdAt(),
              Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(Entry.comparingByKey());

  private final Engine engine;
  private final boolean withDrift;

  /** Of each kind what AWS lists and no user is known to record, by ARN. */
  private final Map<ResourceKind, Map<String, Origin>> unrecorded =
      new EnumMap<>(ResourceKind.class);

  private final Map<Lack, Finding> lacking = new LinkedHashMap<>();
  private final Set<Lack> adopting = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  Comparison(Engine engine, boolean withDrift) {
    this.engine = engine;
    this.withDrift = withDrift;
  }

  /** A kind of resource a user is to have and has not. */
  private record Lack(UserId userId, ResourceKind kind) {}

  ReconciliationPlan plan() {
    // A snapshot older than the lists would lack the users who came in between.
    engine.requireDurable();
    long resources = list();
    Instant at = engine.now();
    long users = 0;
    try (Stream<StoredUser> stream = engine.users().stream()) {
      for (StoredUser stored : (Iterable<StoredUser>) stream::iterator) {
        compare(stored);
        users++;
      }
    }
    unrecorded.forEach(this::attribute);
    findings.addAll(lacking.values());
    findings.sort(ORDER);
    return new ReconciliationPlan(at, engine.settings().namespace(), users, resources, findings);
  }

  /** Tells whether nobody is to work on a user: neither another worker now, nor recovery. */
  static boolean isSettled(StoredUser stored) {
    return stored.user().state() == UserState.ACTIVE && stored.lease() == null;
  }

  private long list() {
    List<ResourceKind> kinds = List.of(ResourceKind.values());
    List<Map<String, Origin>> lists =
        engine.together(
            kinds.stream()
                .<Supplier<Map<String, Origin>>>map(kind -> () -> list(engine.type(kind)))
                .toList());
    for (int i = 0; i < kinds.size(); i++) {
      unrecorded.put(kinds.get(i), lists.get(i));
    }
    return lists.stream().mapToLong(Map::size).sum();
  }

  private Map<String, Origin> list(ResourceType type) {
    String namespace = engine.settings().namespace();
    Map<String, Origin> origins = new HashMap<>();
    type.list()
        .get()
        .forEach(
            summary ->
                Origin.of(summary.tags(), namespace)
                    .ifPresent(origin -> origins.put(summary.arn(), origin)));
    return origins;
  }

  private void compare(StoredUser stored) {
    for (ResourceKind kind : ResourceKind.values()) {
      AwsResource recorded = stored.user().resource(kind);
      boolean listed = recorded != null && origins(kind).remove(recorded.arn()) != null;
      if (!isSettled(stored)) {
        continue;
      }
      if (recorded != null && (!listed || withDrift)) {
        verify(stored.user(), kind, recorded);
      } else if (recorded == null && stored.missing().contains(kind)) {
        lack(stored.user(), kind, null, "wanted, but none is recorded");
      }
    }
  }

  private void verify(User user, ResourceKind kind, AwsResource recorded) {
    Optional<? extends AwsResource> actual = engine.type(kind).get().apply(recorded.arn());
    if (actual.isEmpty()) {
      // The user was read a while ago, and may have been removed together with the resource.
      boolean still =
          engine
              .users()
              .findById(user.id())
              .filter(Comparison::isSettled)
              .filter(now -> recorded.arn().equals(arn(now, kind)))
              .isPresent();
      if (still) {
        lack(user, kind, recorded, "recorded, but gone from AWS");
      }
      return;
    }
    Optional<Origin> origin = Origin.of(actual.get().tags(), engine.settings().namespace());
    if (withDrift && origin.isPresent()) {
      List<String> differences = Drift.between(recorded, actual.get());
      if (!differences.isEmpty()) {
        findings.add(
            new Finding(
                Finding.Type.DRIFTED,
                kind,
                recorded.arn(),
                user.id(),
                origin.get().createdAt(),
                String.join(", ", differences)));
      }
    }
  }

  private void lack(User user, ResourceKind kind, @Nullable AwsResource recorded, String detail) {
    lacking.put(
        new Lack(user.id(), kind),
        new Finding(
            Finding.Type.MISSING,
            kind,
            recorded == null ? null : recorded.arn(),
            user.id(),
            recorded == null ? null : Origin.createdAt(recorded.tags()),
            detail));
  }

  /** Finds out whose the resources are that no user was seen to record. */
  private void attribute(ResourceKind kind, Map<String, Origin> origins) {
    List<Entry<String, Origin>> entries = new ArrayList<>(origins.entrySet());
    entries.sort(OLDEST_FIRST);
    entries.forEach(entry -> attribute(kind, entry.getKey(), entry.getValue()));
  }

  private void attribute(ResourceKind kind, String arn, Origin origin) {
    Optional<UserId> id = origin.userId();
    Optional<StoredUser> owner = id.flatMap(engine.users()::findById);
    if (owner.isEmpty() || owner.get().user().state() == UserState.REMOVED) {
      String detail =
          id.isEmpty()
              ? "names no user"
              : owner.isEmpty() ? "there is no such user" : "the user was removed";
      add(Finding.Type.ORPHANED, kind, arn, origin, detail);
    } else if (!origin.isOf(owner.get())) {
      add(Finding.Type.ORPHANED, kind, arn, origin, "not of the user as registered now");
    } else if (isSettled(owner.get()) && !arn.equals(arn(owner.get(), kind))) {
      surplus(owner.get(), kind, arn, origin);
    }
  }

  private void surplus(StoredUser owner, ResourceKind kind, String arn, Origin origin) {
    String recorded = arn(owner, kind);
    Lack lack = new Lack(owner.user().id(), kind);
    boolean gone = lacking.remove(lack) != null;
    if (adopting.contains(lack)) {
      add(Finding.Type.DUPLICATE, kind, arn, origin, "an older one is to be adopted");
    } else if (recorded == null || gone) {
      adopting.add(lack);
      String detail =
          recorded == null ? "the user has none recorded" : "the recorded " + recorded + " is gone";
      add(Finding.Type.ADOPTABLE, kind, arn, origin, detail);
    } else {
      add(Finding.Type.DUPLICATE, kind, arn, origin, "the user has " + recorded);
    }
  }

  private void add(Finding.Type type, ResourceKind kind, String arn, Origin origin, String detail) {
    findings.add(
        new Finding(type, kind, arn, origin.userId().orElse(null), origin.createdAt(), detail));
  }

  private Map<String, Origin> origins(ResourceKind kind) {
    return Objects.requireNonNull(unrecorded.get(kind));
  }

  private static @Nullable String arn(StoredUser stored, ResourceKind kind) {
    AwsResource recorded = stored.user().resource(kind);
    return recorded == null ? null : recorded.arn();
  }
}
