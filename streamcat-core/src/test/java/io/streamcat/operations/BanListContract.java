package io.streamcat.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.testing.NewThreads;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of every ban list; a test extends this class and supplies an empty list. */
public abstract class BanListContract {

  private static final Instant NOW = Instant.parse("2026-11-29T07:00:00.123456Z");
  private static final UserId TODD = UserId.of("todd");
  private static final UserId ANN = UserId.of("ann");

  /** Returns the list under test, the same list for all calls of a test. */
  protected abstract BanList list();

  private static Ban ban(String viewer, Instant since) {
    return new Ban(viewer, null, since, null);
  }

  private static Instant after(long seconds) {
    return NOW.plusSeconds(seconds);
  }

  @Test
  void find_bannedViewer_returnsTheBan() {
    Ban ban = new Ban("v\u00e9wer \ud83d\ude00", "spam, again", NOW, after(60));
    list().add(TODD, ban);

    assertThat(list().find(TODD, ban.viewerId(), NOW)).contains(ban);
    assertThat(list().find(ANN, ban.viewerId(), NOW)).isEmpty();
    assertThat(list().find(TODD, "V\u00e9wer \ud83d\ude00", NOW)).isEmpty();
  }

  @Test
  void find_longestValues_returnsTheBan() {
    UserId owner = UserId.of("\ud83d\ude00".repeat(21));
    Ban ban = new Ban("\ud83d\ude01".repeat(128), "\ud83d\ude02".repeat(256), NOW, null);
    list().add(owner, ban);

    assertThat(list().find(owner, ban.viewerId(), after(1_000_000_000))).contains(ban);
  }

  @Test
  void find_banThatHasEnded_isEmpty() {
    list().add(TODD, new Ban("v", null, NOW, after(60)));

    assertThat(list().find(TODD, "v", after(60).minusNanos(1000))).isPresent();
    assertThat(list().find(TODD, "v", after(60))).isEmpty();
    assertThat(list().list(TODD, after(60))).isEmpty();
  }

  @Test
  void list_severalBans_areOrderedByBeginning() {
    list().add(TODD, ban("b", after(1)));
    list().add(TODD, ban("c", NOW));
    list().add(TODD, ban("a", after(1)));
    list().add(ANN, ban("d", NOW));

    assertThat(list().list(TODD, after(2)))
        .extracting(Ban::viewerId)
        .containsExactly("c", "a", "b");
  }

  @Test
  void add_viewerWhoIsBanned_replacesTheBan() {
    list().add(TODD, new Ban("v", "first", NOW, after(60)));
    Ban later = new Ban("v", "second", after(1), null);

    list().add(TODD, later);

    assertThat(list().list(TODD, after(3600))).containsExactly(later);
  }

  @Test
  void add_afterABanHasEnded_deletesIt() {
    list().add(TODD, new Ban("ended", null, NOW, after(60)));
    list().add(TODD, new Ban("holds", null, NOW, after(3600)));
    list().add(ANN, new Ban("hers", null, NOW, after(3600)));

    list().add(TODD, ban("v", after(60)));

    // At a time at which both bans would be in effect, one is missing: it was deleted and not only
    // filtered.
    assertThat(list().list(TODD, NOW)).extracting(Ban::viewerId).containsExactly("holds", "v");
    assertThat(list().list(ANN, NOW)).hasSize(1);
  }

  @Test
  void remove_bannedViewer_liftsTheBanOnce() {
    list().add(TODD, ban("v", NOW));
    list().add(TODD, ban("w", NOW));

    assertThat(list().remove(TODD, "v")).isTrue();
    assertThat(list().remove(TODD, "v")).isFalse();
    assertThat(list().remove(ANN, "w")).isFalse();
    assertThat(list().list(TODD, NOW)).extracting(Ban::viewerId).containsExactly("w");
  }

  @Test
  void forget_user_deletesBansByAndOfTheUser() {
    list().add(TODD, ban("v", NOW));
    list().add(ANN, ban("todd", NOW));
    list().add(ANN, ban("v", NOW));

    list().forget(TODD);
    list().forget(TODD);

    assertThat(list().list(TODD, NOW)).isEmpty();
    assertThat(list().list(ANN, NOW)).extracting(Ban::viewerId).containsExactly("v");
  }

  @Test
  void add_concurrentBans_areAllStored() {
    CompletableFuture.allOf(
            IntStream.range(0, 40)
                .mapToObj(
                    i ->
                        CompletableFuture.runAsync(
                            () ->
                                list()
                                    .add(TODD, ban("v" + i % 10, NOW.plus(Duration.ofSeconds(i)))),
                            NewThreads.EXECUTOR))
                .toArray(CompletableFuture[]::new))
        .join();

    assertThat(list().list(TODD, NOW)).hasSize(10);
  }

  @Test
  void add_concurrentBansOfOneViewer_areOneBan() {
    CompletableFuture.allOf(
            IntStream.range(0, 30)
                .mapToObj(
                    i ->
                        CompletableFuture.runAsync(
                            () -> list().add(TODD, ban("v", after(i))), NewThreads.EXECUTOR))
                .toArray(CompletableFuture[]::new))
        .join();

    assertThat(list().list(TODD, NOW)).extracting(Ban::viewerId).containsExactly("v");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v\u0000", "v\ud800", "\udc00v", "v?"})
  void lookup_textThatNoDatabaseStores_findsNoBan(String viewer) {
    list().add(TODD, ban("v", NOW));
    list().add(TODD, ban("?", NOW));

    assertThat(list().find(TODD, viewer, NOW)).isEmpty();
    assertThat(list().find(TODD, viewer.repeat(2000), NOW)).isEmpty();
    assertThat(list().remove(TODD, viewer)).isFalse();
    assertThat(list().remove(TODD, viewer.repeat(2000))).isFalse();
    assertThat(list().list(TODD, NOW)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v\u0000", "v\ud800", "\udc00v"})
  void ban_textThatNoDatabaseStores_isRejected(String text) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> ban(text, NOW))
        .withMessage("viewerId: has one (must be free of NUL and unpaired surrogates)");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new Ban("v", text, NOW, null))
        .withMessage("reason: has one (must be free of NUL and unpaired surrogates)");
  }

  @Test
  void ban_endInTheYear10000_isRejected() {
    list().add(TODD, new Ban("v", null, NOW, Instant.parse("9999-12-31T23:59:59.999999Z")));

    assertThat(list().find(TODD, "v", after(1))).isPresent();
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new Ban("v", null, NOW, Instant.MAX))
        .withMessageStartingWith("until: ");
  }
}
