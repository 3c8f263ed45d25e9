package io.streamcat.emulator.internal.control;

import io.streamcat.emulator.internal.controlplane.Joined;
import io.streamcat.emulator.internal.controlplane.StageBackend;
import io.streamcat.emulator.internal.json.JsonException;
import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.server.Router;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The part of the control API for participants. Thread safe. */
final class ParticipantsApi {
  private final StageBackend stages;

  ParticipantsApi(StageBackend stages) {
    this.stages = stages;
  }

  /** Joins a participant with a token, with a stream key or as a user of a stage. */
  Map<String, Object> join(byte[] body) throws JsonException {
    Joined joined = join(ControlDocument.read(body));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("stageArn", joined.stageArn());
    answer.put("sessionId", joined.sessionId());
    answer.put("participantId", joined.participantId());
    return answer;
  }

  private Joined join(ControlDocument document) {
    if (document.has("token")) {
      return stages.join(document.text("token"), document.object("client"));
    }
    if (document.has("streamKey")) {
      return stages.broadcast(document.text("streamKey"));
    }
    return stages.join(
        document.text("stageArn"),
        Objects.requireNonNullElse(document.optionalText("userId"), ""),
        document.object("client"));
  }

  /**
   * Changes or removes a participant.
   *
   * @param path the stage's ARN and the participant's identifier, each percent-encoded
   * @return whether the HTTP method is supported
   */
  boolean change(String method, String path, byte[] body) throws JsonException {
    String[] parts = path.split("/", -1);
    if (parts.length != 2) {
      throw new ApiException(
          "UnknownOperationException", "The path must end with a stage and a participant");
    }
    String stageArn = Router.decode(parts[0]);
    String participantId = Router.decode(parts[1]);
    switch (method) {
      case "PUT" -> {
        ControlDocument document = ControlDocument.read(body);
        if (document.has("token")) {
          stages.exchangeToken(stageArn, participantId, document.text("token"));
        } else if (document.has("publisherId")) {
          String publisher = document.text("publisherId");
          boolean subscribe = document.flag("subscribed");
          stages.subscribe(stageArn, participantId, publisher, subscribe);
        } else {
          stages.publish(stageArn, participantId, document.flag("published"));
        }
      }
      case "DELETE" -> stages.leave(stageArn, participantId);
      default -> {
        return false;
      }
    }
    return true;
  }
}
