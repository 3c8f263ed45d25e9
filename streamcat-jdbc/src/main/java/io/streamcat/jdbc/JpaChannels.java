package io.streamcat.jdbc;

import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.StreamKey;
import io.streamcat.jdbc.StreamKeyResealing.Sealed;
import io.streamcat.user.UserId;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.List;

/**
 * The sealed secrets of all channels, on JPA.
 *
 * @param calls runs statements
 */
record JpaChannels(JpaCalls calls) implements StreamKeyResealing.Channels {

  @Override
  public List<Sealed> page(String after, int limit) {
    return calls.call(
        "read stream keys",
        em ->
            em.createQuery(
                    "select c.userId as c_user_id, c.arn as c_arn, c.streamKey as c_stream_key,"
                        + " c.srtPassphrase as c_srt_passphrase from ChannelEntity c where"
                        + " c.userId > :after order by c.userId",
                    Tuple.class)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultStream()
                .map(tuple -> Sealed.read(new JpaRow(tuple)))
                .toList());
  }

  @Override
  public int replace(Sealed before, ChannelSecrets after) {
    return calls.call(
        "seal a stream key",
        em ->
            em.createQuery(
                    "update ChannelEntity c set c.streamKey = :key, c.srtPassphrase = :passphrase"
                        + " where c.userId = :id and c.arn = :arn and coalesce(c.streamKey, '') ="
                        + " :before")
                .setParameter("key", after.streamKey())
                .setParameter("passphrase", after.srtPassphrase())
                .setParameter("id", before.userId())
                .setParameter("arn", before.arn())
                .setParameter("before", before.streamKey())
                .executeUpdate());
  }

  /** Gives a user's channel another key; returns how many channels were changed. */
  static int replaceKey(
      EntityManager em, UserId id, String channelArn, StreamKey key, StreamKeyStorage storage) {
    return em.createQuery(
            "update ChannelEntity c set c.streamKeyArn = :keyArn, c.streamKey = :key where c.userId"
                + " = :id and c.arn = :arn")
        .setParameter("keyArn", key.arn())
        .setParameter("key", ChannelSecrets.sealKey(channelArn, key, storage))
        .setParameter("id", id.value())
        .setParameter("arn", channelArn)
        .executeUpdate();
  }

  /** Gives a user's channel other settings; returns how many channels were changed. */
  static int replaceSettings(
      EntityManager em, UserId id, String channelArn, ChannelSettings settings) {
    return em.createQuery(
            "update ChannelEntity c set c.settings = :settings where c.userId = :id and c.arn = :arn")
        .setParameter("settings", SettingsJson.write(settings))
        .setParameter("id", id.value())
        .setParameter("arn", channelArn)
        .executeUpdate();
  }
}
