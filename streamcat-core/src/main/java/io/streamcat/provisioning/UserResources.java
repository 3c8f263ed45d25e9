package io.streamcat.provisioning;

import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.StageSettings;

/**
 * What users are given, and by whom.
 *
 * @param channels creates channels
 * @param channelSettings the settings of every channel
 * @param chatRooms creates chat rooms
 * @param chatRoomSettings the settings of every chat room
 * @param stages creates stages
 * @param stageSettings the settings of every stage
 */
public record UserResources(
    ChannelService channels,
    ChannelSettings channelSettings,
    ChatRoomService chatRooms,
    ChatRoomSettings chatRoomSettings,
    RealTimeService stages,
    StageSettings stageSettings) {}
