package io.streamcat.examples.lambda.observability;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The metrics of one invocation, in CloudWatch's embedded metric format: CloudWatch reads them from
 * the function's log, so the function needs no network and no right for them.
 *
 * <p>Not thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Embedded
 *     metric format</a>
 */
public final class EmbeddedMetrics {

  /** The namespace of all metrics. */
  public static final String NAMESPACE = "StreamCat";

  /** The dimension of all metrics: the name of the function. */
  public static final String DIMENSION = "FunctionName";

  private static final JsonFactory FACTORY = new JsonFactory();

  private final Map<String, Value> values = new LinkedHashMap<>();

  private record Value(double number, String unit) {}

  /** Adds to a count. */
  public EmbeddedMetrics count(String name, long number) {
    values.merge(
        name, new Value(number, "Count"), (a, b) -> new Value(a.number + b.number, a.unit));
    return this;
  }

  /** Sets a number of seconds, unless a greater one is set. */
  public EmbeddedMetrics longest(String name, double seconds) {
    values.merge(name, new Value(seconds, "Seconds"), (a, b) -> a.number < b.number ? b : a);
    return this;
  }

  /** Sets a number of milliseconds. */
  public EmbeddedMetrics milliseconds(String name, double number) {
    values.put(name, new Value(number, "Milliseconds"));
    return this;
  }

  /** Writes the metrics to standard output, which Lambda collects. */
  public void print(String function, String requestId) {
    if (!values.isEmpty()) {
      System.out.println(line(function, requestId, Instant.now()));
    }
  }

  /** Returns the metrics as one line of JSON. */
  public String line(String function, String requestId, Instant now) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeObjectFieldStart("_aws");
      json.writeNumberField("Timestamp", now.toEpochMilli());
      json.writeArrayFieldStart("CloudWatchMetrics");
      json.writeStartObject();
      json.writeStringField("Namespace", NAMESPACE);
      json.writeFieldName("Dimensions");
      json.writeStartArray();
      json.writeStartArray();
      json.writeString(DIMENSION);
      json.writeEndArray();
      json.writeEndArray();
      json.writeArrayFieldStart("Metrics");
      for (Map.Entry<String, Value> value : values.entrySet()) {
        json.writeStartObject();
        json.writeStringField("Name", value.getKey());
        json.writeStringField("Unit", value.getValue().unit());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.writeStringField(DIMENSION, function);
      json.writeStringField("requestId", requestId);
      for (Map.Entry<String, Value> value : values.entrySet()) {
        json.writeNumberField(value.getKey(), value.getValue().number());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
