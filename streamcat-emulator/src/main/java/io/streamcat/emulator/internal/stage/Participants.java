package io.streamcat.emulator.internal.stage;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.operation.Filters;
import io.streamcat.emulator.internal.operation.Handler;
import io.streamcat.emulator.internal.operation.Page;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The participant operations. */
public final class Participants implements Handler.Group {
  private static final int PAGE_SIZE = 50;

  /** The filters of ListParticipants in order, each with the attribute that it compares. */
  private static final Map<String, String> FILTERS =
      new TreeMap<>(
          Map.of(
              "filterByUserId", "userId",
              "filterByPublished", "published",
              "filterByState", ParticipantLifecycle.STATE,
              "filterByRecordingState", "recordingState"));

  private final Account account;
  private final StageSessions sessions;
  private final ParticipantLifecycle lifecycle;

  public Participants(Account account, StageSessions sessions, ParticipantLifecycle lifecycle) {
    this.account = account;
    this.sessions = sessions;
    this.lifecycle = lifecycle;
  }

  @Override
  public @Nullable Handler handler(String operation) {
    return switch (operation) {
      case "GetParticipant" -> this::get;
      case "ListParticipants" -> this::list;
      case "ListParticipantEvents" -> this::listEvents;
      case "DisconnectParticipant" -> this::disconnect;
      default -> null;
    };
  }

  private Map<String, Object> get(Call call) {
    Resource session = sessions.require(call);
    String id = call.text("participantId");
    return Map.of(
        "participant",
        account
            .store()
            .find(ResourceType.PARTICIPANT, ParticipantLifecycle.key(session.key(), id))
            .orElseThrow(() -> ApiException.notFound(id))
            .attributes());
  }

  /**
   * Lists participants. A missing stage or session is no error, because the operation does not
   * declare one.
   */
  private Map<String, Object> list(Call call) {
    Map<String, Object> given = call.pick(List.copyOf(FILTERS.keySet()));
    if (given.size() > 1) {
      throw ApiException.invalid(
          given.keySet().iterator().next(), "cannot be used together with another filter");
    }
    Filters filters = Filters.of(call);
    given.forEach(
        (filter, value) ->
            filters.where(
                participant -> value.equals(participant.attributes().get(FILTERS.get(filter)))));
    return Page.of(
        call,
        "participants",
        filters.apply(
            account
                .store()
                .list(ResourceType.PARTICIPANT, call.asOf())
                .filter(participant -> sessionKey(call).equals(participant.parent()))),
        Page.Order.CREATED,
        PAGE_SIZE);
  }

  private Map<String, Object> listEvents(Call call) {
    String participant = ParticipantLifecycle.key(sessionKey(call), call.text("participantId"));
    return Page.of(
        call,
        "events",
        account
            .store()
            .list(ResourceType.PARTICIPANT_EVENT, call.asOf())
            .filter(event -> participant.equals(event.parent())),
        Page.Order.LATEST,
        PAGE_SIZE);
  }

  private Map<String, Object> disconnect(Call call) {
    lifecycle.expel(
        lifecycle.requireConnected(call.text("stageArn"), call.text("participantId")), call.now());
    return Map.of();
  }

  private static String sessionKey(Call call) {
    return StageSessions.key(call.text("stageArn"), call.text("sessionId"));
  }
}
