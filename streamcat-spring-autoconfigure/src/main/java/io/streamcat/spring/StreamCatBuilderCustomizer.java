package io.streamcat.spring;

import io.streamcat.StreamCatBuilder;

/**
 * Has the last word on how StreamCat is built, for what has no property; beans of this type are
 * called in their order.
 */
@FunctionalInterface
public interface StreamCatBuilderCustomizer {

  /**
   * Changes what is about to be built.
   *
   * @param builder the builder, with properties and beans set
   */
  void customize(StreamCatBuilder builder);
}
