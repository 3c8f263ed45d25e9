package io.streamcat.spring;

import io.streamcat.StreamCatBuilder;

/**
 * A customizer of StreamCat, for settings without a property. Beans of this type are called in
 * their order, after properties and beans are applied.
 *
 * <pre>{@code
 * @Bean
 * StreamCatBuilderCustomizer passwords() {
 *   return builder -> builder.users(u -> u.passwordPolicy(PasswordPolicy.standard("example")));
 * }
 * }</pre>
 */
@FunctionalInterface
public interface StreamCatBuilderCustomizer {

  /**
   * Customizes StreamCat before it is built.
   *
   * @param builder the builder, with properties and beans set
   */
  void customize(StreamCatBuilder builder);
}
