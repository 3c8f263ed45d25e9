package io.streamcat.aws;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/**
 * A function that fetches one page of a list.
 *
 * @param <P> a page
 */
@FunctionalInterface
public interface PageFetch<P> {

  /**
   * Fetches a page.
   *
   * @param override the override configuration the request must carry
   * @param token the page's token, or null for the first page
   * @return the page
   */
  P apply(AwsRequestOverrideConfiguration override, @Nullable String token);
}
