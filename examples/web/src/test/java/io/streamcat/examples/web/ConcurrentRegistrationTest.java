package io.streamcat.examples.web;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.EmulatedResource;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Tests with a hundred parallel registrations, twenty of them for the same five names. */
@TestPropertySource(properties = {"streamcat.operation-timeout=30s", "streamcat.call-timeout=10s"})
@Guarantee("EXAMPLE-01")
class ConcurrentRegistrationTest extends SiteTest {

  private static final int PEOPLE = 100;
  private static final int SAME = 20;
  private static final int NAMES = 5;

  @Test
  void register_hundredAtOnce_createsOneUserPerNameWithoutOrphans() throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(PEOPLE);
    List<Future<List<Page>>> crowd = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      String name = i < SAME ? "same-" + i % NAMES : "person-" + i;
      crowd.add(threads.submit(() -> register(name, start)));
    }
    start.countDown();

    List<Page> answers = new ArrayList<>();
    int registered = 0;
    for (Future<List<Page>> person : crowd) {
      List<Page> pages = person.get();
      answers.addAll(pages);
      Page last = pages.get(pages.size() - 1);
      if (last.location().equals("/dashboard")) {
        registered++;
      } else {
        // The message comes with the response to the form, or under load on the waiting page.
        assertThat(last.body()).contains("This username is taken");
      }
    }
    threads.shutdown();

    int expected = PEOPLE - SAME + NAMES;
    assertThat(answers).allMatch(page -> page.status() < 500);
    assertThat(registered).isEqualTo(expected);
    assertThat(users.list().map(User::username).distinct().count()).isEqualTo(expected);
    assertThat(users.list().count()).isEqualTo(expected);
    Map<String, Long> counts =
        emulator.resources().stream()
            .filter(resource -> !resource.type().equals("stream-key"))
            .collect(groupingBy(EmulatedResource::type, counting()));
    assertThat(counts)
        .isEqualTo(
            Map.of("channel", (long) expected, "room", (long) expected, "stage", (long) expected));
    assertThat(users.list())
        .allSatisfy(
            user ->
                assertThat(emulator.resources())
                    .extracting(EmulatedResource::arn)
                    .contains(user.channel().arn(), user.chatRoom().arn(), user.stage().arn()));
  }

  private List<Page> register(String name, CountDownLatch start) throws InterruptedException {
    Visitor visitor = new Visitor(port);
    Page form = visitor.get("/register");
    start.await();
    Page sent = visitor.submit(form, "/register", Visitor.credentials(name, Visitor.PASSWORD));
    return sent.location().isEmpty()
        ? List.of(form, sent)
        : List.of(form, sent, visitor.awaitRegistration());
  }
}
