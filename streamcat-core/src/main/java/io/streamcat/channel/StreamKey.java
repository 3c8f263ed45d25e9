package io.streamcat.channel;

/**
 * The secret with which a broadcaster's encoder publishes to a channel.
 *
 * <p>{@link #toString()} hides the value. Whoever has it can broadcast as the channel's owner.
 *
 * @param arn the key's ARN, which is no secret
 * @param value the secret
 */
public record StreamKey(String arn, String value) {

  @Override
  public String toString() {
    return "StreamKey[arn=" + arn + ", value=***]";
  }
}
