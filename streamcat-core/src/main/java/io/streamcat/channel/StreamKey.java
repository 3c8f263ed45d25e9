package io.streamcat.channel;

import io.streamcat.secret.Secret;

/**
 * The key with which a broadcaster's encoder publishes to a channel. Any holder of its value can
 * broadcast as the channel's owner.
 *
 * @param arn the ARN, which is not secret
 * @param value the text that the broadcaster pastes into an encoder
 */
public record StreamKey(String arn, Secret value) {}
