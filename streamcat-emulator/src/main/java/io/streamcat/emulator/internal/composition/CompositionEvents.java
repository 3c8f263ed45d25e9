package io.streamcat.emulator.internal.composition;

import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Resource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The events of compositions and of their destinations. */
final class CompositionEvents {
  private static final String TYPE = "IVS Composition State Change";

  private final Account account;

  CompositionEvents(Account account) {
    this.account = account;
  }

  void started(Resource composition, Instant now) {
    emit(composition, "Session Start", Map.of(), now);
    destinations(composition, "Destination Start", Map.of(), now);
  }

  void stopped(Resource composition, Instant now) {
    destinations(composition, "Destination End", Map.of(), now);
    emit(composition, "Session End", Map.of(), now);
  }

  void failed(Resource composition, String reason, Instant now) {
    emit(composition, "Session Failure", Map.of("reason", reason), now);
  }

  /** Emits the same event for each destination. */
  void destinations(Resource composition, String name, Map<String, ?> more, Instant now) {
    for (Object destination : (List<?>) composition.attribute(Compositions.DESTINATIONS)) {
      Map<String, Object> identified = new LinkedHashMap<>();
      identified.put("id", ((Map<?, ?>) destination).get("id"));
      identified.putAll(more);
      emit(composition, name, identified, now);
    }
  }

  private void emit(Resource composition, String name, Map<String, ?> more, Instant now) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("event_name", name);
    detail.put("stage_arn", composition.attribute(Compositions.STAGE));
    detail.putAll(more);
    account.events().emit(TYPE, List.of(composition.key()), detail, now);
  }
}
