package io.streamcat.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Null arguments, which are rejected immediately with the name of the field. */
class NullArgumentsTest {

  static Stream<ThrowingCallable> calls() {
    return Stream.of(
        () -> MessageReviewer.denyWords(null),
        () -> MessageReviewer.maskWords(Arrays.asList("a word", null)),
        () -> MessageReviewer.denyLinks(null),
        () -> MessageReviewer.stripLinks(Arrays.asList("example.com", null)),
        () -> MessageReviewer.limitRate(null, Clock.systemUTC()),
        () -> MessageReviewer.inOrder(null, List.of()),
        () -> MessageReviewRequest.parse((String) null),
        () -> MessageReviewRequest.parse((byte[]) null),
        () -> MessageReviewRequest.read((InputStream) null));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void call_null_isRejectedByTheNameOfTheField(ThrowingCallable call) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.problem()).isEqualTo("is null"))
        .satisfies(e -> assertThat(e.field()).isNotEmpty());
  }
}
