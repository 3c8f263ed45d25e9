package io.streamcat.repository;

import io.streamcat.aws.SettingsChange;
import io.streamcat.channel.LiveChannelPolicy;

/**
 * A change of settings that was accepted but not made yet.
 *
 * @param change the patch
 * @param policy the policy for a channel that is live when the change is made; {@link
 *     LiveChannelPolicy#REFUSE} withdraws the change. For a chat room or a stage the policy has no
 *     effect
 */
public record PendingChange(SettingsChange<?, ?> change, LiveChannelPolicy policy) {

  /** Returns whether a later change overrides this one completely. */
  boolean isReplacedBy(PendingChange later) {
    return policy == later.policy() && change.followedBy(later.change()).equals(later.change());
  }
}
