package io.streamcat.examples.lambda.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/** Tests of the lines of JSON that CloudWatch reads. */
class LinesTest {

  private static final Instant NOW = Instant.parse("2026-11-29T20:00:00Z");

  @Test
  void metrics_ofAnInvocation_haveEmbeddedMetricFormat() {
    EmbeddedMetrics metrics =
        new EmbeddedMetrics()
            .count("EventsStored", 2)
            .count("EventsStored", 1)
            .longest("EventLag", 4)
            .longest("EventLag", 2.5);

    assertThat(metrics.line("streamcat-test-events", "8f507cfc", NOW))
        .isEqualTo(
            """
            {"_aws":{"Timestamp":1795982400000,"CloudWatchMetrics":[{"Namespace":"StreamCat",\
            "Dimensions":[["FunctionName"]],"Metrics":[{"Name":"EventsStored","Unit":"Count"},\
            {"Name":"EventLag","Unit":"Seconds"}]}]},"FunctionName":"streamcat-test-events",\
            "requestId":"8f507cfc","EventsStored":3.0,"EventLag":4.0}""");
  }

  @Test
  void log_withFailureAndRequest_isOneLineWithTheirFields() {
    try (MDC.MDCCloseable request = MDC.putCloseable("requestId", "8f507cfc")) {
      String line =
          new JsonLogger("Events")
              .line(NOW, Level.WARN, "a \"b\"\nc", new IllegalStateException("away"));

      assertThat(line)
          .startsWith(
              """
              {"time":"2026-11-29T20:00:00Z","level":"WARN","logger":"Events",\
              "message":"a \\"b\\"\\nc","requestId":"8f507cfc","stackTrace":"java.lang.Ill""")
          .doesNotContain("\n")
          .endsWith("\"}");
    }
  }

  @Test
  void provider_service_isFound() {
    assertThat(LoggerFactory.getLogger("any")).isInstanceOf(JsonLogger.class);
  }
}
