package io.streamcat.emulator.internal.composition;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.operation.Defaults;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.stream.Streams;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The destinations of compositions: a channel, a bucket, or one of each. */
final class CompositionDestinations {
  private static final String CHANNEL = "channel";
  private static final String CHANNEL_ARN = "channelArn";
  private static final String S3 = "s3";
  private static final String DESTINATIONS = "destinations";
  private static final String CONFIGURATION = "configuration";
  private static final String ENCODER = "encoderConfigurationArn";
  private static final String ENCODERS = "encoderConfigurationArns";
  private static final String STORAGE = "storageConfigurationArn";
  private static final String THUMBNAILS = "thumbnailConfigurations";
  private static final int ID_LENGTH = 12;

  private static final Map<String, Object> RECORDING_DEFAULTS =
      Map.of(
          "recordingConfiguration",
          Map.of("format", "HLS", "hlsConfiguration", Map.of("targetSegmentDurationSeconds", 2)));

  private static final Map<String, Object> THUMBNAIL_DEFAULTS =
      Map.of("targetIntervalSeconds", 60, "storage", List.of("SEQUENTIAL"));

  private final Account account;
  private final Streams streams;

  CompositionDestinations(Account account, Streams streams) {
    this.account = account;
    this.streams = streams;
  }

  /** Rejects destinations that are incompatible, do not exist or are in use. */
  void check(Call call) {
    List<String> kinds = new ArrayList<>();
    for (Object destination : call.list(DESTINATIONS)) {
      Map<String, Object> given = call.within(destination).pick(List.of(CHANNEL, S3));
      if (given.size() != 1) {
        throw ApiException.invalid(DESTINATIONS, "must each have either channel or s3");
      }
      kinds.addAll(given.keySet());
      given.forEach((kind, value) -> checkExists(call, call.within(value)));
    }
    if (kinds.stream().distinct().count() < kinds.size()) {
      throw ApiException.invalid(DESTINATIONS, "must have at most one channel and one s3");
    }
  }

  private void checkExists(Call call, Call destination) {
    Object channel = destination.get(CHANNEL_ARN);
    account.requireReferenced(call, ResourceType.CHANNEL, CHANNEL_ARN, channel);
    account.requireReferenced(
        call, ResourceType.ENCODER_CONFIGURATION, ENCODER, destination.get(ENCODER));
    for (Object encoder : destination.list(ENCODERS)) {
      account.requireReferenced(call, ResourceType.ENCODER_CONFIGURATION, ENCODERS, encoder);
    }
    account.requireReferenced(
        call, ResourceType.STORAGE_CONFIGURATION, STORAGE, destination.get(STORAGE));
    if (channel instanceof String arn && streams.isLive(arn)) {
      throw new ApiException("ConflictException", "The channel is live: stop it first");
    }
  }

  /** Returns the initial state of a call's destinations, which must have been checked. */
  List<Map<String, Object>> describe(Call call, String compositionArn) {
    List<Map<String, Object>> described = new ArrayList<>();
    for (Object destination : call.list(DESTINATIONS)) {
      Call given = call.within(destination);
      String id = account.ids().alphanumeric(ID_LENGTH);
      Map<String, Object> configuration = new LinkedHashMap<>(given.input());
      configuration.putIfAbsent("name", "");
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("id", id);
      if (given.get(S3) != null) {
        configuration.put(S3, withDefaults(given.structure(S3)));
        String prefix =
            String.join(
                "/",
                Account.idOf(call.text("stageArn")),
                Account.idOf(compositionArn),
                id,
                "composite");
        one.put("detail", Map.of(S3, Map.of("recordingPrefix", prefix)));
      }
      one.put(CONFIGURATION, configuration);
      described.add(one);
    }
    return described;
  }

  private static Map<String, Object> withDefaults(Map<String, Object> s3) {
    Map<String, Object> described = Defaults.merge(RECORDING_DEFAULTS, s3);
    if (s3.get(THUMBNAILS) instanceof List<?> given) {
      described.put(
          THUMBNAILS,
          given.stream()
              .map(thumbnails -> Defaults.merge(THUMBNAIL_DEFAULTS, (Map<?, ?>) thumbnails))
              .toList());
    }
    return described;
  }

  /** Returns the channel that a destination broadcasts to, if any. */
  static Optional<String> channelArn(Map<?, ?> destination) {
    return destination.get(CONFIGURATION) instanceof Map<?, ?> configuration
            && configuration.get(CHANNEL) instanceof Map<?, ?> channel
        ? Optional.ofNullable((String) channel.get(CHANNEL_ARN))
        : Optional.empty();
  }

  /** Returns whether a destination refers to a resource. */
  static boolean uses(Map<?, ?> destination, Object arn) {
    return destination.get(CONFIGURATION) instanceof Map<?, ?> configuration
        && configuration.values().stream()
            .filter(value -> value instanceof Map<?, ?>)
            .flatMap(value -> ((Map<?, ?>) value).values().stream())
            .anyMatch(value -> value.equals(arn) || value.equals(List.of(arn)));
  }
}
