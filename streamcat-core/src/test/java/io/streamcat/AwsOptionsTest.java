package io.streamcat;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.operations.BanList;
import io.streamcat.repository.UserRepository;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the options of AWS that a first program gets wrong. */
class AwsOptionsTest {

  private static final List<String> SOURCES =
      List.of("aws.profile", "aws.configFile", "aws.sharedCredentialsFile");
  private static final String NO_METADATA = "aws.disableEc2Metadata";

  @AfterEach
  void restoreSources() {
    SOURCES.forEach(System::clearProperty);
    System.clearProperty(NO_METADATA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:4577", "127.0.0.1", "/tmp", "http:/ivs", "ftp://localhost"})
  void endpointOverride_withoutSchemeOrHost_isRejected(String endpoint) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> StreamCat.builder().aws(a -> a.endpointOverride(URI.create(endpoint))))
        .withMessage(
            "aws.endpointOverride: is '%s', which has no scheme or no host"
                + " (must be like http://localhost:4577)",
            endpoint);
  }

  @Test
  void build_noRegion_failsInOneShortLine() {
    SOURCES.forEach(source -> System.setProperty(source, "none"));
    System.setProperty(NO_METADATA, "true");

    assertThatExceptionOfType(StreamCatException.class)
        .isThrownBy(
            () ->
                StreamCat.builder()
                    .storage(s -> s.users(UserRepository.inMemory()).bans(BanList.inMemory()))
                    .build())
        .withMessage(
            "no AWS region is known; set StreamCat.builder().aws(a -> a.region(…)), or AWS_REGION"
                + " in the environment");
  }
}
