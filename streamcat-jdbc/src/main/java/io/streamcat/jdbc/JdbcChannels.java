package io.streamcat.jdbc;

import io.streamcat.jdbc.StreamKeyResealing.Sealed;
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
}
