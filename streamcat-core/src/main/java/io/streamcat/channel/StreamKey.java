package io.streamcat.channel;

import io.streamcat.secret.Secret;

/**
 * The key with which a broadcaster's encoder publishes to a channel. A person who has its value can
 * broadcast as the channel's owner.
 *
 * @param arn the key's ARN, which is no secret
 * @param value the text to paste into an encoder
 */
public record StreamKey(String arn, Secret value) {}
