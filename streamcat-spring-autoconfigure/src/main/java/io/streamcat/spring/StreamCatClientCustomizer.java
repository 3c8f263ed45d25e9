package io.streamcat.spring;

import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;

/**
 * Has the last word on the AWS clients; beans of this type are called in their order, once for each
 * of the three, also with {@code streamcat.aws.*} set.
 *
 * <p>Whatever is done to retries, a create is never repeated blindly. An HTTP client is set on
 * builders that are an {@code AwsSyncClientBuilder}, which all three are, and stays the
 * application's to close.
 */
@FunctionalInterface
public interface StreamCatClientCustomizer {

  /**
   * Changes a client that is about to be built.
   *
   * @param builder the builder, with everything else set: an {@code IvsClientBuilder}, {@code
   *     IvschatClientBuilder} or {@code IvsRealTimeClientBuilder}
   */
  void customize(AwsClientBuilder<?, ?> builder);
}
