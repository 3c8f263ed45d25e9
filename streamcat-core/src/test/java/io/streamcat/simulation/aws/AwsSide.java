package io.streamcat.simulation.aws;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

/**
 * One of two implementations of AWS that are compared: its clients, its ARNs, and its answers as
 * text, in which numbers replace ARNs, ids and hosts in the order of appearance.
 */
final class AwsSide {

  /** A type of resource. */
  enum ResourceType {
    CHANNEL("channel"),
    STREAM_KEY("stream-key"),
    ROOM("room"),
    STAGE("stage");

    private final String inArns;

    ResourceType(String inArns) {
      this.inArns = inArns;
    }
  }

  private static final Pattern ARN =
      Pattern.compile("arn:aws:[a-z]+:us-east-1:123456789012:([a-z-]+)/([A-Za-z0-9]{12})");
  private static final Pattern STREAM_ID = Pattern.compile("st-[A-Za-z0-9]{23}");
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9]{12}(?=\\.(?:global|srt|us-east-1\\.playback))");
  private static final Pattern TOKEN = Pattern.compile("NextToken=[^,)]+");

  private final IvsClient ivs;
  private final IvschatClient ivschat;
  private final IvsRealTimeClient ivsRealTime;
  private final Map<ResourceType, List<String>> arns = new EnumMap<>(ResourceType.class);
  private final Map<String, String> numbers = new HashMap<>();

  AwsSide(IvsClient ivs, IvschatClient ivschat, IvsRealTimeClient ivsRealTime) {
    this.ivs = ivs;
    this.ivschat = ivschat;
    this.ivsRealTime = ivsRealTime;
    for (ResourceType type : ResourceType.values()) {
      arns.put(type, new ArrayList<>());
    }
  }

  IvsClient ivs() {
    return ivs;
  }

  IvschatClient ivschat() {
    return ivschat;
  }

  IvsRealTimeClient ivsRealTime() {
    return ivsRealTime;
  }

  /** Returns the number of created resources of a type. */
  int count(ResourceType type) {
    return arns.get(type).size();
  }

  /**
   * Returns the ARN of the n-th resource of a type; for other numbers, an ARN that never existed.
   */
  String arn(ResourceType type, int n) {
    return n < count(type)
        ? arns.get(type).get(n)
        : "arn:aws:%s:us-east-1:123456789012:%s/NeverExisted"
            .formatted(type == ResourceType.ROOM ? "ivschat" : "ivs", type.inArns);
  }

  /** Makes a call and returns its outcome as text. */
  String outcomeOf(Function<AwsSide, Object> call) {
    try {
      return withoutIds(call.apply(this).toString());
    } catch (AwsServiceException e) {
      return e.statusCode() + " " + e.awsErrorDetails().errorCode() + " " + e.getClass().getName();
    }
  }

  private String withoutIds(String answer) {
    Matcher arn = ARN.matcher(answer);
    while (arn.find()) {
      String type = arn.group(1);
      String id = arn.group(2);
      if (!numbers.containsKey(id)) {
        numbers.put(id, type + "#" + numbers.size());
        String found = arn.group();
        arns.forEach(
            (known, list) -> {
              if (known.inArns.equals(type)) {
                list.add(found);
              }
            });
      }
    }
    String text = answer;
    for (Map.Entry<String, String> number : numbers.entrySet()) {
      text = text.replace(number.getKey(), number.getValue());
    }
    text = STREAM_ID.matcher(text).replaceAll("st-");
    text = HOST.matcher(text).replaceAll("host");
    return TOKEN.matcher(text).replaceAll("NextToken=token");
  }
}
