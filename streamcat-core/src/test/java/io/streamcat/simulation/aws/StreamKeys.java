package io.streamcat.simulation.aws;

import io.streamcat.simulation.Fault;
import io.streamcat.simulation.aws.Shelf.Item;
import io.streamcat.simulation.aws.Shelf.Listed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ivs.model.CreateStreamKeyRequest;
import software.amazon.awssdk.services.ivs.model.CreateStreamKeyResponse;
import software.amazon.awssdk.services.ivs.model.DeleteStreamKeyRequest;
import software.amazon.awssdk.services.ivs.model.DeleteStreamKeyResponse;
import software.amazon.awssdk.services.ivs.model.GetStreamKeyRequest;
import software.amazon.awssdk.services.ivs.model.GetStreamKeyResponse;
import software.amazon.awssdk.services.ivs.model.ListStreamKeysRequest;
import software.amazon.awssdk.services.ivs.model.ListStreamKeysResponse;
import software.amazon.awssdk.services.ivs.model.StreamKey;
import software.amazon.awssdk.services.ivs.model.StreamKeySummary;

/** The stream keys; a channel has at most one. */
final class StreamKeys {

  private final Account account;
  private final Pages pages;

  StreamKeys(Account account) {
    this.account = account;
    this.pages = new Pages(account, false, 1);
  }

  StreamKey add(String channelArn, Map<String, String> tags) {
    String arn = account.newArn("ivs", "stream-key");
    StreamKey key =
        StreamKey.builder()
            .arn(arn)
            .channelArn(channelArn)
            .value("sk_" + Account.REGION + "_" + account.newId(12) + "_" + account.newId(23))
            .tags(tags)
            .build();
    account.streamKeys().add(arn, key, account.now(), account.nextOrder());
    account.changed(Change.Kind.CREATED, arn, tags);
    return key;
  }

  void remove(Item<StreamKey> item) {
    account.streamKeys().remove(item, account.now());
    account.changed(Change.Kind.DELETED, item.key(), item.value().tags());
  }

  CreateStreamKeyResponse create(CreateStreamKeyRequest request) {
    String channel = request.channelArn();
    if (account.channels().find(channel) == null) {
      throw Errors.IVS.notFound(channel);
    }
    if (!account.streamKeys().list(channel, Shelf.NOW).isEmpty()) {
      throw Errors.IVS.of("ServiceQuotaExceededException", "The channel has a stream key");
    }
    return CreateStreamKeyResponse.builder()
        .streamKey(add(channel, new LinkedHashMap<>(request.tags())))
        .build();
  }

  GetStreamKeyResponse get(AwsOperation<?> operation, GetStreamKeyRequest request) {
    StreamKey key = account.streamKeys().find(request.arn(), account.timeGotBy(operation));
    if (key == null) {
      throw Errors.IVS.notFound(request.arn());
    }
    return GetStreamKeyResponse.builder().streamKey(key).build();
  }

  ListStreamKeysResponse list(AwsOperation<?> operation, ListStreamKeysRequest request) {
    String channel = request.channelArn();
    long asOf = account.timeListedBy(operation);
    if (account.channels().find(channel, asOf) == null) {
      throw Errors.IVS.notFound(channel);
    }
    List<Listed<StreamKey>> listed = account.streamKeys().list(channel, asOf);
    Pages.Page<StreamKey> page =
        pages.page(operation, listed, request.maxResults(), request.nextToken());
    long tagsAsOf = account.lags().timeSeenBy(Fault.LATE_TAGS, operation.name());
    return ListStreamKeysResponse.builder()
        .streamKeys(page.shown().stream().map(item -> summary(item, tagsAsOf)).toList())
        .nextToken(page.next())
        .build();
  }

  private static StreamKeySummary summary(Listed<StreamKey> item, long tagsAsOf) {
    StreamKey tagged = item.valueAt(tagsAsOf);
    return StreamKeySummary.builder()
        .arn(item.value().arn())
        .channelArn(item.value().channelArn())
        .tags(tagged == null ? Map.of() : tagged.tags())
        .build();
  }

  DeleteStreamKeyResponse delete(DeleteStreamKeyRequest request) {
    Item<StreamKey> item = account.streamKeys().find(request.arn());
    if (item == null) {
      throw Errors.IVS.notFound(request.arn());
    }
    remove(item);
    return DeleteStreamKeyResponse.builder().build();
  }
}
