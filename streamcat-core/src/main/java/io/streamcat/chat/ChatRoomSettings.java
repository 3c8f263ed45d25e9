package io.streamcat.chat;

import io.streamcat.aws.internal.Tags;
import io.streamcat.exception.Check;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings that CreateRoom accepts besides the name, with AWS's defaults; immutable.
 *
 * @param maximumMessageRatePerSecond the maximum number of messages that a client may send per
 *     second, 1 to 100
 * @param maximumMessageLength the maximum length of a message in code points, 1 to 500
 * @param messageReviewHandler the handler that reviews messages before delivery, or null for no
 *     review
 * @param loggingConfigurationArns the ARNs of up to 3 logging configurations; unmodifiable
 * @param tags the tags other than StreamCat's own; unmodifiable
 */
public record ChatRoomSettings(
    int maximumMessageRatePerSecond,
    int maximumMessageLength,
    @Nullable MessageReviewHandler messageReviewHandler,
    List<String> loggingConfigurationArns,
    Map<String, String> tags) {

  private static final Pattern LOGGING_CONFIGURATION =
      Pattern.compile("arn:aws:ivschat:[a-z0-9-]+:[0-9]+:logging-configuration/[a-zA-Z0-9-]+");

  private static final ChatRoomSettings DEFAULTS = builder().build();

  /**
   * Copies what needs it, and checks nothing: AWS may return values that it accepts from no caller.
   */
  public ChatRoomSettings {
    loggingConfigurationArns = loggingConfigurationArns.stream().filter(Objects::nonNull).toList();
    tags = Tags.copied(tags);
  }

  /**
   * Returns these settings if a request may contain them. Builders and services call this method.
   *
   * @return this
   * @throws io.streamcat.exception.InvalidInputException if a setting exceeds a limit
   */
  public ChatRoomSettings validated() {
    Check.range("maximumMessageRatePerSecond", maximumMessageRatePerSecond, 1, 100);
    Check.range("maximumMessageLength", maximumMessageLength, 1, 500);
    if (messageReviewHandler != null) {
      messageReviewHandler.validated();
    }
    Check.range("loggingConfigurationArns count", loggingConfigurationArns.size(), 0, 3);
    for (String arn : loggingConfigurationArns) {
      Check.length("loggingConfigurationArns", arn, 1, 128);
      Check.matches(
          "loggingConfigurationArns", arn, LOGGING_CONFIGURATION, "ARNs of logging configurations");
    }
    Tags.checked("tags", tags);
    return this;
  }

  /**
   * Returns AWS's defaults: 10 messages a second, 500 code points, neither reviewed nor logged.
   *
   * @return the defaults
   */
  public static ChatRoomSettings defaults() {
    return DEFAULTS;
  }

  /**
   * Creates a builder with AWS's defaults.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Creates a builder with these settings.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.maximumMessageRatePerSecond = maximumMessageRatePerSecond;
    builder.maximumMessageLength = maximumMessageLength;
    builder.messageReviewHandler = messageReviewHandler;
    builder.loggingConfigurationArns = loggingConfigurationArns;
    builder.tags = tags;
    return builder;
  }

  /** A builder of {@link ChatRoomSettings}; not thread-safe. */
  public static final class Builder {

    private int maximumMessageRatePerSecond = 10;
    private int maximumMessageLength = 500;
    private @Nullable MessageReviewHandler messageReviewHandler;
    private List<String> loggingConfigurationArns = List.of();
    private Map<String, String> tags = Map.of();

    private Builder() {}

    /**
     * Sets the maximum number of messages that a client may send per second.
     *
     * @param value 1 to 100
     * @return this
     */
    public Builder maximumMessageRatePerSecond(int value) {
      maximumMessageRatePerSecond = value;
      return this;
    }

    /**
     * Sets the maximum length of a message.
     *
     * @param value 1 to 500 code points
     * @return this
     */
    public Builder maximumMessageLength(int value) {
      maximumMessageLength = value;
      return this;
    }

    /**
     * Sets the handler that reviews messages before delivery.
     *
     * @param value the handler, or null for no review
     * @return this
     */
    public Builder messageReviewHandler(@Nullable MessageReviewHandler value) {
      messageReviewHandler = value;
      return this;
    }

    /**
     * Sets the logging configurations.
     *
     * @param value the ARNs of up to 3 logging configurations
     * @return this
     */
    public Builder loggingConfigurationArns(List<String> value) {
      loggingConfigurationArns = Check.given("loggingConfigurationArns", value);
      value.forEach(arn -> Check.given("loggingConfigurationArns", arn));
      return this;
    }

    /**
     * Sets the tags, replacing earlier ones.
     *
     * @param value tags by key, at most 45
     * @return this
     */
    public Builder tags(Map<String, String> value) {
      tags = Check.given("tags", value);
      return this;
    }

    /**
     * Builds the settings.
     *
     * @return new settings
     * @throws io.streamcat.exception.InvalidInputException if a setting exceeds a limit
     */
    public ChatRoomSettings build() {
      return new ChatRoomSettings(
              maximumMessageRatePerSecond,
              maximumMessageLength,
              messageReviewHandler,
              loggingConfigurationArns,
              tags)
          .validated();
    }
  }
}
