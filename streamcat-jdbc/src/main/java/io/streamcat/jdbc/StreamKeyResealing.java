package io.streamcat.jdbc;

import java.util.List;
import java.util.Objects;

/**
 * Goes through all channels and seals their secrets anew.
 *
 * @param channels where the secrets are
 * @param storage how secrets are to be kept
 */
record StreamKeyResealing(Channels channels, StreamKeyStorage storage) {

  /** Access to the secrets of all channels. */
  interface Channels {

    /** Reads the channels whose user ids follow, in their order. */
    List<Sealed> page(String after, int limit);

    /**
     * Replaces the secrets, unless someone has changed the stream key meanwhile.
     *
     * @return how many channels were changed
     */
    int replace(Sealed before, ChannelSecrets after);
  }

  private static final int PAGE = 500;

  /**
   * A channel's sealed secrets.
   *
   * @param userId the user's id
   * @param arn the channel's ARN
   * @param secrets what is kept
   */
  record Sealed(String userId, String arn, ChannelSecrets secrets) {

    static <X extends Exception> Sealed read(Row<X> row) throws X {
      return new Sealed(
          row.text("user_id"),
          row.text("arn"),
          new ChannelSecrets(row.nullableText("stream_key"), row.nullableText("srt_passphrase")));
    }

    /** What the stream key is compared with to find out whether it was changed. */
    String streamKey() {
      return Objects.requireNonNullElse(secrets.streamKey(), "");
    }
  }

  int run() {
    int changed = 0;
    String after = "";
    List<Sealed> page;
    do {
      page = channels.page(after, PAGE);
      for (Sealed sealed : page) {
        ChannelSecrets current = sealed.secrets().resealed(sealed.arn(), storage);
        if (!current.equals(sealed.secrets())) {
          changed += channels.replace(sealed, current);
        }
        after = sealed.userId();
      }
    } while (page.size() == PAGE);
    return changed;
  }
}
