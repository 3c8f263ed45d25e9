package io.streamcat.jdbc.entity;

import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.SrtIngest;
import io.streamcat.channel.StreamKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code streamcat_channel}, for an application's own queries.
 *
 * <p>Its secrets are nowhere returned, sealed or not: {@link JpaUserRepository#findById} opens
 * them, as far as they are stored.
 */
@Entity
@Table(name = "streamcat_channel")
public class ChannelEntity extends ResourceEntity {

  @Column(name = "ingest_endpoint", nullable = false, length = 512)
  private String ingestEndpoint;

  @Column(name = "playback_url", nullable = false, length = 2000)
  private String playbackUrl;

  @Column(name = "stream_key_arn", length = 256)
  private @Nullable String streamKeyArn;

  @Column(name = "stream_key", length = 1000)
  private @Nullable String streamKey;

  @Column(name = "srt_endpoint", length = 512)
  private @Nullable String srtEndpoint;

  @Column(name = "srt_passphrase", length = 1000)
  private @Nullable String srtPassphrase;

  /** For the persistence provider. */
  @SuppressWarnings("NullAway.Init")
  protected ChannelEntity() {}

  ChannelEntity(String userId, Channel channel, StreamKeyStorage storage) {
    super(userId, channel, SettingsJson.write(channel.settings()));
    StreamKey key = channel.streamKey();
    SrtIngest srt = channel.srt();
    ChannelSecrets sealed = ChannelSecrets.seal(channel, storage);
    ingestEndpoint = channel.ingestEndpoint();
    playbackUrl = channel.playbackUrl();
    streamKeyArn = key == null ? null : key.arn();
    streamKey = sealed.streamKey();
    srtEndpoint = srt == null ? null : srt.endpoint();
    srtPassphrase = sealed.srtPassphrase();
  }

  /**
   * Returns the host an encoder publishes to.
   *
   * @return the host, without scheme and path
   */
  public String getIngestEndpoint() {
    return ingestEndpoint;
  }

  /**
   * Returns what viewers play.
   *
   * @return the URL of the HLS playlist
   */
  public String getPlaybackUrl() {
    return playbackUrl;
  }

  /**
   * Returns the ARN of the stream key, which is no secret.
   *
   * @return the ARN, or null if the channel had no key when it was recorded
   */
  public @Nullable String getStreamKeyArn() {
    return streamKeyArn;
  }

  /**
   * Returns where an encoder sends SRT.
   *
   * @return the endpoint, or null if AWS did not tell
   */
  public @Nullable String getSrtEndpoint() {
    return srtEndpoint;
  }

  /**
   * Returns the settings the channel was recorded with.
   *
   * @return the settings, with all tags
   */
  public ChannelSettings getSettings() {
    return SettingsJson.channel(settings());
  }
}
