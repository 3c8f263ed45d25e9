package io.streamcat;

import io.streamcat.broadcast.Broadcasts;
import io.streamcat.operations.UserChannels;
import io.streamcat.operations.UserChatRooms;
import io.streamcat.operations.UserPlayback;
import io.streamcat.operations.UserStages;

/**
 * The operations of an application on the resources of its users.
 *
 * @param channels the channels of users
 * @param chatRooms the chat rooms of users
 * @param stages the stages of users
 * @param playback the private channels of users
 * @param broadcasts the broadcasts of the account
 */
record Operations(
    UserChannels channels,
    UserChatRooms chatRooms,
    UserStages stages,
    UserPlayback playback,
    Broadcasts broadcasts) {}
