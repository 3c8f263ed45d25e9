package io.streamcat.jdbc.internal.secret;

import io.streamcat.jdbc.StreamKeyStorage;
import io.streamcat.jdbc.internal.sql.Row;
import io.streamcat.jdbc.internal.sql.Sql;
import io.streamcat.jdbc.internal.sql.Transactions;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The re-encryption of the stored secrets of all channels.
 *
 * <p>A row is replaced only if it still has the secrets that were read. The record keeps its
 * revision: a worker that looks up the outcome of its own write must find its own revision.
 *
 * @param transactions the transactions of statements
 * @param sql the statements
 * @param storage the new storage of secrets
 */
public record StreamKeyReencryption(Transactions transactions, Sql sql, StreamKeyStorage storage) {

  private static final int PAGE = 500;

  private static final String SELECT =
      "SELECT record_key, arn AS channel_arn, stream_key_arn AS channel_stream_key_arn, stream_key"
          + " AS channel_stream_key, srt_endpoint AS channel_srt_endpoint, srt_passphrase AS"
          + " channel_srt_passphrase FROM streamcat_channel WHERE record_key > ? ORDER BY record_key"
          + " LIMIT "
          + PAGE;

  private static final String REPLACE =
      "UPDATE streamcat_channel SET stream_key = ?, srt_passphrase = ? WHERE record_key = ? AND arn"
          + " = ? AND COALESCE(stream_key, '') = ? AND COALESCE(srt_passphrase, '') = ?";

  /**
   * A channel's stored secrets.
   *
   * @param key the record's key
   * @param arn the channel's ARN
   * @param secrets the stored secrets
   */
  private record Stored(String key, String arn, ChannelSecrets secrets) {

    static Stored read(Row row) throws SQLException {
      return new Stored(row.text("record_key"), row.text("channel_arn"), ChannelSecrets.read(row));
    }
  }

  /** Returns the number of changed channels. */
  public int run() {
    int changed = 0;
    String after = "";
    List<Stored> page;
    do {
      String from = after;
      page = transactions.single("read stream keys", c -> sql.query(c, Stored::read, SELECT, from));
      for (Stored stored : page) {
        ChannelSecrets current = stored.secrets().reencrypted(stored.arn(), storage);
        if (!current.equals(stored.secrets())) {
          changed += replace(stored, current);
        }
        after = stored.key();
      }
    } while (page.size() == PAGE);
    return changed;
  }

  private int replace(Stored before, ChannelSecrets after) {
    return transactions.single(
        "encrypt a stream key again",
        c ->
            sql.update(
                c,
                REPLACE,
                after.streamKey(),
                after.srtPassphrase(),
                before.key(),
                before.arn(),
                orEmpty(before.secrets().streamKey()),
                orEmpty(before.secrets().srtPassphrase())));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
