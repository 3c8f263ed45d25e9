package io.streamcat.provisioning.internal;

import io.streamcat.aws.internal.Quotas;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.Backlog;
import io.streamcat.provisioning.Backlog.EnqueueReport;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.NewUser;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Registrations in bulk: their intents are recorded in batches, and recovery does the work. */
final class BulkRegistrations {

  private final ProvisioningContext context;
  private final Registration registration;

  BulkRegistrations(ProvisioningContext context, Registration registration) {
    this.context = context;
    this.registration = registration;
  }

  EnqueueReport enqueue(Stream<NewUser> users) {
    context.requireDurable();
    Count count = new Count();
    Map<UserRecord, Position> batch = new LinkedHashMap<>();
    Iterator<NewUser> all = users.iterator();
    for (int position = 0; all.hasNext(); position++) {
      NewUser newUser = all.next();
      try {
        registration.check(newUser);
        batch.put(registration.queue(newUser), new Position(position, newUser));
      } catch (StreamCatException e) {
        count.rejected.put(position, e);
      }
      if (batch.size() == UserRepository.PAGE) {
        insert(batch, count);
        batch.clear();
      }
    }
    insert(batch, count);
    return count.report();
  }

  /** A registration and its place in the stream. */
  private record Position(int number, NewUser newUser) {}

  private static final class Count {
    private final Map<Integer, StreamCatException> rejected = new HashMap<>();
    private int queued;
    private int repeated;

    EnqueueReport report() {
      return new EnqueueReport(queued, repeated, rejected);
    }
  }

  private void insert(Map<UserRecord, Position> batch, Count count) {
    if (batch.isEmpty()) {
      return;
    }
    List<UserRecord> duplicates = context.store().insertAll(List.copyOf(batch.keySet()));
    count.queued += batch.size() - duplicates.size();
    for (UserRecord duplicate : duplicates) {
      Position position = Objects.requireNonNull(batch.get(duplicate));
      try {
        insert(duplicate, position.newUser(), count);
      } catch (DuplicateUserException | InvalidInputException e) {
        count.rejected.put(position.number(), e);
      }
    }
  }

  /** Inserts a record alone, which shows why the batch left it out. */
  private void insert(UserRecord record, NewUser newUser, Count count) {
    Instant deadline = context.calls().deadline();
    for (int attempt = 0; ; attempt++) {
      try {
        context.store().insert(record);
        count.queued++;
        return;
      } catch (DuplicateUserException e) {
        if (registration.repeated(newUser, e).flatMap(this::kept).isPresent()) {
          count.repeated++;
          return;
        }
        // The other user has been removed meanwhile.
        if (!context.calls().pause(attempt, deadline)) {
          throw e;
        }
      }
    }
  }

  /**
   * Queues a user whose earlier registration is unfinished, so that it is not rolled back.
   *
   * @return the record after that; empty if the user is gone or is being removed
   */
  private Optional<UserRecord> kept(UserRecord earlier) {
    return context
        .change(earlier.key(), BulkRegistrations::queued)
        .filter(record -> !record.state().isEnding());
  }

  private static UserRecord queued(UserRecord record) {
    return record.state() != UserState.PROVISIONING
        ? record
        : new UserRecord(
            record.key(),
            record.home(),
            record.identity(),
            UserState.QUEUED,
            record.resources(),
            record.resourceName(),
            record.own(),
            record.pending(),
            record.lease(),
            record.revision(),
            record.createdAt(),
            record.updatedAt());
  }

  Backlog backlog() {
    UserRepository users = context.users();
    long waiting = users.counts(context.now()).byState().getOrDefault(UserState.QUEUED, 0L);
    Map<UserId, String> problems = new LinkedHashMap<>();
    for (UserRecord record : users.failing(Backlog.MOST_PROBLEMS)) {
      if (record.state() == UserState.QUEUED) {
        record.pending().problem().ifPresent(problem -> problems.put(record.id(), problem));
      }
    }
    Duration all = Quotas.interval("ivs:CreateChannel").multipliedBy(waiting);
    return new Backlog(waiting, problems, all);
  }

  int cancel() {
    context.requireDurable();
    context
        .accountProblem()
        .ifPresent(
            problem -> {
              throw new StreamCatException(problem, false, null);
            });
    int cancelled = 0;
    for (List<UserRecord> page = page(null);
        !page.isEmpty();
        page = page(page.get(page.size() - 1).key())) {
      for (UserRecord record : page) {
        if (isUntouched(record) && context.store().delete(record)) {
          cancelled++;
        }
      }
    }
    return cancelled;
  }

  private List<UserRecord> page(@Nullable String after) {
    return context.users().page(UserState.QUEUED, after, UserRepository.PAGE);
  }

  /** Returns whether nothing of the user can exist in AWS. */
  private boolean isUntouched(UserRecord record) {
    return context.home().covers(record.home())
        && record.lease() == null
        && record.resources().all().findAny().isEmpty()
        && record.pending().list().stream()
            .allMatch(
                task -> task instanceof CreateResource create && create.uncertainSince() == null);
  }
}
