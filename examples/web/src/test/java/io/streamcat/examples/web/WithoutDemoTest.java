package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;

/** Tests of a site that was started without the profile {@code demo}. */
class WithoutDemoTest {

  @Test
  void start_withoutProfile_isRejectedInsteadOfUsingMemory() {
    assertThatThrownBy(
            () ->
                SpringApplication.run(
                    WebApplication.class, "--server.port=0", "--management.server.port=0"))
        .hasStackTraceContaining("Failed to determine a suitable driver class");
  }
}
