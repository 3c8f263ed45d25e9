package io.streamcat.chat;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.SettingsChange;
import io.streamcat.exception.Check;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A patch of a chat room's settings. */
public final class ChatRoomChange extends SettingsChange<ChatRoomChange.Member, ChatRoomChange> {

  /**
   * The members of {@link ChatRoomSettings} that AWS can change. Tags are changed by other
   * operations.
   */
  public enum Member {
    /** {@link ChatRoomSettings#maximumMessageRatePerSecond()}. */
    MAXIMUM_MESSAGE_RATE_PER_SECOND,
    /** {@link ChatRoomSettings#maximumMessageLength()}. */
    MAXIMUM_MESSAGE_LENGTH,
    /** {@link ChatRoomSettings#messageReviewHandler()}. */
    MESSAGE_REVIEW_HANDLER,
    /** {@link ChatRoomSettings#loggingConfigurationArns()}. */
    LOGGING_CONFIGURATION_ARNS
  }

  private static final ChatRoomChange NONE = new ChatRoomChange(Map.of());

  private ChatRoomChange(Map<Member, @Nullable Object> values) {
    super(values);
  }

  @Override
  protected ChatRoomChange of(Map<Member, @Nullable Object> changed) {
    return new ChatRoomChange(changed);
  }

  /**
   * Returns the change that changes nothing.
   *
   * @return an empty change
   */
  public static ChatRoomChange none() {
    return NONE;
  }

  /**
   * Returns the change that sets every member.
   *
   * @param settings the settings to reach; tags are ignored
   * @return a change of all members
   */
  public static ChatRoomChange to(ChatRoomSettings settings) {
    return NONE.maximumMessageRatePerSecond(settings.maximumMessageRatePerSecond())
        .maximumMessageLength(settings.maximumMessageLength())
        .messageReviewHandler(settings.messageReviewHandler())
        .loggingConfigurationArns(settings.loggingConfigurationArns());
  }

  /**
   * Changes the maximum message rate of a client.
   *
   * @param value the number of messages a second, 1 to 100
   * @return a change that also sets the rate
   */
  public ChatRoomChange maximumMessageRatePerSecond(int value) {
    return with(Member.MAXIMUM_MESSAGE_RATE_PER_SECOND, value);
  }

  /**
   * Changes the maximum length of a message.
   *
   * @param value the number of code points, 1 to 500
   * @return a change that also sets the length
   */
  public ChatRoomChange maximumMessageLength(int value) {
    return with(Member.MAXIMUM_MESSAGE_LENGTH, value);
  }

  /**
   * Changes the handler that reviews messages before delivery.
   *
   * @param value the review handler, or null to switch the review off
   * @return a change that also sets the handler
   */
  public ChatRoomChange messageReviewHandler(@Nullable MessageReviewHandler value) {
    return with(Member.MESSAGE_REVIEW_HANDLER, value);
  }

  /**
   * Changes the logging configurations.
   *
   * @param value the ARNs of up to 3 logging configurations; empty to end the logging
   * @return a change that also sets the logging configurations
   */
  public ChatRoomChange loggingConfigurationArns(List<String> value) {
    return with(Member.LOGGING_CONFIGURATION_ARNS, arns(value));
  }

  private static List<String> arns(List<String> value) {
    for (String arn : Check.given("loggingConfigurationArns", value)) {
      var unused = Check.given("loggingConfigurationArns", arn);
    }
    return List.copyOf(value);
  }

  /**
   * Returns settings with this change applied.
   *
   * @param settings the settings before the change
   * @return the settings after the change, with the same tags
   * @throws io.streamcat.exception.InvalidInputException if a setting exceeds a limit
   */
  public ChatRoomSettings applyTo(ChatRoomSettings settings) {
    ChatRoomSettings.Builder after = settings.toBuilder();
    values().forEach((member, value) -> apply(after, member, value));
    return after.build();
  }

  @Override
  public ChatRoom appliedTo(AwsResource resource) {
    ChatRoom room = (ChatRoom) resource;
    return room.with(applyTo(room.settings()));
  }

  @SuppressWarnings({"NullAway", "unchecked"}) // The setters of this class accept no other values.
  private static void apply(ChatRoomSettings.Builder after, Member member, @Nullable Object value) {
    switch (member) {
      case MAXIMUM_MESSAGE_RATE_PER_SECOND -> after.maximumMessageRatePerSecond((Integer) value);
      case MAXIMUM_MESSAGE_LENGTH -> after.maximumMessageLength((Integer) value);
      case MESSAGE_REVIEW_HANDLER -> after.messageReviewHandler((MessageReviewHandler) value);
      case LOGGING_CONFIGURATION_ARNS -> after.loggingConfigurationArns((List<String>) value);
    }
  }
}
