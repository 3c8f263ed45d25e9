package io.streamcat.spring.internal;

import io.streamcat.StreamCatBuilder;
import io.streamcat.spring.internal.StreamCatProperties.Quotas;
import io.streamcat.spring.internal.StreamCatProperties.Spares;
import io.streamcat.user.ResourceKind;

/** The properties of a StreamCat that are not beans. */
public final class BuilderProperties {

  private static final int FIFTH = 5;

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
                    .asyncLimit(properties.asyncLimit())
                    .quotas(kind -> quota(properties.quotas(), kind)));
    applySpares(builder, properties.spares());
    String namespace = properties.namespace();
    if (namespace != null) {
      builder.users(u -> u.namespace(namespace));
    }
    String account = properties.aws().account();
    if (account != null) {
      builder.aws(a -> a.account(account));
    }
  }

  private static void applySpares(StreamCatBuilder builder, Spares spares) {
    Integer target = spares.target();
    if (target != null) {
      Integer low = spares.low();
      int fourFifths = target - target / FIFTH;
      builder.users(u -> u.spares(target, low == null ? fourFifths : low));
    }
  }

  private static long quota(Quotas quotas, ResourceKind kind) {
    return switch (kind) {
      case CHANNEL -> quotas.channels();
      case CHAT_ROOM -> quotas.chatRooms();
      case STAGE -> quotas.stages();
    };
  }
}
