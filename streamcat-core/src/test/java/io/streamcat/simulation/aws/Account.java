package io.streamcat.simulation.aws;

import io.streamcat.simulation.Fault;
import io.streamcat.simulation.Scheduler;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.ivs.model.Channel;
import software.amazon.awssdk.services.ivs.model.Stream;
import software.amazon.awssdk.services.ivs.model.StreamKey;
import software.amazon.awssdk.services.ivschat.model.GetRoomResponse;
import software.amazon.awssdk.services.ivsrealtime.model.Stage;

/** The resources of one account in one region. Confined to the threads of one run. */
final class Account {

  static final String REGION = "us-east-1";
  static final String ID = "123456789012";

  private static final String ALPHANUMERIC =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final LongSupplier time;
  private final SplittableRandom random;
  private final Lags lags;
  private final Shelf<Channel> channels = new Shelf<>();
  private final Shelf<StreamKey> streamKeys = new Shelf<>(StreamKey::channelArn);
  private final Shelf<Stream> streams = new Shelf<>();
  private final Shelf<GetRoomResponse> rooms = new Shelf<>();
  private final Shelf<Stage> stages = new Shelf<>();
  private Consumer<Change> observer = change -> {};
  private long lastOrder;

  Account(LongSupplier time, long seed) {
    this.time = time;
    this.random = new SplittableRandom(seed);
    this.lags = new Lags(time);
  }

  Lags lags() {
    return lags;
  }

  Shelf<Channel> channels() {
    return channels;
  }

  Shelf<StreamKey> streamKeys() {
    return streamKeys;
  }

  /** The live streams, by the ARN of their channels. */
  Shelf<Stream> streams() {
    return streams;
  }

  Shelf<GetRoomResponse> rooms() {
    return rooms;
  }

  Shelf<Stage> stages() {
    return stages;
  }

  void observer(Consumer<Change> value) {
    observer = value;
  }

  /** Reports a change that has taken place. */
  void changed(Change.Kind kind, String arn, Map<String, String> tags) {
    observer.accept(new Change(kind, arn, tags));
  }

  long now() {
    return time.getAsLong();
  }

  /** Returns the time in the format of answers. */
  Instant timestamp() {
    return Scheduler.START.plusNanos(now()).truncatedTo(ChronoUnit.MILLIS);
  }

  /** Returns the time whose state a list shows. */
  long timeListedBy(AwsOperation<?> operation) {
    return lags.timeSeenBy(Fault.STALE_LIST, operation.name());
  }

  /** Returns the time whose state a get shows. */
  long timeGotBy(AwsOperation<?> operation) {
    return lags.timeSeenBy(Fault.STALE_GET, operation.name());
  }

  /** Returns the next place in lists. */
  long nextOrder() {
    return ++lastOrder;
  }

  /**
   * Returns a new ARN with a random id, so that sorting by ARN differs from the order of creation.
   */
  String newArn(String service, String type) {
    return "arn:aws:" + service + ":" + REGION + ":" + ID + ":" + type + "/" + newId(12);
  }

  String newId(int length) {
    StringBuilder id = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      id.append(ALPHANUMERIC.charAt(random.nextInt(ALPHANUMERIC.length())));
    }
    return id.toString();
  }

  static String idOf(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }
}
