package io.streamcat.examples.web;

import static io.streamcat.examples.web.Visitor.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamcat.emulator.FaultRule;
import io.streamcat.testing.Guarantee;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Guarantee("EXAMPLE-06")
class RemovalTest extends SiteTest {

  private static final String DELETE = "/account/delete";

  @Test
  void delete_wrongPassword_removesNothing() {
    visitor.register("careful");

    Page page = visitor.submit(visitor.get(DELETE), DELETE, Map.of("password", "not mine"));

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.body()).contains("This is not your password");
    assertThat(visitor.get("/dashboard").status()).isEqualTo(200);
    assertThat(users.findByUsername("careful")).isPresent();
  }

  @Test
  void delete_manyWrongPasswords_isThrottled() {
    visitor.register("kidnapped");
    // The browser has logged in before.
    for (int i = 0; i < 10; i++) {
      visitor.submit(visitor.get(DELETE), DELETE, Map.of("password", "guess " + i));
    }

    Page page = visitor.submit(visitor.get(DELETE), DELETE, Map.of("password", PASSWORD));

    assertThat(page.status()).isEqualTo(429);
    assertThat(users.findByUsername("kidnapped")).isPresent();
  }

  @Test
  void delete_liveUser_endsBroadcastRemovesAllAndLogsOut() {
    visitor.register("quitter");
    Visitor phone = new Visitor(port);
    phone.logIn("quitter", PASSWORD);
    assertThat(phone.get("/dashboard").status()).isEqualTo(200);
    emulator.startStream(users.findByUsername("quitter").orElseThrow().channel().arn());

    Page page = visitor.submit(visitor.get(DELETE), DELETE, Map.of("password", PASSWORD));

    assertThat(page.location()).isEqualTo("/account/deleted");
    await()
        .until(
            () ->
                visitor.get("/account/deleted").body().contains("stage and password are removed"));
    assertThat(emulator.resources()).noneMatch(resource -> resource.name().contains("quitter"));
    assertThat(phone.get("/dashboard").location()).isEqualTo("/login?gone");
    assertThat(visitor.get("/dashboard").location()).isEqualTo("/login");
  }

  @Test
  void delete_awsFails_continuesInBackground() {
    visitor.register("stuck");
    emulator.faults().add(FaultRule.error("DeleteStage", "InternalServerException").times(0));

    visitor.submit(visitor.get(DELETE), DELETE, Map.of("password", PASSWORD));

    Page page =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> visitor.get("/account/deleted"),
                shown -> shown.body().contains("we are removing the rest in the"));
    assertThat(page.body()).contains("http-equiv=\"refresh\"", "being removed");
    assertThat(new Visitor(port).logIn("stuck", PASSWORD).status()).isEqualTo(401);

    emulator.faults().clear();
    finish("stuck");

    assertThat(visitor.get("/account/deleted").body()).contains("stage and password are removed");
  }

  @Test
  void progress_otherVisitor_isRedirected() {
    assertThat(new Visitor(port).get("/account/deleted").location()).isEqualTo("/");
  }
}
