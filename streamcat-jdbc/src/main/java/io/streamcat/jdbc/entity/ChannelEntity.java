package io.streamcat.jdbc.entity;

import io.streamcat.channel.ChannelSettings;
import io.streamcat.jdbc.internal.json.SettingsJson;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code streamcat_channel}. Read-only.
 *
 * <p>The entity does not map the secrets; the repository decrypts them, as far as they are stored.
 */
@Entity
@Table(name = "streamcat_channel")
public class ChannelEntity extends ResourceEntity {

  @Column(
      name = "ingest_endpoint",
      nullable = false,
      length = 512,
      insertable = false,
      updatable = false)
  private String ingestEndpoint;

  @Column(
      name = "playback_url",
      nullable = false,
      length = 2000,
      insertable = false,
      updatable = false)
  private String playbackUrl;

  @Column(name = "stream_key_arn", length = 256, insertable = false, updatable = false)
  private @Nullable String streamKeyArn;

  @Column(name = "srt_endpoint", length = 512, insertable = false, updatable = false)
  private @Nullable String srtEndpoint;

  /** For the persistence provider. */
  @SuppressWarnings("NullAway.Init")
  protected ChannelEntity() {}

  /**
   * Returns the host to which an encoder publishes.
   *
   * @return the host, without scheme and path
   */
  public String getIngestEndpoint() {
    return ingestEndpoint;
  }

  /**
   * Returns the playback URL.
   *
   * @return the URL of the HLS playlist
   */
  public String getPlaybackUrl() {
    return playbackUrl;
  }

  /**
   * Returns the ARN of the stream key, which is not secret.
   *
   * @return the ARN, or null if no key was recorded
   */
  public @Nullable String getStreamKeyArn() {
    return streamKeyArn;
  }

  /**
   * Returns the endpoint for encoders that send SRT.
   *
   * @return the endpoint, or null if none was recorded
   */
  public @Nullable String getSrtEndpoint() {
    return srtEndpoint;
  }

  /**
   * Returns the recorded settings of the channel.
   *
   * @return the settings, with all tags
   */
  public ChannelSettings getSettings() {
    return SettingsJson.channel(settings());
  }
}
