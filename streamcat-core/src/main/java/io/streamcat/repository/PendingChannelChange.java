package io.streamcat.repository;

import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.LiveChannelPolicy;

/**
 * A change of channel settings that was accepted and is not made yet.
 *
 * @param change the patch
 * @param policy the policy for a channel that is live when the change is made; {@link
 *     LiveChannelPolicy#REFUSE} withdraws the change then
 */
public record PendingChannelChange(ChannelChange change, LiveChannelPolicy policy) {}
