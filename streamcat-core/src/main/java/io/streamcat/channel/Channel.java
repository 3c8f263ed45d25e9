package io.streamcat.channel;

import io.streamcat.aws.AwsResource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An Amazon IVS channel, on which one broadcaster publishes for any number of viewers.
 *
 * @param arn the ARN
 * @param name the name in AWS
 * @param ingestEndpoint the host to which an encoder publishes, without scheme and path; see {@link
 *     #ingestUrl()}
 * @param playbackUrl the URL of the HLS playlist viewers play
 * @param streamKey the stream key, or null if the channel has none, lists do not show it yet, or
 *     the call did not ask for it
 * @param srt the settings for publishing over SRT, or null if AWS did not report them
 * @param settings the settings in effect, with all tags
 */
public record Channel(
    String arn,
    String name,
    String ingestEndpoint,
    String playbackUrl,
    @Nullable StreamKey streamKey,
    @Nullable SrtIngest srt,
    ChannelSettings settings)
    implements AwsResource {

  /**
   * Returns the URL to which an encoder such as OBS publishes, together with the stream key.
   *
   * @return {@code rtmps://HOST:443/app/}
   */
  public String ingestUrl() {
    return "rtmps://" + ingestEndpoint + ":443/app/";
  }

  /**
   * Returns a copy with another stream key.
   *
   * @param value the key, or null for none
   * @return a changed copy
   */
  public Channel with(@Nullable StreamKey value) {
    return new Channel(arn, name, ingestEndpoint, playbackUrl, value, srt, settings);
  }

  /**
   * Returns a copy with other settings.
   *
   * @param value the settings
   * @return a changed copy
   */
  public Channel with(ChannelSettings value) {
    return new Channel(arn, name, ingestEndpoint, playbackUrl, streamKey, srt, value);
  }

  @Override
  public Map<String, String> tags() {
    return settings.tags();
  }
}
