package io.streamcat.emulator.internal.channel;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.operation.Batch;
import io.streamcat.emulator.internal.operation.Handler;
import io.streamcat.emulator.internal.operation.Page;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stream key operations. */
public final class StreamKeys implements Handler.Group {
  private static final int PAGE_SIZE = 1;

  private final Account account;

  public StreamKeys(Account account) {
    this.account = account;
  }

  @Override
  public @Nullable Handler handler(String operation) {
    return switch (operation) {
      case "CreateStreamKey" -> this::create;
      case "GetStreamKey" -> this::get;
      case "BatchGetStreamKey" -> this::batchGet;
      case "ListStreamKeys" -> this::list;
      case "DeleteStreamKey" -> this::delete;
      default -> null;
    };
  }

  /** Creates the first or a later stream key of a channel. */
  Resource create(Resource channel, Map<String, String> tags, Instant now) {
    String arn = account.newArn(ResourceType.STREAM_KEY);
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("arn", arn);
    attributes.put(
        "value",
        String.format(
            Locale.ROOT,
            "sk_%s_%s_%s",
            account.region(),
            account.ids().alphanumeric(12),
            account.ids().alphanumeric(23)));
    attributes.put("channelArn", channel.key());
    attributes.put("tags", tags);
    return account.create(ResourceType.STREAM_KEY, arn, channel.key(), attributes, now);
  }

  private Map<String, Object> create(Call call) {
    Resource channel = account.require(ResourceType.CHANNEL, call.text("channelArn"));
    long existing =
        account.store().childrenOf(channel.key()).stream()
            .filter(child -> child.type() == ResourceType.STREAM_KEY)
            .count();
    if (existing >= account.limit(ResourceType.STREAM_KEY)) {
      throw account.quotaExceeded(ResourceType.STREAM_KEY, channel.key());
    }
    return Map.of("streamKey", create(channel, call.map("tags"), call.now()).attributes());
  }

  private Map<String, Object> get(Call call) {
    return Map.of(
        "streamKey", account.require(ResourceType.STREAM_KEY, call.text("arn")).attributes());
  }

  private Map<String, Object> batchGet(Call call) {
    return Batch.get(account, ResourceType.STREAM_KEY, "streamKeys", call);
  }

  private Map<String, Object> list(Call call) {
    String channel = call.text("channelArn");
    if (account.store().find(ResourceType.CHANNEL, channel, call.asOf()).isEmpty()) {
      throw ApiException.notFound(channel);
    }
    return Page.of(
        call,
        "streamKeys",
        account
            .store()
            .list(ResourceType.STREAM_KEY, call.asOf())
            .filter(key -> channel.equals(key.parent())),
        Page.Order.CREATED,
        PAGE_SIZE);
  }

  private Map<String, Object> delete(Call call) {
    Resource key = account.require(ResourceType.STREAM_KEY, call.text("arn"));
    account.store().remove(key, call.now());
    return Map.of();
  }
}
