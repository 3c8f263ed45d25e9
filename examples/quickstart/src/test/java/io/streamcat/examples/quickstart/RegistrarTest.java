package io.streamcat.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.examples.quickstart.ProvisionResult.Failed;
import io.streamcat.examples.support.Entry;
import io.streamcat.examples.support.Entry.Malformed;
import io.streamcat.examples.support.Entry.SignUp;
import io.streamcat.exception.StreamCatException;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RegistrarTest {

  @Test
  void register_manyEntries_keepsOrder() {
    List<SignUp> entries =
        IntStream.range(0, 100).mapToObj(i -> signUp("user-" + i, "password " + i)).toList();

    assertThat(results(RegistrarTest::failWithPassword, entries))
        .extracting(result -> ((Failed) result).reason())
        .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> "password " + i).toList());
  }

  @Test
  void register_malformedLine_fails() {
    assertThat(
            results(
                RegistrarTest::failWithPassword,
                List.of(new Malformed("line 3", "is bad"), signUp("bob", "two"))))
        .containsExactly(
            new Failed("line 3", null, "is bad"), new Failed("line of bob", "bob", "two"));
  }

  @Test
  @Timeout(60)
  void register_sameNameTwice_startsFirstEntryFirst() {
    CountDownLatch otherIsDone = new CountDownLatch(1);
    List<String> handedOver = new CopyOnWriteArrayList<>();
    Function<NewUser, User> provision =
        newUser -> {
          if (newUser.username().equals("other")) {
            otherIsDone.countDown();
          } else if (newUser.username().equals("todd")) {
            // The second entry has time to overtake the first.
            await(otherIsDone);
          }
          handedOver.add(newUser.username());
          return failWithPassword(newUser);
        };

    results(
        provision, List.of(signUp("todd", "one"), signUp("TODD", "two"), signUp("other", "three")));

    assertThat(handedOver).containsSubsequence("todd", "TODD");
  }

  /**
   * Fails with the password, which identifies the sign-up; a real message must never contain one.
   */
  private static User failWithPassword(NewUser newUser) {
    throw new StreamCatException(newUser.password(), false, null);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SignUp signUp(String username, String password) {
    return new SignUp("line of " + username, username, password, false);
  }

  private static List<ProvisionResult> results(
      Function<NewUser, User> provision, List<? extends Entry> entries) {
    try (Registrar registrar = new Registrar(provision)) {
      return registrar.register(entries).stream().map(CompletableFuture::join).toList();
    }
  }
}
