package io.streamcat.provisioning;

import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.StageSettings;

/**
 * The services that create users' resources, and the settings of new resources.
 *
 * @param channels the service for channels
 * @param channelSettings the settings of every new channel
 * @param chatRooms the service for chat rooms
 * @param chatRoomSettings the settings of every new chat room
 * @param stages the service for stages
 * @param stageSettings the settings of every new stage
 */
public record UserResources(
    ChannelService channels,
    ChannelSettings channelSettings,
    ChatRoomService chatRooms,
    ChatRoomSettings chatRoomSettings,
    RealTimeService stages,
    StageSettings stageSettings) {}
