package io.streamcat.spring.internal;

import io.streamcat.StreamCatBuilder;

/** The properties of a StreamCat that are not beans. */
public final class BuilderProperties {

  private BuilderProperties() {}

  /** Sets the timeouts of calls. */
  public static void applyCalls(StreamCatBuilder builder, StreamCatProperties properties) {
    builder.aws(
        a ->
            a.callTimeout(properties.callTimeout())
                .operationTimeout(properties.operationTimeout())
                .consistencyWindow(properties.consistencyWindow()));
  }

  /** Sets the policies, the limits and the home of users. */
  public static void applyUsers(StreamCatBuilder builder, StreamCatProperties properties) {
    builder
        .closeTimeout(properties.closeTimeout())
        .users(
            u ->
                u.failurePolicy(properties.failurePolicy())
                    .removalPolicy(properties.removalPolicy())
                    .createAtRegistration(properties.createAtRegistration())
                    .reconciliationGracePeriod(properties.reconciliationGracePeriod())
                    .provisioningTimeout(properties.provisioningTimeout())
                    .asyncLimit(properties.asyncLimit()));
    String namespace = properties.namespace();
    if (namespace != null) {
      builder.users(u -> u.namespace(namespace));
    }
    String account = properties.aws().account();
    if (account != null) {
      builder.aws(a -> a.account(account));
    }
  }
}
