package io.streamcat.spring.aws.internal;

import io.streamcat.StreamCatBuilder;
import io.streamcat.aws.CallLimiter;
import io.streamcat.aws.CallListener;
import io.streamcat.spring.StreamCatBuilderCustomizer;
import io.streamcat.spring.internal.BuilderProperties;
import io.streamcat.spring.internal.StreamCatProperties;
import java.util.function.Consumer;
import org.springframework.beans.factory.ListableBeanFactory;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

/**
 * The settings of AWS calls from properties and beans, for each StreamCat that is built.
 *
 * <p>StreamCat receives settings rather than clients where possible, so that a customizer can still
 * change each setting. Only clients that the application defines are passed as they are.
 *
 * @param properties the properties
 * @param factory the settings of clients
 * @param beans the application's beans
 */
public record StreamCatSettings(
    StreamCatProperties properties, AwsClientFactory factory, ListableBeanFactory beans) {

  public static final String IVS = "streamCatIvsClient";
  public static final String IVS_CHAT = "streamCatIvschatClient";
  public static final String IVS_REAL_TIME = "streamCatIvsRealTimeClient";

  /** Sets the timeouts, the listeners and the rate limiter. */
  public void prepareCalls(StreamCatBuilder builder) {
    BuilderProperties.applyCalls(builder, properties);
    builder.aws(
        a ->
            a.callListener(
                    CallListener.all(
                        beans.getBeanProvider(CallListener.class).orderedStream().toList()))
                .callLimiter(beans.getBeanProvider(CallLimiter.class).getIfUnique())
                .limitLocalCalls(properties.emulator().enforceQuotas()));
  }

  /** Sets the clients that the application defines, and the settings of the others. */
  public void prepareClients(StreamCatBuilder builder) {
    factory.prepare(builder);
    builder.aws(
        options -> {
          useOwn(IVS, IvsClient.class, options::ivsClient);
          useOwn(IVS_CHAT, IvschatClient.class, options::ivschatClient);
          useOwn(IVS_REAL_TIME, IvsRealTimeClient.class, options::ivsRealTimeClient);
        });
  }

  /** Calls the application's customizers. */
  public void customize(StreamCatBuilder builder) {
    beans
        .getBeanProvider(StreamCatBuilderCustomizer.class)
        .orderedStream()
        .forEach(customizer -> customizer.customize(builder));
  }

  private <C> void useOwn(String own, Class<C> type, Consumer<C> setter) {
    if (!beans.containsBean(own)) {
      setter.accept(beans.getBean(type));
    }
  }
}
