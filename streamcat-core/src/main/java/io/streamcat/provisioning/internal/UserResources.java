package io.streamcat.provisioning.internal;

import io.streamcat.aws.ResourceOperations;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageSettings;

/**
 * The services that create users' resources, and the settings of new resources.
 *
 * @param channels stops streams, and creates stream keys
 * @param channelOperations creates, changes and deletes channels
 * @param channelSettings the settings of every channel
 * @param chatRooms creates, changes and deletes chat rooms
 * @param chatRoomSettings the settings of every chat room
 * @param stages creates, changes and deletes stages
 * @param stageSettings the settings of every stage
 */
public record UserResources(
    ChannelService channels,
    ResourceOperations<Channel, ChannelSettings> channelOperations,
    ChannelSettings channelSettings,
    ResourceOperations<ChatRoom, ChatRoomSettings> chatRooms,
    ChatRoomSettings chatRoomSettings,
    ResourceOperations<Stage, StageSettings> stages,
    StageSettings stageSettings) {

  /**
   * Creates the resources of services whose operations are not replaced.
   *
   * @param channels creates, changes and deletes channels
   * @param channelSettings the settings of every channel
   * @param chatRooms creates, changes and deletes chat rooms
   * @param chatRoomSettings the settings of every chat room
   * @param stages creates, changes and deletes stages
   * @param stageSettings the settings of every stage
   */
  public UserResources(
      ChannelService channels,
      ChannelSettings channelSettings,
      ChatRoomService chatRooms,
      ChatRoomSettings chatRoomSettings,
      RealTimeService stages,
      StageSettings stageSettings) {
    this(channels, channels, channelSettings, chatRooms, chatRoomSettings, stages, stageSettings);
  }
}
