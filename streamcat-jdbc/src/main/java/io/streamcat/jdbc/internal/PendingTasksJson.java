package io.streamcat.jdbc.internal;

import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.ChannelChange.Member;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.ContainerFormat;
import io.streamcat.channel.LatencyMode;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.MultitrackInput;
import io.streamcat.channel.TranscodePreset;
import io.streamcat.error.StorageException;
import io.streamcat.repository.PendingChannelChange;
import io.streamcat.repository.PendingTask;
import io.streamcat.repository.PendingTask.ChangeChannel;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.PendingTask.DiscardResources;
import io.streamcat.repository.PendingTask.FetchStreamKey;
import io.streamcat.repository.PendingTask.RemoveUser;
import io.streamcat.repository.PendingTask.RestoreChannel;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.repository.PendingTasks;
import io.streamcat.repository.Progress;
import io.streamcat.user.ResourceKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Pending tasks as the JSON in column {@code pending}: an array with an object for each task.
 *
 * <p>Servers of two releases share a database while an application is deployed. A task, a policy or
 * a channel setting that this release does not know is an error: this server must neither forget
 * what a newer one intends nor guess at it. Unknown fields of a known task are ignored, so a newer
 * release may only add fields that an older one may drop.
 */
public final class PendingTasksJson {

  private static final String SINCE = "since";
  private static final String POLICY = "policy";

  private PendingTasksJson() {}

  /**
   * Writes tasks, with times to the microsecond.
   *
   * @param tasks the tasks
   * @return a JSON array
   */
  public static String write(PendingTasks tasks) {
    return Json.write(tasks.stream().map(PendingTasksJson::write).toList());
  }

  private static Map<String, @Nullable Object> write(PendingTask task) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    if (task instanceof CreateResource create) {
      json.put("task", Type.CREATE_RESOURCE);
      json.put("kind", create.kind());
      json.put("uncertainSince", time(create.uncertainSince()));
    } else if (task instanceof FetchStreamKey fetch) {
      json.put("task", Type.FETCH_STREAM_KEY);
      json.put(SINCE, time(fetch.since()));
    } else if (task instanceof RotateStreamKey rotate) {
      json.put("task", Type.ROTATE_STREAM_KEY);
      json.put(POLICY, rotate.policy());
    } else if (task instanceof ChangeChannel change) {
      json.put("task", Type.CHANGE_CHANNEL);
      json.put("changes", change.changes().stream().map(PendingTasksJson::write).toList());
    } else if (task instanceof RestoreChannel restore) {
      json.put("task", Type.RESTORE_CHANNEL);
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
    FETCH_STREAM_KEY,
    ROTATE_STREAM_KEY,
    CHANGE_CHANNEL,
    RESTORE_CHANNEL,
    DISCARD_RESOURCES,
    REMOVE_USER
  }

  private static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MICROS).toString();
  }

  private static Map<String, Object> write(PendingChannelChange pending) {
    Map<String, Object> set = new LinkedHashMap<>();
    List<String> unset = new ArrayList<>();
    for (Member member : Member.values()) {
      if (pending.change().members().contains(member)) {
        Object value = pending.change().value(member);
        if (value == null) {
          unset.add(member.name());
        } else {
          set.put(
              member.name(),
              value instanceof MultitrackInput input ? SettingsJson.write(input) : value);
        }
      }
    }
    return Map.of(POLICY, pending.policy(), "set", set, "unset", unset);
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
    return new PendingTasks(
        JsonFields.objects(Json.readList(text)).stream().map(PendingTasksJson::read).toList());
  }

  private static PendingTask read(JsonFields json) {
    Progress progress =
        new Progress(
            json.number("attempts", 0), json.requiredInstant("nextAttempt"), json.text("problem"));
    return switch (json.required("task", Type.class)) {
      case CREATE_RESOURCE ->
          new CreateResource(
              json.required("kind", ResourceKind.class), json.instant("uncertainSince"), progress);
      case FETCH_STREAM_KEY -> new FetchStreamKey(json.requiredInstant(SINCE), progress);
      case ROTATE_STREAM_KEY -> new RotateStreamKey(policy(json), progress);
      case CHANGE_CHANNEL ->
          new ChangeChannel(
              json.objects("changes").stream().map(PendingTasksJson::change).toList(), progress);
      case RESTORE_CHANNEL -> new RestoreChannel(json.required("mark"), progress);
      case DISCARD_RESOURCES ->
          new DiscardResources(Set.copyOf(json.list("arns")), uncertain(json), progress);
      case REMOVE_USER -> new RemoveUser(json.flag("wasActive"), progress);
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

  private static PendingChannelChange change(JsonFields json) {
    ChannelChange change = ChannelChange.none();
    JsonFields set = json.object("set");
    if (set != null) {
      for (Object key : set.values().keySet()) {
        Member member = JsonFields.known(String.valueOf(key), Member.class);
        change = set(change, member, set);
      }
    }
    for (String name : json.list("unset")) {
      change = unset(change, JsonFields.known(name, Member.class));
    }
    return new PendingChannelChange(change, policy(json));
  }

  private static ChannelChange set(ChannelChange change, Member member, JsonFields set) {
    String name = member.name();
    return switch (member) {
      case TYPE -> change.type(set.required(name, ChannelType.class));
      case LATENCY_MODE -> change.latencyMode(set.required(name, LatencyMode.class));
      case PRESET -> change.preset(set.required(name, TranscodePreset.class));
      case AUTHORIZED -> change.authorized(set.flag(name));
      case INSECURE_INGEST -> change.insecureIngest(set.flag(name));
      case RECORDING_CONFIGURATION_ARN -> change.recordingConfigurationArn(set.required(name));
      case PLAYBACK_RESTRICTION_POLICY_ARN ->
          change.playbackRestrictionPolicyArn(set.required(name));
      case CONTAINER_FORMAT -> change.containerFormat(set.required(name, ContainerFormat.class));
      case MULTITRACK_INPUT -> change.multitrackInput(multitrack(set.requiredObject(name)));
    };
  }

  private static MultitrackInput multitrack(JsonFields json) {
    return new MultitrackInput(
        json.required(POLICY, MultitrackInput.Policy.class),
        json.required("maximumResolution", MultitrackInput.Resolution.class));
  }

  private static ChannelChange unset(ChannelChange change, Member member) {
    return switch (member) {
      case PRESET -> change.preset(null);
      case RECORDING_CONFIGURATION_ARN -> change.recordingConfigurationArn(null);
      case PLAYBACK_RESTRICTION_POLICY_ARN -> change.playbackRestrictionPolicyArn(null);
      case MULTITRACK_INPUT -> change.multitrackInput(null);
      case TYPE, LATENCY_MODE, AUTHORIZED, INSECURE_INGEST, CONTAINER_FORMAT ->
          throw Json.damaged(member + " cannot be unset", null);
    };
  }
}
