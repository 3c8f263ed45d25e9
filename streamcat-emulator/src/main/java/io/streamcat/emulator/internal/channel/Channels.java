package io.streamcat.emulator.internal.channel;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.operation.Batch;
import io.streamcat.emulator.internal.operation.Filters;
import io.streamcat.emulator.internal.operation.Handler;
import io.streamcat.emulator.internal.operation.Page;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.stream.Streams;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The channel operations. */
public final class Channels implements Handler.Group {
  private static final int PAGE_SIZE = 100;

  /** The members that refer to other resources, in the order of the checks. */
  private static final Map<String, ResourceType> REFERENCES =
      new TreeMap<>(
          Map.of(
              "recordingConfigurationArn", ResourceType.RECORDING_CONFIGURATION,
              "playbackRestrictionPolicyArn", ResourceType.PLAYBACK_RESTRICTION_POLICY,
              "adConfigurationArn", ResourceType.AD_CONFIGURATION));

  private final Account account;
  private final StreamKeys streamKeys;
  private final Streams streams;

  // All channels share these texts, which saves memory.
  private final String ingestEndpoint;
  private final String srtEndpoint;

  public Channels(Account account, StreamKeys streamKeys, Streams streams) {
    this.account = account;
    this.streamKeys = streamKeys;
    this.streams = streams;
    this.ingestEndpoint = account.endpointId() + ".global-contribute.live-video.net";
    this.srtEndpoint = account.endpointId() + ".srt.live-video.net";
  }

  @Override
  public @Nullable Handler handler(String operation) {
    return switch (operation) {
      case "CreateChannel" -> this::create;
      case "GetChannel" -> this::get;
      case "BatchGetChannel" -> this::batchGet;
      case "ListChannels" -> this::list;
      case "UpdateChannel" -> this::update;
      case "DeleteChannel" -> this::delete;
      default -> null;
    };
  }

  private Map<String, Object> create(Call call) {
    Map<String, Object> attributes =
        ChannelRules.settle(ChannelRules.DEFAULTS, call.pick(ChannelRules.SETTINGS));
    requireReferenced(call);
    account.requireRoomFor(ResourceType.CHANNEL);
    String arn = account.newArn(ResourceType.CHANNEL);
    attributes.put("arn", arn);
    attributes.put("tags", call.map("tags"));
    attributes.putAll(endpoints(arn));
    Resource channel = account.create(ResourceType.CHANNEL, arn, null, attributes, call.now());
    Resource streamKey = streamKeys.create(channel, Map.of(), call.now());
    return Map.of("channel", channel.attributes(), "streamKey", streamKey.attributes());
  }

  private Map<String, Object> endpoints(String arn) {
    String host = account.endpointId();
    String region = account.region();
    Map<String, Object> endpoints = new LinkedHashMap<>();
    endpoints.put("ingestEndpoint", ingestEndpoint);
    endpoints.put(
        "playbackUrl",
        String.format(
            Locale.ROOT,
            "https://%s.%s.playback.live-video.net/api/video/v1/%s.%s.channel.%s.m3u8",
            host,
            region,
            region,
            account.id(),
            Account.idOf(arn)));
    endpoints.put(
        "srt", Map.of("endpoint", srtEndpoint, "passphrase", account.ids().alphanumeric(70)));
    return endpoints;
  }

  private Map<String, Object> get(Call call) {
    return Map.of("channel", account.require(ResourceType.CHANNEL, call.text("arn")).attributes());
  }

  private Map<String, Object> batchGet(Call call) {
    return Batch.get(account, ResourceType.CHANNEL, "channels", call);
  }

  private Map<String, Object> list(Call call) {
    if (!call.text("filterByName", "").isEmpty()
        && !call.text("filterByRecordingConfigurationArn", "").isEmpty()) {
      throw new ApiException(
          "ConflictException",
          "filterByName and filterByRecordingConfigurationArn cannot be used together");
    }
    Stream<Resource> channels =
        Filters.of(call)
            .matching("filterByName", "name")
            .matching("filterByRecordingConfigurationArn", "recordingConfigurationArn")
            .matching("filterByPlaybackRestrictionPolicyArn", "playbackRestrictionPolicyArn")
            .matching("filterByAdConfigurationArn", "adConfigurationArn")
            .apply(account.store().list(ResourceType.CHANNEL, call.asOf()));
    return Page.of(call, "channels", channels, Page.Order.CREATED, PAGE_SIZE);
  }

  private Map<String, Object> update(Call call) {
    Resource channel = idle(call, "updated");
    requireReferenced(call);
    Map<String, Object> attributes =
        ChannelRules.settle(channel.attributes(), call.pick(ChannelRules.SETTINGS));
    return Map.of("channel", account.update(channel, attributes, call.now()).attributes());
  }

  private Map<String, Object> delete(Call call) {
    Resource channel = idle(call, "deleted");
    streams.endRecording(channel, call.now());
    account.remove(channel, call.now());
    return Map.of();
  }

  private void requireReferenced(Call call) {
    REFERENCES.forEach(
        (member, type) -> account.requireReferenced(call, type, member, call.get(member)));
  }

  private Resource idle(Call call, String change) {
    Resource channel = account.require(ResourceType.CHANNEL, call.text("arn"));
    if (streams.isLive(channel.key())) {
      throw new ApiException(
          "ConflictException", "The channel is live and cannot be " + change + ": stop it first");
    }
    return channel;
  }
}
