package io.streamcat;

import io.streamcat.aws.ResourceOperations;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.playback.PlaybackService;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageSettings;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ivs.IvsClient;

/**
 * The services of a StreamCat, and the operations that the provisioner uses.
 *
 * @param ivs the client for channels, or null if their service is replaced
 * @param channels the service for channels
 * @param channelOperations creates, changes and deletes users' channels
 * @param chatRooms the service for chat rooms
 * @param chatRoomOperations creates, changes and deletes users' chat rooms
 * @param stages the service for stages
 * @param stageOperations creates, changes and deletes users' stages
 * @param playback the service for private channels
 */
record Services(
    @Nullable IvsClient ivs,
    ChannelService channels,
    ResourceOperations<Channel, ChannelSettings> channelOperations,
    ChatRoomService chatRooms,
    ResourceOperations<ChatRoom, ChatRoomSettings> chatRoomOperations,
    RealTimeService stages,
    ResourceOperations<Stage, StageSettings> stageOperations,
    PlaybackService playback) {}
