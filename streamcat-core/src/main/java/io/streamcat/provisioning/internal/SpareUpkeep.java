package io.streamcat.provisioning.internal;

import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.internal.ProvisioningSettings.SpareSettings;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The upkeep of the spares of this home. It only writes to the store: records of the intention to
 * create spares, and removals of spares. Recovery then does the work, as it does for users.
 *
 * <p>Several servers may do this at the same time, even with different settings while an
 * application is deployed. All spares count, whichever server ordered them, and only old ones are
 * removed, so servers never undo each other's work in a loop.
 */
final class SpareUpkeep {

  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  private final ProvisioningContext context;

  SpareUpkeep(ProvisioningContext context) {
    this.context = context;
  }

  /** Returns the number of spares that a home should have. */
  static int target(ProvisioningSettings settings) {
    SpareSettings spares = settings.spares();
    return spares == null || settings.atRegistration().isEmpty() ? 0 : spares.target();
  }

  /**
   * Returns whether a spare has the namespace, the kinds and the default settings of a new user.
   */
  static boolean isCurrent(ProvisioningContext context, UserRecord spare) {
    Set<ResourceKind> kinds = EnumSet.noneOf(ResourceKind.class);
    kinds.addAll(spare.resources().kinds());
    kinds.addAll(spare.pending().missing());
    return kinds.equals(context.settings().atRegistration())
        && spare
            .resources()
            .all()
            .allMatch(
                resource ->
                    context.type(ResourceKind.of(resource)).hasDefaults(resource)
                        && context.tags().origin(resource.tags()).isPresent());
  }

  /** Orders spares and removes old ones. A failure is logged, so that recovery continues. */
  void run() {
    SpareSettings spares = context.settings().spares();
    if (spares == null) {
      return;
    }
    try {
      List<UserRecord> all = all();
      Map<Boolean, List<UserRecord>> byCurrency =
          all.stream().collect(Collectors.partitioningBy(spare -> isCurrent(context, spare)));
      List<UserRecord> current = Objects.requireNonNull(byCurrency.get(true));
      int target = target(context.settings());
      List<UserRecord> outdated = Objects.requireNonNull(byCurrency.get(false));
      long removed = removeOld(outdated, Integer.MAX_VALUE);
      removed += removeOld(current, Math.max(0, all.size() - removed - target));
      long ready = current.stream().filter(UserRecord::isSettled).count();
      long missing = target - (all.size() - removed);
      if (missing > 0 && ready < spares.low()) {
        withdrawSurplus(order(missing));
      }
    } catch (RuntimeException e) {
      log.warn("The spares could not be checked; the next run tries again", e);
    }
  }

  /** Returns all spares of this home, and while the account is unknown, those of its region. */
  private List<UserRecord> all() {
    List<UserRecord> all = new ArrayList<>();
    List<UserRecord> page = page(null);
    while (!page.isEmpty()) {
      page.stream().filter(spare -> context.home().matches(spare.home())).forEach(all::add);
      page = page.size() < UserRepository.PAGE ? List.of() : page(page.get(page.size() - 1).key());
    }
    return all;
  }

  private List<UserRecord> page(@Nullable String after) {
    return context.users().page(UserState.SPARE, after, UserRepository.PAGE);
  }

  /** Begins the removal of old spares; returns the number of removed ones. */
  private long removeOld(List<UserRecord> spares, long most) {
    Instant old = context.now().minus(context.settings().reconciliationGracePeriod());
    return spares.stream()
        .filter(spare -> context.home().covers(spare.home()))
        .filter(spare -> spare.lease() == null && spare.createdAt().isBefore(old))
        .filter(this::remove)
        .limit(most)
        .count();
  }

  /** Begins a removal unless a registration has taken the spare or a worker has claimed it. */
  private boolean remove(UserRecord spare) {
    return context
        .store()
        .update(spare, spare.deprovisioning(context.now()).written(context.ids().get()));
  }

  private List<UserRecord> order(long number) {
    List<UserRecord> all = new ArrayList<>();
    for (long i = 0; i < number; i++) {
      all.add(intended());
    }
    for (int from = 0; from < all.size(); from += UserRepository.PAGE) {
      int to = Math.min(from + UserRepository.PAGE, all.size());
      var unused = context.store().insertAll(List.copyOf(all.subList(from, to)));
    }
    return all;
  }

  /**
   * Withdraws ordered spares that are surplus because another server has ordered some meanwhile.
   * All servers see the same order; a spare that a worker has claimed is not withdrawn.
   */
  private void withdrawSurplus(List<UserRecord> ordered) {
    Map<String, UserRecord> own = new HashMap<>();
    ordered.forEach(spare -> own.put(spare.key(), spare));
    all().stream()
        .sorted(
            Comparator.comparing((UserRecord spare) -> spare.revision().version() == 1)
                .thenComparing(UserRecord::createdAt)
                .thenComparing(UserRecord::key))
        .skip(target(context.settings()))
        .map(surplus -> own.get(surplus.key()))
        .filter(Objects::nonNull)
        .forEach(context.store()::delete);
  }

  /** AWS shows nothing of a spare but the key of its record, which its name contains as well. */
  private UserRecord intended() {
    String key = context.ids().get();
    return UserRecord.intended(
        key,
        context.home(),
        null,
        context.settings().spareName(key),
        context.settings().atRegistration(),
        null,
        context.ids().get(),
        context.now());
  }
}
