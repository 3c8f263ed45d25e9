package io.streamcat.jdbc.internal.secret;

import io.streamcat.channel.Channel;
import io.streamcat.channel.SrtIngest;
import io.streamcat.channel.StreamKey;
import io.streamcat.jdbc.StreamKeyStorage;
import io.streamcat.jdbc.internal.sql.Row;
import io.streamcat.secret.Secret;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stored secrets of a channel.
 *
 * @param streamKeyArn the ARN of the stream key, or null
 * @param streamKey the encrypted stream key, or null
 * @param srtEndpoint the endpoint, or null
 * @param srtPassphrase the encrypted SRT passphrase, or null
 */
public record ChannelSecrets(
    @Nullable String streamKeyArn,
    @Nullable String streamKey,
    @Nullable String srtEndpoint,
    @Nullable String srtPassphrase) {

  private static final Logger log = LoggerFactory.getLogger(StreamKeyStorage.class);

  /** Encrypts the stream key, which may involve a call over the network. */
  public static @Nullable String encryptKey(Channel channel, StreamKeyStorage storage) {
    StreamKey key = channel.streamKey();
    return key == null ? null : storage.encrypt(key.value().reveal(), keyContext(channel.arn()));
  }

  /** Encrypts the SRT passphrase, which may involve a call over the network. */
  public static @Nullable String encryptPassphrase(Channel channel, StreamKeyStorage storage) {
    SrtIngest srt = channel.srt();
    return srt == null
        ? null
        : storage.encrypt(srt.passphrase().reveal(), srtContext(channel.arn()));
  }

  public static ChannelSecrets read(Row row) throws SQLException {
    return new ChannelSecrets(
        row.nullableText("channel_stream_key_arn"),
        row.nullableText("channel_stream_key"),
        row.nullableText("channel_srt_endpoint"),
        row.nullableText("channel_srt_passphrase"));
  }

  /** Returns whether there is nothing to decrypt. */
  public boolean isEmpty() {
    return streamKey == null && srtPassphrase == null;
  }

  /** Returns the channel with those secrets that can be decrypted. */
  public Channel decryptInto(Channel channel, StreamKeyStorage storage) {
    String key = decrypt(streamKey, keyContext(channel.arn()), storage);
    String passphrase = decrypt(srtPassphrase, srtContext(channel.arn()), storage);
    return new Channel(
        channel.arn(),
        channel.name(),
        channel.ingestEndpoint(),
        channel.playbackUrl(),
        key == null || streamKeyArn == null ? null : new StreamKey(streamKeyArn, Secret.of(key)),
        passphrase == null || srtEndpoint == null
            ? null
            : new SrtIngest(srtEndpoint, Secret.of(passphrase)),
        channel.settings());
  }

  /**
   * Decrypts a secret, or returns null on a failure: a user must stay readable while the keys are
   * unavailable, and AWS still has the secret.
   */
  private static @Nullable String decrypt(
      @Nullable String encrypted, String context, StreamKeyStorage storage) {
    if (encrypted == null) {
      return null;
    }
    try {
      return storage.decrypt(encrypted, context);
    } catch (RuntimeException e) {
      log.warn("A secret could not be decrypted and counts as not stored secret={}", context, e);
      return null;
    }
  }

  /** Returns the secrets, encrypted as the storage encrypts today. */
  public ChannelSecrets reencrypted(String channelArn, StreamKeyStorage storage) {
    return new ChannelSecrets(
        streamKeyArn,
        reencrypted(streamKey, keyContext(channelArn), storage),
        srtEndpoint,
        reencrypted(srtPassphrase, srtContext(channelArn), storage));
  }

  private static @Nullable String reencrypted(
      @Nullable String encrypted, String context, StreamKeyStorage storage) {
    return encrypted == null || storage.isCurrent(encrypted)
        ? encrypted
        : storage.reencrypt(encrypted, context);
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
