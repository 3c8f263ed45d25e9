package io.streamcat.simulation.provisioning;

import io.streamcat.aws.internal.Tags;
import io.streamcat.provisioning.Existing;
import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.repository.PendingTask.RemoveUser;
import io.streamcat.repository.UserRecord;
import io.streamcat.simulation.aws.Change;
import io.streamcat.simulation.aws.InMemoryAws;
import io.streamcat.simulation.aws.Transport;
import io.streamcat.simulation.provisioning.Act.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The resources that belong to no user: those that existed before users adopted them, and those
 * that a removal has retained.
 *
 * <p>User {@code a1} adopts a channel and a chat room, and the stage is created if users get one at
 * their registration. User {@code a2} adopts a channel, a chat room and a stage.
 */
final class ExistingResources {

  private final World world;
  private final Map<String, Existing> ofUsers = new HashMap<>();

  /** The ARNs of all resources that existed before. */
  private final Set<String> before = new HashSet<>();

  /** The ARNs of the channels, chat rooms and stages that now exist without StreamCat's tags. */
  private final Set<String> free = new HashSet<>();

  ExistingResources(World world) {
    this.world = world;
  }

  static boolean isAdopter(String user) {
    return user.startsWith("a");
  }

  /** Creates the resources that a user adopts, unless they exist. */
  void create(String user) {
    if (!isAdopter(user) || ofUsers.containsKey(user)) {
      return;
    }
    InMemoryAws aws = world.aws();
    String name = "legacy-" + user;
    String channel = aws.ivs(Transport.DIRECT).createChannel(r -> r.name(name)).channel().arn();
    String room = aws.ivschat(Transport.DIRECT).createRoom(r -> r.name(name)).arn();
    Existing existing = Existing.channel(channel).chatRoom(room);
    if (user.equals("a1")) {
      existing = existing.creatingMissing();
    } else {
      String stage = aws.ivsRealTime(Transport.DIRECT).createStage(r -> r.name(name)).stage().arn();
      existing = existing.stage(stage);
    }
    ofUsers.put(user, existing);
    before.addAll(existing.arns().values());
    free.addAll(existing.arns().values());
  }

  Existing of(String user) {
    return ofUsers.get(user);
  }

  /** Returns whether a resource that a user adopts has been deleted. */
  boolean isGone(String user) {
    if (!isAdopter(user)) {
      return false;
    }
    List<String> existing =
        world.aws().resources().stream().map(InMemoryAws.Existing::arn).toList();
    return !existing.containsAll(of(user).arns().values());
  }

  /**
   * Returns the ARNs of the resources that belong to no user, with the stream keys of the channels.
   */
  List<String> free() {
    return unowned().stream()
        .flatMap(arn -> Stream.concat(Stream.of(arn), world.aws().streamKeysOf(arn).stream()))
        .toList();
  }

  /**
   * Returns the resources that belong to no user. A server that dies or is interrupted after a
   * stall leaves the tags that it has set too late.
   */
  private Set<String> unowned() {
    Set<String> all = new TreeSet<>(free);
    if (world.hasFailedAfterStall()) {
      world.aws().resources().stream()
          .map(InMemoryAws.Existing::arn)
          .filter(arn -> before.contains(arn) && world.store().findByResource(arn).isEmpty())
          .forEach(all::add);
    }
    return all;
  }

  /** Returns a plan without the findings that show resources without tags. */
  ReconciliationPlan without(ReconciliationPlan plan) {
    return plan.only(
        finding -> finding.type() != Finding.Type.FOREIGN || !unowned().contains(finding.arn()));
  }

  /** Follows a change of AWS, and checks that it was allowed. */
  void changed(Change change) {
    String arn = change.arn();
    if (arn.contains(":stream-key/")) {
      return;
    }
    if (change.kind() == Change.Kind.DELETED) {
      deleted(arn);
    } else if (change.tags().containsKey(Tags.RECORD)) {
      free.remove(arn);
    } else if (change.kind() == Change.Kind.UPDATED) {
      free.add(arn);
    }
  }

  private void deleted(String arn) {
    Optional<UserRecord> holder = world.store().findByResource(arn);
    Optional<RemoveUser> removal =
        holder
            .flatMap(record -> record.pending().find(RemoveUser.class))
            .filter(task -> !task.retained().contains(arn));
    // A late worker may have removed the tags of the next user.
    if (free.remove(arn) && removal.isEmpty()) {
      fail(arn + " was deleted although it belongs to no user");
    }
    if (before.contains(arn)
        && (removal.filter(RemoveUser::wasActive).isEmpty()
            || world.calls().none(Kind.DEPROVISION))) {
      fail(arn + " existed before and was deleted without a request: " + holder);
    }
  }

  private void fail(String problem) {
    world.scheduler().fail(new AssertionError(problem + "\ncalls: " + world.calls()));
  }
}
