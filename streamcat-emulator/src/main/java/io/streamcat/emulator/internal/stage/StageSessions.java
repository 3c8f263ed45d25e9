package io.streamcat.emulator.internal.stage;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.operation.Handler;
import io.streamcat.emulator.internal.operation.Page;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of stages, which begin when the first participant joins and end when the last one
 * leaves.
 */
public final class StageSessions implements Handler.Group {
  private static final int PAGE_SIZE = 50;
  private static final String ACTIVE = "activeSessionId";
  private static final int ID_LENGTH = 13;

  private final Account account;

  public StageSessions(Account account) {
    this.account = account;
  }

  @Override
  public @Nullable Handler handler(String operation) {
    return switch (operation) {
      case "GetStageSession" -> this::get;
      case "ListStageSessions" -> this::list;
      default -> null;
    };
  }

  /** Returns the key of a session, which need not exist. */
  static String key(String stageArn, String sessionId) {
    return stageArn + "/" + sessionId;
  }

  /** Returns the active session. */
  public Optional<Resource> active(Resource stage) {
    Object id = stage.attributes().get(ACTIVE);
    return id == null
        ? Optional.empty()
        : account.store().find(ResourceType.STAGE_SESSION, key(stage.key(), (String) id));
  }

  /** Returns the active session; begins one if there is none. */
  Resource begin(Resource stage, Instant now) {
    return active(stage)
        .orElseGet(
            () -> {
              String id = "st-" + account.ids().alphanumeric(ID_LENGTH);
              account.change(stage, Map.of(ACTIVE, id), now);
              return account.create(
                  ResourceType.STAGE_SESSION,
                  key(stage.key(), id),
                  stage.key(),
                  Map.of("sessionId", id, "startTime", Account.timestamp(now)),
                  now);
            });
  }

  /** Ends an active session. */
  void end(Resource stage, Resource session, Instant now) {
    account.change(session, Map.of("endTime", Account.timestamp(now)), now);
    Map<String, Object> attributes = new LinkedHashMap<>(stage.attributes());
    attributes.remove(ACTIVE);
    account.update(stage, attributes, now);
  }

  /** Returns the session that a call names, or rejects the call. */
  Resource require(Call call) {
    Resource stage = account.require(ResourceType.STAGE, call.text("stageArn"));
    String id = call.text("sessionId");
    return account
        .store()
        .find(ResourceType.STAGE_SESSION, key(stage.key(), id))
        .orElseThrow(() -> ApiException.notFound(id));
  }

  private Map<String, Object> get(Call call) {
    return Map.of("stageSession", require(call).attributes());
  }

  /** Lists sessions. A missing stage is no error, because the operation does not declare one. */
  private Map<String, Object> list(Call call) {
    return Page.of(
        call,
        "stageSessions",
        account
            .store()
            .list(ResourceType.STAGE_SESSION, call.asOf())
            .filter(session -> call.text("stageArn").equals(session.parent())),
        Page.Order.LATEST,
        PAGE_SIZE);
  }
}
