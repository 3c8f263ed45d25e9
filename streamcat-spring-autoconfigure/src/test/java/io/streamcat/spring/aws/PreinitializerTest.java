package io.streamcat.spring.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;

class PreinitializerTest {

  @Test
  void springBoot_startsAnApplication_callsThePreinitializer() {
    assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(ApplicationListener.class))
        .hasAtLeastOneElementOfType(Preinitializer.class);
  }

  @Test
  void initialize_noRegionAndNoCredentials_succeeds() {
    assertThatCode(Preinitializer::initialize).doesNotThrowAnyException();
  }

  @Test
  void isUseful_severalProcessors_isTrue() {
    assertThat(Preinitializer.isUseful(new StandardEnvironment(), 2)).isTrue();
    assertThat(Preinitializer.isUseful(new StandardEnvironment(), 1)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"streamcat.enabled, false", "spring.backgroundpreinitializer.ignore, true"})
  void isUseful_disabledByProperty_isFalse(String property, String value) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("test", Map.of(property, value)));

    assertThat(Preinitializer.isUseful(environment, 2)).isFalse();
  }
}
