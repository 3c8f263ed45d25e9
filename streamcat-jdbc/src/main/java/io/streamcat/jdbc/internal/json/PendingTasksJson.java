package io.streamcat.jdbc.internal.json;

import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.exception.StorageException;
import io.streamcat.repository.PendingChange;
import io.streamcat.repository.PendingTask;
import io.streamcat.repository.PendingTask.AdoptResource;
import io.streamcat.repository.PendingTask.ChangeSettings;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.PendingTask.DiscardResources;
import io.streamcat.repository.PendingTask.FetchStreamKey;
import io.streamcat.repository.PendingTask.LabelResource;
import io.streamcat.repository.PendingTask.RemoveUser;
import io.streamcat.repository.PendingTask.RestoreSettings;
import io.streamcat.repository.PendingTask.RevokeStreamKey;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.repository.PendingTasks;
import io.streamcat.repository.Progress;
import io.streamcat.user.ResourceKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Pending tasks as the JSON in column {@code pending}: an array with an object for each task.
 *
 * <p>Servers of two releases share a database while an application is deployed. A task, a policy or
 * a channel setting that this release does not know is an error: this server must neither drop nor
 * guess what a newer server intends. Unknown fields of a known task are ignored, so a newer release
 * may only add fields that an older one may drop.
 */
public final class PendingTasksJson {

  /** The tasks of most users, which need no parser. */
  private static final String NONE = "[]";

  private static final String SINCE = "since";
  private static final String POLICY = "policy";
  private static final String KIND = "kind";
  private static final String REQUEST = "request";
  private static final String REPETITION = "repetition";

  private PendingTasksJson() {}

  /**
   * Writes tasks, with times to the microsecond.
   *
   * @param tasks the tasks
   * @return a JSON array
   */
  public static String write(PendingTasks tasks) {
    return Json.write(tasks.list().stream().map(PendingTasksJson::write).toList());
  }

  private static Map<String, @Nullable Object> write(PendingTask task) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    if (task instanceof CreateResource create) {
      json.put("task", Type.CREATE_RESOURCE);
      json.put(KIND, create.kind());
      json.put("uncertainSince", time(create.uncertainSince()));
    } else if (task instanceof AdoptResource adopt) {
      json.put("task", Type.ADOPT_RESOURCE);
      json.put(KIND, adopt.kind());
    } else if (task instanceof LabelResource label) {
      json.put("task", Type.LABEL_RESOURCE);
      json.put(KIND, label.kind());
    } else if (task instanceof FetchStreamKey fetch) {
      json.put("task", Type.FETCH_STREAM_KEY);
      json.put(SINCE, time(fetch.since()));
    } else if (task instanceof RotateStreamKey rotate) {
      json.put("task", Type.ROTATE_STREAM_KEY);
      json.put(POLICY, rotate.policy());
    } else if (task instanceof RevokeStreamKey revoke) {
      json.put("task", Type.REVOKE_STREAM_KEY);
      json.put(REQUEST, revoke.request());
      json.put(REPETITION, revoke.isRepetition());
    } else if (task instanceof ChangeSettings change) {
      json.put("task", Type.CHANGE_SETTINGS);
      json.put(KIND, change.kind());
      json.put("changes", change.changes().stream().map(PendingTasksJson::write).toList());
    } else if (task instanceof RestoreSettings restore) {
      json.put("task", Type.RESTORE_SETTINGS);
      json.put(KIND, restore.kind());
      json.put("mark", restore.mark());
    } else if (task instanceof DiscardResources discard) {
      Map<String, @Nullable Object> uncertain = new TreeMap<>();
      discard.uncertain().forEach((kind, since) -> uncertain.put(kind.name(), time(since)));
      json.put("task", Type.DISCARD_RESOURCES);
      json.put("arns", discard.arns());
      json.put("uncertain", uncertain);
    } else if (task instanceof RemoveUser remove) {
      json.put("task", Type.REMOVE_USER);
      json.put("wasActive", remove.wasActive());
      json.put("retainsAll", remove.retainsAll());
      json.put("retained", remove.retained());
      json.put("until", time(remove.until()));
    } else {
      throw new IllegalStateException("a task without JSON: " + task.name());
    }
    Progress progress = task.progress();
    json.put("attempts", progress.attempts());
    json.put("nextAttempt", time(progress.nextAttempt()));
    json.put("problem", progress.problem());
    return json;
  }

  private enum Type {
    CREATE_RESOURCE,
    ADOPT_RESOURCE,
    LABEL_RESOURCE,
    FETCH_STREAM_KEY,
    ROTATE_STREAM_KEY,
    REVOKE_STREAM_KEY,
    CHANGE_SETTINGS,
    RESTORE_SETTINGS,
    DISCARD_RESOURCES,
    REMOVE_USER
  }

  private static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MICROS).toString();
  }

  private static Map<String, Object> write(PendingChange pending) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(POLICY, pending.policy());
    json.putAll(ChangeJson.write(pending.change()));
    return json;
  }

  /**
   * Reads tasks.
   *
   * @param text a JSON array
   * @return the tasks
   * @throws StorageException if the text is damaged, or a newer release has written a task that
   *     this one does not know
   */
  public static PendingTasks read(String text) {
    if (text.equals(NONE)) {
      return PendingTasks.NONE;
    }
    return new PendingTasks(
        JsonFields.objects(Json.readList(text)).stream().map(PendingTasksJson::read).toList());
  }

  private static PendingTask read(JsonFields json) {
    Progress progress =
        new Progress(
            json.number("attempts", 0), json.requiredInstant("nextAttempt"), json.text("problem"));
    return switch (json.required("task", Type.class)) {
      case CREATE_RESOURCE ->
          new CreateResource(kind(json), json.instant("uncertainSince"), progress);
      case ADOPT_RESOURCE -> new AdoptResource(kind(json), progress);
      case LABEL_RESOURCE -> new LabelResource(kind(json), progress);
      case FETCH_STREAM_KEY -> new FetchStreamKey(json.requiredInstant(SINCE), progress);
      case ROTATE_STREAM_KEY -> new RotateStreamKey(policy(json), progress);
      case REVOKE_STREAM_KEY ->
          new RevokeStreamKey(json.number(REQUEST, 1), json.flag(REPETITION), progress);
      case CHANGE_SETTINGS -> change(json, progress);
      case RESTORE_SETTINGS -> new RestoreSettings(kind(json), json.required("mark"), progress);
      case DISCARD_RESOURCES ->
          new DiscardResources(Set.copyOf(json.list("arns")), uncertain(json), progress);
      case REMOVE_USER ->
          new RemoveUser(
              json.flag("wasActive"),
              json.flag("retainsAll"),
              Set.copyOf(json.list("retained")),
              json.requiredInstant("until"),
              progress);
    };
  }

  private static LiveChannelPolicy policy(JsonFields json) {
    return json.required(POLICY, LiveChannelPolicy.class);
  }

  private static Map<ResourceKind, Instant> uncertain(JsonFields json) {
    Map<ResourceKind, Instant> uncertain = new EnumMap<>(ResourceKind.class);
    JsonFields kinds = json.object("uncertain");
    if (kinds != null) {
      for (Object kind : kinds.values().keySet()) {
        String name = String.valueOf(kind);
        uncertain.put(JsonFields.known(name, ResourceKind.class), kinds.requiredInstant(name));
      }
    }
    return uncertain;
  }

  private static ResourceKind kind(JsonFields json) {
    return json.required(KIND, ResourceKind.class);
  }

  private static ChangeSettings change(JsonFields json, Progress progress) {
    ResourceKind kind = kind(json);
    return new ChangeSettings(
        kind,
        json.objects("changes").stream()
            .map(change -> new PendingChange(ChangeJson.read(kind, change), policy(change)))
            .toList(),
        progress);
  }
}
