package io.streamcat.jdbc;

import io.streamcat.channel.Channel;
import io.streamcat.channel.SrtIngest;
import io.streamcat.channel.StreamKey;
import org.jspecify.annotations.Nullable;

/**
 * A channel's secrets as the database keeps them.
 *
 * @param streamKey the sealed stream key, or null
 * @param srtPassphrase the sealed SRT passphrase, or null
 */
record ChannelSecrets(@Nullable String streamKey, @Nullable String srtPassphrase) {

  static ChannelSecrets seal(Channel channel, StreamKeyStorage storage) {
    StreamKey key = channel.streamKey();
    SrtIngest srt = channel.srt();
    return new ChannelSecrets(
        key == null ? null : sealKey(channel.arn(), key, storage),
        srt == null ? null : storage.seal(srt.passphrase(), srtContext(channel.arn())));
  }

  static @Nullable String sealKey(String channelArn, StreamKey key, StreamKeyStorage storage) {
    return storage.seal(key.value(), keyContext(channelArn));
  }

  @Nullable StreamKey streamKey(
      String channelArn, @Nullable String keyArn, StreamKeyStorage storage) {
    String value =
        streamKey == null || keyArn == null
            ? null
            : storage.open(streamKey, keyContext(channelArn));
    return value == null || keyArn == null ? null : new StreamKey(keyArn, value);
  }

  @Nullable SrtIngest srt(String channelArn, @Nullable String endpoint, StreamKeyStorage storage) {
    String passphrase =
        srtPassphrase == null || endpoint == null
            ? null
            : storage.open(srtPassphrase, srtContext(channelArn));
    return passphrase == null || endpoint == null ? null : new SrtIngest(endpoint, passphrase);
  }

  boolean isCurrent(StreamKeyStorage storage) {
    return (streamKey == null || storage.isCurrent(streamKey))
        && (srtPassphrase == null || storage.isCurrent(srtPassphrase));
  }

  /** The same secrets as they would be kept today; what cannot be opened is kept as it is. */
  ChannelSecrets resealed(String channelArn, StreamKeyStorage storage) {
    return new ChannelSecrets(
        resealed(streamKey, keyContext(channelArn), storage),
        resealed(srtPassphrase, srtContext(channelArn), storage));
  }

  private static @Nullable String resealed(
      @Nullable String sealed, String context, StreamKeyStorage storage) {
    return sealed == null || storage.isCurrent(sealed) ? sealed : storage.reseal(sealed, context);
  }

  private static String keyContext(String channelArn) {
    return channelArn + " stream-key";
  }

  private static String srtContext(String channelArn) {
    return channelArn + " srt-passphrase";
  }

  @Override
  public String toString() {
    return "ChannelSecrets[***]";
  }
}
