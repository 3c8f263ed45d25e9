package io.streamcat.spring;

import io.streamcat.emulator.IvsEmulatorBuilder;

/**
 * A customizer of the emulator in the application, for settings without a property. Beans of this
 * type are called in their order, after the properties are applied.
 */
@FunctionalInterface
public interface IvsEmulatorBuilderCustomizer {

  /**
   * Customizes the emulator before it starts. A customizer must not use StreamCat, which depends on
   * the emulator.
   *
   * @param builder the builder, with properties set
   */
  void customize(IvsEmulatorBuilder builder);
}
