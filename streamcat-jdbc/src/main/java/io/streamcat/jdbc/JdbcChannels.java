package io.streamcat.jdbc;

import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.StreamKey;
import io.streamcat.jdbc.StreamKeyResealing.Sealed;
import io.streamcat.user.UserId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The sealed secrets of all channels, on JDBC.
 *
 * @param transactions runs statements
 * @param sql the statements
 */
record JdbcChannels(Transactions transactions, Sql sql) implements StreamKeyResealing.Channels {

  @Override
  public List<Sealed> page(String after, int limit) {
    return transactions.single(
        "read stream keys",
        c ->
            sql.query(
                c,
                Sealed::read,
                "SELECT user_id, arn, stream_key, srt_passphrase FROM streamcat_channel WHERE"
                    + " user_id > ? ORDER BY user_id LIMIT ?",
                after,
                limit));
  }

  @Override
  public int replace(Sealed before, ChannelSecrets after) {
    return transactions.single(
        "seal a stream key",
        c ->
            sql.update(
                c,
                "UPDATE streamcat_channel SET stream_key = ?, srt_passphrase = ? WHERE user_id = ?"
                    + " AND arn = ? AND COALESCE(stream_key, '') = ?",
                after.streamKey(),
                after.srtPassphrase(),
                before.userId(),
                before.arn(),
                before.streamKey()));
  }

  /** Gives a user's channel another key; returns how many channels were changed. */
  static int replaceKey(
      Sql sql,
      Connection connection,
      UserId id,
      String channelArn,
      StreamKey key,
      StreamKeyStorage storage)
      throws SQLException {
    return sql.update(
        connection,
        "UPDATE streamcat_channel SET stream_key_arn = ?, stream_key = ? WHERE user_id = ? AND arn"
            + " = ?",
        key.arn(),
        ChannelSecrets.sealKey(channelArn, key, storage),
        id.value(),
        channelArn);
  }

  /** Gives a user's channel other settings; returns how many channels were changed. */
  static int replaceSettings(
      Sql sql, Connection connection, UserId id, String channelArn, ChannelSettings settings)
      throws SQLException {
    return sql.update(
        connection,
        "UPDATE streamcat_channel SET settings = ? WHERE user_id = ? AND arn = ?",
        SettingsJson.write(settings),
        id.value(),
        channelArn);
  }
}
