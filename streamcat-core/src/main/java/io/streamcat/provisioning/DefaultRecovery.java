package io.streamcat.provisioning;

import io.streamcat.aws.CallPriority;
import io.streamcat.aws.CallScope;
import io.streamcat.error.LeaseLostException;
import io.streamcat.error.StreamCatException;
import io.streamcat.user.Lease;
import io.streamcat.user.StoredUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class DefaultRecovery implements Recovery {

  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  private final Engine engine;
  private final UserWork work;

  DefaultRecovery(Engine engine, UserWork work) {
    this.engine = engine;
    this.work = work;
  }

  @Override
  public RecoveryReport run() {
    return CallScope.withPriority(CallPriority.BACKGROUND, this::recover);
  }

  private RecoveryReport recover() {
    List<UserId> completed = new ArrayList<>();
    List<UserId> removed = new ArrayList<>();
    List<UserId> waiting = new ArrayList<>();
    Map<UserId, StreamCatException> failed = new LinkedHashMap<>();
    Set<UserId> seen = new HashSet<>();
    engine.requireDurable();
    while (true) {
      Lease lease = engine.newLease();
      // One at a time: the lease is long enough for one user.
      List<StoredUser> expired = engine.users().claimExpired(lease, engine.now(), 1);
      if (expired.isEmpty()) {
        return new RecoveryReport(completed, removed, waiting, failed);
      }
      StoredUser stored = expired.get(0);
      UserId id = stored.user().id();
      if (!seen.add(id)) {
        // Failed in this run already, and the longest expired all the same: the others are done.
        engine
            .users()
            .release(
                id,
                lease.owner(),
                Objects.requireNonNull(stored.lease()).until(),
                stored.problem());
        return new RecoveryReport(completed, removed, waiting, failed);
      }
      try {
        Optional<User> user = work.finish(Claim.of(stored, lease), this::unfinished);
        if (user.isEmpty()) {
          removed.add(id);
        } else if (ChannelChanges.isWaiting(stored, user.get())) {
          waiting.add(id);
        } else {
          completed.add(id);
        }
      } catch (LeaseLostException e) {
        log.info("User {} was taken over by another worker, which answers for it", id);
      } catch (RuntimeException e) {
        failed.put(id, Failures.own(e));
      }
    }
  }

  private Optional<User> unfinished(Claim claim) {
    // Who was active already was begun to be given more, and is given it whatever the policy.
    if (claim.user().state() == UserState.ACTIVE
        || engine.settings().failurePolicy() == FailurePolicy.RESUME) {
      return Optional.of(work.complete(claim));
    }
    work.remove(claim);
    return Optional.empty();
  }
}
