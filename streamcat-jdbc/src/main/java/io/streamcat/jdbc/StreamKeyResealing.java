package io.streamcat.jdbc;

import java.util.List;
import java.util.Objects;

/**
 * Goes through all channels and seals their secrets anew.
 *
 * @param transactions runs statements
 * @param sql the statements
 * @param storage how secrets are to be kept
 */
record StreamKeyResealing(Transactions transactions, Sql sql, StreamKeyStorage storage) {

  private static final int PAGE = 500;

  /**
   * A channel's sealed secrets.
   *
   * @param userId the user's id
   * @param arn the channel's ARN
   * @param secrets what is kept
   */
  private record Sealed(String userId, String arn, ChannelSecrets secrets) {}

  int run() {
    int changed = 0;
    String after = "";
    List<Sealed> page;
    do {
      page = page(after);
      for (Sealed sealed : page) {
        ChannelSecrets current = sealed.secrets().resealed(sealed.arn(), storage);
        if (!current.equals(sealed.secrets())) {
          changed += update(sealed, current);
        }
        after = sealed.userId();
      }
    } while (page.size() == PAGE);
    return changed;
  }

  private List<Sealed> page(String after) {
    return transactions.single(
        "read stream keys",
        c ->
            sql.query(
                c,
                row ->
                    new Sealed(
                        row.text("user_id"),
                        row.text("arn"),
                        new ChannelSecrets(
                            row.nullableText("stream_key"), row.nullableText("srt_passphrase"))),
                "SELECT user_id, arn, stream_key, srt_passphrase FROM streamcat_channel WHERE"
                    + " user_id > ? ORDER BY user_id LIMIT ?",
                after,
                PAGE));
  }

  /** Only if nobody has changed the key meanwhile. */
  private int update(Sealed before, ChannelSecrets after) {
    String was = Objects.requireNonNullElse(before.secrets().streamKey(), "");
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
                was));
  }
}
