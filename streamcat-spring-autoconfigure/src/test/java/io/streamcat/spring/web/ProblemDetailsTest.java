package io.streamcat.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamcat.exception.BannedException;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StorageException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.spring.Contexts;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.WebApplicationContext;

/** The responses of a controller that throws an exception of StreamCat. */
class ProblemDetailsTest {

  private static final String ENABLED = "streamcat.web.problem-details=true";

  /** A controller that throws. */
  @RestController
  static final class Failing {

    private final StreamCatException failure;

    Failing(StreamCatException failure) {
      this.failure = failure;
    }

    @GetMapping("/")
    String get() {
      return Optional.<String>empty().orElseThrow(() -> failure);
    }
  }

  private static MockMvc mvc(WebApplicationContext context) {
    return MockMvcBuilders.webAppContextSetup(context).build();
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            new InvalidInputException("username", "3 to 30 characters", "has 1"),
            400,
            "\"field\":\"username\""),
        Arguments.of(new BannedException("1", "2", null), 403, "\"detail\":"),
        Arguments.of(new UserNotFoundException("1"), 404, "\"detail\":"),
        Arguments.of(
            new DuplicateUserException(DuplicateUserException.Field.USERNAME, "todd"),
            409,
            "\"field\":\"username\""),
        Arguments.of(new UserBusyException("1"), 409, "\"detail\":"),
        Arguments.of(new StorageException("secret host", true, null), 503, "\"status\":503"),
        Arguments.of(new StreamCatException("secret host", false, null), 500, "\"status\":500"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void get_enabled_respondsWithAProblemDetail(
      StreamCatException failure, int status, String expected) {
    Contexts.inMemoryWeb()
        .withPropertyValues(ENABLED)
        .withBean(Failing.class, () -> new Failing(failure))
        .run(
            context -> {
              MockHttpServletResponse response =
                  mvc(context).perform(MockMvcRequestBuilders.get("/")).andReturn().getResponse();

              assertThat(response.getStatus()).isEqualTo(status);
              assertThat(response.getContentType()).isEqualTo("application/problem+json");
              assertThat(response.getContentAsString())
                  .contains(expected)
                  .doesNotContain("secret host");
              assertThat(response.containsHeader("Retry-After")).isEqualTo(status == 503);
            });
  }

  @Test
  void get_notEnabled_leavesTheExceptionToTheApplication() {
    UserNotFoundException failure = new UserNotFoundException("1");
    Contexts.inMemoryWeb()
        .withBean(Failing.class, () -> new Failing(failure))
        .run(
            context ->
                assertThatThrownBy(() -> mvc(context).perform(MockMvcRequestBuilders.get("/")))
                    .hasRootCause(failure));
  }
}
