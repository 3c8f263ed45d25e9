package io.streamcat.emulator.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.RecordedRequest;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestLogTest {

  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  private final RequestLog log = new RequestLog();

  @Test
  void requests_largeInputs_keepsLatestWithinLimit() {
    Operation operation = ApiModel.get().operations().findFirst().orElseThrow();
    String large = "x".repeat(1 << 20);
    for (int i = 0; i < 20; i++) {
      RequestLog.Entry entry = log.received(operation, START.plusSeconds(i));
      entry.read(Map.of("number", i, "text", large));
      entry.answered(200, "");
    }

    List<RecordedRequest> requests = log.requests();

    assertThat(requests).hasSize(RequestLog.MOST_BYTES / (1 << 20) - 1);
    assertThat(requests.get(requests.size() - 1).input())
        .isEqualTo(Map.of("number", 19L, "text", large));
  }

  @Test
  void requests_aboveLimit_keepsLatestInOrder() {
    Operation operation = ApiModel.get().operations().findFirst().orElseThrow();
    for (int i = 0; i < RequestLog.MOST + 5; i++) {
      RequestLog.Entry entry = log.received(operation, START.plusSeconds(i));
      entry.read(Map.of("number", i));
      entry.answered(200, "");
    }

    List<RecordedRequest> requests = log.requests();

    assertThat(requests).hasSize(RequestLog.MOST);
    assertThat(requests.get(0).receivedAt()).isEqualTo(START.plusSeconds(5));
    assertThat(requests).isSortedAccordingTo(Comparator.comparing(RecordedRequest::receivedAt));
  }
}
