package io.streamcat.spring;

import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;

/**
 * A customizer of the AWS clients. Beans of this type are called in their order, once for each of
 * the three clients, after {@code streamcat.aws.*} is applied.
 *
 * <p>Changed retries never make StreamCat repeat a create blindly. All three builders are an {@code
 * AwsSyncClientBuilder}, on which an HTTP client can be set; the application must close it.
 */
@FunctionalInterface
public interface StreamCatClientCustomizer {

  /**
   * Customizes a client before it is built.
   *
   * @param builder the builder, with everything else set: an {@code IvsClientBuilder}, {@code
   *     IvschatClientBuilder} or {@code IvsRealTimeClientBuilder}
   */
  void customize(AwsClientBuilder<?, ?> builder);
}
