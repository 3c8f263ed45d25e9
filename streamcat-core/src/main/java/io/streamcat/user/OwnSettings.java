package io.streamcat.user;

import io.streamcat.aws.SettingsChange;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelChange;
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomChange;
import io.streamcat.exception.Check;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageChange;

/**
 * The settings that were chosen for one user, at registration or by a change; all others come from
 * the defaults for new users.
 *
 * <p>A resource that does not exist yet will be created with these settings. For an existing
 * resource, the values are the recorded ones, and the members show which settings a roll-out of
 * defaults skips.
 *
 * @param channel the chosen settings of the channel
 * @param chatRoom the chosen settings of the chat room
 * @param stage the chosen settings of the stage
 */
public record OwnSettings(ChannelChange channel, ChatRoomChange chatRoom, StageChange stage) {

  /** No chosen settings: all come from the defaults. */
  public static final OwnSettings NONE =
      new OwnSettings(ChannelChange.none(), ChatRoomChange.none(), StageChange.none());

  /**
   * Returns the chosen settings of a kind.
   *
   * @param kind the kind
   * @return a change of the defaults
   */
  public SettingsChange<?, ?> get(ResourceKind kind) {
    return switch (kind) {
      case CHANNEL -> channel;
      case CHAT_ROOM -> chatRoom;
      case STAGE -> stage;
    };
  }

  /**
   * Returns these settings with another choice.
   *
   * @param chosen a change of a channel, chat room or stage, which replaces an earlier one
   * @return a changed copy
   */
  public OwnSettings and(SettingsChange<?, ?> chosen) {
    Check.given("change", chosen);
    if (chosen instanceof ChannelChange change) {
      return new OwnSettings(channel.then(change), chatRoom, stage);
    }
    if (chosen instanceof ChatRoomChange change) {
      return new OwnSettings(channel, chatRoom.then(change), stage);
    }
    return new OwnSettings(channel, chatRoom, stage.then((StageChange) chosen));
  }

  /**
   * Returns whether a setting comes from the defaults. The preset and multitrack input of a channel
   * follow from its type, so a chosen type includes them.
   *
   * @param member a member of a channel's, chat room's or stage's settings
   * @return false if the setting was chosen for the user
   */
  public boolean leaves(Enum<?> member) {
    boolean followsType =
        member == ChannelChange.Member.PRESET || member == ChannelChange.Member.MULTITRACK_INPUT;
    return !channel.names(member)
        && !chatRoom.names(member)
        && !stage.names(member)
        && !(followsType && channel.names(ChannelChange.Member.TYPE));
  }

  /**
   * Returns the same choices with the values of recorded resources.
   *
   * @param resources the recorded resources
   * @return a changed copy; settings of a resource that is not recorded keep their values
   */
  public OwnSettings as(Resources resources) {
    Channel hasChannel = resources.channel();
    ChatRoom hasRoom = resources.chatRoom();
    Stage hasStage = resources.stage();
    // Most users have no settings of their own, and each read of a record comes here.
    return new OwnSettings(
        hasChannel == null || channel.isEmpty()
            ? channel
            : ChannelChange.to(hasChannel.settings()).only(channel::names),
        hasRoom == null || chatRoom.isEmpty()
            ? chatRoom
            : ChatRoomChange.to(hasRoom.settings()).only(chatRoom::names),
        hasStage == null || stage.isEmpty()
            ? stage
            : StageChange.to(hasStage.settings()).only(stage::names));
  }
}
