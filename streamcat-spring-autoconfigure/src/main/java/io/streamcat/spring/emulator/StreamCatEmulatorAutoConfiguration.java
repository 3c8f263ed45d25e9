package io.streamcat.spring.emulator;

import io.streamcat.emulator.IvsEmulator;
import io.streamcat.emulator.IvsEmulatorBuilder;
import io.streamcat.spring.IvsConnectionDetails;
import io.streamcat.spring.IvsEmulatorBuilderCustomizer;
import io.streamcat.spring.aws.StreamCatClientsAutoConfiguration;
import io.streamcat.spring.internal.ConditionalOnStreamCat;
import io.streamcat.spring.internal.InvalidPropertyException;
import io.streamcat.spring.internal.StreamCatProperties;
import io.streamcat.spring.internal.StreamCatProperties.Emulator;
import java.security.SecureRandom;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * The auto-configuration of an emulator in the application, which is used instead of AWS, if it is
 * enabled.
 */
@AutoConfiguration(before = StreamCatClientsAutoConfiguration.class)
@ConditionalOnStreamCat
@ConditionalOnBooleanProperty(name = "streamcat.emulator.enabled")
@EnableConfigurationProperties(StreamCatProperties.class)
public final class StreamCatEmulatorAutoConfiguration {

  StreamCatEmulatorAutoConfiguration() {}

  /** Separate, because the emulator may be absent. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(IvsEmulator.class)
  static class EmulatorConfiguration {

    private static final int MAX_PORT = 65_535;

    @Bean
    @ConditionalOnMissingBean
    IvsEmulator streamCatEmulator(
        StreamCatProperties properties, ObjectProvider<IvsEmulatorBuilderCustomizer> customizers) {
      Emulator emulator = properties.emulator();
      if (emulator.port() < 0 || emulator.port() > MAX_PORT) {
        throw new InvalidPropertyException(
            "streamcat.emulator.port",
            "is " + emulator.port(),
            "Set a port from 1 to " + MAX_PORT + ", or 0 for any free port");
      }
      Long seed = emulator.seed();
      IvsEmulatorBuilder builder =
          IvsEmulator.builder()
              .port(emulator.port())
              .seed(seed == null ? new SecureRandom().nextLong() : seed)
              .enforceQuotas(emulator.enforceQuotas());
      if (emulator.stateFile() != null) {
        builder.state(emulator.stateFile());
      }
      customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
      return builder.start();
    }

    @Bean
    @ConditionalOnMissingBean(IvsConnectionDetails.class)
    EmulatorConnectionDetails streamCatEmulatorConnectionDetails(IvsEmulator emulator) {
      return new EmulatorConnectionDetails(emulator);
    }
  }

  /** Fails the start with the name of the missing dependency. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnMissingClass("io.streamcat.emulator.IvsEmulator")
  static class MissingConfiguration {

    @Bean
    @Lazy(false)
    IvsConnectionDetails streamCatEmulatorConnectionDetails() {
      throw new EmulatorMissingException();
    }
  }
}
