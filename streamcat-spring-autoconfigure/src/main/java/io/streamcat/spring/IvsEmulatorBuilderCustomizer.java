package io.streamcat.spring;

import io.streamcat.emulator.IvsEmulatorBuilder;

/**
 * Has the last word on how the emulator in the application is started, for what has no property;
 * beans of this type are called in their order.
 */
@FunctionalInterface
public interface IvsEmulatorBuilderCustomizer {

  /**
   * Changes what is about to be started. It may not ask for StreamCat yet, which needs the emulator
   * itself.
   *
   * @param builder the builder, with properties set
   */
  void customize(IvsEmulatorBuilder builder);
}
