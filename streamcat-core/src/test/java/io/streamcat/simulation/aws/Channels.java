package io.streamcat.simulation.aws;

import static java.util.Objects.requireNonNullElse;

import io.streamcat.simulation.Fault;
import io.streamcat.simulation.aws.Shelf.Item;
import io.streamcat.simulation.aws.Shelf.Listed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ivs.model.BatchError;
import software.amazon.awssdk.services.ivs.model.BatchGetChannelRequest;
import software.amazon.awssdk.services.ivs.model.BatchGetChannelResponse;
import software.amazon.awssdk.services.ivs.model.Channel;
import software.amazon.awssdk.services.ivs.model.ChannelSummary;
import software.amazon.awssdk.services.ivs.model.CreateChannelRequest;
import software.amazon.awssdk.services.ivs.model.CreateChannelResponse;
import software.amazon.awssdk.services.ivs.model.DeleteChannelRequest;
import software.amazon.awssdk.services.ivs.model.DeleteChannelResponse;
import software.amazon.awssdk.services.ivs.model.GetChannelRequest;
import software.amazon.awssdk.services.ivs.model.GetChannelResponse;
import software.amazon.awssdk.services.ivs.model.ListChannelsRequest;
import software.amazon.awssdk.services.ivs.model.ListChannelsResponse;
import software.amazon.awssdk.services.ivs.model.MultitrackInputConfiguration;
import software.amazon.awssdk.services.ivs.model.Srt;
import software.amazon.awssdk.services.ivs.model.UpdateChannelRequest;
import software.amazon.awssdk.services.ivs.model.UpdateChannelResponse;

/** The channels. Recording configurations and restriction policies are not simulated. */
final class Channels {

  private static final Set<String> TYPES_WITH_PRESET = Set.of("ADVANCED_SD", "ADVANCED_HD");

  private static final MultitrackInputConfiguration MULTITRACK_OFF =
      MultitrackInputConfiguration.builder()
          .enabled(false)
          .maximumResolution("FULL_HD")
          .policy("ALLOW")
          .build();

  private final Account account;
  private final StreamKeys keys;
  private final Pages pages;
  private final String host;

  Channels(Account account, StreamKeys keys) {
    this.account = account;
    this.keys = keys;
    this.pages = new Pages(account, false, 100);
    this.host = account.newId(12);
  }

  CreateChannelResponse create(CreateChannelRequest request) {
    Channel.Builder channel =
        Channel.builder()
            .name(requireNonNullElse(request.name(), ""))
            .latencyMode(requireNonNullElse(request.latencyModeAsString(), "LOW"))
            .type(requireNonNullElse(request.typeAsString(), "STANDARD"))
            .authorized(Boolean.TRUE.equals(request.authorized()))
            .insecureIngest(Boolean.TRUE.equals(request.insecureIngest()))
            .recordingConfigurationArn(requireNonNullElse(request.recordingConfigurationArn(), ""))
            .playbackRestrictionPolicyArn(
                requireNonNullElse(request.playbackRestrictionPolicyArn(), ""))
            .containerFormat(requireNonNullElse(request.containerFormatAsString(), "TS"))
            .preset(requireNonNullElse(request.presetAsString(), ""))
            .multitrackInputConfiguration(request.multitrackInputConfiguration())
            .tags(new LinkedHashMap<>(request.tags()));
    settle(channel, request.presetAsString());
    String arn = account.newArn("ivs", "channel");
    Channel created =
        channel
            .arn(arn)
            .ingestEndpoint(host + ".global-contribute.live-video.net")
            .playbackUrl(
                "https://%s.%s.playback.live-video.net/api/video/v1/%s.%s.channel.%s.m3u8"
                    .formatted(host, Account.REGION, Account.REGION, Account.ID, Account.idOf(arn)))
            .srt(
                Srt.builder()
                    .endpoint(host + ".srt.live-video.net")
                    .passphrase(account.newId(70))
                    .build())
            .build();
    account.channels().add(arn, created, account.now(), account.nextOrder());
    account.changed(Change.Kind.CREATED, arn, created.tags());
    return CreateChannelResponse.builder()
        .channel(created)
        .streamKey(keys.add(arn, Map.of()))
        .build();
  }

  GetChannelResponse get(AwsOperation<?> operation, GetChannelRequest request) {
    Channel channel = account.channels().find(request.arn(), account.timeGotBy(operation));
    if (channel == null) {
      throw Errors.IVS.notFound(request.arn());
    }
    return GetChannelResponse.builder().channel(channel).build();
  }

  BatchGetChannelResponse batchGet(AwsOperation<?> operation, BatchGetChannelRequest request) {
    List<Channel> found = new ArrayList<>();
    List<BatchError> errors = new ArrayList<>();
    for (String arn : new LinkedHashSet<>(request.arns())) {
      Channel channel = account.channels().find(arn, account.timeGotBy(operation));
      if (channel == null) {
        errors.add(
            BatchError.builder()
                .arn(arn)
                .code("ResourceNotFoundException")
                .message("Resource: " + arn + " not found")
                .build());
      } else {
        found.add(channel);
      }
    }
    return BatchGetChannelResponse.builder().channels(found).errors(errors).build();
  }

  ListChannelsResponse list(AwsOperation<?> operation, ListChannelsRequest request) {
    String name = requireNonNullElse(request.filterByName(), "");
    String recording = requireNonNullElse(request.filterByRecordingConfigurationArn(), "");
    String policy = requireNonNullElse(request.filterByPlaybackRestrictionPolicyArn(), "");
    if (!name.isEmpty() && !recording.isEmpty()) {
      throw Errors.IVS.of("ConflictException", "two filters cannot be used together");
    }
    List<Listed<Channel>> listed = account.channels().list(account.timeListedBy(operation));
    listed.removeIf(
        item ->
            !matches(name, item.value().name())
                || !matches(recording, item.value().recordingConfigurationArn())
                || !matches(policy, item.value().playbackRestrictionPolicyArn()));
    Pages.Page<Channel> page =
        pages.page(operation, listed, request.maxResults(), request.nextToken());
    long tagsAsOf = account.lags().timeSeenBy(Fault.LATE_TAGS, operation.name());
    return ListChannelsResponse.builder()
        .channels(page.shown().stream().map(item -> summary(item, tagsAsOf)).toList())
        .nextToken(page.next())
        .build();
  }

  private static boolean matches(String filter, String value) {
    return filter.isEmpty() || filter.equals(value);
  }

  private static ChannelSummary summary(Listed<Channel> item, long tagsAsOf) {
    Channel channel = item.value();
    Channel tagged = item.valueAt(tagsAsOf);
    return ChannelSummary.builder()
        .arn(channel.arn())
        .name(channel.name())
        .latencyMode(channel.latencyModeAsString())
        .type(channel.typeAsString())
        .authorized(channel.authorized())
        .insecureIngest(channel.insecureIngest())
        .preset(channel.presetAsString())
        .recordingConfigurationArn(channel.recordingConfigurationArn())
        .playbackRestrictionPolicyArn(channel.playbackRestrictionPolicyArn())
        .tags(tagged == null ? Map.of() : tagged.tags())
        .build();
  }

  UpdateChannelResponse update(UpdateChannelRequest request) {
    Item<Channel> item = idle(request.arn(), "updated");
    Channel before = item.value();
    Channel.Builder channel =
        before.toBuilder()
            .name(requireNonNullElse(request.name(), before.name()))
            .latencyMode(
                requireNonNullElse(request.latencyModeAsString(), before.latencyModeAsString()))
            .type(requireNonNullElse(request.typeAsString(), before.typeAsString()))
            .authorized(requireNonNullElse(request.authorized(), before.authorized()))
            .insecureIngest(requireNonNullElse(request.insecureIngest(), before.insecureIngest()))
            .recordingConfigurationArn(
                requireNonNullElse(
                    request.recordingConfigurationArn(), before.recordingConfigurationArn()))
            .playbackRestrictionPolicyArn(
                requireNonNullElse(
                    request.playbackRestrictionPolicyArn(), before.playbackRestrictionPolicyArn()))
            .containerFormat(
                requireNonNullElse(
                    request.containerFormatAsString(), before.containerFormatAsString()))
            .preset(requireNonNullElse(request.presetAsString(), before.presetAsString()))
            .multitrackInputConfiguration(
                requireNonNullElse(
                    request.multitrackInputConfiguration(), before.multitrackInputConfiguration()));
    settle(channel, request.presetAsString());
    Channel updated = channel.build();
    account.channels().change(item, updated, account.now());
    account.changed(Change.Kind.UPDATED, updated.arn(), updated.tags());
    return UpdateChannelResponse.builder().channel(updated).build();
  }

  /** Resolves the members that depend on others, or rejects them. */
  private static void settle(Channel.Builder settings, @Nullable String presetRequested) {
    Channel channel = settings.build();
    if (!TYPES_WITH_PRESET.contains(channel.typeAsString())) {
      if (presetRequested != null && !presetRequested.isEmpty()) {
        throw Errors.IVS.invalid("preset", "needs an advanced type");
      }
      settings.preset("");
    } else if (channel.presetAsString().isEmpty()) {
      settings.preset("HIGHER_BANDWIDTH_DELIVERY");
    }
    MultitrackInputConfiguration multitrack = channel.multitrackInputConfiguration();
    if (multitrack == null || !Boolean.TRUE.equals(multitrack.enabled())) {
      settings.multitrackInputConfiguration(MULTITRACK_OFF);
    } else if (multitrack.policy() == null
        || multitrack.maximumResolution() == null
        || !channel.typeAsString().equals("STANDARD")
        || !channel.containerFormatAsString().equals("FRAGMENTED_MP4")) {
      throw Errors.IVS.invalid("multitrackInputConfiguration", "is incomplete or not possible");
    }
  }

  DeleteChannelResponse delete(DeleteChannelRequest request) {
    Item<Channel> item = idle(request.arn(), "deleted");
    account.streamKeys().items().stream()
        .filter(key -> key.value().channelArn().equals(item.key()))
        .forEach(keys::remove);
    account.channels().remove(item, account.now());
    account.changed(Change.Kind.DELETED, item.key(), item.value().tags());
    return DeleteChannelResponse.builder().build();
  }

  private Item<Channel> idle(String arn, String change) {
    Item<Channel> item = account.channels().find(arn);
    if (item == null) {
      throw Errors.IVS.notFound(arn);
    }
    if (account.streams().find(arn) != null) {
      throw Errors.IVS.of(
          "ConflictException", "The channel is live and cannot be " + change + ": stop it first");
    }
    return item;
  }
}
